"""What is to be done with the cards that were looked at: why, with which of them, signed by whom.

Each request has an id from the moment it could be sent, and keeps it as long as it says the same:
asked again after a lost reply it is the same recall. A signature is for one request; with another
word in it, it is gone.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from card_contract.messages import ApprovalPurpose
from card_contract.outcomes import Refusal
from card_contract.recall_messages import DryRunAnswer, RecallRequest, Selection, digest_of
from card_contract.sale_id import crockford
from card_contract.states import RecallAct, RecallReason
from pos_terminal.approval.presenter import Act, Signed
from pos_terminal.recall.matrix import changing, sold_in
from pos_terminal.recall.model import Signing, SoldChoice
from pos_terminal.recall.words import SIGNATURE_REFUSED
from pos_terminal.words import Button, Message, off

NOTE_LENGTH_MIN = 3


def new_request_id() -> str:
    return f"R-{crockford(secrets.token_bytes(17))}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What the server said would happen, for each act, and of which cards."""

    selection: Selection
    recall: DryRunAnswer
    stop_sale: DryRunAnswer
    lift: DryRunAnswer


@dataclass(slots=True)
class ActDesk:
    looked: Looked | None = None
    with_sold: bool = False
    reason: RecallReason | None = None
    note: str = ""
    _ids: dict[RecallAct, str] = field(default_factory=dict)
    _signed: Signed | None = None
    _server_wants_two: bool = False

    def forget(self) -> None:
        """Other cards are meant: what was looked at is not about them."""
        self.looked = None
        self.with_sold = self._server_wants_two = False
        self.changed()

    def changed(self) -> None:
        """Something else is asked for from now on: no id and no signature fits it."""
        self._ids.clear()
        self._signed = None

    def signed(self, signed: Signed) -> None:
        self._signed = signed

    def refused(self, code: Refusal) -> None:
        """The server began nothing; where that was for the signature, another one is needed.

        It may want one where none was asked for: more cards would change than when it was looked.
        """
        if code in SIGNATURE_REFUSED:
            self._signed = None
            self._server_wants_two = True

    @property
    def count(self) -> int:
        """How many cards a recall would change."""
        looked = self.looked
        return 0 if looked is None else changing(looked.recall, with_sold=self.with_sold)

    @property
    def takes_two(self) -> bool:
        """Whether a second manager has to sign."""
        looked = self.looked
        wanted = self.with_sold or self._server_wants_two
        return wanted or (looked is not None and self.count > looked.recall.signed_above)

    def request(self, act: RecallAct) -> tuple[str, RecallRequest] | None:
        """The request with its id; None while something is missing in it."""
        looked, reason, note = self.looked, self.reason, self.note.strip()
        if looked is None or reason is None or len(note) < NOTE_LENGTH_MIN:
            return None
        is_recall = act is RecallAct.RECALL
        request = RecallRequest(
            act=act,
            selection=looked.selection,
            reason=reason,
            note=note,
            include_sold=self.with_sold and is_recall,
            approval=self._signed.approval if self._signed is not None and is_recall else None,
        )
        return self._ids.setdefault(act, new_request_id()), request

    def act_to_sign(self, by: str) -> Act | None:
        """What a second manager signs for: somebody other than who asks."""
        asked = self.request(RecallAct.RECALL)
        if asked is None:
            return None
        request_id, request = asked
        word = "sign.recall_sold" if self.with_sold else "sign.recall"
        return Act(
            purpose=ApprovalPurpose.RECALL,
            subject=digest_of(request),
            sale_id=request_id,
            about=Message(word, {"count": self.count}),
            unsigned_offline=False,
            other_than=by,
        )

    def signing(self, line: Button) -> Signing | None:
        """What can be done now; ``line`` says whether the server can be asked."""
        looked = self.looked
        if looked is None:
            return None
        sold = sold_in(looked.recall)
        stops = changing(looked.stop_sale, with_sold=False)
        lifts = changing(looked.lift, with_sold=False)
        ready = self._ready(line)
        signed = self._signed
        needs_sign = self.takes_two and signed is None
        recall = ready if self.count else off("off.nothing_changes")
        if recall.enabled and needs_sign:
            recall = off("off.second_signs")
        return Signing(
            count=self.count,
            sold=SoldChoice(count=sold, included=self.with_sold) if sold else None,
            stop_count=stops,
            lift_count=lifts,
            stop_sale=ready if stops else None,
            lift=ready if lifts else None,
            sign=ready if self.takes_two else None,
            signed_by=None if signed is None else signed.approver,
            recall=recall,
        )

    def _ready(self, line: Button) -> Button:
        if self.reason is None:
            return off("off.reason_first")
        if len(self.note.strip()) < NOTE_LENGTH_MIN:
            return off("off.note_first")
        return line
