"""What can come of asking the server: an answer, a refusal, or no answer.

    NoAnswerError           nothing is known from this try
      Unreachable           surely not sent: the request reached nobody
      ReplyLost             in doubt: it may have been carried out
        BrokenOff           in doubt: something in this till failed that nobody has foreseen

A refusal is a value, since it is an answer. What cannot be read as one (an HTML page of a captive
portal, half a JSON, a foreign status) is no answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from card_contract.messages import RefusalAnswer
from card_contract.outcomes import MEANINGS, Refusal


class NoAnswerError(Exception):
    """Nothing is known from this try."""


class Unreachable(NoAnswerError):  # noqa: N818 - the word of the whole product
    """The request was surely not sent."""


class ReplyLost(NoAnswerError):  # noqa: N818 - the word of the whole product
    """The request may have been carried out; only the same request again can tell."""


class BrokenOff(ReplyLost):
    """A fault of our own came between; how far the work was is not known."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The server said no."""

    answer: RefusalAnswer

    @property
    def code(self) -> Refusal:
        return self.answer.code

    @property
    def final(self) -> bool:
        """Whether the same request will never get another answer.

        Table and wire have to agree: a till acts only on what both sides take for final.
        """
        return MEANINGS[self.answer.code].final and self.answer.final

    @property
    def settles(self) -> bool:
        """Whether the sale or void itself was judged, for good: only then may it end on this."""
        return self.final and MEANINGS[self.answer.code].settles
