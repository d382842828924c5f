"""A script that is a webhook: signed, over TLS, within a limit, and in doubt when a reply is lost."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import hmac
import ssl
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from server_stub.commands.scripts import RegisterScript, ShutScript
from server_stub.domain.redemption_outcomes import RedemptionOutcome as Outcome
from server_stub.domain.script_urls import is_usable
from server_stub.engine.command import Refused
from server_stub.fulfilment.python_scripts import PythonScripts
from server_stub.fulfilment.script_book import ScriptBook, secret_of
from server_stub.fulfilment.scripts import (
    FaultKind,
    Operation,
    ScriptAnswer,
    ScriptFault,
    ScriptRequest,
)
from server_stub.fulfilment.webhook import Webhook, WebhookCaller
from server_stub.shop_folder.tls import make_certificates
from server_stub.storage.rows.scripts import ScriptRow
from support import trial_scripts as trial
from support.core_shop import APP, NOW
from support.fulfilment_desk import Fulfilment, ToldScripts
from support.fulfilment_desk import play as play_shop
from support.redemption_desk import SCRIPT, SYNC, code
from support.trial_package import installed
from support.trial_webhook import (
    TrialWebhook,
    drips,
    hangs_up,
    says,
    says_bytes,
    says_nothing,
)

SECRET = b"between us"
YES = {"success": True, "complete": True, "customRedemptionInfo": {"coins": 5}}
BODY = b'{"operation":"redeem","scanCode":"K7QPA"}'
REQUEST = ScriptRequest(operation=Operation.REDEEM, key="7", body=BODY, hidden="K7QPA")


def hook_at(url: str, **more: Any) -> Webhook:
    facts = {"url": url, "secret": SECRET, "answers_status": False, "limit_s": 5.0}
    return Webhook(**(facts | more))


def play(
    webhook: TrialWebhook,
    story: Callable[[WebhookCaller], Awaitable[None]],
    *,
    tls: ssl.SSLContext | None = None,
    trust: ssl.SSLContext | None = None,
) -> None:
    async def run() -> None:
        await webhook.start(tls)
        caller = WebhookCaller(now_ms=lambda: NOW, trust=trust)
        try:
            await story(caller)
        finally:
            await caller.close()
            await webhook.stop()

    asyncio.run(run())


def test_the_call_is_signed_and_carries_its_key():
    webhook = TrialWebhook(says(YES))

    async def story(caller: WebhookCaller) -> None:
        for _ in range(2):
            assert await caller.call(hook_at(webhook.url), REQUEST) == ScriptAnswer(YES)

    play(webhook, story)
    first, second = webhook.received
    assert (first.body, first.path) == (BODY, "/hook")
    signed = hmac.new(SECRET, f"{NOW}.".encode() + BODY, hashlib.sha256).hexdigest()
    assert first.headers["x-redemption-signature"] == f"sha256={signed}"
    assert first.headers["x-redemption-time"] == str(NOW)
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"] == "7"
    assert SECRET.decode() not in repr(hook_at(webhook.url))


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (hangs_up, FaultKind.UNREACHED),
        (says("", 502), FaultKind.UNREACHED),
        (says("", 503), FaultKind.UNREACHED),
        (says("", 504), FaultKind.UNREACHED),
        (says("", 429), FaultKind.UNREACHED),
        (says("", 500), FaultKind.CRASHED),
        (says("", 404), FaultKind.UNUSABLE),
        (says(YES, 302, Location="http://127.0.0.1:1/elsewhere"), FaultKind.UNUSABLE),
        (says(YES, 307, Location="/elsewhere"), FaultKind.UNUSABLE),
        (says([YES]), FaultKind.UNUSABLE),
        (says_bytes(b"<html>no</html>"), FaultKind.UNUSABLE),
        (says_bytes(b"[" * 60_000), FaultKind.UNUSABLE),
        (says_bytes(b'{"a":"' + b"x" * 70_000 + b'"}'), FaultKind.UNUSABLE),
        (
            says_bytes(gzip.compress(b'{"a":1}'), Content_Encoding="gzip"),
            FaultKind.UNUSABLE,
        ),
    ],
)
def test_what_is_no_answer_is_a_fault_and_no_redirect_is_followed(reply: Any, kind: FaultKind):
    webhook = TrialWebhook(reply)

    async def story(caller: WebhookCaller) -> None:
        fault = await caller.call(hook_at(webhook.url), REQUEST)
        assert fault == ScriptFault(kind)
        assert isinstance(fault, ScriptFault)
        assert fault.detail, "the log says what was wrong with the answer"

    play(webhook, story)
    assert [received.path for received in webhook.received] == ["/hook"]


@pytest.mark.parametrize("reply", [says_nothing, drips])
def test_a_call_ends_at_its_limit(reply: Any):
    webhook = TrialWebhook(reply)

    async def story(caller: WebhookCaller) -> None:
        begun = time.monotonic()
        answer = await caller.call(hook_at(webhook.url, limit_s=0.3), REQUEST)
        assert answer == ScriptFault(FaultKind.UNREACHED)
        assert time.monotonic() - begun < 20

    play(webhook, story)


def test_nobody_listens():
    webhook = TrialWebhook(says(YES))

    async def story(caller: WebhookCaller) -> None:
        await webhook.stop()
        assert await caller.call(hook_at(webhook.url), REQUEST) == ScriptFault(FaultKind.UNREACHED)

    play(webhook, story)


def test_over_tls_the_certificate_is_verified(tmp_path: Path):
    files = make_certificates(tmp_path)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(files.certificate, files.key)
    webhook = TrialWebhook(says(YES))
    trusting = ssl.create_default_context(cafile=str(files.authority))

    async def known(caller: WebhookCaller) -> None:
        assert await caller.call(hook_at(webhook.url), REQUEST) == ScriptAnswer(YES)

    async def unknown(caller: WebhookCaller) -> None:
        assert await caller.call(hook_at(webhook.url), REQUEST) == ScriptFault(FaultKind.UNREACHED)

    play(webhook, known, tls=server, trust=trusting)
    play(webhook, unknown, tls=server)
    assert len(webhook.received) == 1


@pytest.mark.parametrize(
    ("url", "usable"),
    [
        ("https://shop.example/hook", True),
        ("https://shop.example:8443/hook?shop=1", True),
        ("http://127.0.0.1:9000/hook", True),
        ("http://[::1]/hook", True),
        ("http://localhost/hook", True),
        ("http://shop.example/hook", False),
        ("http://127.0.0.1.shop.example/hook", False),
        ("http://127.0.0.1@shop.example/hook", False),
        ("https://user:secret@shop.example/hook", False),
        ("https://shop.example/hook#part", False),
        ("https://shop.example:port/hook", False),
        ("https:///hook", False),
        ("file:///etc/passwd", False),
        ("https://shop.example/a b", False),
        ("https://[::1", False),
        ("", False),
    ],
)
def test_where_a_webhook_may_be(url: str, *, usable: bool):
    assert is_usable(url) is usable


def test_only_one_that_declares_it_is_asked_for_its_status():
    webhook = TrialWebhook(says({"known": False}))
    status = ScriptRequest(operation=Operation.STATUS, key="7", body=BODY)

    async def story(caller: WebhookCaller) -> None:
        hook = hook_at(webhook.url)
        assert await caller.call(hook, status) == ScriptFault(FaultKind.UNDECLARED)
        hook = hook_at(webhook.url, answers_status=True)
        assert await caller.call(hook, status) == ScriptAnswer({"known": False})

    play(webhook, story)


# --- Registered, found and called by name ---------------------------------------------------------


def registered(desk: Fulfilment, url: str, **more: Any) -> RegisterScript:
    sealed = desk.shop.keys.seal(SECRET, about=secret_of(APP, SCRIPT))
    facts = {"answers_status": False, "limit_ms": 5_000} | more
    row = ScriptRow(
        app_id=APP,
        script=SCRIPT,
        url=url,
        secret_sealed=sealed.value,
        seal_key_id=sealed.key_id,
        created_at=NOW,
        **facts,
    )
    return RegisterScript(app_id=APP, script=row, registered_by="operator:admin")


def book_of(desk: Fulfilment, tmp_path: Path) -> ScriptBook:
    return ScriptBook(
        reader=desk.shop.reader,
        keys=desk.shop.keys,
        python=PythonScripts(
            folder=tmp_path, output=lambda *_: None, installed=installed(), limit_s=10
        ),
        webhooks=WebhookCaller(now_ms=desk.now_ms),
        told=lambda *_: None,
    )


def test_a_script_is_found_by_name_a_webhook_before_one_in_python(tmp_path: Path):
    async def story(desk: Fulfilment) -> None:
        book, webhook = book_of(desk, tmp_path), TrialWebhook(says(YES))
        await webhook.start()
        python = trial.path_of(trial.good)
        assert not await book.knows(APP, SCRIPT)
        assert await book.knows(APP, python)
        assert await book.call(APP, SCRIPT, REQUEST) == ScriptFault(FaultKind.MISSING)
        await desk.shop.engine.submit(registered(desk, webhook.url))
        assert await book.call(APP, SCRIPT, REQUEST) == ScriptAnswer(YES)
        await desk.shop.engine.submit(ShutScript(app_id=APP, script=SCRIPT, shut_by="admin"))
        assert await book.call(APP, SCRIPT, REQUEST) == ScriptFault(FaultKind.MISSING)
        await desk.shop.engine.submit(registered(desk, webhook.url))
        assert await book.knows(APP, SCRIPT)
        await book.close()
        await webhook.stop()

    play_shop(tmp_path, ToldScripts([YES]), story)


def test_a_script_whose_secret_is_damaged_is_not_called_until_it_is_added_again(tmp_path: Path):
    async def story(desk: Fulfilment) -> None:
        book, webhook = book_of(desk, tmp_path), TrialWebhook(says(YES))
        await webhook.start()
        whole = registered(desk, webhook.url)
        secret = whole.script.secret_sealed
        damaged = structs.replace(whole.script, secret_sealed=bytes([secret[0] ^ 1]) + secret[1:])
        await desk.shop.engine.submit(replace(whole, script=damaged))
        assert await book.call(APP, SCRIPT, REQUEST) == ScriptFault(FaultKind.MISSING)
        assert webhook.received == []
        await desk.shop.engine.submit(whole)
        assert await book.call(APP, SCRIPT, REQUEST) == ScriptAnswer(YES)
        await book.close()
        await webhook.stop()

    play_shop(tmp_path, ToldScripts([YES]), story)


def test_what_may_not_be_called_is_not_registered(tmp_path: Path):
    async def story(desk: Fulfilment) -> None:
        for wrong in (
            registered(desk, "http://shop.example/hook"),
            registered(desk, "https://shop.example/hook", limit_ms=20_001),
        ):
            assert isinstance(await desk.shop.engine.submit(wrong), Refused)
        shut = ShutScript(app_id=APP, script=SCRIPT, shut_by="admin")
        assert isinstance(await desk.shop.engine.submit(shut), Refused)

    play_shop(tmp_path, ToldScripts([YES]), story)


def test_a_lost_reply_of_a_webhook_is_one_delivery_in_the_end(tmp_path: Path):
    """The webhook delivers and hangs up; asked again with the same key it says what it did."""

    async def story(desk: Fulfilment) -> None:
        webhook = TrialWebhook(hangs_up)
        await webhook.start()
        await desk.shop.engine.submit(registered(desk, webhook.url))
        book = book_of(desk, tmp_path)
        desk.scripts = book
        service = desk.new_redeeming()
        await desk.desk.available(1, SYNC)
        answer = await service.redeem(desk.desk.redeem_command(code(1)))
        assert answer.outcome is Outcome.IN_PROGRESS
        webhook.reply = says(YES)
        desk.desk.wait(1_000)
        await desk.work(desk.new_worker("w2"))
        keys = {received.headers["idempotency-key"] for received in webhook.received}
        assert (len(webhook.received), len(keys)) == (2, 1)
        row = await desk.desk.code_row(code(1))
        assert row.redeemed_by_id == "ann"
        await book.close()
        await webhook.stop()

    play_shop(tmp_path, ToldScripts([YES]), story)
