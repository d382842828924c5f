"""Alarms and the ledger against the real redemption server, from a real till's presenters."""

from __future__ import annotations

from pos_terminal.alarms.presenter import AlarmsPresenter
from pos_terminal.ledger.model import Narrowing, Verdict
from pos_terminal.ledger.presenter import LedgerPresenter
from support.real_till import RealTill
from support.watch_office import RecordedWays


def test_a_probed_card_is_reopened_and_the_ledger_tells_of_it(till: RealTill) -> None:
    page = AlarmsPresenter(till.waiting._till, RecordedWays())
    till.sign_in_as("manager")
    till.wait(lambda: page.state.count == 1)
    page.choose(page.state.rows[0].case_id)
    till.wait(lambda: page.state.detail is not None and page.state.detail.card is not None)
    page.reopen("looked at, untouched")
    till.wait(lambda: page.state.count == 0)
    toast = page.state.toast
    assert toast is not None
    assert toast.fact.id == "toast.reopened"

    ledger = LedgerPresenter(till.waiting._till)
    ledger.open()
    ledger.narrow(Narrowing.KIND, "card.reopened")
    till.wait(lambda: not ledger.state.searching and bool(ledger.state.rows))
    (row,) = ledger.state.rows
    assert row.actor == "Anna Lindt"
    ledger.choose(row.position)
    assert ledger.state.detail is not None
    assert ("reason", "looked at, untouched") in ledger.state.detail.details
    ledger.verify()
    till.wait(lambda: ledger.state.check.verdict is Verdict.SOUND)
    assert [kept.till_id for kept in ledger.state.check.tills]
