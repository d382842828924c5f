"""The folder that a server keeps its shop in: what lies where, and where its server listens.

The database's own lock says whether a process uses it; ``server.json`` says where that process
listens, so that a till's second start, or a command line, finds it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from server_stub.shop_folder.secret_files import write_secret
from server_stub.storage.interface import UnavailableError

TLS_AUTHORITY_FILE: Final = "tls-ca.pem"
DATABASE_URL_FILE: Final = "database-url"


class Running(msgspec.Struct, frozen=True, kw_only=True):
    """Where the server of a data folder listens, and where browsers find it."""

    pid: int
    port: int
    url: str
    public_url: str = ""

    @classmethod
    def here(cls, url: str, *, public_url: str | None = None) -> Running:
        """The process that asks, listening at ``url``; at every address is at this computer's, too.

        That one the certificate names, and no certificate names all.
        """
        url = url.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:")
        port = int(url.rpartition(":")[2])
        public_url = (public_url or url).rstrip("/")
        return cls(pid=os.getpid(), port=port, url=url, public_url=public_url)


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The places in one data folder; ``keys`` may lie elsewhere, on another disk or a stick.

    A shop that is kept in PostgreSQL has the database's address here in place of the file, so that
    no command takes the folder for an empty one, or serves an old file beside the database.
    """

    root: Path
    keys_elsewhere: Path | None = None
    told_database_url: str | None = None

    @property
    def database(self) -> Path:
        return self.root / "redemption.db"

    @property
    def database_url(self) -> str | None:
        """The address of the database, where it is not the file: as told, or as noted here."""
        if self.told_database_url is not None:
            return self.told_database_url
        try:
            return (self.root / DATABASE_URL_FILE).read_text(encoding="utf-8").strip() or None
        except FileNotFoundError:
            return None
        except UnicodeDecodeError as error:
            raise UnavailableError(
                f"{self.root / DATABASE_URL_FILE} is damaged; it holds the address of the shop's"
                " database. Write the address into it anew, or start the server once with"
                " --database-url."
            ) from error

    @property
    def keys(self) -> Path:
        return self.keys_elsewhere or self.root / "keys.json"

    @property
    def head_mark(self) -> Path:
        """How long the ledger is, beside the keys: outside the database and its backups."""
        return self.keys.with_name(f"{self.keys.name}.head")

    @property
    def mail(self) -> Path:
        """How mails go out."""
        return self.root / "mail.json"

    @property
    def demo(self) -> Path:
        return self.root / "demo.json"

    @property
    def scripts(self) -> Path:
        """Where fulfilment scripts may keep files."""
        return self.root / "scripts"

    @property
    def running_file(self) -> Path:
        return self.root / "server.json"

    def note_database_url(self, url: str) -> None:
        """From now on this folder's shop is kept there."""
        write_secret(self.root / DATABASE_URL_FILE, url.encode())

    def missing(self, *, with_keys: bool = True) -> str | None:
        """Why no shop can be opened here, in a sentence, or null where one can."""
        if self.database_url is None and not self.database.is_file():
            return f"There is no shop in {self.root}; make one with init."
        if not with_keys or self.keys.is_file():
            return None
        return (
            f"The keys of the shop in {self.root} are missing at {self.keys}: put the file back,"
            " name it with --keys where it lies elsewhere, or write it from the recovery sheet with"
            " restore-keys."
        )

    def running(self) -> Running | None:
        """Where the last server of this folder said that it listens; it may be gone by now."""
        try:
            return msgspec.json.decode(self.running_file.read_bytes(), type=Running)
        except (OSError, msgspec.DecodeError):
            return None

    def write_running(self, running: Running) -> None:
        write_secret(self.running_file, msgspec.json.encode(running))

    def forget_running(self) -> None:
        """Take back where we listen, unless another process of this folder has written since."""
        running = self.running()
        if running is not None and running.pid == os.getpid():
            self.running_file.unlink(missing_ok=True)

    def retire_file(self) -> Path:
        """Put the file aside, once its shop is kept elsewhere: nobody may sell from both."""
        retired = self.database.with_name(self.database.name + ".moved")
        self.database.replace(retired)
        return retired
