"""Where mails go out, as the administrator has said it: a file beside the shop's keys.

It may hold a password, so only its owner may read it, and it is in no backup of the database.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from server_stub.domain.script_urls import is_loopback, is_usable
from server_stub.shop_folder.secret_files import write_secret


class Security(StrEnum):
    """How the line to the mail server is kept secret."""

    TLS = "tls"  # from its first byte on
    STARTTLS = "starttls"
    NONE = "none"  # to this machine itself only


class MailSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``link_base`` is how people reach this server with a browser: ``https://cards.example``."""

    host: Annotated[str, Meta(min_length=1, max_length=250)]
    port: Annotated[int, Meta(ge=1, le=65_535)]
    security: Security
    sender: Annotated[str, Meta(pattern=r"^[^@\s]+@[^@\s]+$", max_length=250)]
    link_base: Annotated[str, Meta(pattern=r"^https?://[^\s?#]+$", max_length=500)]
    user: Annotated[str, Meta(max_length=250)] = ""
    password: Annotated[str, Meta(max_length=250)] = ""

    def check(self) -> None:
        """Raise ``ValueError``, in a sentence, where a secret would go over an open line."""
        if self.security is Security.NONE and not is_loopback(self.host):
            raise ValueError("Without TLS mails are handed to this machine itself only.")
        if not is_usable(self.link_base):
            raise ValueError("The links' address begins with https://, or is this machine itself.")


def read_mail_settings(path: Path) -> MailSettings | None:
    """The settings, or None where there are none."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    settings = msgspec.json.decode(content, type=MailSettings)
    settings.check()
    return settings


def write_mail_settings(path: Path, settings: MailSettings) -> None:
    settings.check()
    write_secret(path, msgspec.json.format(msgspec.json.encode(settings), indent=1))
