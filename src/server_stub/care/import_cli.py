"""The command that takes in cards made elsewhere, from a CSV file that may be encrypted with age.

The file is read and opened in this process alone: what leaves it are hashes and sealed copies. It
is kept nowhere; whoever was interrupted gives it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from card_contract.card_file import GOOD, LINE_BYTES_MAX, CardFile
from card_contract.studio_messages import CardElsewhere, ImportAnswer, LineOutcome
from server_stub.care.asking import ask, only_app, secret_from_stdin
from server_stub.care.batches_cli import refuse
from server_stub.care.options import AppName, Data, KeysFile, fail, faults
from server_stub.shop_folder.data_folder import DataFolder

app = typer.Typer()

FILE_BYTES_MAX: Final = 256 * 1024 * 1024
_AGE_STARTS: Final = (b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----")
_SENTENCES: Final = {
    LineOutcome.ACCEPTED: "accepted",
    LineOutcome.ALREADY_THERE: "already there with the same content",
    LineOutcome.LINE_TOO_LONG: f"refused: the line has more than {LINE_BYTES_MAX} bytes",
    LineOutcome.NOT_UTF8: "refused: the line is not UTF-8",
    LineOutcome.NOT_THREE_COLUMNS: "refused: a line is a card number, a code and a pack",
    LineOutcome.NUMBER_INVALID: "refused: that is no card number, or a digit of it is wrong",
    LineOutcome.CODE_MISSING: "refused: there is no code",
    LineOutcome.CODE_TOO_LONG: "refused: the code is too long",
    LineOutcome.CODE_UNPRINTABLE: "refused: the code has signs that nobody can type",
    LineOutcome.PACK_INVALID: "refused: a pack's number lies between 1 and 99,999",
    LineOutcome.NUMBER_DOUBLED: "refused: the card number stands in the file before",
    LineOutcome.CODE_DOUBLED: "refused: the code stands in the file before",
    LineOutcome.PACKS_OVERLAP: "refused: the pack's numbers lie among those of another pack",
    LineOutcome.PACK_TOO_LARGE: "refused: the pack's numbers lie too far apart",
    LineOutcome.PACK_DIFFERS: "refused: the pack is there already, with other numbers",
    LineOutcome.ISSUER_FOREIGN: "refused: the card number is of another issuer",
    LineOutcome.BATCH_OF_SERVER: "refused: the server has made the batch of that number itself",
    LineOutcome.BATCH_OF_OTHER_CAMPAIGN: "refused: the batch belongs to another campaign",
    LineOutcome.NUMBER_TAKEN: "refused: the card is there already, with another code or pack",
    LineOutcome.CODE_TAKEN: "refused: the code belongs to another card",
}


@app.command("import")
def import_batch(
    campaign: str,
    file: Annotated[Path, typer.Argument(help="CSV: card number, code, pack; plain or age.")],
    *,
    data: Data,
    identity: Annotated[
        Path | None,
        typer.Option("--identity", help="The age key file; without it a passphrase is asked for."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be.")] = False,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write what becomes of each line there.")
    ] = None,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Take in cards made elsewhere. Nothing is taken in unless every line can be."""
    cards = CardFile(_content(file, identity))
    if not cards.lines:
        fail("There are no cards in that file.")
    importing = _Importing(DataFolder(data, keys), app_name, campaign, cards)
    outcomes = importing.run(dry_run=True)
    is_good = GOOD.issuperset(outcomes.values())
    _report(report, outcomes)
    if is_good and not dry_run:
        outcomes = importing.run(dry_run=False)
        _report(report, outcomes)
    typer.echo(_summary(outcomes, dry_run=dry_run))
    if not is_good:
        fail("Nothing was taken in." if not dry_run else "It would not be taken in.")
    if not GOOD.issuperset(outcomes.values()):
        fail("Some cards were refused meanwhile.", 2)


class _Importing:
    """A file on its way to the shop, in pieces."""

    def __init__(
        self,
        folder: DataFolder,
        app_name: str,
        campaign: str,
        cards: CardFile,
    ) -> None:
        self._folder = folder
        self._app_name = app_name or only_app(folder)
        self._campaign = campaign
        self._cards = cards

    def run(self, *, dry_run: bool) -> dict[int, LineOutcome]:
        """Give the shop all pieces; what became of each line, by its number."""
        from rich.console import Console
        from rich.progress import Progress

        outcomes = self._cards.bad
        console = Console(stderr=True)
        with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
            task = progress.add_task(
                "Checking" if dry_run else "Importing", total=self._cards.cards
            )
            for lines, piece in self._cards.pieces():
                request = self._request(piece, dry_run=dry_run)
                answer = ask(self._folder, "import-cards", request, ImportAnswer)
                refuse(answer.faults)
                outcomes |= dict(zip(lines, answer.outcomes, strict=True))
                progress.advance(task, len(piece))
        return dict(sorted(outcomes.items()))

    def _request(self, piece: Sequence[CardElsewhere], *, dry_run: bool) -> object:
        """Hash and seal the codes of a piece: no code goes further."""
        from server_stub.desks.code_press import made_card
        from server_stub.domain.ids import AppId
        from server_stub.storage.sealing import Keys, KeysUnreadableError
        from server_stub.web.control_api.messages import MadeElsewhere

        app_id = AppId(self._app_name)
        try:
            keys = Keys.read(self._folder.keys)
        except faults(KeysUnreadableError) as error:
            fail(str(error))
        return MadeElsewhere(
            app=self._app_name,
            campaign=self._campaign,
            cards=[made_card(keys, app_id, card) for card in piece],
            dry_run=dry_run,
        )


def _content(file: Path, identity: Path | None) -> bytes:
    """The file as it was before it was encrypted; in memory alone."""
    try:
        with file.open("rb") as stream:
            content = stream.read(FILE_BYTES_MAX + 1)
        if len(content) > FILE_BYTES_MAX:
            fail(f"{file} is too large; give it in parts.")
        if not content.startswith(_AGE_STARTS):
            return content
        key = None if identity is None else identity.read_text(encoding="utf-8")
    except OSError as error:
        fail(f"{error.filename} cannot be used: {error.strerror}.")
    except UnicodeDecodeError:
        fail(f"{identity} is no age key file.")
    return _opened(content, key)


def _opened(content: bytes, key: str | None) -> bytes:
    import pyrage

    try:
        if key is None:
            phrase = secret_from_stdin("The file's passphrase")
            return bytes(pyrage.passphrase.decrypt(content, phrase))
        lines = [line.strip() for line in key.splitlines()]
        identities = [
            pyrage.x25519.Identity.from_str(line) for line in lines if line and line[0] != "#"
        ]
        return bytes(pyrage.decrypt(content, identities))
    except (pyrage.DecryptError, pyrage.IdentityError):
        fail("The file does not open with that key or passphrase, or it is damaged.")


def _report(report: Path | None, outcomes: dict[int, LineOutcome]) -> None:
    """Say line by line what became of it; on the standard output only what was refused."""
    lines = [f"{line}\t{_SENTENCES[outcome]}" for line, outcome in outcomes.items()]
    if report is None:
        for text, outcome in zip(lines, outcomes.values(), strict=True):
            if outcome not in GOOD:
                typer.echo(text)
        return
    try:
        report.write_text("".join(f"{text}\n" for text in lines), encoding="utf-8")
    except OSError as error:
        fail(f"{report} cannot be written: {error.strerror}.")


def _summary(outcomes: dict[int, LineOutcome], *, dry_run: bool) -> str:
    found = list(outcomes.values())
    accepted = found.count(LineOutcome.ACCEPTED)
    there = found.count(LineOutcome.ALREADY_THERE)
    refused = len(found) - accepted - there
    verb = "would be taken in" if dry_run or refused else "taken in"
    return f"{accepted} cards {verb}, {there} there already, {refused} refused."
