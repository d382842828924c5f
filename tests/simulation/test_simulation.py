"""A hundred unlucky days keep the five rules, and every unsafe variant of the protocol is caught.

More days: ``python tests/simulation/run.py --seeds 100000``, with ``--restores`` also those on which
the server is put back to an older backup.
"""

from __future__ import annotations

import os

import pytest

from simulation.mutants import Mutant
from simulation.run import outcomes, told
from simulation.world import play

DAYS = 100
RESTORES = 40
# How many days are played until a mutant has to be caught: many times what it takes on average.
DAYS_OF_A_MUTANT = 300
# A day on which a variant is caught that few days catch. It is played first, since a seed plays the same
# day again; where it is no such day any more, the others are played, as for all other variants.
CAUGHT_ON = {
    Mutant.REFUND_WITHOUT_VOID: 21,
    Mutant.NO_FINGERPRINT: 47,
    Mutant.REDEEM_NOT_ATOMIC: 1,
    Mutant.RECALL_FORGOTTEN_AT_CONFIRM: 20,
    Mutant.MONEY_BACK_FORGOTTEN: 12,
    Mutant.LOCK_FORGOTTEN: 4,
    Mutant.VOIDED_ELSEWHERE_FORGOTTEN: 14,
    Mutant.LATE_WORD_FORGOTTEN: 7,
    Mutant.PAID_ELSEWHERE_WITHOUT_MARKS: 5,
    Mutant.RETOLD_SALE_REFUSED: 216,
    Mutant.TILLS_CLOCK_BELIEVED: 35,
    Mutant.RETOLD_BY_MACHINE_CLOCK: 16,
    Mutant.DENIAL_UNTOLD: 7,
    Mutant.LATE_KIND_BELIEVED: 7,
    Mutant.SETTLED_WHILE_TELLING: 1,
    Mutant.COUNT_NOT_COMPARED: 109,
    Mutant.MOVED_PACK_FREES_CARDS: 7,
    Mutant.NO_TOMBSTONE: 12,
    Mutant.EXPIRY_AND_BLIND_CONFIRM: 7,
    Mutant.EXPIRY: 7,
    Mutant.SLIP_AS_TYPED: 3,
    Mutant.HANDED_BACK_UNASKED: 5,
    Mutant.NOT_ASKED_AFTER_THE_END: 8,
    Mutant.CONTRADICTED_PAID: 61,
    Mutant.WAY_NOT_COMPARED: 50,
    Mutant.REPLAY_UNMARKED: 48,
}


@pytest.mark.timeout(600)
def test_unlucky_days_break_no_rule():
    paid = refunds = redemptions = 0
    for outcome in outcomes(range(DAYS), processes=os.cpu_count() or 1):
        assert outcome.broken is None, told(outcome)
        paid += outcome.sales_paid
        refunds += outcome.refunds
        redemptions += outcome.redemptions
    # The days are worth something: cards are sold, sales undone, codes redeemed.
    assert paid > DAYS
    assert refunds > DAYS // 4
    assert redemptions > DAYS // 2


@pytest.mark.timeout(600)
def test_no_rule_is_broken_by_a_server_that_is_put_back_to_an_older_backup():
    paid = redemptions = 0
    days = outcomes(range(RESTORES), restores=True, processes=os.cpu_count() or 1)
    for outcome in days:
        assert outcome.broken is None, told(outcome, restores=True)
        paid += outcome.sales_paid
        redemptions += outcome.redemptions
        assert any("starts from its backup" in entry for entry in outcome.trace)
    assert paid > RESTORES
    assert redemptions > RESTORES


def test_a_seed_plays_the_same_day_again():
    first, again = play(7), play(7)
    assert _without_random_parts(first.trace) == _without_random_parts(again.trace)


@pytest.mark.parametrize("mutant", tuple(Mutant))
def test_an_unsafe_variant_is_caught(mutant):
    first = [CAUGHT_ON[mutant]] if mutant in CAUGHT_ON else []
    days = outcomes([*first, *range(DAYS_OF_A_MUTANT)], mutant)
    caught = next((day for day in days if day.broken), None)
    assert caught is not None, f"{mutant} broke no rule in {DAYS_OF_A_MUTANT} days"
    assert caught.broken[:2] in {"1:", "2:", "3:", "4:", "5:"}, told(caught)


def _without_random_parts(trace: tuple[str, ...]) -> list[str]:
    """Ids carry 26 characters from the operating system, which no seed decides."""
    return [
        " ".join(word.split(".")[0] if word.count(".") == 3 else word for word in entry.split())
        for entry in trace
    ]
