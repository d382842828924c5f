"""A new batch: what is wanted, what that would come to, and having it begun.

A request has an id from the moment it could be sent, and keeps it as long as it says the same:
asked again after a lost reply it is the same batch.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from card_contract.card_number import CardNumber
from card_contract.outcomes import Refusal
from card_contract.sale_id import crockford
from card_contract.studio_messages import (
    BatchAnswer,
    BatchFault,
    BatchPlan,
    BatchRequest,
    BatchView,
    CampaignsAnswer,
    CampaignView,
)
from pos_terminal.batches.model import (
    BatchField,
    BatchNote,
    BatchNotes,
    BatchServer,
    CampaignChoice,
    FieldFault,
    NewBatch,
)
from pos_terminal.gateway.answers import Refused
from pos_terminal.gateway.asking import Asking
from pos_terminal.words import ON, Button, Message, off

_FIRST: Final = {
    BatchField.CAMPAIGN: "",
    BatchField.NAME: "",
    BatchField.QUANTITY: "",
    BatchField.CARDS_PER_PACK: "50",
    BatchField.PACKS_PER_CARTON: "20",
}
_NUMBERS: Final = (
    BatchField.QUANTITY, BatchField.CARDS_PER_PACK, BatchField.PACKS_PER_CARTON,
)  # fmt: skip
_AT: Final = {
    BatchFault.CAMPAIGN_UNKNOWN: BatchField.CAMPAIGN,
    BatchFault.CAMPAIGN_DISABLED: BatchField.CAMPAIGN,
    BatchFault.CAMPAIGN_SHARED: BatchField.CAMPAIGN,
    BatchFault.CAMPAIGN_WITHOUT_NUMBERS: BatchField.CAMPAIGN,
    BatchFault.QUANTITY_NOT_POSITIVE: BatchField.QUANTITY,
    BatchFault.TOO_FEW_NUMBERS: BatchField.QUANTITY,
    BatchFault.PACK_INVALID: BatchField.CARDS_PER_PACK,
    BatchFault.TOO_MANY_PACKS: BatchField.CARDS_PER_PACK,
    BatchFault.CARTON_INVALID: BatchField.PACKS_PER_CARTON,
}


class NewBatchDesk:
    """``begun`` is called with the batch that the server has begun."""

    def __init__(
        self,
        server: BatchServer,
        asking: Asking,
        notes: BatchNotes,
        *,
        begun: Callable[[BatchView], None],
        changed: Callable[[], None],
    ) -> None:
        self._server = server
        self._asking = asking
        self._notes = notes
        self._begun = begun
        self._changed = changed
        self._campaigns: tuple[CampaignView, ...] | None = None
        self._values = dict(_FIRST)
        self._faults: tuple[BatchFault, ...] = ()
        self._plan: BatchPlan | None = None
        self._request_id = ""
        self._note: BatchNote | None = None
        self._unnoted = False
        self.is_open = False

    @property
    def is_noted(self) -> bool:
        """Whether a batch was asked for, and nobody here knows whether it was begun."""
        return self._notes.load() is not None

    def open(self) -> None:
        """Show the form and ask which campaigns there are."""
        self.is_open = True
        self._note = self._notes.load()
        if self._note is not None:
            self._values = _values_of(self._note.request)
            self._request_id = self._note.request_id
        self._asking.ask(self._server.campaigns, then=self._told, no_reply="fault.no_campaigns")

    def close(self) -> None:
        """What was typed is gone; what may have been begun is found again."""
        self.is_open = False
        self._campaigns = self._note = None
        self._values = dict(_FIRST)
        self._changed_wish()

    def edit(self, field: BatchField, text: str) -> None:
        if self._values[field] != text and not self._asking.busy and self._note is None:
            self._values[field] = text
            self._changed_wish()

    def act(self) -> None:
        """Ask what would be made, or begin it where that is known."""
        if self._campaigns is None:
            self.open()
            return
        if self._plan is None and self._note is None:
            self._request_id = f"S-{crockford(secrets.token_bytes(17))}"
            wanted = replace(self._request(), dry_run=True)
            then, no_reply = self._planned, "fault.no_reply_plan"
        else:
            wanted, then, no_reply = self._request(), self._answered, "fault.no_reply_begin"
            if not self._noted(wanted):
                return
        request_id = self._request_id
        self._asking.ask(lambda: self._begin(request_id, wanted), then=then, no_reply=no_reply)

    async def _begin(self, request_id: str, wanted: BatchRequest) -> BatchAnswer | Refused | None:
        """Ask; null where the server keeps another wish under this id, which is of no use then."""
        answer = await self._server.begin_batch(request_id, wanted)
        is_used = isinstance(answer, Refused) and answer.code is Refusal.KEY_REUSED
        return None if is_used else answer

    def _noted(self, wanted: BatchRequest) -> bool:
        """Note what is asked for before it is: the till may be turned off before the answer."""
        note = BatchNote(request_id=self._request_id, request=wanted)
        try:
            self._notes.keep(note)
        except OSError:
            self._unnoted = True
            self._changed()
            return False
        self._note, self._unnoted = note, False
        return True

    def _forget_note(self) -> None:
        self._note = None
        with contextlib.suppress(OSError):  # asked again under its id it is still the same batch
            self._notes.forget()

    def _told(self, answer: CampaignsAnswer) -> None:
        self._campaigns = tuple(answer.campaigns)
        choices = self._choices()
        if len(choices) == 1 and self._note is None:
            self._values[BatchField.CAMPAIGN] = choices[0].campaign
        self._changed()

    def _planned(self, answer: BatchAnswer | None) -> None:
        if answer is None:
            self._key_reused()
            return
        self._faults, self._plan = answer.faults, answer.plan
        self._changed()

    def _key_reused(self) -> None:
        self._changed_wish()
        self._asking.fault = Message("refused.key_reused")
        self._changed()

    def _answered(self, answer: BatchAnswer | None) -> None:
        self._forget_note()
        if answer is None:
            self._key_reused()
            return
        if answer.batch is not None:
            self._begun(answer.batch)
            return
        self._faults, self._plan = answer.faults, None
        self._changed()

    def _changed_wish(self) -> None:
        """Something else is wanted now: what was said of it does not hold any more."""
        self._faults, self._plan, self._request_id = (), None, ""
        self._unnoted = False
        self._asking.forget()

    def _request(self) -> BatchRequest:
        quantity, cards, packs = (int(self._values[field]) for field in _NUMBERS)
        return BatchRequest(
            campaign=self._values[BatchField.CAMPAIGN],
            name=self._values[BatchField.NAME].strip(),
            quantity=quantity,
            cards_per_pack=cards,
            packs_per_carton=packs,
        )

    # --- The picture -----------------------------------------------------------------------------

    def form(self, line: Button) -> NewBatch:
        """How it stands. ``line`` is off where the server cannot be asked to change anything."""
        plan = self._plan
        act_word = Message("act.plan")
        if self._note is not None:
            quantity = self._note.request.quantity
            act_word = Message("act.begin_again", {"count": quantity})
        elif plan is not None:
            act_word = Message("act.begin", {"count": plan.quantity})
        elif self._campaigns is None:
            act_word = Message("act.campaigns")
        return NewBatch(
            campaigns=self._choices(),
            values=tuple(self._values.items()),
            faults=tuple(
                FieldFault(field=_AT[fault], fault=Message(f"batch_fault.{fault.value}"))
                for fault in self._faults
                if fault in _AT
            ),
            plan=() if plan is None else _plan_words(plan),
            fault=self._fault(),
            act=self._act(line),
            act_word=act_word,
            may_be_begun=self._note is not None and not self._asking.busy,
        )

    def _fault(self) -> Message | None:
        if self._unnoted:
            return Message("fault.not_noted")
        elsewhere = next((fault for fault in self._faults if fault not in _AT), None)
        if elsewhere is not None:
            return Message(f"batch_fault.{elsewhere.value}")
        return self._asking.fault

    def _act(self, line: Button) -> Button:
        if not line.enabled:
            return line
        if self._asking.busy:
            return off("off.asking")
        is_known = self._campaigns is None or self._note is not None
        missing = None if is_known else self._missing()
        return ON if missing is None else off(missing)

    def _missing(self) -> str | None:
        """What has to be done before anything can be asked."""
        if not self._choices():
            return "off.no_campaign"
        if not self._values[BatchField.CAMPAIGN]:
            return "off.campaign_first"
        if not all(self._values[field].isdecimal() for field in _NUMBERS):
            return "off.numbers_first"
        return "off.change_first" if self._faults else None

    def _choices(self) -> tuple[CampaignChoice, ...]:
        """The products whose cards have numbers: only those are made in batches."""
        return tuple(
            CampaignChoice(
                campaign=one.campaign,
                title=one.settings.title,
                price_minor=one.settings.price_minor,
                currency=one.settings.currency,
            )
            for one in self._campaigns or ()
            if not one.disabled and one.settings.issuer is not None
        )


def _values_of(request: BatchRequest) -> dict[BatchField, str]:
    return {
        BatchField.CAMPAIGN: request.campaign,
        BatchField.NAME: request.name,
        BatchField.QUANTITY: str(request.quantity),
        BatchField.CARDS_PER_PACK: str(request.cards_per_pack),
        BatchField.PACKS_PER_CARTON: str(request.packs_per_carton),
    }


def _plan_words(plan: BatchPlan) -> tuple[Message, ...]:
    first, last = (
        CardNumber.parse(number).grouped() for number in (plan.first_number, plan.last_number)
    )
    return (
        Message("plan.cards", {"count": plan.quantity}),
        Message("plan.packs", {"count": plan.packs}),
        Message("plan.cartons", {"count": plan.cartons}),
        Message("plan.numbers", {"first": first, "last": last}),
    )
