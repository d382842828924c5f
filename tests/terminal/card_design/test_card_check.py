"""The check before printing: each rule passes what is right, finds what is not, and helps."""

from __future__ import annotations

import hashlib
import io

import msgspec
import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QImage, QPainter

from card_contract.studio_messages import CampaignSettings, CodeForm
from pos_terminal.card_design.artwork import take_artwork
from pos_terminal.card_design.box import Box
from pos_terminal.card_design.design import SAMPLE
from pos_terminal.card_design.elements import Artwork, QrCode, Shape, Side, Text
from pos_terminal.card_design.findings import Rule, leads_nowhere, to_fix
from pos_terminal.card_design.geometry import PANEL_EDGE_MM, link_of
from pos_terminal.card_design.linter import check
from pos_terminal.card_design.moves import (
    Add,
    Change,
    Module,
    Order,
    Place,
    Remove,
    Reorder,
    Resize,
)
from pos_terminal.card_design.shipped import SHIPPED
from pos_terminal.devices.card_painter import CardPainter, Dots
from pos_terminal.devices.card_text import CardFont
from server_stub.domain.code_generation import ENTROPY_BYTES, five_by_five, structured_guid

ENTROPY = bytes(range(255, 255 - ENTROPY_BYTES, -1))


def changed(design, element_id, **values):
    _, element = design.find(element_id)
    return Change(msgspec.structs.replace(element, **values)).applied(design)


def made_up(seed):
    return five_by_five(hashlib.sha256(bytes((seed,))).digest(), include_check=True)


def failing(design, pictures=None):
    return {each.rule: each for each in to_fix(check(design, pictures or {}))}


def photograph(colour, size=(1100, 720)):
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "PNG")
    return take_artwork(buffer.getvalue())


@pytest.mark.parametrize("name", SHIPPED)
def test_the_designs_that_come_along_pass(name):
    assert to_fix(check(SHIPPED[name](), {})) == ()


@pytest.mark.parametrize("name", SHIPPED)
def test_what_passed_is_listed_too(name):
    rules = {each.rule for each in check(SHIPPED[name](), {})}
    assert rules >= set(Rule) - {Rule.ARTWORK_DPI, Rule.CODE_BEHIND_HASH}


def test_findings_keep_their_ids_when_measures_change(design):
    one = failing(changed(design, "how", size_mm=0.9))[Rule.TEXT_HEIGHT]
    two = failing(changed(design, "how", size_mm=0.8))[Rule.TEXT_HEIGHT]
    assert one.id == two.id == "text_height:back:how"


BAD = {
    Rule.CODE_THERE: lambda d: Remove("code").applied(d),
    Rule.MODULE_WIDTH: lambda d: Module("barcode", 0.2).applied(d),
    Rule.BAR_HEIGHT: lambda d: changed(d, "barcode", box=Box(20, 31.2, 45.4, 4)),
    Rule.QUIET_ZONE: lambda d: Add(
        Side.BACK, Text(id="near", box=Box(8, 34, 10.5, 4), text="Questions?")
    ).applied(d),
    Rule.NOTHING_OVER_BARS: lambda d: Add(
        Side.BACK, Text(id="over", box=Box(30, 30, 10, 4), text="Over")
    ).applied(d),
    Rule.CONTRAST: lambda d: changed(d, "barcode", colour="#d02020"),
    Rule.CODE_CLEAR: lambda d: Add(
        Side.BACK, Shape(id="lid", box=d.find("code")[1].box, colour="#202020")
    ).applied(d),
    Rule.CODE_CONTRAST: lambda d: changed(d, "code", colour="#dddddd"),
    Rule.NUMBER_HEIGHT: lambda d: changed(d, "barcode", digits_mm=1.2),
    Rule.TEXT_HEIGHT: lambda d: changed(d, "legal", size_mm=0.8),
    Rule.SCRATCH_COVERS: lambda d: Resize("code", Box(6, 14, 40, 9.5)).applied(d),
    Rule.SAFE_ZONE: lambda d: Place("legal", 1, 47.6).applied(d),
    Rule.BLEED: lambda d: Resize("band", Box(0, 0, 85.6, 28)).applied(d),
    Rule.QR_MODULE: lambda d: Resize("qr", Box(62, 5, 8, 8)).applied(d),
    Rule.CODE_BEHIND_HASH: lambda d: changed(
        d, "qr", link="https://shop.example/redeem?code={code}"
    ),
}


@pytest.mark.parametrize("rule", BAD)
def test_a_rule_finds_what_is_wrong_and_its_fix_helps(design, rule):
    found = failing(BAD[rule](design))[rule]
    assert found.fix is not None
    assert rule not in failing(found.fix.applied(BAD[rule](design)))


def test_a_link_to_an_example_is_told_and_keeps_nobody_from_printing(design):
    def told(link):
        found = check(changed(design, "qr", link=link), {})
        assert to_fix(found) == ()
        return [each.element_id for each in found if not each.passed]

    for link in ("https://example.com/redeem", "example.org", "HTTP://Shop.Example:8443?x"):
        assert told(link) == ["qr"]
    for link in ("https://cards.harbour.net/redeem?from=example.com", "https://myexample.com"):
        assert told(link) == []


def test_a_link_leads_to_the_page_of_the_shop_where_that_is_known(design):
    known = msgspec.structs.replace(SAMPLE, redeem_page="https://cards.harbour.net/redeem/at/20001")
    _, qr = design.find("qr")
    assert link_of(qr, known) == "https://cards.harbour.net/redeem/at/20001"
    assert leads_nowhere(check(design, {}))
    assert not leads_nowhere(check(design, {}, card=known))
    own = changed(design, "qr", link="{redeem}#{code}")
    assert link_of(own.find("qr")[1], known) == f"{known.redeem_page}#{known.signs_of_code}"


def test_a_code_in_a_link_is_a_code_too(design):
    bare = Remove("code").applied(design)
    linked = changed(bare, "qr", link="https://shop.example/redeem#{code}")
    assert Rule.CODE_THERE not in failing(linked)


CODES = {
    CodeForm.FIVE_BY_FIVE: lambda prefix: five_by_five(ENTROPY, include_check=True, prefix=prefix),
    CodeForm.STRUCTURED_GUID: lambda prefix: structured_guid(ENTROPY, prefix=prefix),
}


@pytest.mark.parametrize("prefix", ["", "GAME25"])
@pytest.mark.parametrize("form", CODES)
def test_a_campaign_knows_how_long_its_codes_are(form, prefix):
    settings = CampaignSettings(title="Game card", code_form=form, code_prefix=prefix)
    assert settings.code_length == len(CODES[form](prefix))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", SHIPPED)
def test_a_panel_has_its_margin_around_the_codes_that_there_really_are(name):
    design, codes = SHIPPED[name](), [made_up(seed) for seed in range(256)]
    card = msgspec.structs.replace(SAMPLE, code=codes[0])
    assert to_fix(check(design, {}, card=card)) == ()
    _, panel = design.find("code")
    dots = 1200 / 25.4
    font = CardFont(panel.size_mm * dots, bold=True)
    drawn = max(font.width(code) for code in codes) / dots
    assert (panel.box.width - drawn) / 2 >= PANEL_EDGE_MM
    assert (panel.box.height - panel.size_mm) / 2 >= PANEL_EDGE_MM


@pytest.mark.usefixtures("qapp")
def test_a_code_of_the_widest_signs_keeps_its_margin_as_well(design):
    _, panel = design.find("code")
    dots = 1200 // 25.4
    image = QImage(int(85.6 * dots), int(53.98 * dots), QImage.Format.Format_Grayscale8)
    painter = QPainter(image)
    card = msgspec.structs.replace(SAMPLE, code="WWWWW-" * 4 + "WWWWW")
    CardPainter(design, {}, Dots(dots, dots)).paint(painter, Side.BACK, card)
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    middle = pixels[int(17.8 * dots) : int(19.8 * dots)]
    edges = (panel.box.left, panel.box.right - PANEL_EDGE_MM + 0.05)
    for left in edges:
        beside = middle[:, int((left + 0.05) * dots) : int((left + PANEL_EDGE_MM - 0.1) * dots)]
        assert beside.min() > 200
    assert middle[:, int(20 * dots) : int(40 * dots)].min() < 80


@pytest.mark.parametrize("given", [False, True])
def test_codes_that_are_too_long_for_their_panel_are_refused_before_they_are_squeezed(
    design, given
):
    long = CODES[CodeForm.STRUCTURED_GUID]("X-")
    values = {"code": long} if given else {"code_length": len(long)}
    card = msgspec.structs.replace(SAMPLE, **values)
    found = {each.rule: each for each in to_fix(check(design, {}, card=card))}
    assert found.keys() == {Rule.SCRATCH_COVERS, Rule.NUMBER_HEIGHT}
    assert found[Rule.NUMBER_HEIGHT].measured < 1.8
    better = found[Rule.NUMBER_HEIGHT].fix.applied(design)
    rules = {each.rule for each in to_fix(check(better, {}, card=card))}
    assert not rules & {Rule.SCRATCH_COVERS, Rule.NUMBER_HEIGHT, Rule.SAFE_ZONE}


def test_how_much_too_near_a_text_stands_is_told(design):
    found = failing(BAD[Rule.QUIET_ZONE](design))[Rule.QUIET_ZONE]
    assert (found.about, found.other) == ("Questions?", "barcode")
    assert 0 < found.measured < found.wanted == pytest.approx(3.387, abs=0.01)


def test_a_dark_picture_under_the_bars_is_seen(design):
    dark = photograph("#304050")
    under = Add(
        Side.BACK, Artwork(id="art", box=Box(-3, 28, 91.6, 28.98), picture=dark.picture)
    ).applied(design)
    under = Reorder("art", Order.TO_BOTTOM).applied(under)
    assert Rule.CONTRAST in failing(under, {dark.picture: dark.content})
    pale = photograph("#f4f4f4")
    light = changed(under, "art", picture=pale.picture)
    assert Rule.CONTRAST not in failing(light, {pale.picture: pale.content})


def test_red_bars_are_nothing_to_a_scanner(design):
    assert failing(changed(design, "barcode", colour="#ff0000"))[Rule.CONTRAST].measured < 1.1


def test_a_shape_above_the_bars_is_found_and_the_bars_lifted(design):
    hidden = Add(Side.BACK, Shape(id="lid", box=Box(30, 30, 9, 9), colour="#ffffff")).applied(
        design
    )
    found = failing(hidden)[Rule.NOTHING_OVER_BARS]
    assert Rule.NOTHING_OVER_BARS not in failing(found.fix.applied(hidden))


@pytest.mark.parametrize("order", [Order.TO_TOP, Order.TO_BOTTOM])
def test_a_text_on_the_code_is_found_above_it_and_below(design, order):
    _, code = design.find("code")
    words = Text(id="over", box=Box(code.box.left, code.box.top, 8, 3), text="Over")
    over = Reorder("over", order).applied(Add(Side.BACK, words).applied(design))
    found = failing(over)[Rule.CODE_CLEAR]
    assert (found.about, found.other, found.measured > 0) == ("Over", "code", True)
    beside = Add(Side.FRONT, words).applied(design)
    assert Rule.CODE_CLEAR not in failing(beside)


def test_a_shape_below_the_code_covers_nothing(design):
    shape = Shape(id="under", box=design.find("code")[1].box, colour="#202020")
    under = Reorder("under", Order.TO_BOTTOM).applied(Add(Side.BACK, shape).applied(design))
    assert Rule.CODE_CLEAR not in failing(under)


def test_a_code_is_read_on_a_dark_ground_and_not_in_the_colour_of_its_ground(design):
    assert Rule.CODE_CONTRAST not in failing(
        changed(design, "code", colour="#ffffff", ground="#000000")
    )
    same = changed(design, "code", colour="#808080", ground="#808080")
    assert failing(same)[Rule.CODE_CONTRAST].measured == pytest.approx(1)


@pytest.mark.parametrize(
    ("size", "passes"), [((1082, 708), True), ((1070, 701), False), ((400, 260), False)]
)
def test_too_few_pixels_for_the_printed_size_are_told(design, size, passes):
    small = photograph("#ffffff", size)
    design = Add(
        Side.FRONT, Artwork(id="art", box=Box(-3, -3, 91.6, 59.98), picture=small.picture)
    ).applied(design)
    findings = check(design, {small.picture: small.content})
    (found,) = [each for each in findings if each.rule is Rule.ARTWORK_DPI]
    assert found.measured == pytest.approx(size[0] / 91.6 * 25.4, abs=1)
    assert found.passed is passes
    assert to_fix(findings) == ()  # it is told, and keeps nobody from printing


def test_a_card_without_bars_is_found(design):
    assert Rule.BARCODE_THERE in failing(Remove("barcode").applied(design))


def test_the_same_wish_is_another_width_on_another_printer(design):
    wish = Module("barcode", 0.2).applied(design)
    assert failing(wish)[Rule.MODULE_WIDTH].measured < 0.25
    coarse = to_fix(check(wish, {}, dpi=203))  # dots of an eighth of a millimetre: two of them
    assert Rule.MODULE_WIDTH not in {each.rule for each in coarse}


def test_a_link_too_long_for_its_box_is_found(design):
    _, qr = design.find("qr")
    assert isinstance(qr, QrCode)
    assert Rule.QR_MODULE in failing(changed(design, "qr", link="https://example.com/" + "x" * 250))


def test_a_code_in_a_link_stands_behind_its_hash_and_nowhere_else(design):
    good = changed(design, "qr", link="https://shop.example/redeem#{code}")
    assert Rule.CODE_BEHIND_HASH not in failing(good)
    for link in ("https://shop.example/redeem/{code}", "https://{code}.example/redeem#{code}"):
        assert Rule.CODE_BEHIND_HASH in failing(changed(design, "qr", link=link))
