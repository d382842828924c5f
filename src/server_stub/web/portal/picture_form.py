"""A form that may bring a picture, as browsers encode it (RFC 7578), and room for few at a time."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlencode

from card_contract.outcomes import Refusal
from server_stub.desks.limits import is_this_machine, network_of
from server_stub.web.portal.reading import FIELDS_MAX, TurnedAwayError, fields_in
from server_stub.web.site import Asked, Place

PICTURE: Final = "picture"
PICTURE_BYTES_MAX: Final = 8 * 1024 * 1024
PICTURE_TIMEOUT_S: Final = 60.0
PICTURES_AT_ONCE_MAX: Final = 8
PICTURES_OF_NETWORK_MAX: Final = 2
_BOUNDARY: Final = re.compile(
    r"multipart/form-data;\s*boundary=\"?([0-9A-Za-z'()+_,./:=?-]{1,70})\"?", re.IGNORECASE
)
_NAME: Final = re.compile(
    rb"^content-disposition:\s*form-data;\s*name=\"([^\"\r\n]*)\"", re.IGNORECASE | re.MULTILINE
)


class PictureRoom:
    """Whether one more picture may come in: each takes memory for as long as it is sent."""

    def __init__(self) -> None:
        self._inside: Counter[str] = Counter()

    @contextlib.contextmanager
    def place(self, client: str, form_bytes_max: int) -> Iterator[Place]:
        """The place of a picture; where there is no room, that of a form without one."""
        with self.room(client) as is_room:
            if is_room:
                yield Place(PICTURE_BYTES_MAX, PICTURE_TIMEOUT_S)
            else:
                yield Place(form_bytes_max, why_not=Refusal.BUSY)

    @contextlib.contextmanager
    def room(self, client: str) -> Iterator[bool]:
        """Whether there is room; with it, for as long as it is held, there is less."""
        network = network_of(client)
        is_crowd = self._inside[network] >= PICTURES_OF_NETWORK_MAX and not is_this_machine(client)
        if is_crowd or self._inside.total() >= PICTURES_AT_ONCE_MAX:
            yield False
            return
        self._inside[network] += 1
        try:
            yield True
        finally:
            self._inside[network] -= 1
            if not self._inside[network]:
                del self._inside[network]


def brings_picture(asked: Asked) -> bool:
    """Whether the form is encoded as those are that have pictures."""
    kind = asked.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind == "multipart/form-data"


def picture_form_of(asked: Asked) -> tuple[dict[str, str], bytes]:
    """The fields of a form as any other has them, and its picture; empty where none was chosen."""
    kind = _BOUNDARY.fullmatch(asked.headers.get("content-type", "").strip())
    if kind is None:
        raise TurnedAwayError(Refusal.MALFORMED, 400)
    mark = b"\r\n--" + kind[1].encode("ascii")
    before, *parts = (b"\r\n" + asked.body).split(mark, FIELDS_MAX + 1)
    if before or not parts or not parts[-1].startswith(b"--"):
        raise TurnedAwayError(Refusal.MALFORMED, 400)
    pairs: list[tuple[bytes, bytes]] = []
    pictures: list[bytes] = []
    for part in parts[:-1]:
        head, blank, content = part.partition(b"\r\n\r\n")
        name = _NAME.search(head)
        if name is None or not blank or not head.startswith(b"\r\n"):
            raise TurnedAwayError(Refusal.MALFORMED, 400)
        if name[1] == PICTURE.encode("ascii"):
            pictures.append(content)
        else:
            pairs.append((name[1], content))
    if len(pictures) > 1:
        raise TurnedAwayError(Refusal.MALFORMED, 400)
    return fields_in(urlencode(pairs).encode("ascii")), b"".join(pictures)
