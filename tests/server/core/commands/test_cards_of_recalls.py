"""The cards of an earlier recall, had once more; and what a recall tells of its cards by name."""

from __future__ import annotations

from pathlib import Path

from card_contract.outcomes import Refusal
from card_contract.recall_messages import OfRecall, WholeCampaign
from card_contract.states import CardKind, RecallAct, RecallEffect
from server_stub.commands.jobs import CancelJob
from server_stub.domain.ids import AppId
from server_stub.storage.rows.cards import CAMPAIGNS
from support.core_shop import APP, CAMPAIGN
from support.recall_floor import RecallFloor, asked, cards, matrix, tell

OTHER_APP = AppId("another")


def test_the_cards_of_an_earlier_recall_are_those_that_it_meant_also_where_it_was_stopped(
    tmp_path: Path,
) -> None:
    async def story(floor: RecallFloor) -> None:
        stopped = await floor.begun(asked(cards(1, 2, 3, 4, 5, 6), RecallAct.STOP_SALE))
        assert await floor.runner.run_once()
        await floor.shop.engine.submit(
            CancelJob(app_id=APP, job_id=stopped, cancelled_by="operator:anna")
        )
        assert (await floor.seen(stopped)).done == 3
        these = OfRecall(recall_id=stopped)
        spans = await floor.selections.spans(APP, these)
        assert isinstance(spans, list)
        assert [(row.count, row.effect) for row in await floor.selections.dry_run(
            APP, spans, RecallAct.LIFT
        )] == [(3, RecallEffect.LIFTED), (3, RecallEffect.NOTHING_TO_DO)]  # fmt: skip
        lifted = await floor.carried_out(these, RecallAct.LIFT, 2)
        assert (lifted.selection, lifted.total) == (these, 6)
        again = await floor.carried_out(OfRecall(recall_id=lifted.recall_id), number=3)
        assert matrix(again) == {CardKind.INACTIVE: (6, RecallEffect.INVALIDATED)}
        for unknown in (APP, OTHER_APP):
            recall_id = stopped if unknown is OTHER_APP else 999
            found = await floor.selections.spans(unknown, OfRecall(recall_id=recall_id))
            assert found is Refusal.SELECTION_UNKNOWN

    tell(tmp_path, story)


def test_what_a_recall_tells_names_products_stores_and_prices(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        campaign = await floor.shop.find(CAMPAIGNS.at(APP, CAMPAIGN))
        view = await floor.carried_out(WholeCampaign(campaign=CAMPAIGN))
        assert view.named == campaign.title
        line = (await floor.lines(view.recall_id))[0]
        assert (line.product, line.price_minor, line.currency) == (
            campaign.title,
            campaign.price_minor,
            campaign.currency,
        )
        products = await floor.queries.products(APP)
        assert [(one.campaign, one.title) for one in products] == [(CAMPAIGN, campaign.title)]
        assert await floor.queries.products(OTHER_APP) == []

    tell(tmp_path, story)
