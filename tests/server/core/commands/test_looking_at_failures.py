"""A failed job asks for somebody until a manager has looked at it, once for each failure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from card_contract.outcomes import Refusal
from server_stub.commands.failure_looks import LookAtFailure
from server_stub.domain.job_machine import JobKind, JobState
from server_stub.domain.mail_machine import MailState
from server_stub.queries.portal_home import FailedJob, PortalHome
from server_stub.storage.change import changed
from server_stub.storage.rows.jobs import JOB_MAILS, FailedPart, JobMailRow, JobRow
from server_stub.storage.rows.staff import OPERATORS
from support.core_shop import APP, CLERK, MANAGER, NOW, CoreShop, ledger_of, play

RECALL, CODES = 7, 8
EVA = "eva"


def job(job_id: int, **more: Any) -> JobRow:
    facts: dict[str, Any] = {
        "app_id": APP,
        "job_id": job_id,
        "kind": JobKind.RECALL,
        "state": JobState.FAILED,
        "parameters": "{}",
        "done": 1,
        "total": 9,
        "asked_by": f"operator:{MANAGER}",
        "error": "no room",
        "created_at": NOW,
        "updated_at": NOW,
        "ended_at": NOW,
    }
    return JobRow(**(facts | more))


async def with_failures(shop: CoreShop) -> None:
    """A recall that failed, and codes that were made, whose mail was given up."""
    made = {"kind": JobKind.GENERATE_CODES, "state": JobState.DONE, "done": 9, "error": None}
    await shop.sow(
        job(RECALL),
        job(CODES, parameters='{"campaign": "plain"}', **made),
        JobMailRow(
            app_id=APP,
            job_id=CODES,
            address="a@cards.example",
            state=MailState.FAILED,
            tries=8,
            error="no line",
            created_at=NOW,
            updated_at=NOW + 5,
        ),
    )


async def look(shop: CoreShop, failure: FailedJob, note: str = "begun anew", **more: Any) -> Any:
    """What is refused, if anything."""
    facts: dict[str, Any] = {"app_id": APP, "operator_id": MANAGER, "note": note}
    of = {"job_id": failure.job_id, "part": failure.part, "failed_at": failure.failed_at}
    answer = await shop.engine.submit(LookAtFailure(**(facts | of | more)))
    return getattr(answer, "refusal", None)


async def open_ones(shop: CoreShop) -> list[FailedJob]:
    home = PortalHome(shop.reader)
    found = await home.failed_jobs(APP)
    assert (await home.waiting(APP, NOW)).failed_jobs == len(found)
    return found


def told(shop: CoreShop) -> list[tuple[str, str, dict[str, str]]]:
    """Who has looked at what, as the ledger has it."""
    seen = [entry for entry in ledger_of(shop.path) if entry[3] == "job.failure-seen"]
    return [(entry[4], entry[5], entry[6]) for entry in seen]


def test_each_failure_waits_until_it_was_looked_at(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_failures(shop)
        home = PortalHome(shop.reader)
        mail, recall = await open_ones(shop)
        assert (mail.job_id, mail.part, mail.error) == (CODES, FailedPart.MAIL, "no line")
        assert (recall.job_id, recall.part, recall.error) == (RECALL, FailedPart.WORK, "no room")
        assert mail.campaign == "plain"
        assert await look(shop, recall) is None
        assert await open_ones(shop) == [mail]
        assert await home.failed_job(APP, mail.failure_id) == mail
        assert await look(shop, mail, "sent by hand") is None
        assert await open_ones(shop) == []
        looked = await home.looked_at_jobs(APP)
        assert [(each.job_id, each.error, each.note) for each in looked] == [
            (CODES, "no line", "sent by hand"),
            (RECALL, "no room", "begun anew"),
        ]
        assert {each.looked_by for each in looked} == {f"operator:{MANAGER}"}
        assert await home.failed_job(APP, mail.failure_id) == looked[0]

    assert told(play(tmp_path, story)) == [
        (f"operator:{MANAGER}", str(RECALL), {"reason": "begun anew", "part": "work"}),
        (f"operator:{MANAGER}", str(CODES), {"reason": "sent by hand", "part": "mail"}),
    ]


def test_a_repeat_finds_it_marked_and_another_note_does_not_replace_it(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_failures(shop)
        anna = await shop.find(OPERATORS.at(APP, MANAGER))
        await shop.sow(msgspec.structs.replace(anna, operator_id=EVA, name="Eva"))
        _, recall = await open_ones(shop)
        assert [await look(shop, recall) for _ in range(2)] == [None, None], "the reply was lost"
        assert await look(shop, recall, "something else") is Refusal.NOT_FOUND
        assert await look(shop, recall, operator_id=EVA) is Refusal.NOT_FOUND
        (looked,) = await PortalHome(shop.reader).looked_at_jobs(APP)
        assert (looked.looked_by, looked.note) == (f"operator:{MANAGER}", "begun anew")

    assert len(told(play(tmp_path, story))) == 1


def test_a_mail_that_fails_again_waits_for_somebody_again(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        async def becomes(**columns: Any) -> None:
            await shop.change(changed(await shop.find(JOB_MAILS.at(APP, CODES)), **columns))

        await with_failures(shop)
        mail, recall = await open_ones(shop)
        assert await look(shop, mail) is None
        await becomes(state=MailState.WAITING, error=None, due_at=NOW, updated_at=NOW + 7)
        assert await open_ones(shop) == [recall]
        await becomes(state=MailState.FAILED, error="still none", due_at=None, updated_at=NOW + 9)
        again, _ = await open_ones(shop)
        assert (again.error, again.failed_at) == ("still none", NOW + 9)
        assert await look(shop, again, "given by hand") is None
        assert await open_ones(shop) == [recall]
        assert [each.error for each in await PortalHome(shop.reader).looked_at_jobs(APP)] == [
            "still none",
            "no line",
        ]

    play(tmp_path, story)


def test_what_has_not_failed_is_not_looked_at_and_nobody_but_managers_does(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_failures(shop)
        home = PortalHome(shop.reader)
        _, recall = await open_ones(shop)
        assert await look(shop, recall, operator_id=CLERK) is Refusal.NO_OPERATOR
        for wrong in (
            {"failed_at": NOW + 1},
            {"job_id": 99},
            {"job_id": CODES},
            {"part": FailedPart.MAIL},
        ):
            assert await look(shop, recall, **wrong) is Refusal.NOT_FOUND, wrong
        for failure in (f"work-{CODES}-{NOW}", f"mail-{RECALL}-{NOW}", f"work-{RECALL}-1"):
            assert await home.failed_job(APP, failure) is None
        assert len(await open_ones(shop)) == 2

    play(tmp_path, story)
