"""The whole way of a list: asked for by a customer's server, mailed as a link, downloaded once."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from server_stub.web import mailed_list
from support.braincloud_client import ServerClient
from support.mail_receiver import MailReceiver
from support.plain_http import plain_client
from support.portal_client import FROM_HERE
from support.server_process import ServedCopy, ServerProcess, run_command

FOLDER = Path(mailed_list.__file__).parent
SENT_BY_A_FORM = FROM_HERE | {"content-type": "application/x-www-form-urlencoded"}
CODES = 2_500
ARRIVES_WITHIN_S = 60


class Reader:
    """Somebody with the mail in hand, at the page that its link leads to."""

    def __init__(self, server: ServerProcess, http: httpx.AsyncClient, text: str) -> None:
        self.server = server
        self.http = http
        page, _, self.link = next(
            line for line in text.split() if "/v1/code-list" in line
        ).partition("#")
        self.page = page.removeprefix(server.url)
        self.pins = {person["id"]: person["pin"] for person in server.demo["operators"]}
        self.ids = {person["role"]: person["id"] for person in server.demo["operators"]}

    async def take(
        self, role: str = "administrator", *, alone: bool = False, **more: str
    ) -> httpx.Response:
        """Fill the form in and send it; the studio signs, for it is more than one may have alone."""
        operator, studio = self.ids[role], self.ids["studio"]
        second = {} if alone else {"second": studio, "second_pin": self.pins[studio]}
        form = {
            "link": self.link,
            "operator": operator,
            "pin": self.pins[operator],
            "reason": "print run",
            **second,
        }
        return await self.http.post(self.page, data=form | more, headers=FROM_HERE)


def with_a_mail_in_hand(
    served_copy: ServedCopy, template: Path, folder: Path, story: Callable[[Reader], Awaitable[Any]]
) -> ServerProcess:
    """Have codes made and wait for the mail; then play the story."""
    server = served_copy(template, folder / "shop")

    async def run() -> None:
        receiver = MailReceiver()
        async with (
            receiver.listening(),
            httpx.AsyncClient(base_url=server.url, timeout=60) as http,
        ):
            for command in (
                ("mail", "set", "--host", "127.0.0.1", "--port", str(receiver.port), "--security",
                 "none", "--from", "shop@cards.example", "--link-base", server.url),
                ("mail", "show"),
            ):  # fmt: skip
                done = await asyncio.to_thread(run_command, *command, "--data", str(server.data))
                assert done.returncode == 0, done.stderr
            await asyncio.to_thread(ask_for_codes, server)
            async with asyncio.timeout(ARRIVES_WITHIN_S):
                await receiver.arrived.wait()
            await story(Reader(server, http, receiver.mails[0].get_content()))

    with server:
        asyncio.run(run())
    return server


def ask_for_codes(server: ServerProcess) -> None:
    demo = server.demo
    with plain_client(server.url) as http:
        backend = ServerClient(http, demo["app_id"], demo["server_name"], demo["server_secret"])
        backend.sign_in()
        wanted = {
            "codeType": "plain",
            "quantity": CODES,
            "algorithmName": "FiveByFive",
            "emailAddress": "owner@cards.example",
        }
        assert backend.call("GENERATE_CODES", wanted)["status"] == 200


def test_an_administrator_downloads_the_list_once(
    served_copy: ServedCopy, template: Path, tmp_path: Path
):
    async def story(reader: Reader) -> None:
        page = await reader.http.get(reader.page)
        assert page.status_code == 200
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert "unsafe" not in page.headers["content-security-policy"]
        assert page.headers["cache-control"] == "no-store"
        assert '<html lang="en"' in page.text
        assert 'action="/v1/code-list"' in page.text
        taken = await reader.take()
        assert taken.status_code == 200, taken.text
        assert taken.headers["content-disposition"].startswith("attachment")
        codes = taken.text.split()
        assert (len(codes), len(set(codes))) == (CODES, CODES)
        assert {len(code) for code in codes} == {29}
        again = await reader.take()
        assert (again.status_code, "once" in again.text) == (410, True)

    server = with_a_mail_in_hand(served_copy, template, tmp_path, story)
    listed = run_command("job", "list", "--data", str(server.data)).stdout
    (job,) = [line for line in listed.splitlines() if "\tgenerate-codes\t" in line]
    assert job.endswith("taken")


def test_whoever_is_no_administrator_or_cannot_prove_it_gets_nothing_and_uses_nothing_up(
    served_copy: ServedCopy, template: Path, tmp_path: Path
):
    async def story(reader: Reader) -> None:
        for role in ("clerk", "manager", "studio"):
            refused = await reader.take(role)
            assert refused.status_code == 403, (role, refused.text)
        for more, status in (
            ({"pin": "000000"}, 403),
            ({"operator": "nobody"}, 403),
            ({"reason": "  "}, 400),
            ({"link": reader.link[:-1] + "x"}, 404),
            ({"link": ""}, 404),
        ):
            refused = await reader.take(**more)
            assert refused.status_code == status, more
            assert 'role="alert"' in refused.text
            assert f'value="{more.get("operator", reader.ids["administrator"])}"' in refused.text
            assert reader.pins[reader.ids["administrator"]] not in refused.text
        assert 'value="&lt;b&gt;' in (await reader.take(reason="<b>", pin="000000")).text
        for content, status in (
            (b"\xff&=&" + b"a=b&" * 50, 400),
            (b"reason=" + b"x" * 501, 413),
            (b"reason=" + b"x" * 17_000, 413),
        ):
            nonsense = await reader.http.post(reader.page, content=content, headers=SENT_BY_A_FORM)
            assert nonsense.status_code == status
            assert 'role="alert"' in nonsense.text
        foreign = await reader.http.delete(reader.page)
        assert (foreign.status_code, foreign.headers["allow"]) == (405, "GET, HEAD, POST")
        assert len((await reader.take()).text.split()) == CODES

    with_a_mail_in_hand(served_copy, template, tmp_path, story)


def test_one_person_alone_gets_no_more_codes_than_the_shop_lets_one_have(
    served_copy: ServedCopy, template: Path, tmp_path: Path
):
    async def story(reader: Reader) -> None:
        administrator, clerk = reader.ids["administrator"], reader.ids["clerk"]
        alone = await reader.take(alone=True)
        assert (alone.status_code, "second person" in alone.text) == (403, True)
        for second, pin in (
            (administrator, reader.pins[administrator]),
            (clerk, reader.pins[clerk]),
            (reader.ids["studio"], "000000"),
        ):
            refused = await reader.take(second=second, second_pin=pin)
            assert refused.status_code == 403, (second, refused.text)
        allowed = ("app", "print-signed-above", str(CODES), "--data", str(reader.server.data))
        done = await asyncio.to_thread(run_command, *allowed)
        assert done.returncode == 0, done.stderr
        assert len((await reader.take(alone=True)).text.split()) == CODES

    with_a_mail_in_hand(served_copy, template, tmp_path, story)


def test_guessing_pins_at_the_page_locks_the_operator_out_there(
    served_copy: ServedCopy, template: Path, tmp_path: Path
):
    async def story(reader: Reader) -> None:
        for _ in range(10):
            assert (await reader.take(pin="000000")).status_code == 403
        locked = await reader.take()
        assert (locked.status_code, "unlock" in locked.text) == (403, True)

    with_a_mail_in_hand(served_copy, template, tmp_path, story)


def test_of_two_who_download_at_once_one_gets_the_list(
    served_copy: ServedCopy, template: Path, tmp_path: Path
):
    async def story(reader: Reader) -> None:
        both = await asyncio.gather(reader.take(), reader.take())
        assert sorted(answer.status_code for answer in both) == [200, 410]

    with_a_mail_in_hand(served_copy, template, tmp_path, story)


@pytest.mark.sqlite_only  # what a page says, whatever the database is
def test_the_page_is_in_german_too_and_keeps_what_was_typed_when_it_changes(
    served_copy: ServedCopy, template: Path, tmp_path: Path
):
    async def story(reader: Reader) -> None:
        german = await reader.http.get(reader.page, headers={"accept-language": "de-DE,en;q=0.5"})
        assert "Liste von Codes" in german.text
        assert '<html lang="de"' in german.text
        other = await reader.take(pin="000000")
        assert '<html lang="en"' in other.text
        changed = await reader.take(**{"portal-language": "de", "reason": "für <b>"})
        assert changed.status_code == 200
        assert "text/html" in changed.headers["content-type"], "nothing is given out by that"
        assert 'value="für &lt;b&gt;"' in changed.text
        assert f'value="{reader.link}"' in changed.text
        assert not any(pin in changed.text for pin in reader.pins.values())
        assert "Liste von Codes" in (await reader.http.get(reader.page)).text, "it is kept"
        assert "Die Person oder die PIN ist falsch." in (await reader.take(pin="000000")).text
        dark = await reader.take(**{"portal-theme": "dark"})
        assert 'data-bs-theme="dark"' in dark.text
        forged = await reader.http.post(reader.page, data={"portal-language": "en"})
        assert (forged.status_code, "set-cookie" in forged.headers) == (403, False)
        assert len((await reader.take()).text.split()) == CODES, "it was not used up"

    with_a_mail_in_hand(served_copy, template, tmp_path, story)


def test_every_sentence_is_there_in_german_and_no_translation_is_left_over():
    found: set[str] = set()
    for file in (*FOLDER.rglob("*.py"), *FOLDER.rglob("*.html")):
        call = r"\b(?:_|to_say)\(\s*((?:\"[^\"]+\"\s*)+)"
        for told in re.findall(call, file.read_text("utf-8")):
            found.add("".join(re.findall(r"\"([^\"]+)\"", told)))
    assert sorted(found) == sorted(json.loads((FOLDER / "translations/de.json").read_bytes()))
