"""What customers are told where a code is not redeemed: one plain sentence for each outcome."""

from __future__ import annotations

from typing import Final, NamedTuple

from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.web.portal.words import to_say


class Why(NamedTuple):
    """The sentence, and the page's status."""

    sentence: str
    status: int = 422


NOTHING_TYPED: Final = Why(to_say("Type the code first."))
NO_SUCH_CODE: Final = Why(
    to_say("There is no such code. Compare it with your card once more, letter by letter.")
)
CARD_NUMBER: Final = Why(
    to_say("This is the number of the card, not its code. The code is under the silver panel.")
)
TOO_OFTEN: Final = Why(to_say("Too many codes were wrong. Try again in an hour."), 429)
TOO_OFTEN_FROM_THERE: Final = Why(
    to_say("Too many wrong codes were sent from your network. Try again in an hour."), 429
)
SHOP_TOO_OFTEN: Final = Why(
    to_say(
        "Very many wrong codes are being sent to this shop just now. Whoever has sent one, or is"
        " where one came from, waits an hour. Your code stays good."
    ),
    429,
)
LATER: Final = Why(
    to_say("That cannot be done now. Try again in a moment: no code is redeemed twice."), 503
)
RECALLED: Final = Why(
    to_say(
        "This card was recalled and cannot be redeemed."
        " Take it with its receipt to where it was bought."
    )
)
_NOT_ACTIVATED: Final = Why(
    to_say("The shop has not activated this card. Take it with its receipt to where it was bought.")
)

WHY: Final = {
    RedemptionOutcome.NOT_FOUND: NO_SUCH_CODE,
    RedemptionOutcome.OTHER_SCAN_CODE: NO_SUCH_CODE,
    RedemptionOutcome.OTHER_CAMPAIGN: NO_SUCH_CODE,
    RedemptionOutcome.CAMPAIGN_NOT_FOUND: NO_SUCH_CODE,
    RedemptionOutcome.CAMPAIGN_DISABLED: Why(
        to_say("Codes of this kind are not redeemed at present. Ask the shop.")
    ),
    RedemptionOutcome.NOT_ACTIVE: _NOT_ACTIVATED,
    RedemptionOutcome.CARD_HELD: _NOT_ACTIVATED,
    RedemptionOutcome.CARD_STOPPED: _NOT_ACTIVATED,
    RedemptionOutcome.INVALIDATED: Why(
        to_say(
            "This code is not good any more."
            " If you have paid for it, take it with its receipt to where it was bought."
        )
    ),
    RedemptionOutcome.REDEEMED_BY_OTHER: Why(
        to_say(
            "Somebody has redeemed this code already, with another account."
            " If that was not you, take the card with its receipt to where it was bought."
        )
    ),
    RedemptionOutcome.IN_PROGRESS: Why(
        to_say("Somebody is redeeming this code just now, with another account.")
    ),
    RedemptionOutcome.FAILED_BY_OTHER: Why(
        to_say(
            "Another account has redeemed this code, and its goods were not confirmed."
            " Only that account can try again."
        )
    ),
    RedemptionOutcome.NO_RETRY_LEFT: Why(
        to_say(
            "Another account has redeemed this code, and its goods were not confirmed."
            " Ask the shop, whose support can see what happened."
        )
    ),
    RedemptionOutcome.BEFORE_START: Why(to_say("This code cannot be redeemed yet.")),
    RedemptionOutcome.AFTER_END: Why(to_say("The time of this code is over.")),
    RedemptionOutcome.LIMIT_REACHED: Why(
        to_say("This code has been redeemed as often as it may be.")
    ),
    RedemptionOutcome.NOT_NOW: Why(
        to_say("Codes cannot be redeemed just now. Yours stays good: try again later."), 503
    ),
    RedemptionOutcome.TOO_MANY_WRONG_CODES: TOO_OFTEN,
}
