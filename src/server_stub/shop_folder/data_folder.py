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

TLS_AUTHORITY_FILE: Final = "tls-ca.pem"


class Running(msgspec.Struct, frozen=True, kw_only=True):
    """Where the server of a data folder listens."""

    pid: int
    port: int
    url: str

    @classmethod
    def here(cls, url: str) -> Running:
        """The process that asks, listening at ``url``; at every address is at this computer's, too.

        That one the certificate names, and no certificate names all.
        """
        url = url.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:")
        return cls(pid=os.getpid(), port=int(url.rpartition(":")[2]), url=url)


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The places in one data folder; ``keys`` may lie elsewhere, on another disk or a stick."""

    root: Path
    keys_elsewhere: Path | None = None

    @property
    def database(self) -> Path:
        return self.root / "redemption.db"

    @property
    def keys(self) -> Path:
        return self.keys_elsewhere or self.root / "keys.json"

    @property
    def head_mark(self) -> Path:
        """How long the ledger is, beside the keys: outside the database and its backups."""
        return self.keys.with_name(f"{self.keys.name}.head")

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

    def missing(self) -> str | None:
        """Why no shop can be opened here, in a sentence, or null where one can."""
        if not self.database.is_file():
            return f"There is no shop in {self.root}; make one with init."
        if self.keys.is_file():
            return None
        return (
            f"The keys of the shop in {self.root} are missing at {self.keys}: put the file back,"
            " or write it from the recovery sheet with restore-keys."
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
        self.running_file.unlink(missing_ok=True)
