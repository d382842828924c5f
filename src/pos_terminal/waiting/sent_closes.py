"""Closes of cases that were sent from here, until each is answered and its money is given.

What changes is on the disk before anything is done on the strength of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from card_contract.case_messages import CaseView, CloseCaseRequest
from pos_terminal.journal.records import Clerk
from pos_terminal.waiting.close_notes import CloseNote, CloseNotes

Key = tuple[str, str]  # a case, and who closes it


@dataclass(frozen=True, slots=True)
class SentClose:
    """A close that was sent; ``lost`` once an answer has failed to come.

    ``by`` closes it and gives its money. ``sent_by`` are the operators who had sent it before, when
    somebody else was asked whether that was given: the server may have it as any of theirs, at the
    till with this id, which older notes do not tell.
    """

    case: CaseView
    request: CloseCaseRequest
    by: Clerk
    till_id: str = ""
    under_way: bool = True
    lost: bool = False
    sent_by: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        return (self.case.case_id, self.by.operator_id)

    def is_of_another_till(self, till_id: str) -> bool:
        """Whether the till with this id did not send it, but one that is called otherwise."""
        return self.till_id not in ("", till_id)

    def says_as(self, other: SentClose) -> bool:
        """Whether both close the same case, and mean the same."""
        mine = (self.case.case_id, self.request.reason, self.request.unpaid)
        return mine == (other.case.case_id, other.request.reason, other.request.unpaid)

    def also_sent_by(self, clerk: Clerk) -> SentClose:
        """The same, sent once more by somebody who works here now."""
        everybody = (*self.sent_by, self.by.operator_id, clerk.operator_id)
        return replace(self, sent_by=tuple(dict.fromkeys(everybody)))


class SentCloses:
    """``asked`` have no answer yet, ``giving`` are closed and their money is being given, and of
    ``doubted`` nobody has said yet whether it was, when the till ended or became another one.
    ``given`` somebody has said to be, and no server has heard that.
    """

    def __init__(self, notes: CloseNotes) -> None:
        self._notes = notes
        self.asked: dict[Key, SentClose] = {}
        self.giving: dict[str, SentClose] = {}
        self.doubted: dict[str, SentClose] = {}
        self.given: dict[str, SentClose] = {}
        for note in notes.load():
            sent = _sent_of(note)
            if note.given:
                self.given[sent.case.case_id] = sent
            elif note.taken:
                self.doubted[sent.case.case_id] = sent
            else:
                self.asked[sent.key] = sent

    @property
    def are_lost(self) -> bool:
        """Whether notes that could not be read lie aside."""
        return self._notes.are_lost

    @property
    def cases(self) -> tuple[CaseView, ...]:
        """What they close, each as often as it was sent; of what was given nothing is awaited."""
        sent = (*self.asked.values(), *self.giving.values(), *self.doubted.values())
        return tuple(each.case for each in sent)

    @property
    def given_here(self) -> tuple[SentClose, ...]:
        """Those whose money leaves this till, or may have left it."""
        return (*self.giving.values(), *self.doubted.values(), *self.given.values())

    def keep(
        self,
        *,
        asked: dict[Key, SentClose] | None = None,
        giving: dict[str, SentClose] | None = None,
        doubted: dict[str, SentClose] | None = None,
        given: dict[str, SentClose] | None = None,
    ) -> bool:
        """Note what is so now, the rest as it was; false where the disk does not take it."""
        asked = self.asked if asked is None else asked
        giving = self.giving if giving is None else giving
        doubted = self.doubted if doubted is None else doubted
        given = self.given if given is None else given
        notes = [_note_of(each) for each in asked.values()]
        notes += [_note_of(each, taken=True) for each in (*giving.values(), *doubted.values())]
        notes += [_note_of(each, taken=True, given=True) for each in given.values()]
        try:
            self._notes.keep(notes)
        except OSError:
            return False
        self.asked, self.giving, self.doubted, self.given = asked, giving, doubted, given
        return True

    def gives(self, sent: SentClose) -> bool:
        """Note that it is closed and its money is given now. Without a note nothing is.

        Whoever else has sent a close of it has no answer to come: it is closed by this one.
        """
        case_id = sent.case.case_id
        return self.keep(asked=self._not_of(case_id), giving={**self.giving, case_id: sent})

    def gives_after_all(self, sent: SentClose) -> bool:
        """The same of one that was in doubt, and was not given."""
        case_id = sent.case.case_id
        giving = {**self.giving, case_id: sent}
        return self.keep(
            asked=self._not_of(case_id), giving=giving, doubted=self._doubted_but(case_id)
        )

    def doubts(self, sent: SentClose) -> bool:
        """Note that nobody here knows what became of it: it is asked about, and not sent again."""
        case_id = sent.case.case_id
        return self.keep(asked=self._not_of(case_id), doubted={**self.doubted, case_id: sent})

    def settle(self, case_id: str, *, untold: bool = False) -> bool:
        """Nobody is asked any more whether its money was given, and no close of it is sent again:
        a restored server would take that for one whose money is still to be given.

        That it was is kept where it is ``untold``.
        """
        given = {case_id: self.doubted[case_id]} if untold else {}
        return self.keep(
            asked=self._not_of(case_id),
            doubted=self._doubted_but(case_id),
            given={**self.given, **given},
        )

    def over(self, sent: SentClose) -> None:
        """It is closed by this, so by no other close of it: none has an answer to come, and the
        server has heard all that there is to tell.
        """
        self._forget(self._not_of(sent.case.case_id), heard=sent)

    def settled_elsewhere(self, sent: SentClose) -> None:
        """It is closed, and neither by this nor by whoever has sent the same before: the server has
        heard likewise.
        """
        left = {key: each for key, each in self.asked.items() if not _is_same(each, sent)}
        self._forget(left, heard=sent)

    def forget_all(self, sent: SentClose) -> None:
        """The server has the case open: no close of it has been taken."""
        self._forget(self._not_of(sent.case.case_id))

    def forget(self, sent: SentClose) -> None:
        """It is answered."""
        self._forget({key: each for key, each in self.asked.items() if key != sent.key})

    def _forget(self, left: dict[Key, SentClose], *, heard: SentClose | None = None) -> None:
        """A note that stays is asked about once more, and counts once; what stays noted as given
        says no more than is so.
        """
        case_id = None if heard is None else heard.case.case_id
        given = {key: each for key, each in self.given.items() if key != case_id}
        if not self.keep(asked=left, given=given):
            self.asked = left

    def is_under_way(self, case_id: str) -> bool:
        """Whether an answer is still to come to a close of it, whoever has sent that."""
        return any(each.under_way for key, each in self.asked.items() if key[0] == case_id)

    def not_known(self, sent: SentClose) -> None:
        """No answer has come, or none that was told to whoever sent it."""
        if sent.key in self.asked:
            self.asked[sent.key] = replace(sent, under_way=False, lost=True)

    def _not_of(self, case_id: str) -> dict[Key, SentClose]:
        return {key: each for key, each in self.asked.items() if key[0] != case_id}

    def _doubted_but(self, case_id: str) -> dict[str, SentClose]:
        return {key: each for key, each in self.doubted.items() if key != case_id}


def _is_same(each: SentClose, sent: SentClose) -> bool:
    """Whether the server has judged it with the one that was sent."""
    return each.by.operator_id in (sent.by.operator_id, *sent.sent_by) and each.says_as(sent)


def _sent_of(note: CloseNote) -> SentClose:
    return SentClose(
        case=note.case,
        request=note.request,
        by=Clerk(operator_id=note.operator_id, name=note.operator_name or note.operator_id),
        till_id=note.till_id,
        under_way=False,
        lost=True,
        sent_by=tuple(note.sent_by),
    )


def _note_of(sent: SentClose, *, taken: bool = False, given: bool = False) -> CloseNote:
    return CloseNote(
        case=sent.case,
        request=sent.request,
        operator_id=sent.by.operator_id,
        operator_name=sent.by.name,
        taken=taken,
        given=given,
        till_id=sent.till_id,
        sent_by=list(sent.sent_by),
    )
