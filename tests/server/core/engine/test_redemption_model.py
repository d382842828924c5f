"""Redemptions in any order: what must never happen, whoever asks, reports, recalls or restarts.

A wallet stands for all scripts. It delivers once a redemption id, as a script should, and counts
what it was told to deliver, so that a server that lets two attempts succeed is caught.
"""

from __future__ import annotations

import asyncio
import itertools
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any, Final

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from card_contract.states import CodeState, Role
from server_stub.commands.recovery import FulfilByHand, ReleaseRedemption, RetryFulfilment
from server_stub.domain.attempt_rules import (
    AttemptPhase,
    ScriptReport,
    Verdict,
    retries_left,
)
from server_stub.domain.ids import OperatorId
from server_stub.domain.redemption_outcomes import RedemptionOutcome as Outcome
from server_stub.shop_folder.data_folder import DATABASE_URL_FILE
from server_stub.storage.change import changed
from server_stub.storage.ledger import Link, first_broken
from server_stub.storage.rows.redemption import ATTEMPTS
from server_stub.storage.rows.staff import (
    OperatorRow,
)
from server_stub.storage.sealing import Keys, new_key_file
from support.core_shop import APP, NOW, CoreShop, ledger_of, open_shop, read_all
from support.postgres import PostgresServer
from support.redemption_desk import (
    ASYNC,
    PLAIN,
    SCRIPT,
    SYNC,
    TIMEOUT_MS,
    Desk,
    code,
    ids_from,
    personal,
    shared,
    with_script,
)

PROFILES: Final = ("ann", "bob", "cy")
PERSONAL: Final = {PLAIN: code(1), SYNC: code(2), ASYNC: code(3)}
SHARED: Final = {"free": "FREE100", "free-sync": "FREESYNC", "free-async": "FREEASYNC"}
CAMPAIGN_OF: Final = {text: campaign for campaign, text in (PERSONAL | SHARED).items()}
MAX: Final = 2
RETRIES: Final = 1
TEXTS: Final = (*PERSONAL.values(), *SHARED.values())
STAFF: Final = OperatorId("sue")
TAKING: Final = ("InProgress", "Redeemed")


def campaigns() -> list[Any]:
    limited = {"redemptions_max": MAX, "retries_max": RETRIES, "timeout_s": TIMEOUT_MS // 1000}
    return [
        personal(PLAIN),
        with_script(SYNC, retries_max=RETRIES),
        with_script(ASYNC, is_async=True, retries_max=RETRIES),
        shared("free", scan_code="FREE100", **limited),
        shared("free-sync", scan_code="FREESYNC", script=SCRIPT, **limited),
        shared("free-async", scan_code="FREEASYNC", script=SCRIPT, is_async=True, **limited),
    ]


class RedemptionMachine(RuleBasedStateMachine):
    def __init__(self, database_url: str | None = None) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "shop.db"
        if database_url is not None:
            (self.folder / DATABASE_URL_FILE).write_text(database_url)
        self.runner = asyncio.Runner()
        self.keys = Keys(new_key_file())
        self.numbers = itertools.count()
        self.calls: dict[tuple[int, int], tuple[Any, str]] = {}
        self.asked: list[tuple[Any, Any]] = []
        self.delivered: Counter[int] = Counter()
        self.winners: dict[tuple[str, str | None], str] = {}
        self.by_hand: set[int] = set()
        self.given_back: dict[int, int] = {}
        self.gone: dict[int, tuple[str, str | None]] = {}

    @initialize(texts=st.lists(st.sampled_from(TEXTS), min_size=1, max_size=2, unique=True))
    def begin(self, texts: list[str]) -> None:
        """Few codes at a time, so that each comes far."""
        self.texts = texts

        async def opened() -> CoreShop:
            shop = await open_shop(self.path, cards=0, keys=self.keys)
            await shop.sow(ids_from(), *campaigns())
            await shop.sow(
                OperatorRow(
                    app_id=APP,
                    operator_id=STAFF,
                    name="Sue",
                    role=Role.SUPPORT,
                    pin_hash="",
                    created_at=NOW,
                )
            )
            return shop

        self.shop = self.runner.run(opened())
        self.desk = Desk(self.shop)
        for campaign, text in PERSONAL.items():
            self.run(self.desk.add(text, campaign, state=CodeState.AVAILABLE))

    def teardown(self) -> None:
        if hasattr(self, "shop"):
            self.run(self.shop.close())
            self.check_ledger()
        self.runner.close()
        shutil.rmtree(self.folder)

    def run(self, work: Any) -> Any:
        return self.runner.run(work)

    # --- What people and programs do -----------------------------------------------------------

    @rule(data=st.data())
    def redeem(self, data: st.DataObject) -> None:
        """Several requests that arrive together, so that one round decides them."""
        ask = st.tuples(st.sampled_from(self.texts), st.sampled_from(PROFILES))
        self._redeem(data.draw(st.lists(ask, min_size=1, max_size=4)))

    @rule(data=st.data(), profile=st.sampled_from(PROFILES[:2]), times=st.integers(1, 3))
    def fail(self, data: st.DataObject, profile: str, times: int) -> None:
        """One player tries and tries, and the wallet refuses."""
        text = data.draw(st.sampled_from(self.texts))
        for _ in range(times):
            answer = self._redeem([(text, profile)])[0]
            if answer.outcome is Outcome.BEGUN:
                self.run(self.desk.report(answer.call, ScriptReport(verdict=Verdict.FAILED)))

    def _redeem(self, asks: list[tuple[str, str]]) -> list[Any]:
        commands = [
            self.desk.redeem_command(text, profile, key=f"r{next(self.numbers)}")
            for text, profile in asks
        ]

        async def together() -> list[Any]:
            return await asyncio.gather(*[self.shop.engine.submit(one) for one in commands])

        answers = self.run(together())
        for (text, profile), command, answer in zip(asks, commands, answers, strict=True):
            self.asked.append((command, answer))
            if answer.outcome is Outcome.REDEEMED:
                self._won(text, profile)
            if answer.outcome is Outcome.BEGUN:
                call = answer.call
                assert (call.redemption_id, call.attempt) not in self.calls, "begun twice"
                self.calls[call.redemption_id, call.attempt] = (call, text)
        return answers

    @rule(data=st.data(), verdict=st.sampled_from([*Verdict, *[Verdict.FAILED] * 3]))
    def report(self, data: st.DataObject, verdict: Verdict) -> None:
        if not self.calls:
            return
        call, text = data.draw(st.sampled_from(list(self.calls.values())[-2:]))
        if verdict is Verdict.CONTINUES and not call.is_async:
            return
        self._told(
            text, call, verdict, self.run(self.desk.report(call, ScriptReport(verdict=verdict)))
        )

    @rule(data=st.data(), success=st.booleans(), complete=st.booleans())
    def respond(self, data: st.DataObject, success: bool, complete: bool) -> None:
        if not self.calls:
            return
        call, text = data.draw(st.sampled_from(list(self.calls.values())[-2:]))
        answer = self.run(self.desk.process(call, text, success=success, complete=complete))
        if answer.outcome is Outcome.DONE and answer.code.state is CodeState.REDEEMED:
            self._delivered(text, call)

    @rule(ms=st.sampled_from([10, TIMEOUT_MS]))
    def time_passes(self, ms: int) -> None:
        self.desk.wait(ms)

    @rule()
    def sweep(self) -> None:
        async def all_of_them() -> None:
            await asyncio.gather(*[self.desk.time_out(call) for call, _ in self.calls.values()])

        self.run(all_of_them())

    @rule(data=st.data(), act=st.sampled_from([RetryFulfilment, ReleaseRedemption, FulfilByHand]))
    def recover(self, data: st.DataObject, act: Any) -> None:
        if not self.calls:
            return
        call, text = data.draw(st.sampled_from(list(self.calls.values())[-2:]))
        command = act(
            app_id=APP,
            request_key=f"s{next(self.numbers)}",
            operator_id=STAFF,
            redemption_id=call.redemption_id,
            reason="the wallet was down",
        )
        answer = self.run(self.desk.ask(command))
        self.asked.append((command, answer))
        if answer.outcome is Outcome.DONE and act is FulfilByHand:
            self.by_hand.add(call.redemption_id)
            self._won(text, self.run(self._whose(call)))
        if answer.outcome is Outcome.DONE and act is ReleaseRedemption:
            tried = [number for its, number in self.calls if its == call.redemption_id]
            self.given_back[call.redemption_id] = max(tried) + 1
        if answer.outcome is Outcome.DONE and act is RetryFulfilment:
            new = answer.call
            self.calls[new.redemption_id, new.attempt] = (new, text)

    @rule(campaign=st.sampled_from([SYNC, ASYNC]))
    def recall(self, campaign: str) -> None:
        """What a recall does to a code in progress: it waits."""
        row = self.run(self.desk.code_row(PERSONAL[campaign]))
        if row.state is CodeState.IN_PROGRESS:
            self.run(self.shop.change(changed(row, recall_id="1")))

    @rule(campaign=st.sampled_from(list(PERSONAL)))
    def invalidate(self, campaign: str) -> None:
        self.run(self.desk.invalidate(PERSONAL[campaign], campaign))

    @rule(data=st.data())
    def ask_again(self, data: st.DataObject) -> None:
        if not self.asked:
            return
        command, answer = data.draw(st.sampled_from(self.asked))
        if answer.outcome is Outcome.IN_PROGRESS:
            return  # that was no answer for ever
        again = self.run(self.shop.engine.submit(command))
        assert again.replayed
        assert (again.outcome, again.code) == (answer.outcome, answer.code)

    @rule()
    def restart(self) -> None:
        async def close_and_open() -> CoreShop:
            now_ms = self.shop.clock.now_ms
            await self.shop.close()
            shop = CoreShop(self.path, self.keys)
            shop.clock.now_ms = now_ms
            return shop

        self.shop = self.run(close_and_open())
        self.desk.shop = self.shop

    def _told(self, text: str, call: Any, verdict: Verdict, answer: Any) -> None:
        is_good = verdict is Verdict.COMPLETED and answer.outcome is Outcome.REDEEMED
        if is_good and not answer.replayed:
            self._delivered(text, call)

    def _delivered(self, text: str, call: Any) -> None:
        self.delivered[call.redemption_id] += 1
        self._won(text, call.profile_id)

    def _won(self, text: str, profile: str) -> None:
        whose = profile if text in SHARED.values() else None
        assert (text, whose) not in self.winners, "redeemed twice"
        self.winners[text, whose] = profile

    async def _whose(self, call: Any) -> str:
        found = await self.shop.find(ATTEMPTS.at(APP, call.redemption_id, call.attempt))
        return found.profile_id

    # --- What must be true after each of them --------------------------------------------------

    def records(self) -> list[tuple[int, str, str, str | None, int | None, int]]:
        return read_all(
            self.path,
            "SELECT code_id, campaign, state, redeemed_by_id, attempt, first_attempt FROM codes"
            " UNION ALL SELECT redemption_id, campaign, state,"
            " CASE state WHEN 'Redeemed' THEN profile_id END, attempt, first_attempt"
            " FROM shared_redemptions",
        )

    @invariant()
    def nothing_failed(self) -> None:
        if hasattr(self, "shop"):
            assert self.shop.watch.failures == []

    @invariant()
    def everything_redeemed_was_won_once_and_stays_redeemed(self) -> None:
        if not hasattr(self, "shop"):
            return
        redeemed = [
            (campaign, who) for _, campaign, state, who, *_ in self.records() if state == "Redeemed"
        ]
        assert Counter(redeemed) == Counter(
            (CAMPAIGN_OF[text], who) for (text, _), who in self.winners.items()
        )
        assert all(times == 1 for times in self.delivered.values())
        ended = {
            row[0]: (row[2], row[3])
            for row in self.records()
            if row[2] in ("Redeemed", "Invalidated")
        }
        for redemption_id, how in self.gone.items():
            assert ended[redemption_id] == how
        self.gone = ended

    @invariant()
    def a_shared_code_is_never_above_its_limit_and_its_places_add_up(self) -> None:
        if not hasattr(self, "shop"):
            return
        counted = dict(read_all(self.path, "SELECT name, value FROM counters"))
        everything = read_all(
            self.path, "SELECT campaign, profile_id, state FROM shared_redemptions"
        )
        for campaign in SHARED:
            rows = [row[1:] for row in everything if row[0] == campaign]
            taken = sum(state in TAKING for _, state in rows)
            assert taken <= MAX
            assert counted.get(f"shared:{campaign}", 0) == taken
            assert len({profile for profile, _ in rows}) == len(rows)

    @invariant()
    def whatever_is_in_progress_has_one_open_attempt(self) -> None:
        if not hasattr(self, "shop"):
            return
        attempts = read_all(
            self.path, "SELECT redemption_id, attempt, phase, state, due_at, asked_by FROM attempts"
        )
        is_open = {(row[0], row[1]) for row in attempts if row[2] != AttemptPhase.ENDED}
        records = self.records()
        assert is_open == {(row[0], row[4]) for row in records if row[2] == "InProgress"}
        assert all(row[4] is not None for row in attempts if (row[0], row[1]) in is_open)
        completed = Counter(row[0] for row in attempts if row[3] == "COMPLETED")
        assert all(times == 1 for times in completed.values())
        assert completed == self.delivered
        for redemption_id, _, state, _, attempt, first in records:
            since = self.given_back.get(redemption_id, 0)
            own = [
                row[1]
                for row in attempts
                if row[0] == redemption_id and row[1] >= since and row[5].startswith("profile:")
            ]
            assert len(own) <= 1 + RETRIES
            if state == "Failed":  # whoever of staff has tried meanwhile
                assert retries_left(attempt, first, RETRIES) == (len(own) <= RETRIES)

    def check_ledger(self) -> None:
        rows = read_all(self.path, "SELECT position, app_id, entry, hash FROM ledger ORDER BY 1")
        links = [Link(position=p, app_id=a, entry=e, hash=h) for p, a, e, h in rows]
        assert first_broken(links) is None
        redeeming = ("code.redeemed", "shared.redeemed", "fulfilment.fulfilled")
        told = [int(entry[5]) for entry in ledger_of(self.path) if entry[3] in redeeming]
        assert sorted(told) == sorted(row[0] for row in self.records() if row[2] == "Redeemed")


TestRedemptionModel = RedemptionMachine.TestCase
TestRedemptionModel.settings = settings(max_examples=25, stateful_step_count=40, deadline=None)


def test_the_model_holds_over_postgresql_too(postgres: PostgresServer) -> None:
    run_state_machine_as_test(
        lambda: RedemptionMachine(postgres.database()),
        settings=settings(max_examples=8, stateful_step_count=30),
    )
