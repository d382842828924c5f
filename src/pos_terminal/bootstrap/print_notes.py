"""Between the page *Print* and the notes of print runs: jobs, what was cut off, faults in words."""

from __future__ import annotations

import logging
import traceback
from typing import Final

from msgspec import structs

from card_contract.outcomes import Refusal
from card_contract.print_messages import OpenPrintRunRequest, Sequences
from pos_terminal.gateway.answers import NoAnswerError
from pos_terminal.print_page.jobs import (
    A_FILE,
    A_SHOP,
    CutOff,
    FedSheets,
    Job,
    Signature,
    Target,
    TargetKind,
    Which,
)
from pos_terminal.printing.model import NotPrintedError, RunNote
from pos_terminal.printing.model import Stage as RunStage
from pos_terminal.printing.run_notes import new_note
from pos_terminal.printing.shop_file import reason_for, recipient_of
from pos_terminal.words import Message

_LOG: Final = logging.getLogger(__name__)
_REASON: Final = "printed at the till"
REFUSALS: Final = {
    Refusal.NOT_ALLOWED: "refused.not_allowed",
    Refusal.NO_OPERATOR: "refused.sign_in_again",
    Refusal.READ_ONLY: "refused.read_only",
    Refusal.TILL_REVOKED: "refused.this_till_shut_out",
    Refusal.BATCH_UNKNOWN: "refused.not_printable",
    Refusal.CARDS_IN_A_RUN: "refused.in_a_run",
    Refusal.RUN_ELSEWHERE: "refused.elsewhere",
    Refusal.RUN_ENDED: "refused.run_ended",
    Refusal.APPROVAL_INVALID: "refused.signature",
    Refusal.SAME_MANAGER: "refused.same_person",
    Refusal.PIN_NOT_OWN: "refused.pin_not_own",
    Refusal.BATCH_FULL: "refused.batch_full",
}


def new_note_of(job: Job) -> RunNote:
    named = job.named or (1, job.batch.made)
    request = OpenPrintRunRequest(
        batch=job.batch.batch,
        cards=Sequences(first=min(named), last=max(named)),
        reason=reason_for(job.recipient) if job.recipient else _REASON,
        reprint=job.which is Which.AGAIN,
        rest=job.which is Which.REST,
    )
    return new_note(
        request,
        job.file,
        printer=job.target.name,
        named=job.named,
        drawing=job.drawing,
    )


def ensure_asked_for(note: RunNote, job: Job) -> None:
    """Raises ``NotPrintedError`` where the run that was cut off is another than this job."""
    cut, file = cut_off_of(note), "" if job.file is None else str(job.file.absolute())
    noted = (cut.batch, cut.target, cut.file, cut.recipient, cut.which, cut.named)
    place = (job.target, file, job.recipient)
    if noted != (job.batch.batch, *place, job.which, job.named):
        raise NotPrintedError(
            "Another print run was cut off here; finish it first.", fault="other_run"
        )


def signed(note: RunNote, signature: Signature) -> RunNote:
    """The same run as a second person has signed for it: no other would fit the signature."""
    if note.run_id != signature.run_id:
        raise NotPrintedError("That was signed for another run.", refusal=Refusal.APPROVAL_INVALID)
    return structs.replace(note, request=structs.replace(note.request, approval=signature.approval))


def cut_off_of(note: RunNote) -> CutOff:
    feed, fed = note.feed, None
    if feed is not None and feed.in_doubt and note.stage is RunStage.FEEDING:
        fed = FedSheets(
            first=feed.first,
            last=feed.last,
            used=feed.start,
            slots=feed.slots,
            cards=tuple(
                tuple(feed.cards(sheet, sheet)) for sheet in range(feed.first, feed.fed + 1)
            ),
        )
    request = note.request
    recipient, which = recipient_of(request.reason), Which.ALL
    if request.reprint or request.rest:
        which = Which.AGAIN if request.reprint else Which.REST
    target = A_SHOP if recipient else A_FILE
    if note.printer:
        target = Target(kind=TargetKind.PRINTER, name=note.printer)
    return CutOff(
        batch=request.batch,
        target=target,
        file=note.file,
        recipient=recipient,
        which=which,
        named=note.named,
        drawing=note.drawn_as,
        sheet=note.sheet if feed is None or fed is not None else feed.good + 1,
        fed=fed,
    )


def fault_of(error: Exception) -> Message:
    """Why nothing was printed. Of what nobody has foreseen, the place alone is logged: its text may
    hold a code.
    """
    if isinstance(error, NotPrintedError) and error.refusal is not None:
        return Message(REFUSALS.get(error.refusal, "refused.not_now"))
    if isinstance(error, NotPrintedError) and error.fault:
        return Message(f"fault.{error.fault}")
    if isinstance(error, NoAnswerError):
        return Message("fault.no_reply")
    if isinstance(error, OSError):
        return Message("fault.disk")
    where = "".join(traceback.format_tb(error.__traceback__))
    _LOG.error("Printing broke off, %s:\n%s", type(error).__name__, where)
    return Message("fault.unforeseen")
