"""The sentences of the page *Batches*: what its presenter says, by message id."""

from __future__ import annotations

from typing import Final

from pos_terminal.batches.campaign_words import FAULTS
from pos_terminal.batches.labels_view import LABELS
from pos_terminal.batches.model import HISTORY_KINDS
from pos_terminal.look.page_words import PageWords
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP

CONTEXT: Final = "batches_page"
SENTENCES: Final[dict[str, str]] = {
    "list.no_line": QT_TRANSLATE_NOOP(
        "batches_page", "No answer from the server. Check the connection, then ask again."
    ),
    "list.as_of": QT_TRANSLATE_NOOP(
        "batches_page", "As of {told_at}. The server gave no newer list."
    ),
    "batch.name": QT_TRANSLATE_NOOP("batches_page", "{name}"),
    "batch.number": QT_TRANSLATE_NOOP("batches_page", "Batch {number}"),
    "batch.about": QT_TRANSLATE_NOOP("batches_page", "{title}, {price_minor}, batch {number}"),
    "batch.making": QT_TRANSLATE_NOOP(
        "batches_page",
        "{made} of {quantity} cards are made. It goes on when you leave this page or turn the "
        "till off.",
    ),
    "batch.codes_only": QT_TRANSLATE_NOOP(
        "batches_page",
        "The barcode of these cards is their code, so they have no numbers: they are not printed, "
        "labelled or proven here.",
    ),
    "batch.made_elsewhere": QT_TRANSLATE_NOOP(
        "batches_page", "These cards were made elsewhere, so they are not printed here."
    ),
    "batch.made": QT_TRANSLATE_NOOP(
        "batches_page", "Its one card is made.|All {count} cards are made."
    ),
    "batch.cancelled": QT_TRANSLATE_NOOP(
        "batches_page",
        "Cancelled after {made} of {quantity} cards. None of them can be sold.",
    ),
    "batch.cancelled_early": QT_TRANSLATE_NOOP(
        "batches_page", "Cancelled before a card was made."
    ),
    "batch.failed": QT_TRANSLATE_NOOP(
        "batches_page",
        "The server stopped after {made} of {quantity} cards. Call the administrator, or cancel "
        "the batch and begin a new one.",
    ),
    "batch.no_line": QT_TRANSLATE_NOOP(
        "batches_page", "The server gave no newer figures. Ask again with F5."
    ),
    "cancel.none": QT_TRANSLATE_NOOP("batches_page", "No card is made yet, and none will be."),
    "cancel.made": QT_TRANSLATE_NOOP(
        "batches_page",
        "The one card that is made so far is invalidated: it can never be sold."
        "|The {count} cards that are made so far are invalidated: none can ever be sold.",
    ),
    "cancel.number": QT_TRANSLATE_NOOP(
        "batches_page", "The number {number} is used up. The next batch gets a new one."
    ),
    "figure.count": QT_TRANSLATE_NOOP("batches_page", "{number}"),
    "figure.of": QT_TRANSLATE_NOOP("batches_page", "{part} of {whole}"),
    "figure.shippable": QT_TRANSLATE_NOOP("batches_page", "Yes, {part} read back"),
    "figure.shippable.unread": QT_TRANSLATE_NOOP(
        "batches_page", "Yes, {part} read back, no print reading"
    ),
    "figure.of.unread": QT_TRANSLATE_NOOP("batches_page", "{part} of {whole}, no print reading"),
    "plan.cards": QT_TRANSLATE_NOOP("batches_page", "One card|{count} cards"),
    "plan.packs": QT_TRANSLATE_NOOP("batches_page", "One pack|{count} packs"),
    "plan.cartons": QT_TRANSLATE_NOOP("batches_page", "One carton|{count} cartons"),
    "plan.numbers": QT_TRANSLATE_NOOP("batches_page", "Numbers from {first} to {last}"),
    "act.plan": QT_TRANSLATE_NOOP("batches_page", "See what that makes"),
    "act.begin": QT_TRANSLATE_NOOP("batches_page", "Make one card|Make {count} cards"),
    "act.begin_again": QT_TRANSLATE_NOOP(
        "batches_page", "Ask once more for one card|Ask once more for {count} cards"
    ),
    "act.campaigns": QT_TRANSLATE_NOOP("batches_page", "Ask for the products"),
    "batch_fault.CAMPAIGN_UNKNOWN": QT_TRANSLATE_NOOP(
        "batches_page", "The server does not know this product any more."
    ),
    "batch_fault.CAMPAIGN_DISABLED": QT_TRANSLATE_NOOP(
        "batches_page", "This product is disabled. Enable it first, or choose another."
    ),
    "batch_fault.CAMPAIGN_SHARED": QT_TRANSLATE_NOOP(
        "batches_page", "This product has one code for everybody, and no cards."
    ),
    "batch_fault.CAMPAIGN_WITHOUT_NUMBERS": QT_TRANSLATE_NOOP(
        "batches_page",
        "This product has no card numbers, and batches are of cards with numbers. Its codes are "
        "generated on the web portal.",
    ),
    "batch_fault.QUANTITY_NOT_POSITIVE": QT_TRANSLATE_NOOP(
        "batches_page", "At least one card must be made."
    ),
    "batch_fault.TOO_FEW_NUMBERS": QT_TRANSLATE_NOOP(
        "batches_page",
        "There are too few card numbers in one batch for so many. Make several batches.",
    ),
    "batch_fault.PACK_INVALID": QT_TRANSLATE_NOOP(
        "batches_page", "A pack holds 1 to 10,000 cards."
    ),
    "batch_fault.CARTON_INVALID": QT_TRANSLATE_NOOP(
        "batches_page", "A carton holds 1 to 10,000 packs."
    ),
    "batch_fault.TOO_MANY_PACKS": QT_TRANSLATE_NOOP(
        "batches_page",
        "That makes more than 99,999 packs, and labels have no more numbers. Put more cards in a "
        "pack.",
    ),
    "batch_fault.BATCHES_USED_UP": QT_TRANSLATE_NOOP(
        "batches_page", "All numbers of batches are used up. Call the administrator."
    ),
    "batch_fault.ALREADY_MADE": QT_TRANSLATE_NOOP(
        "batches_page", "This batch is whole already. Use a recall to take its cards out of use."
    ),
    "off.asking": QT_TRANSLATE_NOOP("batches_page", "The server is being asked"),
    "off.no_line": QT_TRANSLATE_NOOP("batches_page", "No connection to the server"),
    "off.read_only": QT_TRANSLATE_NOOP("batches_page", "The server takes no changes at the moment"),
    "off.no_campaign": QT_TRANSLATE_NOOP(
        "batches_page", "There is no product with card numbers"
    ),
    "off.campaign_first": QT_TRANSLATE_NOOP("batches_page", "Choose a product first"),
    "off.numbers_first": QT_TRANSLATE_NOOP("batches_page", "Type the three numbers first"),
    "off.change_first": QT_TRANSLATE_NOOP("batches_page", "Change what is marked first"),
    "off.artwork": QT_TRANSLATE_NOOP("batches_page", "The picture is on its way"),
    "fault.no_reply_artwork": QT_TRANSLATE_NOOP(
        "batches_page",
        "No answer, so it is not known whether the server has this picture. Choose it again: it is "
        "stored once only.",
    ),
    "fault.artwork_not_taken": QT_TRANSLATE_NOOP(
        "batches_page", "The server did not take this picture. Choose another one."
    ),
    "fault.not_noted": QT_TRANSLATE_NOOP(
        "batches_page",
        "This till cannot write to its disk, so nothing was begun. Make room, then try again.",
    ),
    "fault.no_campaigns": QT_TRANSLATE_NOOP(
        "batches_page", "No answer from the server. Ask for the products once more."
    ),
    "fault.no_reply_plan": QT_TRANSLATE_NOOP(
        "batches_page", "No answer from the server. Nothing was begun; ask once more."
    ),
    "fault.no_reply_begin": QT_TRANSLATE_NOOP(
        "batches_page",
        "No answer, so it may have been begun. Press once more: it is begun once only.",
    ),
    "fault.no_reply": QT_TRANSLATE_NOOP(
        "batches_page", "No answer, so it may have been cancelled. Do it once more: it counts once."
    ),
    "fault.not_sent": QT_TRANSLATE_NOOP(
        "batches_page", "The server cannot be reached. Nothing was changed; try again."
    ),
    "refused.not_allowed": QT_TRANSLATE_NOOP(
        "batches_page", "Your role does not allow that. Batches are for the studio."
    ),
    "refused.sign_in_again": QT_TRANSLATE_NOOP(
        "batches_page", "Your sign-in has ended. Nothing was changed; sign in again."
    ),
    "refused.read_only": QT_TRANSLATE_NOOP(
        "batches_page", "The server takes no changes at the moment. Call the administrator."
    ),
    "refused.this_till_shut_out": QT_TRANSLATE_NOOP(
        "batches_page", "This till itself has been shut out. Go to another till."
    ),
    "refused.gone": QT_TRANSLATE_NOOP(
        "batches_page", "The server has no such thing any more. Ask for the list again."
    ),
    "refused.batch_gone": QT_TRANSLATE_NOOP(
        "batches_page", "The server does not know this batch any more. Ask for the list again."
    ),
    "refused.key_reused": QT_TRANSLATE_NOOP(
        "batches_page", "The server keeps another wish under this number. Go back, begin again."
    ),
    "refused.not_now": QT_TRANSLATE_NOOP(
        "batches_page", "The server cannot do it now. Nothing was changed; try again."
    ),
    "toast.begun": QT_TRANSLATE_NOOP("batches_page", "The batch is being made"),
    "toast.begun.note": QT_TRANSLATE_NOOP(
        "batches_page", "It goes on by itself when you leave this page."
    ),
    "toast.made": QT_TRANSLATE_NOOP("batches_page", "One card is made|{count} cards are made"),
    "toast.cancelled": QT_TRANSLATE_NOOP("batches_page", "The batch is cancelled"),
    "campaign.figures": QT_TRANSLATE_NOOP(
        "batches_page", "Batches: {batches}. Cards: {made}, sold {sold}, redeemed {redeemed}"
    ),
    "campaign.theirs": QT_TRANSLATE_NOOP(
        "batches_page", "Another person has just put here: {value}"
    ),
    "campaign.theirs_artwork": QT_TRANSLATE_NOOP(
        "batches_page", "Another person has just given it another picture."
    ),
    "campaign.theirs_no_artwork": QT_TRANSLATE_NOOP(
        "batches_page", "Another person has just taken its picture away."
    ),
    "campaign.changed_meanwhile": QT_TRANSLATE_NOOP(
        "batches_page",
        "Another person has changed this product meanwhile. Nothing was saved, and what "
        "you typed is still here: look through it, then save again.",
    ),
    "typed.price": QT_TRANSLATE_NOOP("batches_page", "Type an amount such as 25.00."),
    "typed.day": QT_TRANSLATE_NOOP("batches_page", "Type a day such as 2026-11-22."),
    "typed.number": QT_TRANSLATE_NOOP("batches_page", "Type a whole number."),
    "typed.campaign": QT_TRANSLATE_NOOP(
        "batches_page", "Letters, digits, - and _, at most 64, with a letter or digit first."
    ),
    "off.unchanged": QT_TRANSLATE_NOOP("batches_page", "Nothing has been changed"),
    "fault.no_reply_save": QT_TRANSLATE_NOOP(
        "batches_page", "No answer, so it may have been saved. Save once more: it counts once."
    ),
    "fault.no_reply_switch": QT_TRANSLATE_NOOP(
        "batches_page", "No answer, so it may have been done. Ask again with F5."
    ),
    "toast.saved": QT_TRANSLATE_NOOP("batches_page", "{title} is saved"),
    "toast.disabled": QT_TRANSLATE_NOOP("batches_page", "{title} is disabled"),
    "toast.enabled": QT_TRANSLATE_NOOP("batches_page", "{title} is enabled again"),
}  # fmt: skip

WORDS: Final = PageWords(CONTEXT, labels=LABELS, sentences=SENTENCES | FAULTS)
tell, tell_message, why_off = WORDS.tell, WORDS.tell_message, WORDS.why_off


def kind_words(kind: str) -> str:
    """What was done; as it was written where the till has no word for it."""
    return tell(f"view.kind.{kind}") if kind in HISTORY_KINDS else kind


def actor_words(actor: str) -> str:
    """Who did it, where nobody of the staff did."""
    if actor == "system":
        return tell("view.system")
    return tell("view.command_line") if actor == "command-line" else actor
