"""The command that has a batch printed outside: ``batch export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn

import typer

from card_contract.outcomes import MEANINGS, Refusal
from card_contract.print_messages import CardsGiven, GivenCard, Sequences
from server_stub.care.asking import ask, pin_of, valid
from server_stub.care.options import AppName, Data, KeysFile, fail, sentence_of
from server_stub.shop_folder.data_folder import DataFolder

if TYPE_CHECKING:
    from server_stub.desks.export_desk import ExportRun

app = typer.Typer()

NO_AUTHORITY: Final = 3
"""The exit code where it takes somebody else, or one more person."""

_AUTHORITY: Final = {
    Refusal.WRONG_PIN: "The person or the PIN is wrong.",
    Refusal.PIN_LOCKED: "Too many wrong PINs: a manager has to unlock this person.",
    Refusal.SUSPENDED: "A manager has locked this person.",
    Refusal.NOT_ALLOWED: "This person's role does not print cards.",
    Refusal.NO_OPERATOR: "This person's role does not print cards.",
    Refusal.APPROVAL_INVALID: "So many cards take a second person's signature (--second).",
    Refusal.SAME_MANAGER: "The second signature has to be another person's.",
    Refusal.PIN_NOT_OWN: (
        "Who was given a PIN by the other changes it at a till, and signs a day later; "
        "who took the other on cannot sign with them."
    ),
}


@app.command("export")
def export_batch(
    batch: int,
    *,
    recipient: Annotated[str, typer.Option("--recipient", help="The shop's age key: age1...")],
    out: Annotated[Path, typer.Option("--out", help="A new file, its owner's alone.")],
    operator: Annotated[str, typer.Option("--operator", help="The id of the person who prints.")],
    second: Annotated[str, typer.Option("--second", help="Who signs too.")] = "",
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Encrypt a batch's cards for a print shop; PINs come from the standard input, one a line."""
    from server_stub.care import export_file
    from server_stub.web.control_api.exports import BeginExport, ExportBegun

    try:
        export_file.check_recipient(recipient)
        there = export_file.digest(out)
    except (export_file.NoRecipientError, OSError) as error:
        fail(sentence_of(error))
    if not out.absolute().parent.is_dir():
        fail(f"There is no folder {out.absolute().parent}.")
    pin = pin_of(operator, exit_code=NO_AUTHORITY)
    second_pin = pin_of(second, exit_code=NO_AUTHORITY) if second else None
    request = valid(
        BeginExport,
        app=app_name,
        batch=batch,
        recipient=recipient,
        operator=operator,
        pin=pin,
        second=second or None,
        second_pin=second_pin,
        file=there,
    )
    begun = ask(DataFolder(data, keys), "begin-export", request, ExportBegun)
    if begun.run is None:
        _refuse(begun.refusal or Refusal.BATCH_UNKNOWN, out)
    export = _Export(DataFolder(data, keys), app_name, begun.run, recipient)
    try:
        export.make(out)
    except OSError as error:
        fail(sentence_of(error))
    typer.echo(f"{export.finish()} cards are in {out}, for {recipient} alone.")


class _Export:
    """One run, from giving its cards to its end."""

    def __init__(self, folder: DataFolder, app_name: str, run: ExportRun, recipient: str) -> None:
        self._folder = folder
        self._of: dict[str, Any] = {"app": app_name, "run": run.run_id, "operator": run.operator}
        self._run = run
        self._recipient = recipient
        self._count = 0 if run.noted is None else run.noted.cards

    def make(self, out: Path) -> None:
        """Write the file and have it noted; one that is noted only gets its name."""
        from server_stub.care import export_file
        from server_stub.web.control_api.exports import ExportLeft, ExportMade

        draft, noted = export_file.draft_of(out, self._run.run_id), self._run.noted
        if noted is None:
            self._count = export_file.write(draft, self._recipient, self._run.cards, self._give)
            made = valid(
                ExportMade,
                **self._of,
                recipient=self._recipient,
                file=export_file.digest(draft),
                cards=self._count,
            )
            ask(self._folder, "note-export", made, ExportLeft)
        elif export_file.digest(out) == noted.file:
            draft.unlink(missing_ok=True)  # killed as it got its name, it may have both
            return
        elif export_file.digest(draft) != noted.file:
            fail(
                f"The file of print run {self._run.run_id} is not in {out.parent}. Put it back, or"
                " end the run at a till: its cards are replaced by new ones."
            )
        try:
            export_file.name(draft, out)
        except FileExistsError:
            fail(
                f"There is a file at {out} by now; it was left alone. Move it away and repeat the"
                " command: the run goes on."
            )

    def finish(self) -> int:
        """Report the cards as printed and end the run; tell how many there are."""
        from server_stub.web.control_api.exports import ExportLeft, OfExport

        request, left = valid(OfExport, **self._of), 1
        while left:
            left = ask(self._folder, "advance-export", request, ExportLeft).cards
        return self._count

    def _give(self, cards: Sequences) -> list[GivenCard]:
        from server_stub.web.control_api.exports import ExportCards

        request = valid(ExportCards, **self._of, cards=cards)
        return ask(self._folder, "export-cards", request, CardsGiven).cards


def _refuse(refusal: Refusal, out: Path) -> NoReturn:
    if refusal in _AUTHORITY:
        fail(_AUTHORITY[refusal], NO_AUTHORITY)
    if refusal is Refusal.KEY_REUSED:
        fail(f"There is a file at {out} already; it was left alone.")
    fail(f"{MEANINGS[refusal].sentence} ({refusal})")
