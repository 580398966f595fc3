"""What is laid over another paper leaves that paper visible."""

import io

import pikepdf
import pypdfium2
import pytest

from hcc.printing.slips import render_slip

from .conftest import AT

GREEN = (0, 200, 0, 255)


def seen_over_green(pdf):
    """The first page drawn over a green ground, as a Pillow picture."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[0].render(scale=2, fill_color=GREEN).to_pil().convert("RGB")
    finally:
        document.close()


@pytest.fixture
def overlay(request, job, stamp_block):
    data = job() if request.param == "attestation_copy" else stamp_block()
    return render_slip(request.param, data, at=AT)


@pytest.mark.parametrize("overlay", ["attestation_copy", "stamp_block"], indirect=True)
def test_only_ink_and_the_ground_of_the_qr_code_are_drawn(overlay):
    picture = seen_over_green(overlay)
    colours = {colour: count for count, colour in picture.getcolors(1 << 24)}
    assert colours[GREEN[:3]] / (picture.width * picture.height) > 0.6
    assert (255, 255, 255) in colours, "the QR code has its own ground"


def test_the_stamp_block_can_be_laid_onto_another_page(stamp_block):
    with pikepdf.open(io.BytesIO(render_slip("stamp_block", stamp_block(), at=AT))) as stamp:
        assert "/StructTreeRoot" not in stamp.Root
        (page,) = stamp.pages
        assert "/StructParents" not in page.obj
        with pikepdf.new() as copy:
            form = copy.copy_foreign(page.as_form_xobject())
            assert [round(float(side)) for side in form.BBox] == [0, 0, 334, 125]
