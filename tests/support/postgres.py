"""A PostgreSQL server of the tests' own, from the system's binaries, on a socket in a folder.

It never touches a server that the system runs. PostgreSQL refuses to work for root, so that there
it runs as the user ``postgres`` (or ``nobody``). Its disk is trusted (``fsync=off``): what a power
cut leaves is PostgreSQL's own business; that we wait for its commits is tested elsewhere.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import asyncpg

from server_stub.shop_folder.data_folder import DataFolder
from server_stub.storage.ledger import START
from server_stub.storage.postgres.migrating import migrate
from server_stub.storage.postgres.moving import move_shop

START_TIMEOUT_S = 30.0
USER = "redemption"
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "max_wal_size": "128MB",
    "unix_socket_permissions": "0777",
}
# However this process ends, its database server ends with it.
_ENDING_WITH_US = ["setpriv", "--pdeathsig", "INT", "--"] if shutil.which("setpriv") else []
_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
_MEMORY_BYTES_MIN = 4 * 1024**3
_FOLDERS = "redemption-pg-"
_IN_USE = "in-use"
T = TypeVar("T")

_EMPTY = """
    DO $$ DECLARE each record; BEGIN
        PERFORM pg_terminate_backend(pid, 5000) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid();
        SET LOCAL session_replication_role = replica;
        -- A table that takes no room has never had a row; most have not.
        FOR each IN SELECT relname AS name FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                AND relname <> 'database_state' AND pg_relation_size(oid) > 0
        LOOP
            EXECUTE format('DELETE FROM %I', each.name);
        END LOOP;
        INSERT INTO meta (name, value) VALUES ('epoch', 1);
        UPDATE database_state SET position = 0, hash = '<start>', sessions = 0;
    END $$
"""


def binaries() -> Path | None:
    """Where the newest PostgreSQL of this machine lies."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: float(path.parts[-3]),
    )
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    return None if elsewhere is None else Path(elsewhere).resolve().parent


class PostgresServer:
    """One server process; ``database`` makes a database in it and gives its address."""

    def __init__(self, **settings: str) -> None:
        self._settings = SETTINGS | settings
        self._numbers = itertools.count(1)
        self._process: subprocess.Popen[bytes] | None = None
        self._as: dict[str, Any] = {}
        self._emptied: list[str] = []
        self._made: list[str] = []
        self.moved: dict[Path, str] = {}
        is_synced = self._settings["fsync"] == "on"
        where = Path(tempfile.gettempdir()) if is_synced else _fast_folder()
        _remove_what_the_killed_left(where)
        self.folder = Path(tempfile.mkdtemp(prefix=_FOLDERS, dir=where))
        self._in_use = (self.folder / _IN_USE).open("wb")
        fcntl.flock(self._in_use, fcntl.LOCK_EX)
        if os.geteuid() == 0:
            owner = _unprivileged()
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            self._as = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        self.folder.chmod(0o755)
        self._run("initdb", "-D", str(self._data), "-U", USER, "--auth=trust",
                  "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        self.start()
        run(self._make_template)

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def url(self, database: str) -> str:
        return f"postgresql://{USER}@/{database}?host={quote(str(self.folder), safe='')}"

    def database(self, *, empty: bool = False) -> str:
        """Make a database, with our tables in it unless it is to be empty; returns its address."""
        name = f"test_{next(self._numbers)}"
        template = "template0" if empty else "ours"
        return self._make(name, template)

    def copy_of(self, url: str) -> str:
        """Copy a database that nobody uses; returns the copy's address."""
        copy = f"copy_{next(self._numbers)}"
        return self._make(copy, _name_in(url))

    def drop(self, url: str) -> None:
        run(lambda: self._command(f"DROP DATABASE IF EXISTS {_name_in(url)} WITH (FORCE)"))

    def drop_what_was_made(self) -> None:
        """Drop all databases but those that are lent again, and those that are copied."""
        for url in self._made:
            if url not in (*self._emptied, *self.moved.values()):
                self.drop(url)
        self._made = []

    @contextlib.contextmanager
    def lent(self) -> Iterator[str]:
        """A database with our tables, emptied and lent again afterwards: far sooner than a new one.

        Whoever changes more than rows in it makes one of its own.
        """
        url = self._emptied.pop() if self._emptied else self.database()
        yield url
        self.empty(url)
        self._emptied.append(url)

    def empty(self, url: str) -> None:
        """Hang up on whoever still uses a database of ours, and make it as it was at first."""
        query(url, _EMPTY.replace("<start>", START.hash))

    def _make(self, name: str, template: str) -> str:
        run(lambda: self._command(f"CREATE DATABASE {name} TEMPLATE {template}"))
        url = self.url(name)
        self._made.append(url)
        return url

    def start(self) -> None:
        settings = [f"-c{name}={value}" for name, value in self._settings.items()]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*_ENDING_WITH_US, str(_binary("postgres")),
                 "-D", str(self._data), "-k", str(self.folder), *settings],
                stdout=log, stderr=log, cwd=self.folder, **self._as,
            )  # fmt: skip
        give_up_at = time.monotonic() + START_TIMEOUT_S
        while True:
            try:
                run(lambda: self._command("SELECT 1"))
                return
            except (OSError, asyncpg.PostgresError):
                if time.monotonic() > give_up_at or self._process.poll() is not None:
                    raise
                time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it: SIGINT ends it in order, SIGQUIT as a crash does."""
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(how)
            process.wait(30)

    def remove(self) -> None:
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)
        self._in_use.close()

    def _run(self, name: str, *arguments: str) -> None:
        subprocess.run(
            [str(_binary(name)), *arguments],
            check=True, stdout=subprocess.DEVNULL, cwd=self.folder, **self._as,
        )  # fmt: skip

    async def _command(self, sql: str) -> None:
        connection = await asyncpg.connect(self.url("postgres"))
        try:
            await connection.execute(sql)
        finally:
            await connection.close()

    async def _make_template(self) -> None:
        await self._command("CREATE DATABASE ours TEMPLATE template0")
        connection = await asyncpg.connect(self.url("ours"))
        try:
            await migrate(connection)
        finally:
            await connection.close()


@contextlib.contextmanager
def postgres_server(**settings: str) -> Iterator[PostgresServer]:
    server = PostgresServer(**settings)
    try:
        yield server
    finally:
        server.remove()


def query(url: str, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Ask a database directly, past the server."""

    async def ask() -> list[tuple[Any, ...]]:
        connection = await asyncpg.connect(url)
        try:
            return [tuple(row) for row in await connection.fetch(sql, *values)]
        finally:
            await connection.close()

    return run(ask)


def run(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run ``work`` in a thread of its own: where it is called, a test's loop may be running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(work())).result()


def _binary(name: str) -> Path:
    folder = binaries()
    assert folder is not None, "PostgreSQL is not installed"
    return folder / name


def _fast_folder() -> Path:
    """Where much can be made anew: in memory, where there is enough of it."""
    if _SHARED_MEMORY.is_dir() and shutil.disk_usage(_SHARED_MEMORY).free > _MEMORY_BYTES_MIN:
        return _SHARED_MEMORY
    return Path(tempfile.gettempdir())


def _remove_what_the_killed_left(where: Path) -> None:
    """Remove the databases of runs that were killed: some gigabytes of memory, after a few."""
    for in_use in where.glob(f"{_FOLDERS}*/{_IN_USE}"):
        with contextlib.suppress(OSError), in_use.open("rb") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(in_use.parent, ignore_errors=True)


def _name_in(url: str) -> str:
    return url.partition("@/")[2].partition("?")[0]


def _unprivileged() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def put_into_postgres(server: PostgresServer, data: Path, template: Path) -> str:
    """Keep the shop in ``data``, a copy of ``template``'s, in PostgreSQL; returns the address."""
    if template not in server.moved:
        url = server.database(empty=True)
        run(lambda: move_shop(DataFolder(template).database, url))
        server.moved[template] = url
    folder, copy = DataFolder(data), server.copy_of(server.moved[template])
    folder.note_database_url(copy)
    folder.database.unlink()
    return copy
