"""A browser without a screen: keeps cookies, sends what a form on a page of the portal would."""

from __future__ import annotations

import re
from typing import Any

import httpx

from support.patience import until
from support.plain_http import plain_client
from support.portal_form import form_on

FORM_TOKEN = re.compile(r'name="form_token" value="([0-9a-f]{64})"')
HIDDEN = re.compile(r'<input type="hidden" name="(kept|kept_at)" value="([^"]*)">')
FROM_HERE = {"sec-fetch-site": "same-origin", "origin": "null"}


class PortalClient:
    def __init__(self, url: str, **more: Any) -> None:
        self.http = plain_client(url, timeout_s=20, **more)
        self.page = ""

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self._seen(self.http.get(path, **more))

    def send(self, path: str, *, token: str | None = None, **fields: str) -> httpx.Response:
        """Send a form that stands on the page that was looked at last."""
        form = {"form_token": self.token if token is None else token, **fields}
        return self._seen(self.http.post(path, data=form, headers=FROM_HERE))

    def submit(self, at: str, path: str, **fields: str) -> httpx.Response:
        """Open a page, and send the form on it."""
        self.get(at)
        return self.send(path, **fields)

    def fill(self, at: str, path: str = "", **typed: str) -> httpx.Response:
        """Open a page, and send the form on it that goes to ``path``, as it is but for ``typed``."""
        self.get(at)
        return self.refill(path or at, **typed)

    def refill(self, path: str, **typed: str) -> httpx.Response:
        """Send the form that is shown now."""
        form = form_on(self.page, path) | typed
        return self._seen(self.http.post(path, data=form, headers=FROM_HERE))

    def attach(self, path: str, picture: bytes, **typed: str) -> httpx.Response:
        """Send the form that is shown now, with a picture from a file."""
        form = {name: text for name, text in form_on(self.page, path).items() if name != "picture"}
        return self._seen(
            self.http.post(
                path,
                data=form | typed,
                files={"picture": ("a picture.png", picture, "image/png")},
                headers=FROM_HERE,
            )
        )

    def sign_in(self, name: str, password: str | None = None, **more: str) -> httpx.Response:
        secret = f"demo-portal-{name}" if password is None else password
        return self.submit("/portal/sign-in", "/portal/sign-in", name=name, password=secret, **more)

    @property
    def token(self) -> str:
        found = FORM_TOKEN.search(self.page)
        return found[1] if found else ""

    @property
    def kept(self) -> dict[str, str]:
        """What the page to sign in at carries along."""
        return {name: value.replace("&amp;", "&") for name, value in HIDDEN.findall(self.page)}

    @property
    def is_signed_in(self) -> bool:
        return self.get("/portal").status_code == 200

    def wait_for(self, path: str, what: str, *, limit_s: float = 60) -> str:
        """Look at a page until this stands on it."""
        return until(lambda: self.get(path).text, wanted=lambda page: what in page, limit_s=limit_s)

    def _seen(self, answer: httpx.Response) -> httpx.Response:
        if answer.text:
            self.page = answer.text
        return answer

    def close(self) -> None:
        self.http.close()
