"""Passkeys at the portal, for a browser without a screen."""

from __future__ import annotations

import html
import re

from support.portal_client import PortalClient
from support.soft_passkey import SoftPasskey

ACCOUNT = "/portal/account"
PASSKEYS = f"{ACCOUNT}/passkeys"
QUESTION = re.compile(r'data-question="([^"]+)" data-origin="([^"]+)"')
WORD = re.compile(r'name="word" value="([^"]+)"')
RECOVERY = re.compile(r"<li>([0-9A-Z-]{19})</li>")


def question_on(browser: PortalClient) -> tuple[str, str, str]:
    """What the page asks a passkey, where that is good, and the word for the answer."""
    asked, word = QUESTION.search(browser.page), WORD.search(browser.page)
    assert asked, browser.page
    assert word
    return html.unescape(asked[1]), asked[2], word[1]


def made(browser: PortalClient, name: str, **proof: str) -> tuple[SoftPasskey, list[str]]:
    """A new passkey of whoever is signed in, and the recovery codes that come with the first."""
    browser.submit(PASSKEYS, PASSKEYS, name=name, **proof)
    question, origin, word = question_on(browser)
    passkey = SoftPasskey(origin)
    fields = {"word": word, "answer": passkey.made(question), "name": name}
    answer = browser.send(f"{PASSKEYS}/made", **fields)
    assert answer.status_code in (200, 303), answer.text
    return passkey, RECOVERY.findall(answer.text)
