"""hcc fee: what a certification costs, as digits on the first line, then how that comes about."""

import pytest

from faults.served import write_ini
from hcc.cli import main


@pytest.fixture
def ask(tmp_path, capsys):
    """Ask once, with no database there; answers the exit status, the lines printed and what was complained of."""
    ini = write_ini(tmp_path / "office.ini", tmp_path / "var")

    def asked(line: str) -> tuple[int, list[str], str]:
        try:
            status = main(["--ini", str(ini), "fee", *line.split()])
        except SystemExit as refused:  # argparse
            status = refused.code
        out, err = capsys.readouterr()
        return status, out.splitlines(), err

    return asked


@pytest.mark.parametrize(
    ("asked", "amount", "words"),
    [
        ("copy --pages 5 --copies 2", "14000", ["2 trang × 2.000 = 4.000", "3 trang × 1.000 = 3.000", "2 bản × 7.000"]),
        ("copy --pages 1", "2000", ["1 trang × 2.000 = 2.000"]),
        ("copy --pages 500 --copies 3", "600000", ["200.000 đồng, mức cao nhất của một bản", "3 bản × 200.000"]),
        ("signature --cases 3", "30000", ["3 trường hợp × 10.000 = 30.000", "một trường hợp"]),
        ("signature", "10000", ["1 trường hợp × 10.000 = 10.000"]),
    ],
)
def test_the_amount_and_how_it_comes_about(ask, asked, amount, words):
    status, lines, err = ask(asked)
    assert (status, err, lines[0]) == (0, "", amount)
    told = "\n".join(lines[1:])
    assert "Thông tư 226/2016/TT-BTC" in told
    assert [one for one in words if one not in told] == []


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "will",
        "copy",
        "copy --pages 0",
        "copy --pages -2",
        "copy --pages 1.5",
        "copy --pages ٢",
        "copy --pages 1 --copies 0",
        "copy --pages 99999999999999999999",
        "signature --cases hai",
    ],
)
def test_what_cannot_be_meant_is_complained_of(ask, asked):
    status, lines, err = ask(asked)
    assert (status, lines) == (2, [])
    assert "Traceback" not in err
    assert "usage: hcc" in err
