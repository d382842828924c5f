"""What stands on the buttons, titles and fields of *Alarms*: the view's own words."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.sentences import QT_TRANSLATE_NOOP

LABELS: Final[dict[str, str]] = {
    "view.title": QT_TRANSLATE_NOOP("alarms_page", "Alarms"),
    "view.loading": QT_TRANSLATE_NOOP("alarms_page", "Asking the server"),
    "view.retry": QT_TRANSLATE_NOOP("alarms_page", "Ask again"),
    "view.not_shown": QT_TRANSLATE_NOOP("alarms_page", "The alarms cannot be shown"),
    "view.choose": QT_TRANSLATE_NOOP("alarms_page", "Choose an alarm to see what to do about it."),
    "view.none": QT_TRANSLATE_NOOP("alarms_page", "No alarm is open"),
    "view.none_note": QT_TRANSLATE_NOOP(
        "alarms_page",
        "The server watches for cards whose code somebody knows, for card numbers that turn up at "
        "two stores, and for tills and records that were tampered with.",
    ),
    "view.kind.probed": QT_TRANSLATE_NOOP("alarms_page", "Code known"),
    "view.kind.two-stores": QT_TRANSLATE_NOOP("alarms_page", "Two stores"),
    "view.kind.till-fork": QT_TRANSLATE_NOOP("alarms_page", "Till twice"),
    "view.kind.till-gap": QT_TRANSLATE_NOOP("alarms_page", "Journal gap"),
    "view.kind.ledger-misfit": QT_TRANSLATE_NOOP("alarms_page", "Ledger changed"),
    "view.kind.guessing": QT_TRANSLATE_NOOP("alarms_page", "Codes tried out"),
    "view.acknowledged": QT_TRANSLATE_NOOP("alarms_page", "Acknowledged"),
    "view.todo": QT_TRANSLATE_NOOP("alarms_page", "What to do"),
    "view.card": QT_TRANSLATE_NOOP("alarms_page", "Card"),
    "view.card_number": QT_TRANSLATE_NOOP("alarms_page", "{name}, {number}"),
    "view.card_digits": QT_TRANSLATE_NOOP("alarms_page", "{name}, ends in {digits}"),
    "view.card_state": QT_TRANSLATE_NOOP("alarms_page", "How it stands now"),
    "view.seen_in_sale": QT_TRANSLATE_NOOP("alarms_page", "{seen}, sale {number}"),
    "view.pack": QT_TRANSLATE_NOOP("alarms_page", "Its pack {label}"),
    "view.pack_card": QT_TRANSLATE_NOOP("alarms_page", "Card ending in {digits}, {state}"),
    "view.standing.unsold": QT_TRANSLATE_NOOP("alarms_page", "Unsold"),
    "view.standing.stopped": QT_TRANSLATE_NOOP("alarms_page", "Stopped"),
    "view.standing.held": QT_TRANSLATE_NOOP("alarms_page", "Held"),
    "view.standing.sold": QT_TRANSLATE_NOOP("alarms_page", "Sold"),
    "view.standing.redeemed": QT_TRANSLATE_NOOP("alarms_page", "Redeemed"),
    "view.standing.invalid": QT_TRANSLATE_NOOP("alarms_page", "Invalid"),
    "view.way.recall": QT_TRANSLATE_NOOP("alarms_page", "Take its pack to Recall"),
    "view.way.tills": QT_TRANSLATE_NOOP("alarms_page", "Show the tills"),
    "view.way.sale": QT_TRANSLATE_NOOP("alarms_page", "Show the sale"),
    "view.way.ledger": QT_TRANSLATE_NOOP("alarms_page", "Verify the ledger"),
    "view.reason": QT_TRANSLATE_NOOP(
        "alarms_page", "What was found; it will stand in the ledger with your name"
    ),
    "view.reason_first": QT_TRANSLATE_NOOP("alarms_page", "Say first what was found"),
    "view.acknowledge": QT_TRANSLATE_NOOP("alarms_page", "Acknowledge the alarm"),
    "view.reopen": QT_TRANSLATE_NOOP("alarms_page", "Let the card be sold again"),
}  # fmt: skip
