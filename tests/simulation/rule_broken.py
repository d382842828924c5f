"""What a day ends with on which a rule was broken."""

from __future__ import annotations


class RuleBrokenError(AssertionError):
    """A rule does not hold; the message says which and where."""
