"""What a person asks for is decided over who they are by then; the command line asks as nobody."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from card_contract.outcomes import Refusal
from card_contract.states import Role
from server_stub.commands.apps import SwitchCampaign
from server_stub.commands.jobs import CancelJob
from server_stub.commands.shop import AddStore, SetStore
from server_stub.commands.tills import IssueEnrolmentCode, RenameTill, RevokeTill
from server_stub.commands.webhooks import SetWebhook
from server_stub.domain.ids import OperatorId, StoreId
from server_stub.domain.job_machine import JobKind, JobState
from server_stub.domain.roles import ADMINISTERING, MANAGING, STUDIO
from server_stub.engine.command import Refused
from server_stub.storage.change import changed
from server_stub.storage.rows.jobs import JobRow
from server_stub.storage.rows.staff import OPERATORS, OperatorRow
from server_stub.storage.rows.webhooks import WebhookRow, WebhookState
from support.core_shop import APP, CAMPAIGN, NOW, STORE, TILL, CoreShop, ledger_of, play

JOBS: Final = {JobKind.GENERATE_CODES: 71, JobKind.RECALL: 72, JobKind.ROTATE_KEYS: 73}
NOBODY: Final = frozenset[Role]()
TEXTS: Final[Mapping[str, Any]] = {"address": None, "header": None, "legal": None}
ASKED: Final[Mapping[str, tuple[Any, frozenset[Role], Mapping[str, Any]]]] = {
    "switch": (SwitchCampaign, STUDIO, {"campaign": CAMPAIGN, "switched_by": "x"}),
    "store": (SetStore, ADMINISTERING, {"store_id": STORE, "set_by": "x", **TEXTS}),
    "new store": (AddStore, ADMINISTERING, {"like": STORE, "address": [], "added_by": "x"}),
    "name": (RenameTill, MANAGING, {"till_id": TILL, "renamed_by": "x"}),
    "shut out": (RevokeTill, MANAGING, {"till_id": TILL, "revoked_by": "x", "reason": "x"}),
    "let in": (IssueEnrolmentCode, MANAGING, {"store_id": STORE, "created_by": "x"}),
    "webhook": (SetWebhook, ADMINISTERING, {"webhook": "till-roll", "set_by": "x"}),
    "codes": (CancelJob, STUDIO, {"job_id": JOBS[JobKind.GENERATE_CODES], "cancelled_by": "x"}),
    "recall": (CancelJob, MANAGING, {"job_id": JOBS[JobKind.RECALL], "cancelled_by": "x"}),
    "keys": (CancelJob, NOBODY, {"job_id": JOBS[JobKind.ROTATE_KEYS], "cancelled_by": "x"}),
}


def wish(what: str, number: int, asked_by: OperatorId | None) -> Any:
    """The command, each time of something new."""
    kind, _, fixed = ASKED[what]
    new: dict[Any, dict[str, Any]] = {
        SwitchCampaign: {"disabled": number % 2 == 0},
        SetStore: {"name": f"Harbour {number}"},
        AddStore: {"name": "Quay", "store_id": StoreId(f"quay-{number}")},
        RenameTill: {"name": f"Till {number}"},
        IssueEnrolmentCode: {"till_name": "Kiosk", "code_hash": f"hash {number}"},
    }
    return kind(app_id=APP, asked_by=asked_by, **fixed, **new.get(kind, {}))


async def prepare(shop: CoreShop) -> None:
    people = [
        OperatorRow(
            app_id=APP,
            operator_id=OperatorId(f"a-{role}"),
            name=role,
            role=role,
            pin_hash="",
            created_at=NOW,
        )
        for role in Role
    ]
    jobs = [
        JobRow(
            app_id=APP,
            job_id=job_id,
            kind=kind,
            state=JobState.RUNNING,
            parameters="{}",
            done=0,
            total=9,
            asked_by="x",
            created_at=NOW,
            updated_at=NOW,
        )
        for kind, job_id in JOBS.items()
    ]
    webhook = WebhookRow(
        app_id=APP,
        webhook="till-roll",
        url="https://till-roll.example/",
        secret_sealed=b"",
        seal_key_id="",
        state=WebhookState.FOLLOWING,
        position=0,
        created_at=NOW,
    )
    await shop.sow(*people, *jobs, webhook)


@pytest.mark.parametrize("what", ASKED)
def test_a_person_does_what_their_role_may_and_nothing_once_they_are_locked(
    what: str, tmp_path: Path
) -> None:
    roles = ASKED[what][1]

    async def story(shop: CoreShop) -> None:
        await prepare(shop)
        for number, role in enumerate(Role):
            who, before = OperatorId(f"a-{role}"), len(ledger_of(shop.path))
            if role in roles:
                person = await shop.find(OPERATORS.at(APP, who))
                await shop.change(changed(person, suspended_at=NOW, suspended_why="gone"))
            answer = await shop.engine.submit(wish(what, number, who))
            assert isinstance(answer, Refused), role
            assert answer.refusal is Refusal.NO_OPERATOR
            assert len(ledger_of(shop.path)) == before
        for number, role in enumerate(roles):
            who = OperatorId(f"a-{role}")
            person = await shop.find(OPERATORS.at(APP, who))
            await shop.change(changed(person, suspended_at=None, suspended_why=None))
            answer = await shop.engine.submit(wish(what, number, who))
            assert not isinstance(answer, Refused), role
        before = len(ledger_of(shop.path))
        assert not isinstance(await shop.engine.submit(wish(what, 9, None)), Refused)
        if not roles:
            assert len(ledger_of(shop.path)) == before + 1

    play(tmp_path, story)
