"""A product is given a design, and tills show it with the front of the card that it is then."""

from __future__ import annotations

import io

import pytest
from msgspec.structs import replace
from PIL import Image

from card_contract.studio_messages import ARTWORK_BYTES_MAX
from pos_terminal.designer.model import DesignerPicture
from support.design_office import DesignOffice

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_product_keeps_the_design_it_was_given_until_it_is_given_another(
    office: DesignOffice,
) -> None:
    state = office.scan(office.card())
    office.products.add(state.sample, "Game card")
    assert state.give.enabled
    office.page.give()
    assert office.toast == "toast.given"
    given = office.shelf.of_product(state.sample)
    assert given is not None
    assert given.design == state.design
    assert not office.state.give.enabled
    office.page.choose("wish")
    office.page.nudge(0.5, 0.0)
    state = office.state
    assert state.given is not None
    assert state.given.id == "given.other"
    assert office.shelf.of_product(state.sample) == given


def given(office: DesignOffice, campaign: str = "winter-25") -> DesignerPicture:
    """Give a product of the server's the design."""
    office.products.add(campaign, "Winter card")
    office.open()
    office.page.choose_sample(campaign)
    assert office.state.give.enabled
    office.page.give()
    return office.state


def shown(office: DesignOffice, campaign: str = "winter-25") -> str | None:
    """What tills show of a product."""
    view = office.products.find(campaign)
    assert view is not None
    return view.settings.artwork


def test_a_product_is_shown_with_the_front_of_the_card_that_it_is_printed_with(
    office: DesignOffice,
) -> None:
    state = given(office)
    assert state.toast is not None
    assert state.toast.note is not None
    assert state.toast.note.id == "toast.given.shown"
    assert not state.give.enabled
    [(name, content)] = office.products.artworks.items()
    assert shown(office) == name
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (1012, 638)
    assert len(content) <= ARTWORK_BYTES_MAX


def test_no_card_that_was_scanned_is_on_the_picture(office: DesignOffice) -> None:
    given(office)
    scanned = office.scan(office.card())
    office.products.add(scanned.sample, "Winter card")
    assert office.state.give.enabled
    office.page.give()
    assert not office.state.give.enabled
    assert shown(office, scanned.sample) == shown(office)


@pytest.mark.parametrize("call", ["campaign", "store_artwork", "save_campaign"])
def test_after_a_lost_reply_it_is_said_that_it_is_not_known_and_done_again_it_counts_once(
    office: DesignOffice, call: str
) -> None:
    faults = office.floor.server.faults
    faults.lose_replies[call] = 1
    state = given(office)
    assert office.fault == "picture.not_known"
    assert office.shelf.of_product("winter-25") is not None
    assert state.given is not None
    assert state.given.id == "given.not_shown"
    faults.down = True
    office.page.give()
    assert office.fault == "picture.not_known", "what was asked before may have been done"
    faults.down = False
    office.page.give()
    assert office.fault is None
    assert not office.state.give.enabled
    assert shown(office) in office.products.artworks
    assert len(office.products.saved) == 1


def test_without_a_line_the_design_is_given_and_tills_show_the_product_as_before(
    office: DesignOffice,
) -> None:
    office.products.add("winter-25", "Winter card", artwork="before")
    office.open()
    office.page.choose_sample("winter-25")
    assert office.state.give.enabled
    office.floor.server.faults.down = True
    office.page.give()
    assert office.fault == "picture.not_sent"
    assert office.toast == "toast.given"
    assert office.state.toast is not None
    assert office.state.toast.note is None
    assert shown(office) == "before"
    office.page.choose_sample("")
    assert office.fault is None
    office.page.choose_sample("winter-25")
    assert office.state.give.enabled


def test_what_others_change_of_the_product_meanwhile_stays(office: DesignOffice) -> None:
    def dearer() -> None:
        view = office.products.find("winter-25")
        assert view is not None
        office.products.meanwhile = lambda: None
        office.products.change("winter-25", replace(view.settings, price_minor=30_00))

    office.products.meanwhile = dearer
    given(office)
    view = office.products.find("winter-25")
    assert view is not None
    assert view.settings.price_minor == 30_00
    assert view.settings.artwork in office.products.artworks


def test_where_others_change_it_again_and_again_it_is_said(office: DesignOffice) -> None:
    prices = iter(range(30_00, 40_00))

    def dearer() -> None:
        view = office.products.find("winter-25")
        assert view is not None
        settings = replace(view.settings, price_minor=next(prices))
        office.products.change("winter-25", settings)

    office.products.meanwhile = dearer
    given(office)
    assert office.fault == "picture.changed"
    assert office.state.give.enabled
    assert shown(office) is None


def test_a_picture_that_the_server_does_not_take_is_said(office: DesignOffice) -> None:
    office.products.takes_pictures = False
    given(office)
    assert office.fault == "picture.not_taken"
    assert office.state.give.enabled
    assert shown(office) is None
