"""Two people with one form: what one of them has not touched is the other's.

A form says what it showed, by a short mark of each text. What somebody else has changed since and
this person has not is taken over; what both have changed stays as it was typed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from server_stub.web.portal.campaigns.form import NAMES

_MARK_SIGNS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A form over what somebody else has left.

    ``theirs`` are their texts where this person typed others, ``taken`` the fields taken over.
    """

    texts: Mapping[str, str]
    theirs: Mapping[str, str]
    taken: tuple[str, ...]


def seen(texts: Mapping[str, str]) -> str:
    """A short mark of each text, by which a form that comes back says what it showed."""
    return ",".join(_mark(texts[name]) for name in NAMES)


def merge(typed: Mapping[str, str], shown: str, now: Mapping[str, str]) -> Merged:
    """Bring what was typed together with what is kept by now."""
    marks = dict(zip(NAMES, shown.split(","), strict=False))
    texts, theirs, taken = dict(typed), {}, []
    for name in NAMES:
        is_changed = marks.get(name) != _mark(now[name])
        if not is_changed or typed[name] == now[name]:
            continue
        if _mark(typed[name]) == marks.get(name):
            texts[name] = now[name]
            taken.append(name)
        else:
            theirs[name] = now[name]
    return Merged(texts=texts, theirs=theirs, taken=tuple(taken))


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_MARK_SIGNS]
