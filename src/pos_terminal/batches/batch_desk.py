"""One batch, opened: how its cards stand, what the ledger says of it, and cancelling it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from card_contract.outcomes import Refusal
from card_contract.print_messages import BatchProof
from card_contract.states import CustodyState
from card_contract.studio_messages import (
    BatchAnswer,
    BatchDetail,
    BatchFigures,
    BatchState,
    BatchView,
)
from pos_terminal.batches.model import (
    BatchCard,
    BatchServer,
    Figure,
    FigureLine,
    HistoryLine,
)
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.gateway.asking import Asking, refused
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.words import Button, Message, off

_PRINT: Final = "print"  # the page
_REFUSALS: Final = {Refusal.NOT_FOUND: "refused.batch_gone"}
_Told = tuple[BatchDetail | Refused, BatchProof | Refused]


class BatchDesk:
    """``told`` is called with a batch whenever the server has told one anew.

    ``name_of`` gives the name of somebody of the staff, by id.
    """

    def __init__(
        self,
        server: BatchServer,
        tasks: TaskRunner,
        asking: Asking,
        *,
        told: Callable[[BatchView], None],
        changed: Callable[[], None],
        name_of: Callable[[str], str | None],
    ) -> None:
        self._server = server
        self._tasks = tasks
        self._asking = asking
        self._tell = told
        self._changed = changed
        self._name_of = name_of
        self._detail: BatchDetail | None = None
        self._proof: BatchProof | None = None
        self._note: Message | None = None
        self._looking = False
        self.batch: int | None = None

    def open(self, batch: int | None) -> None:
        """Open a batch, or none."""
        self._asking.forget()
        self.batch = batch
        self._detail = self._proof = self._note = None
        self._looking = False
        self.look()

    def look(self) -> None:
        """Ask how it stands; while that is being asked, it is not asked again."""
        batch = self.batch
        if batch is None or self._looking:
            return
        self._looking = True
        server = self._server

        async def ask() -> _Told:
            return await server.batch(batch), await server.batch_proof(batch)

        def answered(told: _Told) -> None:
            if batch == self.batch:
                self._answered(told)

        def not_answered(_error: NoAnswerError) -> None:
            if batch == self.batch:
                self._looking = False
                self._note = Message("batch.no_line")
                self._changed()

        self._tasks.run(ask, then=answered, failed=not_answered)

    def _answered(self, told: _Told) -> None:
        self._looking = False
        detail, proof = told
        if isinstance(detail, Refused):
            self._note = refused(detail, _REFUSALS)
            self._changed()
            return
        self._note = None
        self._detail = detail
        self._proof = None if isinstance(proof, Refused) else proof
        self._tell(detail.batch)

    def cancel(self, then: Callable[[BatchView], None]) -> None:
        """Make no more of it; cancelled twice is cancelled once."""
        batch = self.batch
        if batch is None:
            return

        def answered(answer: BatchAnswer) -> None:
            if answer.batch is not None:
                self._tell(answer.batch)
            if answer.faults:
                self._asking.fault = Message(f"batch_fault.{answer.faults[0].value}")
                self._changed()
            elif answer.batch is not None:
                then(answer.batch)
            self.look()

        self._asking.ask(
            lambda: self._server.cancel_batch(batch), then=answered, refusals=_REFUSALS
        )

    # --- The picture -----------------------------------------------------------------------------

    def card(self, view: BatchView, line: Button, ways: tuple[str, ...]) -> BatchCard:
        """How it stands. ``line`` is off where the server cannot be asked to change anything."""
        detail = self._detail
        open_still = view.state in (BatchState.MAKING, BatchState.FAILED)
        cancel = off("off.asking") if line.enabled and self._asking.busy else line
        return BatchCard(
            batch=view.batch,
            name=batch_name(view),
            about=Message(
                "batch.about",
                {
                    "title": view.title,
                    "price_minor": view.price_minor,
                    "currency": view.currency,
                    "number": str(view.batch),
                },
            ),
            state=view.state,
            sentence=_sentence(view),
            made=view.made,
            quantity=view.quantity,
            figures=None if detail is None else _figures(view, detail.figures, self._proof),
            history=None if detail is None else self._history(detail),
            note=self._note or _why_not_printed(view),
            fault=self._asking.fault,
            cancel=cancel if open_still else None,
            consequences=_consequences(view) if open_still else (),
            ways=tuple(way for way in ways if _leads_on(way, view)),
        )

    def _history(self, detail: BatchDetail) -> tuple[HistoryLine, ...]:
        return tuple(
            HistoryLine(
                position=entry.position,
                kind=entry.kind,
                at_ms=entry.at,
                actor=self._actor(entry.actor),
            )
            for entry in detail.history
        )

    def _actor(self, actor: str) -> str:
        sort, _, operator_id = actor.partition(":")
        return (self._name_of(operator_id) if sort == "operator" else None) or actor


def batch_name(view: BatchView) -> Message:
    """Its name, or its number where nobody has given it one."""
    if view.name:
        return Message("batch.name", {"name": view.name})
    return Message("batch.number", {"number": str(view.batch)})


def _leads_on(way: str, view: BatchView) -> bool:
    """Whether that page can do anything with the batch."""
    if view.state is not BatchState.MADE or view.issuer is None:
        return False
    return way != _PRINT or not view.made_elsewhere


def _why_not_printed(view: BatchView) -> Message | None:
    if view.state is not BatchState.MADE:
        return None
    if view.issuer is None:
        return Message("batch.codes_only")
    return Message("batch.made_elsewhere") if view.made_elsewhere else None


def _sentence(view: BatchView) -> Message:
    values: dict[str, str | int] = {"made": view.made, "quantity": view.quantity}
    match view.state:
        case BatchState.MAKING:
            return Message("batch.making", values)
        case BatchState.MADE:
            return Message("batch.made", {"count": view.quantity})
        case BatchState.CANCELLED if not view.made:
            return Message("batch.cancelled_early")
        case BatchState.CANCELLED:
            return Message("batch.cancelled", values)
        case BatchState.FAILED:
            return Message("batch.failed", values)


def _consequences(view: BatchView) -> tuple[Message, ...]:
    made = Message("cancel.made", {"count": view.made}) if view.made else Message("cancel.none")
    return made, Message("cancel.number", {"number": str(view.batch)})


def _figures(
    view: BatchView, figures: BatchFigures, proof: BatchProof | None
) -> tuple[FigureLine, ...]:
    shipped = sum(
        place.cards for place in figures.places if place.state is not CustodyState.WAREHOUSE
    )
    counted = {
        Figure.MADE: _of(view.made, view.quantity)
        if view.made < view.quantity
        else _count(view.made),
        Figure.PACKS: _count(figures.packs),
        Figure.CARTONS: _count(figures.cartons),
        Figure.PRINTED: _count(figures.printed),
        Figure.PROVEN: None if proof is None else _proven(proof),
        Figure.SHIPPED: _count(shipped),
        Figure.SOLD: _count(figures.sold),
        Figure.REDEEMED: _count(figures.redeemed),
        Figure.INVALIDATED: _count(figures.invalidated),
    }
    return tuple(FigureLine(figure=figure, value=value) for figure, value in counted.items())


def _proven(proof: BatchProof) -> Message:
    unread = ".unread" if proof.has_no_reading else ""
    if proof.shippable:
        return Message(f"figure.shippable{unread}", {"part": proof.proven})
    return Message(f"figure.of{unread}", {"part": proof.proven, "whole": proof.demanded})


def _count(number: int) -> Message:
    return Message("figure.count", {"number": number})


def _of(part: int, whole: int) -> Message:
    return Message("figure.of", {"part": part, "whole": whole})
