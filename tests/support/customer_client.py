"""A customer's browser without a screen: what the forms on the customer's page send."""

from __future__ import annotations

import html
import re
import secrets

import httpx

from support.portal_client import FROM_HERE, PortalClient

PASSWORD = "correct horse"
ONCE = re.compile(r'name="once" value="([^"]+)"')
CODE = re.compile(r'<textarea [^>]*id="code"[^>]*>([^<]*)</textarea>')
WHY = re.compile(r'role="alert">.*?<div>([^<]+)</div>', re.DOTALL)
NOTE = re.compile(r'role="status">\s*<div class="alert-icon">.*?<div>([^<]+)</div>', re.DOTALL)


class CustomerClient(PortalClient):
    """``base`` is where the shop's page is."""

    base = "/redeem"
    name = ""

    def register(self, name: str | None = None, password: str = PASSWORD) -> httpx.Response:
        self.name = name or f"{secrets.token_hex(6)}@example.com"
        return self.submit(
            f"{self.base}/register",
            f"{self.base}/register",
            name=self.name,
            password=password,
            again=password,
        )

    def enter(self, name: str, password: str = PASSWORD, code: str = "") -> httpx.Response:
        to = f"{self.base}/sign-in"
        return self.submit(self.base, to, name=name, password=password, code=code)

    def redeem(self, code: str) -> httpx.Response:
        """Open the page, type the code, and send it."""
        self.get(self.base)
        return self.resend(code)

    def resend(self, code: str) -> httpx.Response:
        """Send the form on the page that was looked at last, as a double click does."""
        found = ONCE.search(self.page)
        return self.send(self.base, code=code, once=found[1] if found else "")

    def send_picture(
        self, picture: bytes, *, token: str | None = None, **fields: str
    ) -> httpx.Response:
        """Send a picture with what stands in the form, as a browser without script does."""
        return self._seen(
            self.http.post(
                f"{self.base}/picture",
                data={"form_token": self.token if token is None else token, **fields},
                files={"picture": ("IMG_0001.JPG", picture, "image/jpeg")},
                headers=FROM_HERE,
            )
        )

    def outcome(self, answer: httpx.Response) -> str:
        """Follow to what came of a redemption: its state."""
        assert answer.status_code == 303, answer.text
        page = self.get(answer.headers["location"])
        found = re.search(r'data-state="(\w+)"', page.text)
        assert found is not None, page.text
        return found[1]

    @property
    def typed(self) -> str:
        """What stands in the field of the code."""
        found = CODE.search(self.page)
        return html.unescape(found[1]) if found else ""

    @property
    def why(self) -> str:
        found = WHY.search(self.page)
        return html.unescape(found[1]) if found else ""

    @property
    def note(self) -> str:
        found = NOTE.search(self.page)
        return html.unescape(found[1]) if found else ""
