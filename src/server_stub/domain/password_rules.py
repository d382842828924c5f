"""Which passwords are tried first: the same for the portal's people and for customers.

Whoever guesses begins with words that everybody knows, with the account's name and the shop's, with
runs along the digits, the alphabet or a keyboard, and with repeats of all of these. What a password
has beside them is what there is to guess.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import Final

OWN_SIGNS_MIN: Final = 5
_RUN_SIGNS_MIN: Final = 4
_NAME_SIGNS_MIN: Final = 3
_KNOWN: Final = """
    1q2w3e4r5t 1q2w3e4r q1w2e3r4 1qaz2wsx 11223344 password passwort passw0rd p@ssw0rd pa$$w0rd
    kennwort geheim admin administrator root test demo user login welcome willkommen hallo
    hello letmein changeme secret master iloveyou ichliebedich football fussball baseball superman
    batman dragon monkey shadow sunshine princess trustno1 starwars schalke04 sommer winter herbst
    frühling summer spring autumn
    """
KNOWN_WORDS: Final = tuple(sorted(_KNOWN.split(), key=len, reverse=True))
_LINES: Final = (
    "0123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
)
_RUNS: Final = tuple(chain.from_iterable((line * 2, line[::-1] * 2) for line in _LINES))
_REPEATED: Final = re.compile(r"(.+?)\1+", re.DOTALL)


def is_tried_first(password: str, *names: str) -> bool:
    """Whether a password is among those tried first on an account and a shop with ``names``."""
    own = password.casefold()
    for word in (*_parts_of(names), *KNOWN_WORDS):
        own = own.replace(word, "")
    own = _REPEATED.sub(r"\1", _without_runs("".join(own.split())))
    return len(own) < OWN_SIGNS_MIN


def _parts_of(names: tuple[str, ...]) -> list[str]:
    """Names and the words in them, the longest first."""
    folded = [name.casefold() for name in names]
    words = {*folded, *chain.from_iterable(re.findall(r"\w+", name) for name in folded)}
    return sorted((word for word in words if len(word) >= _NAME_SIGNS_MIN), key=len, reverse=True)


def _without_runs(text: str) -> str:
    """What a text has but for runs of neighbours."""
    kept, at = "", 0
    while at < len(text):
        end = at + 1
        while end < len(text) and any(text[at : end + 1] in run for run in _RUNS):
            end += 1
        if end - at < _RUN_SIGNS_MIN:
            end = at + 1
            kept += text[at]
        at = end
    return kept
