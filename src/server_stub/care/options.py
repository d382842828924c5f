"""What the commands have in common: their options, and how they fail."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from card_contract.server_exit import ServerExit
from server_stub.shop_folder.data_folder import DataFolder

Data = Annotated[Path, typer.Option("--data", help="The folder that the shop is kept in.")]
KeysFile = Annotated[
    Path | None, typer.Option("--keys", help="The key file, where it is not in the data folder.")
]
DatabaseUrl = Annotated[
    str | None,
    typer.Option(
        "--database-url",
        envvar="REDEMPTION_DATABASE_URL",
        help="Where the shop is kept, if not in the folder: postgresql://USER@HOST/NAME.",
    ),
]
ClockIsRight = Annotated[
    bool,
    typer.Option(
        "--clock-is-right", help="Although the database ends later than now: its clock was ahead."
    ),
]
AppName = Annotated[str, typer.Option("--app", help="The app, where there are several.")]


def faults(*more: type[Exception]) -> tuple[type[Exception], ...]:
    """What may be wrong with a data folder, and ``more``; each says so in a sentence."""
    from server_stub.shop_folder.head_mark import BackupPutBackError
    from server_stub.storage.interface import StorageError
    from server_stub.storage.migrate import NewerSchemaError
    from server_stub.storage.sealing import KeysUnreadableError

    return (BackupPutBackError, KeysUnreadableError, StorageError, NewerSchemaError, OSError, *more)


def folder_is_whole(folder: DataFolder, *, with_keys: bool = True) -> None:
    """End where a data folder has no shop, or no keys to it, where they are needed."""
    try:
        missing = folder.missing(with_keys=with_keys)
    except faults() as error:
        fail(sentence_of(error))
    if missing is not None:
        has_shop = folder.database_url is not None or folder.database.is_file()
        fail(missing, ServerExit.KEYS_UNREADABLE if has_shop else ServerExit.FAILED)


def sentence_of(error: Exception) -> str:
    """What is wrong; the system's own words with the file that they are about."""
    if isinstance(error, OSError) and error.strerror and error.filename:
        return f"{error.filename} cannot be used: {error.strerror}."
    return str(error)


def fail(sentence: str, code: int = 1) -> NoReturn:
    """Say why, and end."""
    typer.echo(sentence, err=True)
    raise typer.Exit(code)
