"""`hcc slips`: a clerk gets every official slip to review, without a database."""

import subprocess
from argparse import Namespace
from dataclasses import replace

from hcc.commands.slips import slips_command
from unit.printing.test_slips import OFFICE


def test_every_official_slip_is_printed_and_says_that_it_is_a_sample(tmp_path, capsys):
    slips_command(Namespace(), replace(OFFICE, var=tmp_path))
    papers = sorted((tmp_path / "slips").glob("*.pdf"))
    assert sorted(capsys.readouterr().out.split()) == [str(paper) for paper in papers]
    assert {paper.name[:2] for paper in papers} >= {"01", "02", "03", "04", "05", "06", "07", "co", "re"}
    for paper in papers:
        read = subprocess.run(["pdftotext", str(paper), "-"], capture_output=True, text=True, check=True).stdout
        assert "BẢN THỬ NGHIỆM" in read
    assert {one.name for one in tmp_path.iterdir()} == {"slips"}
