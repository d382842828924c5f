"""Customers are found by their names, each once; and what they may still try is what holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from card_contract.states import CodeState
from server_stub.domain.guess_limit import WINDOW_MS, WRONG_CODES_MAX
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.queries.portal_customers import PAGE_CODES, PAGE_CUSTOMERS, PortalCustomers
from server_stub.storage.rows.profiles import ProfileRow
from support.core_shop import APP, NOW, CoreShop, play
from support.redemption_desk import (
    DONE,
    FAR,
    FREE,
    FREE_CODE,
    PLAIN,
    REFUSED,
    SYNC,
    Desk,
    code,
    ids_from,
    personal,
    shared,
    with_script,
)

pytestmark = pytest.mark.usefixtures("kept_in")


def profile(name: str, profile_id: str = "", **more: int) -> ProfileRow:
    return ProfileRow(
        app_id=APP, profile_id=profile_id or name.lower(), name=name, created_at=NOW, **more
    )


def test_customers_of_a_name_are_listed_once_each_whatever_letters_it_has(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        many = [profile("Ann Berg", f"a{number:03}") for number in range(PAGE_CUSTOMERS + 3)]
        others = [profile("ANNE"), profile("Anna"), profile("Änn"), profile("Bob"), profile("An")]
        await shop.sow(*many, *others)
        customers = PortalCustomers(shop.reader)
        found: list[str] = []
        after, more = None, True
        while more:
            lines, more = await customers.named(APP, " aNN", after)
            found += [line.profile_id for line in lines]
            after = lines[-1].place
        assert found == [*(row.profile_id for row in many), "anna", "anne"]
        assert [line.name for line in (await customers.named(APP, "Än", None))[0]] == ["Änn"]
        assert await customers.named(APP, "Zoe", None) == ([], False)
        assert await customers.find(APP, "bob") == "bob"
        assert await customers.find(APP, "nobody") is None

    play(tmp_path, story)


def test_the_codes_of_a_customer_go_on_after_the_last_one_shared_ones_among_them(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        desk = Desk(shop)
        await shop.sow(personal(PLAIN), shared(), ids_from(), profile("Ann"))
        redeemed: list[int] = []
        for number in range(PAGE_CODES):
            redeemed.append(await desk.available(number))
            await desk.redeem(code(number))
        redeemed.append((await desk.redeem(FREE_CODE)).code_id)
        customers = PortalCustomers(shop.reader)
        first, more = await customers.codes(APP, "ann", None)
        assert more
        rest, more = await customers.codes(APP, "ann", first[-1].redemption_id)
        assert not more
        assert [each.redemption_id for each in (*first, *rest)] == sorted(redeemed, reverse=True)
        assert (first[0].campaign, first[0].last_four) == (FREE, "")
        assert await customers.codes(APP, "bob", None) == ([], False)

    play(tmp_path, story)


def test_what_may_still_be_tried_of_codes_that_are_the_same_for_everybody(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        desk = Desk(shop)
        await shop.sow(
            shared(redemptions_max=1),
            shared("later", scan_code="LATER100", valid_start=FAR - 1),
            shared("off", scan_code="OFF100", disabled=True),
            shared("open", scan_code="OPEN100"),
            ids_from(),
            profile("Ann"),
            profile("Bob"),
        )
        await desk.redeem(FREE_CODE, "ann")
        customers = PortalCustomers(shop.reader)

        async def answers(who: str) -> dict[str, tuple[int | None, RedemptionOutcome | None]]:
            found = await customers.shared(APP, who)
            return {each.campaign: (each.left, each.why_not(NOW)) for each in found}

        assert await answers("ann") == {
            FREE: (0, RedemptionOutcome.REDEEMED_BY_SELF),
            "later": (None, RedemptionOutcome.BEFORE_START),
            "open": (None, None),
        }
        assert (await answers("bob"))[FREE] == (0, RedemptionOutcome.LIMIT_REACHED)
        # It says what a request is answered.
        for text, campaign in ((FREE_CODE, FREE), ("LATER100", "later")):
            assert (await desk.redeem(text, "bob")).outcome is (await answers("bob"))[campaign][1]

    play(tmp_path, story)


def test_a_failed_attempt_says_how_often_the_customer_may_try_again(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        desk = Desk(shop)
        await shop.sow(with_script(SYNC), ids_from(), profile("Ann"))
        for number in (1, 2):
            await desk.available(number, SYNC)
        customers = PortalCustomers(shop.reader)

        async def left() -> list[int | None]:
            return [each.retries_left for each in await customers.attempts(APP, "ann")]

        first = await desk.redeem(code(1))
        assert await left() == [None], "it is under way"
        await desk.report(first.call, REFUSED)
        assert await left() == [1]
        again = await desk.redeem(code(1))
        await desk.report(again.call, REFUSED)
        assert await left() == [0, None]
        assert (await desk.redeem(code(1))).outcome is RedemptionOutcome.NO_RETRY_LEFT
        other = await desk.redeem(code(2))
        await desk.report(other.call, DONE)
        assert await left() == [None, 0, None]
        newest = (await customers.attempts(APP, "ann"))[0]
        assert newest.code_state is CodeState.REDEEMED

    play(tmp_path, story)


def test_who_guessed_too_often_waits_until_an_hour_is_over(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        customers = PortalCustomers(shop.reader)
        guesses = {"wrong_codes": WRONG_CODES_MAX, "wrong_codes_from": NOW}
        await shop.sow(profile("Ann", **guesses), profile("Bob", **(guesses | {"wrong_codes": 3})))
        ann = await customers.customer(APP, "ann", NOW + 1)
        bob = await customers.customer(APP, "bob", NOW + 1)
        assert ann is not None
        assert bob is not None
        assert ann.wrong is not None
        assert ann.wrong.waits_until == NOW + WINDOW_MS
        assert bob.wrong is not None
        assert (bob.wrong.number, bob.wrong.waits_until) == (3, None)
        later = await customers.customer(APP, "ann", NOW + WINDOW_MS)
        assert later is not None
        assert later.wrong is None
        assert await customers.customer(APP, "zoe", NOW) is None

    play(tmp_path, story)
