"""QR codes as SVG."""

import xml.etree.ElementTree as ET

import pytest

from hcc.printing.qr import QUIET_ZONE, qr_svg


def width(svg):
    return float(ET.fromstring(svg).get("viewBox").split()[2])


def test_one_element_that_takes_its_size_from_where_it_stands():
    svg = ET.fromstring(qr_svg("https://anmau.example/"))
    assert svg.tag == "{http://www.w3.org/2000/svg}svg"
    assert svg.get("width") is None


def test_the_quiet_zone_is_the_callers_choice():
    text = "https://anmau.example/"
    assert width(qr_svg(text)) == width(qr_svg(text, quiet=0)) + 2 * QUIET_ZONE


def test_never_a_micro_code_that_phones_do_not_read():
    assert width(qr_svg("1", quiet=0)) == 21


@pytest.mark.parametrize("text", ["", "x" * 4000])
def test_what_fits_no_code_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        qr_svg(text)
