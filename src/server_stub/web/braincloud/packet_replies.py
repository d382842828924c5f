"""What a dispatcher answers over HTTP: packets under 200, and 503 where a packet is to come again.

brainCloud's clients read nothing else. Any other status silences some of them for good, and in a
browser an answer without leave for other sites' pages is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from card_contract.outcomes import Refusal
from server_stub.engine.submits import Pledge
from server_stub.web.braincloud import packets
from server_stub.web.braincloud.reasons import No, Reason, on_the_wire, refused
from server_stub.web.replies import JSON, Headers, Reply, Withheld

_ANY_SITE: Final = (b"access-control-allow-origin", b"*")
"""A packet is proved by its signature and its session, never by a cookie: any page may send it."""
PREFLIGHT: Final = Reply(
    200,
    b"",
    headers=(
        _ANY_SITE,
        (b"access-control-allow-methods", b"POST"),
        (b"access-control-allow-headers", b"content-type, content-encoding, x-sig, x-appid"),
        (b"access-control-max-age", b"86400"),
    ),
)
_FOR_ANY_SITE: Final = (_ANY_SITE,)
_NOT_NOW: Final = on_the_wire(refused(Reason.NOT_NOW, "Not now"))
NOT_NOW: Final = Reply(
    503,
    msgspec.json.encode(_NOT_NOW | {"status": 503}),
    JSON,
    "NOT_NOW",
    ((b"retry-after", b"1"),),
)
TOO_LARGE: Final = No(Reason.JSON_PARSING_ERROR, "The packet is too large.")


def for_any_site(reply: Reply) -> Reply:
    """Let pages of all sites read the answer."""
    return reply._replace(headers=(*reply.headers, _ANY_SITE))


PLAYER_NOT_NOW: Final = for_any_site(NOT_NOW)


def packed_reply(
    body: bytes, headers: Mapping[str, str], more: Headers = (), withheld: Withheld | None = None
) -> Reply:
    """The answer to a packet, as gzip where its sender takes that."""
    packed, is_gzip = packets.packed(body, headers.get("accept-encoding", ""))
    if is_gzip:
        more = (*more, (b"content-encoding", b"gzip"))
    return Reply(200, packed, JSON, "ok", more, withheld=withheld)


def player_reply(body: bytes, headers: Mapping[str, str], pledge: Pledge | None = None) -> Reply:
    """The answer to a player's packet, once its last command is on disk; else it comes again."""
    commit = None if pledge is None else pledge.commit
    withheld = None if commit is None else Withheld(commit, PLAYER_NOT_NOW)
    return packed_reply(body, headers, _FOR_ANY_SITE, withheld)


def refuse_player(code: Refusal) -> Reply:
    """Turn away a player's packet that the dispatcher never saw, or fell over."""
    return for_any_site(_refusal(code, packets.client_refusal(b"", TOO_LARGE)))


def refuse_server(code: Refusal) -> Reply:
    """Turn away a server's packet that the dispatcher never saw, or fell over."""
    return _refusal(code, packets.server_refusal(b"", TOO_LARGE))


def _refusal(code: Refusal, too_large: bytes) -> Reply:
    """What was done of a packet before a fault is not known here: its repeat will tell."""
    return Reply(200, too_large, JSON, code.value) if code is Refusal.TOO_LARGE else NOT_NOW
