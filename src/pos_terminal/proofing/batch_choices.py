"""The batches that can be proven: first those that are printed and not proven yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from card_contract.print_messages import RUNS_LISTED_MAX, BatchProof, PrintRunsAnswer
from card_contract.studio_messages import BatchesAnswer, BatchState, BatchView
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.gateway.asking import refused
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.proofing.model import BatchChoice, ProofServer
from pos_terminal.words import Message

# So many batches of the newest runs are asked for their proof.
_ASKED_MAX: Final = 20
_ORDER: Final = (
    "choice.unproven",
    "choice.printed",
    "choice.in_part",
    "choice.proven",
    "choice.unprinted",
)


@dataclass(frozen=True, slots=True)
class _Told:
    runs: PrintRunsAnswer
    batches: BatchesAnswer
    proofs: dict[int, BatchProof]


class BatchChoices:
    """``may_ask`` says whether who works here is told of batches at all."""

    def __init__(
        self,
        server: ProofServer,
        tasks: TaskRunner,
        *,
        may_ask: Callable[[], bool],
        changed: Callable[[], None],
    ) -> None:
        self._server = server
        self._tasks = tasks
        self._may_ask = may_ask
        self._changed = changed
        self._ticket = 0
        self.choices: tuple[BatchChoice, ...] = ()
        self._oldest: int | None = None
        self.more = False
        self.is_there = False
        self.asking = False
        self.fault: Message | None = None

    def forget(self) -> None:
        """Somebody else works here now; an answer on its way is not theirs."""
        self._ticket += 1
        self.choices = ()
        self.is_there = self.asking = self.more = False
        self.fault = None

    def ask(self) -> None:
        if self.asking or not self._may_ask():
            return
        self._ticket += 1
        ticket = self._ticket
        self.asking = True
        self._changed()

        def answered(told: _Told | Refused) -> None:
            if ticket == self._ticket:
                self._answered(told)

        def not_answered(_error: NoAnswerError) -> None:
            if ticket == self._ticket:
                self.asking = False
                self.fault = Message("list.no_line")
                self._changed()

        self._tasks.run(self._ask, then=answered, failed=not_answered)

    async def _ask(self) -> _Told | Refused:
        runs = await self._server.print_runs()
        if isinstance(runs, Refused):
            return runs
        batches = await self._server.batches()
        if isinstance(batches, Refused):
            return batches
        proofs: dict[int, BatchProof] = {}
        for batch in list(_printed(runs))[:_ASKED_MAX]:
            proof = await self._server.batch_proof(batch)
            if not isinstance(proof, Refused):
                proofs[batch] = proof
        return _Told(runs, batches, proofs)

    def _answered(self, told: _Told | Refused) -> None:
        self.asking = False
        if isinstance(told, Refused):
            self.fault = refused(told, {})
        else:
            self.fault = None
            self.is_there = True
            self.choices = _choices(told)
            self._paged(told.batches)
        self._changed()

    def ask_more(self) -> None:
        """Ask for older batches; how the print of one is proven shows once it is chosen."""
        if not self.more or self.asking or not self._may_ask():
            return
        self._ticket += 1
        ticket, before = self._ticket, self._oldest
        self.asking = True
        self._changed()

        def answered(answer: BatchesAnswer | Refused) -> None:
            if ticket != self._ticket:
                return
            self.asking = False
            if isinstance(answer, Refused):
                self.fault = refused(answer, {})
            else:
                known = {one.batch for one in self.choices}
                older = (_choice(view) for view in _provable(answer) if view.batch not in known)
                self.fault = None
                self.choices = (*self.choices, *older)
                self._paged(answer)
            self._changed()

        def not_answered(_error: NoAnswerError) -> None:
            if ticket == self._ticket:
                self.asking = False
                self.fault = Message("list.no_line")
                self._changed()

        self._tasks.run(
            lambda: self._server.batches(before=before), then=answered, failed=not_answered
        )

    def _paged(self, answer: BatchesAnswer) -> None:
        self.more = answer.more and bool(answer.batches)
        self._oldest = answer.batches[-1].batch if answer.batches else None


def _printed(runs: PrintRunsAnswer) -> dict[int, str]:
    """The batches of which something is printed, with their products, the newest first."""
    return {run.batch: run.product for run in runs.runs if run.printed}


def _choices(told: _Told) -> tuple[BatchChoice, ...]:
    printed = _printed(told.runs)
    views = {view.batch: view for view in _provable(told.batches)}
    are_all = len(told.runs.runs) < RUNS_LISTED_MAX  # else an older run may have printed a batch
    found: list[BatchChoice] = []
    for batch in dict.fromkeys((*printed, *views)):
        view = views.get(batch)
        found.append(
            BatchChoice(
                batch=batch,
                name="" if view is None else view.name,
                product=printed.get(batch) or ("" if view is None else view.title),
                proof=_proof(batch in printed, told.proofs.get(batch), are_all=are_all),
            )
        )
    return tuple(sorted(found, key=_place))


def _place(choice: BatchChoice) -> int:
    return _ORDER.index(choice.proof.id) if choice.proof is not None else len(_ORDER)


def _provable(answer: BatchesAnswer) -> list[BatchView]:
    return [one for one in answer.batches if one.state is BatchState.MADE and one.issuer]


def _choice(view: BatchView) -> BatchChoice:
    """An older batch: whether it was printed is not known yet."""
    return BatchChoice(batch=view.batch, name=view.name, product=view.title, proof=None)


def _proof(printed: bool, proof: BatchProof | None, *, are_all: bool) -> Message | None:
    if not printed:
        return Message("choice.unprinted") if are_all else None
    if proof is None:
        return Message("choice.printed")
    if proof.shippable:
        return Message("choice.proven")
    return Message("choice.unproven" if proof.proven < proof.demanded else "choice.in_part")
