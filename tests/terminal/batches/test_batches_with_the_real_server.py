"""Batches against the real redemption server: seen before it is begun, made, and cancelled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from card_contract.studio_messages import BatchState
from pos_terminal.batches.model import BatchField, CampaignField, NewBatch, Section
from pos_terminal.batches.presenter import BatchesPresenter
from support.real_till import RealTill
from support.server_process import ServerProcess, demo_template


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    base = tmp_path_factory.mktemp("batches")
    with ServerProcess.of_demo(demo_template(base), base / "data") as server:
        yield server


@pytest.fixture
def till(server: ServerProcess, tmp_path: Path) -> Iterator[RealTill]:
    till = RealTill(tmp_path / "till", server.url, server.demo)
    till.sign_in.load()
    till.wait(lambda: bool(till.on_duty.staff))
    yield till
    till.close()


def page_of(till: RealTill) -> BatchesPresenter:
    page = BatchesPresenter(till.waiting._till, till.gateway)
    till.sign_in_as("studio")
    page.open()
    till.wait(lambda: bool(page.state.rows))
    return page


def form_of(page: BatchesPresenter) -> NewBatch:
    form = page.state.new_batch
    assert form is not None
    return form


def fill(till: RealTill, page: BatchesPresenter, quantity: int) -> NewBatch:
    """Open the form and ask what so many cards come to."""
    page.open_new_batch()
    till.wait(lambda: bool(form_of(page).campaigns))
    page.edit(BatchField.CAMPAIGN, "gift-50")
    page.edit(BatchField.NAME, "Winter")
    page.edit(BatchField.QUANTITY, str(quantity))
    page.edit(BatchField.CARDS_PER_PACK, "10")
    page.edit(BatchField.PACKS_PER_CARTON, "2")
    page.act()
    till.wait(lambda: bool(form_of(page).plan or form_of(page).faults or form_of(page).fault))
    return form_of(page)


def test_a_batch_is_seen_begun_and_made(till: RealTill) -> None:
    page = page_of(till)
    before = len(page.state.rows)
    form = fill(till, page, 45)
    assert [one.id for one in form.plan] == [
        "plan.cards", "plan.packs", "plan.cartons", "plan.numbers",
    ]  # fmt: skip
    assert [one.values.get("count") for one in form.plan[:3]] == [45, 5, 3]
    assert len(page.state.rows) == before
    page.act()
    till.wait(lambda: page.state.batch is not None)

    def is_made() -> bool:
        page.look_again()
        card = page.state.batch
        return card is not None and card.state is BatchState.MADE and card.history is not None

    till.wait(is_made)
    card = page.state.batch
    assert card is not None
    assert card.cancel is None
    assert card.history is not None
    assert card.history[-1].kind == "batch.opened"
    assert card.history[-1].actor == till.operator("studio")["name"]


def test_too_many_cards_are_refused_at_their_field(till: RealTill) -> None:
    page = page_of(till)
    form = fill(till, page, 999_999_999)
    assert BatchField.QUANTITY in {one.field for one in form.faults}
    assert not form.act.enabled
    page.edit(BatchField.QUANTITY, "10")
    assert form_of(page).faults == ()
    assert form_of(page).act.enabled


def test_a_batch_that_is_being_made_is_cancelled(till: RealTill) -> None:
    page = page_of(till)
    fill(till, page, 90_000)
    page.act()
    till.wait(lambda: page.state.batch is not None)
    page.cancel_batch()

    def is_cancelled() -> bool:
        card = page.state.batch
        return card is not None and card.state is BatchState.CANCELLED

    till.wait(is_cancelled)
    assert page.state.toast is not None
    assert page.state.toast.fact.id == "toast.cancelled"
    page.cancel_batch()
    assert is_cancelled()


def test_a_product_is_made_changed_and_disabled(till: RealTill) -> None:
    page = page_of(till)
    page.open_section(Section.CAMPAIGNS)
    till.wait(lambda: bool(page.state.campaigns))
    page.open_new_campaign()
    for field, text in (
        (CampaignField.CAMPAIGN, "winter-30"),
        (CampaignField.TITLE, "Winter card"),
        (CampaignField.PRICE, "30"),
        (CampaignField.SELLS, "numbers"),
        (CampaignField.ISSUER, "990010"),
    ):
        page.edit_campaign(field, text)
    page.save_campaign()
    till.wait(lambda: page.state.campaign is not None and bool(page.state.campaign.faults))
    assert page.state.campaign is not None
    assert [(one.field, one.fault.id) for one in page.state.campaign.faults] == [
        (CampaignField.ISSUER, "campaign_fault.ISSUER_RESERVED")
    ]
    page.edit_campaign(CampaignField.ISSUER, "970030")
    page.save_campaign()
    till.wait(lambda: page.state.campaign is not None and page.state.campaign.campaign is not None)
    page.edit_campaign(CampaignField.PRICE, "35")
    page.save_campaign()
    till.wait(lambda: any(row.price_minor == 3500 for row in page.state.campaigns))
    page.switch_campaign()
    till.wait(
        lambda: any(row.campaign == "winter-30" and row.disabled for row in page.state.campaigns)
    )
