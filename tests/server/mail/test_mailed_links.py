"""Once codes are made, a mail brings a link to them: tried again, given up, and never with a code."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from card_contract.outcomes import Refusal
from server_stub.commands.job_mails import TRY_MS, AskForMail
from server_stub.domain.errors import IllegalMoveError
from server_stub.domain.mail_machine import (
    MOVES,
    TRIES_MAX,
    WAIT_MS_MAX,
    MailEvent,
    MailState,
    move_mail,
    wait_ms,
)
from server_stub.mail.postman import Postman, link_key, list_of
from server_stub.mail.sending import Sender
from server_stub.mail.settings import (
    MailSettings,
    Security,
    read_mail_settings,
    write_mail_settings,
)
from server_stub.storage.change import changed
from server_stub.storage.rows.jobs import JOB_MAILS
from server_stub.storage.sealing import Keys, new_key_file, with_new_keys, without_old_keys
from support.core_shop import APP, CLERK, CoreShop, play
from support.job_floor import EVA, JobFloor, studio_person
from support.mail_receiver import MailReceiver
from support.redemption_desk import PLAIN, ids_from, kinds_told, personal

pytestmark = pytest.mark.usefixtures("kept_in")

TO = "owner@cards.example"


class Office:
    """A shop whose jobs are done, a postman, and the mail server that he goes to."""

    def __init__(
        self, shop: CoreShop, receiver: MailReceiver, folder: Path, sending_max_s: float
    ) -> None:
        self.shop = shop
        self.receiver = receiver
        self.floor = JobFloor(shop)
        self.settings = folder / "mail.json"
        self.sender = Sender(sending_max_s=sending_max_s)
        self.postman = Postman(
            engine=shop.engine,
            reader=shop.reader,
            keys=shop.keys,
            settings=self.settings,
            sender=self.sender,
            now_ms=shop.clock,
            log=self.floor.faults,
        )

    def set_mail(self, **more: Any) -> None:
        facts: dict[str, Any] = {
            "host": "127.0.0.1",
            "port": self.receiver.port,
            "security": Security.NONE,
            "sender": "shop@cards.example",
            "link_base": "https://cards.example/",
        }
        write_mail_settings(self.settings, MailSettings(**(facts | more)))

    async def made(self, quantity: int = 3, *, email: str | None = TO) -> int:
        job_id = await self.floor.begun(quantity, email=email)
        await self.floor.finish(job_id)
        return job_id

    async def mail(self, job_id: int) -> Any:
        return await self.shop.find(JOB_MAILS.at(APP, job_id))

    async def look_later(self, ms: int = WAIT_MS_MAX) -> None:
        self.shop.clock.now_ms += ms
        await self.postman.look()


Story = Callable[[Office], Awaitable[None]]


def at_the_office(tmp_path: Path, story: Story, *, sending_max_s: float = 20.0) -> Path:
    """Play a story; the path of the shop's file."""

    async def run(shop: CoreShop) -> None:
        await shop.sow(personal(PLAIN), ids_from(), studio_person())
        receiver = MailReceiver()
        async with receiver.listening():
            office = Office(shop, receiver, tmp_path, sending_max_s)
            office.set_mail()
            try:
                await story(office)
                assert office.floor.faults.told == []
            finally:
                office.sender.close()

    return play(tmp_path, run).path


@pytest.mark.sqlite_only
def test_a_mail_moves_through_its_table_only():
    for state in MailState:
        for event in MailEvent:
            if event in MOVES[state]:
                assert move_mail(state, event) is MOVES[state][event]
            else:
                with pytest.raises(IllegalMoveError):
                    move_mail(state, event)


@pytest.mark.parametrize(
    ("quantity", "said"), [(1, "One code has been made."), (3, "3 codes have been made.")]
)
def test_a_mail_counts_the_codes_as_people_do(tmp_path: Path, quantity: int, said: str) -> None:
    async def story(office: Office) -> None:
        await office.made(quantity)
        await office.look_later()
        (mail,) = office.receiver.mails
        assert mail.get_content().startswith(said)

    at_the_office(tmp_path, story)


def test_a_person_has_the_link_mailed_once_for_each_time_they_ask(tmp_path: Path):
    async def story(office: Office) -> None:
        async def ask(address: str = TO, seen: int | None = None, by: Any = EVA) -> Any:
            mail = await office.mail(job_id)
            seen = (0 if mail is None else mail.version) if seen is None else seen
            told = AskForMail(app_id=APP, job_id=job_id, address=address, seen=seen, asked_by=by)
            answer = await office.shop.engine.submit(told)
            return getattr(answer, "refusal", None)

        job_id = await office.floor.begun(3)
        assert await ask() is Refusal.NOT_FOUND, "there are no codes yet"
        await office.floor.finish(job_id)
        assert await ask(by=CLERK) is Refusal.NO_OPERATOR
        assert [await ask(seen=0) for _ in range(2)] == [None, None], "sent twice"
        assert await ask("other@cards.example") is Refusal.NOT_NOW, "it is on its way"
        await office.look_later()
        assert [mail["To"] for mail in office.receiver.mails] == [TO]
        assert await ask(seen=0) is None, "once more the same form"
        assert await ask("other@cards.example", seen=0) is Refusal.NOT_NOW
        office.receiver.refuses = {"RCPT": "550"}
        assert await ask("typo@cards.example") is None
        await office.look_later()
        assert (await office.mail(job_id)).state is MailState.FAILED
        office.receiver.refuses = {}
        assert await ask("other@cards.example") is None
        await office.look_later()
        assert [mail["To"] for mail in office.receiver.mails] == [TO, "other@cards.example"]
        mail = await office.mail(job_id)
        await office.shop.change(changed(mail, state=MailState.TAKEN, taken_by="operator:ada"))
        assert await ask() is Refusal.KEY_REUSED

    kinds = kinds_told(at_the_office(tmp_path, story))
    assert (kinds.count("job.mail-asked"), kinds.count("job.mail-sent")) == (3, 2)


@pytest.mark.sqlite_only
def test_tries_lie_further_and_further_apart():
    waits = [wait_ms(tries) for tries in range(1, TRIES_MAX + 1)]
    assert waits[:3] == [60_000, 240_000, 960_000]
    assert waits == sorted(waits)
    assert waits[-1] == WAIT_MS_MAX


def test_once_all_codes_are_made_a_mail_with_a_link_and_no_code_goes_out(tmp_path: Path):
    async def story(office: Office) -> None:
        job_id = await office.made()
        await office.postman.look()
        (mail,) = office.receiver.mails
        text = mail.get_content().replace("\r\n", "\n")
        assert (mail["To"], mail["From"]) == (TO, "shop@cards.example")
        key = link_key(office.shop.keys, APP, job_id)
        assert f"https://cards.example/v1/code-list#{key}\n" in text
        assert "3 codes" in text
        assert not [code for code in await office.floor.codes(job_id) if code in mail.as_string()]
        assert (await office.mail(job_id)).state is MailState.SENT
        await office.look_later()
        assert len(office.receiver.mails) == 1

    assert "job.mail-sent" in kinds_told(at_the_office(tmp_path, story))


def test_before_the_last_code_is_made_and_without_an_address_there_is_no_mail(tmp_path: Path):
    async def story(office: Office) -> None:
        running = await office.floor.begun(3, email=TO, key="other")
        await office.postman.look()
        assert await office.mail(running) is None
        assert await office.mail(await office.made(email=None)) is None
        assert office.receiver.mails == []

    at_the_office(tmp_path, story)


@pytest.mark.parametrize(
    ("refuses", "mood", "says"),
    [
        ({"MAIL": "451"}, "", "refused (451)"),
        ({"RCPT": "450"}, "", "refused (450)"),
        ({}, "silent", "too long"),
        ({}, "hangs up", "not reached"),
    ],
)
def test_a_mail_that_is_not_taken_is_tried_again_and_the_list_of_jobs_says_why(
    tmp_path: Path, refuses: dict[str, str], mood: str, says: str
):
    async def story(office: Office) -> None:
        office.receiver.refuses, office.receiver.mood = refuses, mood
        job_id = await office.made()
        await office.postman.look()
        (listed,) = await office.floor.jobs.listed(APP)
        assert (listed.state, listed.mail) == ("done", "waiting")
        assert says in str(listed.error)
        office.receiver.refuses, office.receiver.mood = {}, ""
        await office.postman.look()
        assert (await office.mail(job_id)).tries == 1
        await office.look_later()
        assert (await office.mail(job_id)).state is MailState.SENT
        (listed,) = await office.floor.jobs.listed(APP)
        assert (listed.mail, listed.error) == ("sent", None)

    at_the_office(tmp_path, story, sending_max_s=1.0 if mood == "silent" else 20.0)


def test_a_mail_that_a_clock_ahead_has_put_off_goes_out_once_the_clock_is_right(tmp_path: Path):
    async def story(office: Office) -> None:
        right = office.shop.clock.now_ms
        office.receiver.refuses = {"MAIL": "451"}
        job_id = await office.made()
        await office.look_later(30 * 24 * 3_600_000)
        office.receiver.refuses = {}
        office.shop.clock.now_ms = right
        await office.postman.look()
        mail = await office.mail(job_id)
        assert (mail.state, mail.tries, len(office.receiver.mails)) == (MailState.SENT, 2, 1)
        await office.look_later()
        assert len(office.receiver.mails) == 1

    at_the_office(tmp_path, story)


def test_a_mail_that_nobody_takes_is_given_up(tmp_path: Path):
    async def story(office: Office) -> None:
        office.receiver.refuses = {"MAIL": "451"}
        job_id = await office.made()
        for _ in range(TRIES_MAX + 3):
            await office.look_later()
        mail = await office.mail(job_id)
        assert (mail.state, mail.tries, mail.due_at) == (MailState.FAILED, TRIES_MAX, None)

    assert kinds_told(at_the_office(tmp_path, story)).count("job.mail-failed") == 1


@pytest.mark.parametrize("address", ["nobody", "a@b@c", "a b@c.example", "a@c.example\r\nBcc: x@y"])
def test_what_is_no_address_is_given_up_at_once(tmp_path: Path, address: str):
    async def story(office: Office) -> None:
        job_id = await office.made(email=address)
        await office.postman.look()
        mail = await office.mail(job_id)
        assert (mail.state, mail.tries) == (MailState.FAILED, 1)
        assert office.receiver.mails == []

    at_the_office(tmp_path, story)


def test_an_address_that_does_not_exist_is_given_up_at_once(tmp_path: Path):
    async def story(office: Office) -> None:
        office.receiver.refuses = {"RCPT": "550"}
        job_id = await office.made()
        await office.postman.look()
        assert (await office.mail(job_id)).state is MailState.FAILED

    at_the_office(tmp_path, story)


def test_a_postman_who_died_at_a_try_is_followed_by_another_and_two_never_make_one(tmp_path: Path):
    async def story(office: Office) -> None:
        job_id = await office.made()
        office.receiver.mood = "silent"
        dying = asyncio.create_task(office.postman.look())
        await office.receiver.arrived.wait()
        dying.cancel()
        await asyncio.gather(dying, return_exceptions=True)
        office.receiver.mood = ""
        await office.postman.look()  # it may still be at it
        assert office.receiver.mails == []
        office.shop.clock.now_ms += TRY_MS
        await asyncio.gather(office.postman.look(), office.postman.look())
        assert len(office.receiver.mails) == 1
        assert (await office.mail(job_id)).tries == 2

    at_the_office(tmp_path, story, sending_max_s=3.0)


def test_without_a_mail_server_the_mail_waits_until_there_is_one(tmp_path: Path):
    async def story(office: Office) -> None:
        office.settings.unlink()
        job_id = await office.made()
        await office.postman.look()
        assert (await office.mail(job_id)).error == "No mail server is set."
        office.settings.write_text("{")
        await office.look_later()
        assert (await office.mail(job_id)).error == "The mail settings cannot be read."
        office.set_mail()
        await office.look_later()
        assert (await office.mail(job_id)).state is MailState.SENT

    at_the_office(tmp_path, story)


def test_the_postman_signs_in_where_the_mail_server_wants_it(tmp_path: Path):
    async def story(office: Office) -> None:
        office.receiver.signs_in = ("shop", "right")
        office.set_mail(user="shop", password="wrong")
        job_id = await office.made()
        await office.postman.look()
        assert "refused (535)" in (await office.mail(job_id)).error
        office.set_mail(user="shop", password="right")
        await office.look_later()
        assert (await office.mail(job_id)).state is MailState.SENT

    at_the_office(tmp_path, story)


@pytest.mark.sqlite_only
def test_a_password_goes_over_no_open_line_and_its_file_is_the_owners(tmp_path: Path):
    facts: dict[str, Any] = {
        "port": 25,
        "sender": "a@b.example",
        "user": "shop",
        "password": "secret",
    }
    away = MailSettings(
        host="mail.example", security=Security.NONE, link_base="https://c.example", **facts
    )
    with pytest.raises(ValueError, match="this machine"):
        write_mail_settings(tmp_path / "mail.json", away)
    open_link = MailSettings(
        host="mail.example", security=Security.TLS, link_base="http://c.example", **facts
    )
    with pytest.raises(ValueError, match="https"):
        write_mail_settings(tmp_path / "mail.json", open_link)
    good = MailSettings(
        host="mail.example", security=Security.TLS, link_base="https://c.example", **facts
    )
    write_mail_settings(tmp_path / "mail.json", good)
    assert (tmp_path / "mail.json").stat().st_mode & 0o777 == 0o600
    assert read_mail_settings(tmp_path / "mail.json") == good


def test_a_link_leads_to_its_own_list_and_cannot_be_made_without_the_keys():
    keys, others = Keys(new_key_file()), Keys(new_key_file())
    key = link_key(keys, APP, 7)
    assert list_of(keys, key) == (APP, 7)
    assert list_of(keys, key.replace(".7.", ".8.")) is None
    assert list_of(keys, link_key(others, APP, 7)) is None
    file = new_key_file()
    mailed, rotated = link_key(Keys(file), APP, 7), with_new_keys(file)
    assert list_of(Keys(rotated), mailed) == (APP, 7)
    assert list_of(Keys(without_old_keys(rotated)), mailed) is None
    for nonsense in ("", ".", "demo.7", f"{key}\n", f"demo.7.{'0' * 64}", "x" * 10_000):
        assert list_of(keys, nonsense) is None
