"""What our replies contain that brainCloud's do not: all of it stands in docs/braincloud.md."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from server_stub.web.braincloud.operations import PLAYER_OPERATIONS, SERVER_OPERATIONS
from support.braincloud_client import PlayerClient, ServerClient
from support.server_process import ServerProcess

pytestmark = pytest.mark.sqlite_only  # what a reply is made of, whatever the database is

PAGE: Final = Path(__file__).parents[3] / "docs" / "braincloud.md"
SECTION: Final = "## What our replies contain besides"
OPAQUE: Final = frozenset({"customCodeInfo", "customRedemptionInfo", "currency", "statistics"})
"""Maps with members of the customer's own."""


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def within(outer: str, members: frozenset[str]) -> frozenset[str]:
    return frozenset({outer, *(f"{outer}.{member}" for member in members)})


CODE: Final = words(
    "gameId scanCode codeType redemptionCodeId version codeState customCodeInfo"
    " customRedemptionInfo redeemedByProfileId redeemedByProfileName invalidationReason createdAt"
    " activatedAt redeemedAt invalidatedAt updatedAt"
)
ATTEMPT: Final = words("currentAttempt") | within(
    "status",
    words("attempt attemptedAt attemptedBy scriptId scriptVersion attemptState")
    | within("response", words("success complete customRedemptionInfo errorCode errorMsg")),
)
CAMPAIGN: Final = words(
    "codeType codeUseType description version createdAt updatedAt async maxRetries isDisabled"
    " customCodeInfo scanCode validStart validEnd maxRedemptions"
)
PAGE_OF_CAMPAIGNS: Final = words("_serverTime context") | within(
    "results",
    words("count page moreAfter moreBefore") | within("items", CAMPAIGN | words("gameId")),
)
PLAYER: Final = words(
    "vcPurchased experiencePoints refundCount server_time experienceLevel currency statistics"
    " abTestingId id createdAt profileId xpCapped sent_events timeZoneOffset playerName vcClaimed"
    " parentProfileId countryCode loginCount emailAddress previousLogin incoming_events lastLogin"
    " languageCode pictureUrl amountSpent"
)
REFUSAL: Final = words("status reason_code status_message severity")
REFERENCE: Final[Mapping[str, frozenset[str]]] = {
    "player's packet": within("responses", REFUSAL | words("data")) | words("packetId"),
    "server's packet": within("messageResponses", REFUSAL | words("data")) | words("packetId"),
    "server's refused packet": REFUSAL | words("packetId"),
    "player's AUTHENTICATE": PLAYER
    | words("sessionId playerSessionExpiry newUser")
    | within("rewards", words("rewards rewardDetails currency")),
    "server's AUTHENTICATE": words("sessionId heartbeatSeconds"),
    "READ of playerState": PLAYER,
    "READ of time": words("server_time"),
    "ADD_CODE": CODE,
    "ACTIVATE_CODE": CODE,
    "INVALIDATE_CODE": CODE,
    "UPDATE_CUSTOM_INFO": CODE,
    "GENERATE_CODES": words("message"),
    "GENERATE_CODES_INLINE": words("generatedScanCodes message"),
    "REDEEM_CODE": CODE | ATTEMPT,
    "GET_REDEEMED_CODES": within("codes", CODE | ATTEMPT),
    "PROCESS_ASYNCHRONOUS_RESPONSE": CODE | ATTEMPT,
    "SYS_ADD_MULTI_USE_CODE_TYPE": CAMPAIGN,
    "SYS_GET_CODE_TYPE_PAGE": PAGE_OF_CAMPAIGNS,
    "SYS_GET_CODE_TYPE_PAGE_OFFSET": PAGE_OF_CAMPAIGNS,
    "RUN": words("success"),
}
"""The members of brainCloud's replies, as the examples in its API reference have them."""


def members(told: Any, known: frozenset[str], outer: str = "") -> Iterator[str]:
    """The members of a reply; of one that brainCloud has not, no more than its name."""
    for each in told if isinstance(told, list) else [told]:
        if not isinstance(each, dict):
            continue
        for name, value in each.items():
            member = outer + name
            yield member
            if member in known and name not in (*OPAQUE, "data"):
                yield from members(value, known, f"{member}.")


def replies_of(
    server: ServerProcess, shop: ServerClient, player: PlayerClient, names: Mapping[str, str]
) -> Iterator[tuple[str, Any]]:
    """Everything that is answered, by what was asked."""

    def asked(operation: str, **data: Any) -> tuple[str, Any]:
        said = shop.call(operation, data)
        assert said["status"] == 200, said
        return operation, said["data"]

    yield (
        "player's AUTHENTICATE",
        PlayerClient(player.http, player.app_id, player.secret).sign_in(secrets.token_hex(8))[
            "data"
        ],
    )
    yield "server's AUTHENTICATE", shop.sign_in()["data"]
    yield "READ of playerState", player.call("playerState", "READ")["data"]
    yield "READ of time", player.call("time", "READ")["data"]

    code, gone, slow, refused = (f"M-{secrets.token_hex(14)}".upper() for _ in range(4))
    plain = names["plain"]
    yield asked("ADD_CODE", scanCode=code, codeType=plain)
    yield asked("ACTIVATE_CODE", scanCode=code, codeType=plain)
    yield asked("UPDATE_CUSTOM_INFO", scanCode=code, codeType=plain, version=2)
    yield asked("ADD_CODE", scanCode=gone, codeType=plain)
    yield asked("INVALIDATE_CODE", scanCode=gone, codeType=plain, invalidationReason="lost")
    form = {"codeType": plain, "quantity": 1, "algorithmName": "FiveByFive"}
    yield asked("GENERATE_CODES", **form)
    yield asked("GENERATE_CODES_INLINE", **form)
    yield "REDEEM_CODE", player.redeem(code)["data"]

    for each in (slow, refused):
        asked("ADD_CODE", scanCode=each, codeType=names["async_pending"], codeState="Available")
        begun = player.redeem(each)["data"]
        yield "REDEEM_CODE", begun
        report = {"redemptionCodeId": begun["redemptionCodeId"], "scanCode": each, "attempt": 0}
        came = {"success": each is slow, "complete": True, "errorCode": 7, "errorMsg": "no wallet"}
        yield asked("PROCESS_ASYNCHRONOUS_RESPONSE", **report, asyncResponse=came)

    shared = f"members-{secrets.token_hex(4)}"
    options = {"scanCode": secrets.token_hex(6), "validStart": 1, "validEnd": 2**52}
    yield asked("SYS_ADD_MULTI_USE_CODE_TYPE", codeType=shared, jsonOptions=options)
    yield "REDEEM_CODE", player.redeem(options["scanCode"])["data"]
    yield "GET_REDEEMED_CODES", player.redeemed()["data"]
    operation, page = asked("SYS_GET_CODE_TYPE_PAGE", context={"pagination": {"rowsPerPage": 50}})
    yield operation, page
    yield asked("SYS_GET_CODE_TYPE_PAGE_OFFSET", context=page["context"], pageOffset=0)
    script = {"scriptName": server.demo["scripts"]["async_pending"]}
    run = {"service": "script", "operation": "RUN", "data": script}
    both = shop.packet(run, {"service": "none", "operation": "SUCH"})
    yield "RUN", both["messageResponses"][0]["data"]
    yield "server's packet", both
    yield "player's packet", {"packetId": 0, "responses": player.packet(run, run)}
    shop.session = "none"
    yield "server's refused packet", shop.packet(run)


def told_on_the_page() -> set[tuple[str, str]]:
    """The rows of the page's table: operations and members, both in code marks."""
    section = PAGE.read_text().partition(SECTION)[2].partition("\n## ")[0]
    rows = [line.split("|") for line in section.splitlines() if line.startswith("| `")]
    return {
        (operation, member)
        for _, operations, extra, *_ in rows
        for operation in operations.split("`")[1::2]
        for member in extra.split("`")[1::2]
    }


def test_every_member_that_braincloud_has_not_stands_on_the_page(
    server: ServerProcess, shop: ServerClient, player: PlayerClient, campaigns: dict[str, str]
) -> None:
    replies = list(replies_of(server, shop, player, campaigns))
    asked = {operation for _, operation in (*PLAYER_OPERATIONS, *SERVER_OPERATIONS)}
    assert {kind for kind, _ in replies} == REFERENCE.keys() >= asked
    besides = {
        (kind, member)
        for kind, told in replies
        for member in members(told, REFERENCE[kind])
        if member not in REFERENCE[kind]
    }
    assert besides == told_on_the_page()
