"""The commands for the server's keys: take new ones into use, forget the old ones."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import typer

from card_contract.outcomes import Refusal
from server_stub.care.asking import ask, valid
from server_stub.care.damage import fail_naming
from server_stub.care.options import Data, KeysFile, fail, faults, folder_is_whole
from server_stub.shop_folder.data_folder import DataFolder

if TYPE_CHECKING:
    from server_stub.storage.sealing import KeyFile
    from server_stub.web.control_api.redemption_messages import Left

app = typer.Typer()
_MEANING: Final = {
    Refusal.FAULT: "The server failed at this. The new keys are in use and what was sealed anew"
    " stays so: look into the server's log, then run keys resume."
}

keys_app = typer.Typer(no_args_is_help=True, help="The keys that hash and seal codes.")
app.add_typer(keys_app, name="keys")


@keys_app.command("list")
def list_keys(data: Data, keys: KeysFile = None) -> None:
    """List the keys by their ids, never the keys themselves; an asterisk marks those in use."""
    from server_stub.shop_folder.recovery_sheet import read_key_file

    folder = DataFolder(data, keys)
    try:
        file = read_key_file(folder.keys)
    except (OSError, ValueError):
        fail(f"There is no readable key file at {folder.keys}.")
    rings = (("sealing", file.sealing), ("hashing", file.hashing), ("checkpoint", file.checkpoint))
    for purpose, ring in rings:
        marked = (f"{key_id}{'*' if key_id == ring.current else ''}" for key_id in ring.keys)
        typer.echo(f"{purpose}\t{' '.join(marked)}")


@keys_app.command("rotate")
def rotate(data: Data, keys: KeysFile = None) -> None:
    """Take new keys into use, then hash and seal everything anew. The server has to be stopped.

    The server may be started again while the work goes on: it then does the rest itself. Print the
    recovery sheet anew at once; the old one is needed for backups from before.
    """
    from server_stub.storage.sealing import with_new_keys

    folder = DataFolder(data, keys)
    _change(folder, with_new_keys)
    typer.echo(
        "New keys are in use. Print the recovery sheet now (redemption-server recovery-sheet); keep"
        " the old one as long as backups from before."
    )
    _seal_anew(folder)


@keys_app.command("resume")
def resume(data: Data, keys: KeysFile = None) -> None:
    """Hash and seal anew what is left of a rotation that was broken off."""
    _seal_anew(DataFolder(data, keys))


@keys_app.command("drop-old")
def drop_old(data: Data, keys: KeysFile = None) -> None:
    """Forget keys that nothing needs any more. The server has to be stopped."""
    from server_stub.storage.sealing import without_old_keys
    from server_stub.web.control_api.messages import OfApp
    from server_stub.web.control_api.redemption_messages import Left

    folder = DataFolder(data, keys)
    left = ask(folder, "left-to-rotate", OfApp(), Left)
    if left.rows > len(left.broken):
        fail(f"{left.rows} rows still need an old key; run keys resume first.")
    _end_if_broken(left)
    _change(folder, without_old_keys)
    typer.echo("The old keys are gone. Backups from before need the old recovery sheet.")


def _change(folder: DataFolder, change: Callable[[KeyFile], KeyFile]) -> None:
    """Change the key file while no server uses the shop: they read it when they start."""
    from server_stub.storage.file_lock import AlreadyLockedError

    folder_is_whole(folder)
    try:
        asyncio.run(_changed_alone(folder, change))
    except AlreadyLockedError:
        fail("A server uses this shop; stop it first.")
    except faults(ValueError) as error:
        fail(f"The key file at {folder.keys} was left as it was: {error}")


async def _changed_alone(folder: DataFolder, change: Callable[[KeyFile], KeyFile]) -> None:
    import msgspec

    from server_stub.shop_folder.open_database import nobody_else, open_reader
    from server_stub.shop_folder.recovery_sheet import read_key_file
    from server_stub.shop_folder.secret_files import write_secret
    from server_stub.shop_folder.shop_check import check_shop
    from server_stub.storage.sealing import Keys

    async with nobody_else(folder):
        async with open_reader(folder) as reader:
            await check_shop(folder, reader, Keys.read(folder.keys))
        file = change(read_key_file(folder.keys))
        write_secret(folder.keys, msgspec.json.format(msgspec.json.encode(file)))


def _seal_anew(folder: DataFolder) -> None:
    from rich.console import Console
    from rich.progress import Progress

    from server_stub.web.control_api.messages import OfApp
    from server_stub.web.control_api.redemption_messages import JobShown, Left, OfJob

    shown = ask(folder, "begin-rotation", OfApp(), JobShown, meaning=_MEANING)
    request = valid(OfJob, job=shown.job)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Sealing anew", total=shown.total)
        while shown.state == "running":
            shown = ask(folder, "advance-rotation", request, JobShown, meaning=_MEANING)
            progress.update(task, completed=shown.done, total=shown.total)
    if shown.state != "done":
        fail(f"The rotation has {shown.state} after {shown.done} rows; run keys resume.", 2)
    typer.echo(f"{shown.done} rows are sealed with the new keys. Print the recovery sheet anew.")
    _end_if_broken(ask(folder, "left-to-rotate", OfApp(), Left))


def _end_if_broken(left: Left) -> None:
    """End where rows stay under the old keys, for no key opens them; name them."""
    if left.broken:
        fail_naming(
            left.broken,
            f"{left.rows} rows are damaged: no key opens them, so they stay under the old keys."
            " Keep those: codes among them are found by them.",
        )
