"""``pos-terminal test-grid``: the grid in a file or at a printer, without a screen, a server or a PIN."""

from __future__ import annotations

import pytest

from pos_terminal.bootstrap.grid_command import GridWish, print_grid
from pos_terminal.cli import main
from pos_terminal.devices.page_pictures import PagePictures
from pos_terminal.sheets.sheet_layout import LAYOUTS

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def ask(tmp_path, capsys):
    def asked(**wish):
        plain = {"out": None, "printer": "", "sheet": "a4-10up", "dpi": None, "corrected": False}
        code = print_grid(GridWish(**plain | {"data": tmp_path / "till"} | wish))
        return code, capsys.readouterr().err

    return asked


def pages(source):
    with PagePictures(source) as pictures:
        return [pictures.gray(number, 100) for number in range(pictures.count)]


def test_the_grid_is_written_once(ask, tmp_path):
    out = tmp_path / "grid.pdf"
    assert ask(out=out) == (0, "")
    assert len(pages(out)) == 2
    code, said = ask(out=out)
    assert (code, "such a file already" in said) == (1, True)
    assert ask(out=out / "below-a-file.pdf")[0] == 1


@pytest.mark.parametrize("sheet", LAYOUTS)
def test_each_sheet_has_its_grid_whatever_stands_on_it(ask, tmp_path, sheet):
    assert ask(out=tmp_path / "grid.pdf", sheet=sheet) == (0, "")


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"sheet": "a7-nothing"}, "no sheet called a7-nothing"),
        ({"printer": "Nowhere", "corrected": True}, "No correction is kept for Nowhere"),
        ({"printer": "Nowhere"}, "no such printer"),
    ],
)
def test_what_cannot_be_printed_is_said(ask, wish, said):
    code, sentence = ask(**wish)
    assert (code, said in sentence) == (1, True)


def test_how_sheets_are_turned_is_said_on_the_command_line(tmp_path, capsys):
    out = tmp_path / "grid.pdf"
    for turn, code in (("sideways", 2), ("none", 0)):
        with pytest.raises(SystemExit) as ended:
            main(("test-grid", "--out", str(out), "--turn", turn, "--data", str(tmp_path)))
        assert ended.value.code == code
    assert "none, long_edge, short_edge" in capsys.readouterr().err
    assert len(pages(out)) == 1  # what is not turned has all on its front


def test_the_command_line_knows_it(tmp_path):
    out = tmp_path / "card.pdf"
    with pytest.raises(SystemExit) as ended:
        main(("test-grid", "--out", str(out), "--sheet", "card-printer", "--data", str(tmp_path)))
    assert ended.value.code == 0
    assert len(pages(out)) == 2
