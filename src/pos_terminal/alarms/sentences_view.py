"""The sentences of the page *Alarms*: what its presenter says, by message id."""

from __future__ import annotations

from typing import Final

from pos_terminal.alarms.labels_view import LABELS
from pos_terminal.look.page_words import PageWords
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP

CONTEXT: Final = "alarms_page"
SENTENCES: Final[dict[str, str]] = {
    "list.count": QT_TRANSLATE_NOOP("alarms_page", "One alarm is open|{count} alarms are open"),
    "list.more": QT_TRANSLATE_NOOP("alarms_page", "The newest {count} alarms; more are open"),
    "list.more_stopped": QT_TRANSLATE_NOOP(
        "alarms_page",
        "Of the cards that are still stopped, the newest {count} are listed. There are more: let "
        "those be sold again that may be.",
    ),
    "list.none": QT_TRANSLATE_NOOP("alarms_page", "No alarm is open"),
    "list.no_line": QT_TRANSLATE_NOOP(
        "alarms_page", "No answer from the server. Check the connection, then ask again."
    ),
    "list.as_of": QT_TRANSLATE_NOOP(
        "alarms_page", "As of {told_at}. The server gave no newer list."
    ),
    # What happened.
    "fact.probed": QT_TRANSLATE_NOOP(
        "alarms_page", "Somebody knows the code of the unsold card ending in {last_four}"
    ),
    "fact.two-stores": QT_TRANSLATE_NOOP(
        "alarms_page", "The card ending in {last_four} turned up at two stores"
    ),
    "fact.till-fork": QT_TRANSLATE_NOOP("alarms_page", "{till} gave one number to two sales"),
    "fact.till-gap": QT_TRANSLATE_NOOP(
        "alarms_page", "Sales are missing from the journal of {till}"
    ),
    "fact.ledger-misfit": QT_TRANSLATE_NOOP(
        "alarms_page", "The ledger is not the one that {till} remembers"
    ),
    "fact.guessing": QT_TRANSLATE_NOOP("alarms_page", "Somebody is trying codes out"),
    # What it means.
    "meaning.probed": QT_TRANSLATE_NOOP(
        "alarms_page",
        "Its code was entered before anybody paid for it. Somebody has opened or copied the card, "
        "and may have done so with the cards beside it. No till sells it now.",
    ),
    "meaning.probed.open": QT_TRANSLATE_NOOP(
        "alarms_page", "Its code was entered before anybody paid for it. It may be sold again."
    ),
    "meaning.two-stores": QT_TRANSLATE_NOOP(
        "alarms_page",
        "It came into a sale of another store first and was scanned here later. A label was copied "
        "onto a second card, a customer had a sold card looked at, or an unsold card was carried "
        "here.",
    ),
    "meaning.till-fork": QT_TRANSLATE_NOOP(
        "alarms_page",
        "Number {number} stands on two receipts. Two copies of the till are at work, or an old "
        "copy of its journal was put back.",
    ),
    "meaning.till-gap": QT_TRANSLATE_NOOP(
        "alarms_page",
        "It went up to {was} and now ends at {now}. An old copy of it was put back; what came "
        "after is known to the server alone.",
    ),
    "meaning.till-gap.new": QT_TRANSLATE_NOOP(
        "alarms_page",
        "It went up to {was}; a new one was begun and ends at {now}. What the old one had not told "
        "the server yet is lost.",
    ),
    "meaning.ledger-misfit": QT_TRANSLATE_NOOP(
        "alarms_page",
        "The till keeps the server's own signature over entry {position}, and the ledger does not "
        "go through it any more: it was rewritten or cut off.",
    ),
    "meaning.guessing": QT_TRANSLATE_NOOP(
        "alarms_page",
        "Within an hour more wrong codes were sent to the server than people mistype. Whoever has "
        "sent one has to wait; other customers redeem on.",
    ),
    # What to do.
    "todo.probed": QT_TRANSLATE_NOOP(
        "alarms_page",
        "Take the card and its neighbours off the shelf and look at their scratch fields. Stop the "
        "sale of the pack on **Recall** if one of them was touched.",
    ),
    "todo.two-stores": QT_TRANSLATE_NOOP(
        "alarms_page",
        "Look whether the number on the card is that on its label. Keep a card with a foreign "
        "label, and ask the other store about its sale.",
    ),
    "todo.till-fork": QT_TRANSLATE_NOOP(
        "alarms_page",
        "Find out who set {till} up twice. Shut it out if nobody did, and let it in anew.",
    ),
    "todo.till-gap": QT_TRANSLATE_NOOP(
        "alarms_page",
        "Ask who worked on the machine of {till}. Count its drawer against its day, and settle "
        "what it holds under **Waiting**.",
    ),
    "todo.ledger-misfit": QT_TRANSLATE_NOOP(
        "alarms_page",
        "Verify the ledger and call the administrator. Go on selling: cards and sales are not "
        "touched by it.",
    ),
    "todo.guessing": QT_TRANSLATE_NOOP(
        "alarms_page",
        "Call the administrator. Go on selling: the portal shows under **Requests** whose codes "
        "are wrong, and whether a right one is among them.",
    ),
    "stays.stopped": QT_TRANSLATE_NOOP(
        "alarms_page",
        "Acknowledged, the card stays stopped. It is listed here until it may be sold again.",
    ),
    "stays.acknowledged": QT_TRANSLATE_NOOP(
        "alarms_page", "Acknowledged already. The card stays stopped until it may be sold again."
    ),
    # The card.
    "card.asking": QT_TRANSLATE_NOOP("alarms_page", "The server is asked how the card stands."),
    "card.sold": QT_TRANSLATE_NOOP("alarms_page", "In a sale at {store}, {till}, {sold_at}"),
    "pack.standing": QT_TRANSLATE_NOOP(
        "alarms_page",
        "One card: {unsold} unsold, {stopped} of them stopped, {sold} sold"
        "|{count} cards: {unsold} unsold, {stopped} of them stopped, {sold} sold",
    ),
    "off.no_line": QT_TRANSLATE_NOOP("alarms_page", "No connection to the server"),
    "off.read_only": QT_TRANSLATE_NOOP("alarms_page", "The server takes no changes at the moment"),
    "off.asking": QT_TRANSLATE_NOOP("alarms_page", "The server is being asked"),
    "fault.not_sent": QT_TRANSLATE_NOOP(
        "alarms_page", "The server cannot be reached. Nothing was changed; try again."
    ),
    "fault.no_reply": QT_TRANSLATE_NOOP(
        "alarms_page", "No answer, so it may have been done. Do it once more: it counts once."
    ),
    "refused.not_allowed": QT_TRANSLATE_NOOP(
        "alarms_page", "Your role does not allow that. Ask a manager or the administrator."
    ),
    "refused.sign_in_again": QT_TRANSLATE_NOOP(
        "alarms_page", "Your sign-in has ended. Nothing was changed; sign in again."
    ),
    "refused.read_only": QT_TRANSLATE_NOOP(
        "alarms_page", "The server takes no changes at the moment. Call the administrator."
    ),
    "refused.this_till_shut_out": QT_TRANSLATE_NOOP(
        "alarms_page", "This till itself has been shut out. Go to another till."
    ),
    "refused.gone": QT_TRANSLATE_NOOP(
        "alarms_page", "The server does not know this any more. Ask for the list again."
    ),
    "refused.settled_elsewhere": QT_TRANSLATE_NOOP(
        "alarms_page", "Somebody else has settled it meanwhile. Ask for the list again."
    ),
    "refused.stopped_anew": QT_TRANSLATE_NOOP(
        "alarms_page",
        "The card was stopped anew meanwhile, and stays stopped. Open the alarm again to see why.",
    ),
    "refused.not_now": QT_TRANSLATE_NOOP(
        "alarms_page", "The server cannot do it now. Nothing was changed; try again."
    ),
    "toast.acknowledged": QT_TRANSLATE_NOOP("alarms_page", "The alarm is acknowledged"),
    "toast.reopened": QT_TRANSLATE_NOOP("alarms_page", "The card may be sold again"),
    "toast.in_stop_sale": QT_TRANSLATE_NOOP(
        "alarms_page", "It stays stopped: the sale of its pack is stopped"
    ),
}  # fmt: skip

WORDS: Final = PageWords(CONTEXT, labels=LABELS, sentences=SENTENCES)
tell, tell_message, why_off = WORDS.tell, WORDS.tell_message, WORDS.why_off
