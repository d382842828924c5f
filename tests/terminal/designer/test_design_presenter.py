"""The page *Design* as its presenter works: drawn, checked, read back, kept and saved."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from card_contract.card_number import CardNumber
from pos_terminal.card_design.elements import Artwork, Barcode, Side, Text
from pos_terminal.card_design.geometry import text_of
from pos_terminal.card_design.template_file import TemplateRefusedError
from pos_terminal.designer.model import DesignerPicture, ReadBack
from pos_terminal.designer.new_elements import Tool
from pos_terminal.designer.snapping import Handle
from pos_terminal.look.money import format_price
from support.batches_office import batch_view
from support.design_office import DesignOffice
from support.scripted_server import ANNA, MIA
from support.scripted_shop import SHOP

pytestmark = pytest.mark.usefixtures("qapp")  # drawings are read back, and that paints


FLAT = (
    b'{"format":"card design","version":1,"pictures":{},'
    b'"design":{"name":"Flat","size":{"width":0,"height":50}}}'
)


def rules(state: DesignerPicture) -> list[str]:
    return [row.fact.id for row in state.to_fix if not row.warns]


def picture_file(folder: Path, size: tuple[int, int] = (1200, 760), mode: str = "RGB") -> Path:
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, "TIFF" if mode == "CMYK" else "PNG")
    file = folder / f"{mode}.picture"
    file.write_bytes(buffer.getvalue())
    return file


# --- Drawing -------------------------------------------------------------------------------------


def test_a_tool_puts_its_thing_where_the_card_was_pressed_and_is_put_down(
    office: DesignOffice,
) -> None:
    office.page.choose_tool(Tool.TEXT)
    office.page.press(20.0, 30.0)
    state = office.state
    assert state.tool is Tool.SELECT
    assert state.selection is not None
    assert state.selection.kind == "text"
    assert state.selection.box.middle == pytest.approx((20.0, 30.0))


def test_the_topmost_thing_is_chosen_and_a_press_beside_the_card_chooses_the_card(
    office: DesignOffice,
) -> None:
    office.page.press(10.0, 10.0)
    assert office.state.selection is not None
    assert office.state.selection.element_id == "front-product"
    office.page.press(200.0, 10.0)
    assert office.state.selection is None


def test_dragging_shows_the_new_place_and_letting_go_makes_one_step(office: DesignOffice) -> None:
    office.page.choose("front-price")
    was = office.element("front-price").box
    office.page.grab()
    for far in (1.0, 2.0, 4.0):
        office.page.drag(far, 0.0, 0.0)
    assert office.element("front-price").box.left == pytest.approx(was.left + 4.0)
    assert not office.state.can_undo
    office.page.drop()
    assert office.state.can_undo
    office.page.undo()
    assert office.element("front-price").box == was
    office.page.redo()
    assert office.element("front-price").box.left == pytest.approx(was.left + 4.0)


def test_sizing_a_barcode_widens_its_bars(office: DesignOffice) -> None:
    office.page.turn(Side.BACK)
    office.page.choose("barcode")
    office.page.grab()
    office.page.stretch(Handle.RIGHT, 5.0, 0.0, 0.0, in_proportion=False)
    office.page.drop()
    bars = office.element("barcode")
    assert isinstance(bars, Barcode)
    assert bars.module_mm > 0.3387


def test_arrow_keys_move_by_tenths(office: DesignOffice) -> None:
    office.page.choose("front-price")
    left = office.element("front-price").box.left
    for _ in range(3):
        office.page.nudge(0.1, 0.0)
    assert office.element("front-price").box.left == pytest.approx(left + 0.3)


@pytest.mark.parametrize("typed", ["12.5", "12,5", " 12.5 mm "])
def test_millimetres_are_typed_with_point_or_comma(office: DesignOffice, typed: str) -> None:
    office.page.choose("front-price")
    office.page.set_field("left", typed)
    assert office.element("front-price").box.left == 12.5


@pytest.mark.parametrize(
    ("name", "typed", "word"),
    [
        ("left", "much", "fault.number"),
        ("left", "", "fault.number"),
        ("width", "0", "fault.number"),
        ("size", "900", "move.out_of_range"),
        ("colour", "red", "fault.colour"),
        ("width", "0.1", "move.too_small"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_changes_nothing(
    office: DesignOffice, name: str, typed: str, word: str
) -> None:
    office.page.choose("front-price")
    before = office.state.design
    office.page.set_field(name, typed)
    state = office.state
    assert state.wrong is not None
    assert (state.wrong[0], state.wrong[1].id) == (name, word)
    assert state.design == before
    office.page.set_field("left", "9")
    assert office.state.wrong is None


def test_the_card_itself_has_a_name_a_size_and_a_paper(office: DesignOffice) -> None:
    office.page.set_field("name", "Winter")
    office.page.set_field("card_width", "100")
    office.page.set_field("paper", "fff8e7")
    design = office.state.design
    assert (design.name, design.size.width, design.front.ground) == ("Winter", 100.0, "#fff8e7")
    office.page.set_field("card_width", "5")
    assert office.state.wrong is not None


def test_duplicate_order_and_delete_are_steps_that_can_be_undone(office: DesignOffice) -> None:
    office.page.choose("wish")
    office.page.duplicate()
    copy = office.state.selection
    assert copy is not None
    assert copy.element_id != "wish"
    count = len(office.state.design.front.elements)
    office.page.remove()
    assert len(office.state.design.front.elements) == count - 1
    assert office.state.selection is None
    office.page.undo()
    assert office.state.design.find(copy.element_id) is not None


# --- The check -----------------------------------------------------------------------------------


def test_the_shipped_designs_have_nothing_to_fix_and_read_back_the_same_number(
    office: DesignOffice,
) -> None:
    for template in ("gift-card", "game-card", "plain-card"):
        office.page.begin(template)
        state = office.state
        assert rules(state) == []
        assert state.read_back is ReadBack.SAME
        assert [row.fact.id for row in state.to_fix] == ["check.link_is_example"]
        assert len(state.passed) == state.rules - 1
        office.page.choose("qr")
        office.page.set_field("link", "https://cards.harbour.net/redeem")
        assert office.state.to_fix == ()


def test_the_legal_text_is_written_in_the_design(office: DesignOffice) -> None:
    office.page.begin("game-card")
    office.page.turn(Side.BACK)
    office.page.choose("legal")
    office.page.set_field("text", "Redeem within three years.")
    legal = office.element("legal")
    assert isinstance(legal, Text)
    assert text_of(legal, office.state.card) == "Redeem within three years."


def test_a_text_too_close_to_the_bars_is_found_moved_and_moved_back(office: DesignOffice) -> None:
    page = office.page
    page.turn(Side.BACK)
    page.choose_tool(Tool.TEXT)
    page.press(12.0, 38.0)
    page.set_field("text", "Questions?")
    page.set_field("width", "12.5")
    page.set_field("left", "5.4")
    assert rules(office.state) == ["check.quiet_zone.named"]
    row = office.state.to_fix[0]
    assert row.fact.values["about"] == "Questions?"
    assert row.moves_it
    page.fix(row.id)
    assert rules(office.state) == []
    page.undo()
    assert rules(office.state) == ["check.quiet_zone.named"]


def test_red_bars_are_found_though_people_see_them(office: DesignOffice) -> None:
    office.page.turn(Side.BACK)
    office.page.choose("barcode")
    office.page.set_field("colour", "#ff0000")
    assert "check.contrast" in rules(office.state)
    office.page.fix(next(r.id for r in office.state.to_fix if r.fact.id == "check.contrast"))
    assert rules(office.state) == []


def test_bars_that_are_covered_cannot_be_read_back(office: DesignOffice) -> None:
    page = office.page
    page.turn(Side.BACK)
    page.choose("band")
    page.set_field("height", "50")
    page.reorder("to_top")
    assert office.state.read_back is ReadBack.NOTHING
    assert "check.read_back.nothing" in rules(office.state)


def test_while_somebody_drags_only_the_last_drawing_is_looked_at(office: DesignOffice) -> None:
    looks = office.workshop.looks
    office.page.choose("wish")
    for _ in range(20):
        office.page.nudge(0.1, 0.0)  # the workshop has no turn between these
    office.floor.tasks.deliver()
    assert office.workshop.looks <= looks + 2


# --- Artwork -------------------------------------------------------------------------------------


def test_artwork_fills_the_card_with_its_bleed_below_everything(
    office: DesignOffice, tmp_path: Path
) -> None:
    office.page.choose_artwork(picture_file(tmp_path))
    state = office.state
    lowest = state.design.front.elements[0]
    assert isinstance(lowest, Artwork)
    assert lowest.box == state.design.bleed
    assert lowest.picture in state.pictures
    assert state.selection is not None
    assert "dpi" in [field.name for field in state.selection.fields]


def test_another_picture_takes_the_place_of_the_chosen_one(
    office: DesignOffice, tmp_path: Path
) -> None:
    office.page.choose_artwork(picture_file(tmp_path))
    first = office.state.selection
    assert first is not None
    office.page.choose_artwork(picture_file(tmp_path, size=(900, 600)))
    artworks = [e for e in office.state.design.front.elements if isinstance(e, Artwork)]
    assert [each.id for each in artworks] == [first.element_id]


def test_print_colours_are_converted_and_that_is_said(office: DesignOffice, tmp_path: Path) -> None:
    office.page.choose_artwork(picture_file(tmp_path, mode="CMYK"))
    assert office.state.selection is not None
    assert office.toast == "artwork.colours_converted"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"<svg><script>alert(1)</script></svg>", "artwork.svg"),
        (b"not a picture", "artwork.not_a_picture"),
        (None, "artwork.cannot_read"),
    ],
)
def test_a_file_that_is_no_artwork_is_refused_in_words(
    office: DesignOffice, tmp_path: Path, content: bytes | None, word: str
) -> None:
    file = tmp_path / "bad.png"
    if content is not None:
        file.write_bytes(content)
    before = office.state.design
    office.page.choose_artwork(file)
    assert office.fault == word
    assert office.state.design == before


# --- Files ---------------------------------------------------------------------------------------


def test_a_draft_is_there_again_when_the_program_has_ended_without_a_word(
    office: DesignOffice, tmp_path: Path
) -> None:
    office.page.choose_artwork(picture_file(tmp_path))
    office.page.set_field("left", "-4")
    drawn = office.state.design
    assert office.state.standing.id == "standing.draft_new"
    office.begin()
    state = office.state
    assert state.design == drawn
    assert state.pictures.keys() == drawn.pictures()
    assert office.toast == "toast.recovered"
    assert state.standing.id == "standing.draft_new"


def test_what_was_saved_is_no_draft_any_more(office: DesignOffice) -> None:
    office.page.set_field("name", "Winter")
    office.floor.tasks.deliver()
    office.page.save()
    state = office.state
    assert state.standing.id == "standing.saved"
    assert not state.save.enabled
    assert state.names == ("Winter",)
    office.begin()
    assert office.toast is None
    assert office.state.names == ("Winter",)


def test_a_save_while_the_draft_is_still_being_written_leaves_no_draft(
    office: DesignOffice,
) -> None:
    office.page.set_field("name", "Winter")
    office.page.save()
    office.floor.tasks.deliver()
    assert not (office.folder / "draft.carddesign").exists()


def test_another_design_of_the_same_name_is_never_written_over(office: DesignOffice) -> None:
    office.page.save()
    saved = office.shelf.read("Gift card")
    office.page.begin("game-card")
    office.floor.tasks.deliver()
    office.page.set_field("name", "Gift card")
    office.page.save()
    assert office.fault == "fault.name_taken"
    assert office.shelf.read("Gift card") == saved


def test_opening_another_design_puts_the_draft_on_the_shelf_first(office: DesignOffice) -> None:
    office.page.choose("wish")
    office.page.set_field("text", "Merry winter")
    office.page.begin("game-card")
    assert office.toast == "toast.put_by"
    assert office.state.design.name == "Game card"
    office.page.open_named("Gift card")
    kept = office.element("wish")
    assert isinstance(kept, Text)
    assert kept.text == "Merry winter"


def test_a_draft_of_a_saved_design_is_put_by_under_a_name_of_its_own(office: DesignOffice) -> None:
    office.page.save()
    saved = office.shelf.read("Gift card")
    office.page.choose("wish")
    office.page.set_field("text", "Merry winter")
    office.page.begin("game-card")
    assert office.state.names == ("Gift card", "Gift card 2")
    assert office.shelf.read("Gift card") == saved


def test_a_copy_goes_on_under_another_name(office: DesignOffice) -> None:
    office.page.save()
    office.page.save_copy()
    state = office.state
    assert state.design.name == "Gift card 2"
    assert state.names == ("Gift card", "Gift card 2")


def test_a_design_goes_out_as_a_file_and_comes_in_again(
    office: DesignOffice, tmp_path: Path
) -> None:
    office.page.set_field("name", "Winter: 1/2")
    file = tmp_path / "out.carddesign"
    office.page.save_to(file)
    assert office.toast == "toast.written"
    office.page.save()
    office.page.begin("game-card")
    office.page.open_file(file)
    assert office.state.design.name == "Winter: 1/2 2"  # the name is taken by the saved one
    assert "Winter: 1/2" in office.state.names


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b'{"format":"card design","version":9}', "file.newer"),
        (b'{"format":"card design","version":1,"design":{}}', "file.damaged"),
        (b"\x00\x01", "file.not_a_template"),
        (FLAT, "file.damaged"),
        (None, "file.cannot_read"),
    ],
)
def test_a_file_that_is_no_design_is_refused_and_what_is_drawn_stays(
    office: DesignOffice, tmp_path: Path, content: bytes | None, word: str
) -> None:
    file = tmp_path / "bad.carddesign"
    if content is not None:
        file.write_bytes(content)
    before = office.state.design
    office.page.open_file(file)
    assert office.fault == word
    assert office.state.design == before


def test_a_damaged_draft_is_put_aside_and_said_so(office: DesignOffice) -> None:
    office.folder.mkdir(exist_ok=True)
    (office.folder / "draft.carddesign").write_bytes(b"half a fi")
    office.begin()
    assert office.toast == "draft.cannot_read"
    assert len(list(office.folder.glob("draft.carddesign.kept-*"))) == 1


def test_a_disk_that_takes_nothing_is_said_and_the_drawing_goes_on(office: DesignOffice) -> None:
    office.folder.write_bytes(b"a file where the folder should be")
    office.page.set_field("name", "Winter")
    assert office.state.standing.id == "standing.not_kept"
    office.page.save()
    assert office.fault == "fault.not_saved"
    office.page.begin("game-card")
    assert office.fault == "fault.not_put_by"
    assert office.state.design.name == "Winter"


# --- Products ------------------------------------------------------------------------------------


def test_a_scanned_card_is_seen_on_the_preview_with_its_product_and_number(
    office: DesignOffice,
) -> None:
    number = office.card()
    state = office.scan(number)
    assert state.card.barcode == number
    assert state.card.code is None
    assert state.card.product
    assert state.read_back is ReadBack.SAME
    assert state.given is not None
    assert state.given.id == "given.none"


def test_a_batch_brings_its_first_card_to_the_preview_and_a_gone_one_is_said(
    office: DesignOffice,
) -> None:
    office.products.batches[7] = batch_view(7, title="Winter card")
    office.page.show_batch(7)
    card = office.state.card
    assert CardNumber.parse(card.barcode).batch == 7
    assert (card.product, card.batch, card.code) == ("Winter card", "00007", None)
    office.page.show_batch(8)
    fault = office.state.fault
    assert fault is not None
    assert fault.id == "refused.batch_gone"


def test_what_is_no_card_number_is_refused(office: DesignOffice) -> None:
    office.scan("4006381333931")
    assert office.fault == "fault.no_card"


def test_a_card_that_the_server_does_not_know_is_said(office: DesignOffice) -> None:
    office.scan(CardNumber.build(issuer="970010", batch=9, sequence=9).digits)
    assert office.fault == "refused.gone"


def test_without_a_line_the_scan_says_so_and_the_drawing_goes_on(office: DesignOffice) -> None:
    office.floor.server.faults.down = True
    office.scan(office.card())
    assert office.fault == "fault.not_sent"
    office.page.choose("wish")
    office.page.nudge(0.1, 0.0)
    assert office.state.can_undo


def test_products_of_which_no_card_was_scanned_are_listed_with_their_names_and_prices(
    office: DesignOffice,
) -> None:
    office.products.add("winter-25", "Winter card")
    office.products.add("digital", "Sold nowhere", issuer=None)
    office.open()
    state = office.state
    assert state.samples == (("", ""), ("winter-25", "Winter card"))
    office.page.choose_sample("winter-25")
    state = office.state
    assert (state.card.product, state.card.price) == ("Winter card", "€25")
    office.page.give()
    assert office.shelf.of_product("winter-25") is not None
    office.products.told.clear()
    office.begin()
    assert ("winter-25", "winter-25") in office.state.samples, "it has a design of its own"
    office.page.choose_sample("winter-25")
    assert not office.state.give.enabled


def test_prices_are_written_as_they_are_printed_in_the_shop_s_language(
    office: DesignOffice,
) -> None:
    office.floor.on_duty.shop_told(replace(SHOP, language="de"), (MIA, ANNA))
    office.products.add("winter-25", "Winter card")
    office.open()
    office.page.choose_sample("winter-25")
    assert office.state.card.price == format_price(25_00, "EUR", "de")


def test_a_product_that_is_renamed_elsewhere_is_shown_so_and_a_scanned_card_stays(
    office: DesignOffice,
) -> None:
    office.products.add("winter-25", "Winter card")
    office.open()
    office.page.choose_sample("winter-25")
    office.products.told.clear()
    office.products.add("winter-25", "Snow card", price_minor=30_00)
    office.open()
    assert (office.state.card.product, office.state.card.price) == ("Snow card", "€30")
    scanned = office.scan(office.card())
    office.products.add(scanned.sample, "Another name")
    office.open()
    assert office.state.card == scanned.card


def test_a_list_of_products_that_does_not_come_is_said_and_the_page_works_on(
    office: DesignOffice,
) -> None:
    office.floor.server.faults.lose_replies["campaigns"] = 1
    office.open()
    assert office.fault == "fault.products_unknown"
    office.open()
    assert office.fault is None


def test_the_design_of_a_product_can_be_opened_as_it_is_printed(office: DesignOffice) -> None:
    office.products.add("winter-25", "Winter card")
    office.open()
    office.page.choose_sample("winter-25")
    assert not office.state.can_open_given
    office.page.give()
    given = office.state.design.front
    office.page.choose("wish")
    office.page.nudge(0.5, 0.0)
    assert office.state.can_open_given
    office.page.open_given()
    assert office.state.design.front == given
    assert office.toast == "toast.put_by"


def test_a_design_with_something_to_fix_is_not_given_to_a_product(office: DesignOffice) -> None:
    office.scan(office.card())
    office.page.choose("barcode")
    office.page.set_field("module", "0.1")
    state = office.state
    assert not state.give.enabled
    office.page.give()
    assert office.shelf.of_product(state.sample) is None


def test_names_that_no_file_could_have_are_kept_as_they_are(office: DesignOffice) -> None:
    for name in ("a/b", "..", 'ä "50 %"?', "C:\\x"):
        office.page.set_field("name", name)
        office.page.save()
        assert office.fault is None
        assert office.shelf.read(name).design.name == name
    inside = {file.parent.name for file in office.folder.rglob("*.carddesign")}
    assert inside == {"free"}


def test_a_design_of_a_product_that_cannot_be_read_is_told_as_none(office: DesignOffice) -> None:
    state = office.scan(office.card())
    office.page.give()
    file = next(office.folder.joinpath("products").iterdir())
    file.write_bytes(b"{}")
    with pytest.raises(TemplateRefusedError):
        office.shelf.of_product(state.sample)
    office.page.choose_sample(state.sample)
    assert office.state.given is not None
    assert office.state.given.id == "given.none"
