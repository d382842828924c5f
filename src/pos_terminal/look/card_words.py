"""Sentences that several screens share: states of cards, why one was refused, printer, pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, say
from pos_terminal.words import Message

CONTEXT: Final = "cards"
SENTENCES: Final[dict[str, str]] = {
    "line.can_be_sold": QT_TRANSLATE_NOOP("cards", "Check the digits"),
    "line.can_be_sold_checked": QT_TRANSLATE_NOOP("cards", "Can be sold"),
    "line.cannot_be_sold": QT_TRANSLATE_NOOP("cards", "Cannot be sold"),
    "line.held": QT_TRANSLATE_NOOP("cards", "Held"),
    "line.being_activated": QT_TRANSLATE_NOOP("cards", "Being activated"),
    "line.activated": QT_TRANSLATE_NOOP("cards", "Activated"),
    "line.not_activated": QT_TRANSLATE_NOOP("cards", "Not activated"),
    "line.being_voided": QT_TRANSLATE_NOOP("cards", "Being voided"),
    "line.voided": QT_TRANSLATE_NOOP("cards", "Voided"),
    "line.redeemed": QT_TRANSLATE_NOOP("cards", "Redeemed"),
    "line.freed": QT_TRANSLATE_NOOP("cards", "Free again"),
    "refused.CARD_UNKNOWN": QT_TRANSLATE_NOOP("cards", "The server does not know this card."),
    "refused.CARD_SOLD": QT_TRANSLATE_NOOP("cards", "This card has been sold already."),
    "refused.CARD_SOLD_at": QT_TRANSLATE_NOOP("cards", "This card was sold at **{since_at}**."),
    "refused.CARD_SOLD_at_till": QT_TRANSLATE_NOOP(
        "cards", "This card was sold at **{since_at}** at **{till}**."
    ),
    "refused.CARD_HELD_ELSEWHERE": QT_TRANSLATE_NOOP("cards", "This card lies in another sale."),
    "refused.CARD_HELD_ELSEWHERE_at": QT_TRANSLATE_NOOP(
        "cards", "This card has been in another sale since **{since_at}**."
    ),
    "refused.CARD_HELD_ELSEWHERE_at_till": QT_TRANSLATE_NOOP(
        "cards", "This card has been in a sale at **{till}** since **{since_at}**."
    ),
    "refused.CARD_NOT_HELD": QT_TRANSLATE_NOOP(
        "cards", "This card is not held for this sale any more."
    ),
    "refused.CARD_REDEEMED": QT_TRANSLATE_NOOP("cards", "This card has been redeemed already."),
    "refused.CARD_REDEEMED_at": QT_TRANSLATE_NOOP(
        "cards", "This card was redeemed at **{since_at}**."
    ),
    "refused.CARD_INVALIDATED": QT_TRANSLATE_NOOP("cards", "This card has been made invalid."),
    "refused.CARD_INVALIDATED_at": QT_TRANSLATE_NOOP(
        "cards", "This card was made invalid at **{since_at}**."
    ),
    "refused.CARD_VOIDED": QT_TRANSLATE_NOOP(
        "cards", "The sale of this card was cancelled. It is not valid any more."
    ),
    "refused.CARD_VOIDED_at": QT_TRANSLATE_NOOP(
        "cards", "The sale of this card was cancelled at **{since_at}**. It is not valid any more."
    ),
    "refused.CARD_PROBED": QT_TRANSLATE_NOOP(
        "cards", "Somebody tried to redeem this card before it was sold."
    ),
    "refused.CARD_PROBED_at": QT_TRANSLATE_NOOP(
        "cards", "Somebody tried to redeem this card at **{since_at}**, before it was sold."
    ),
    "refused.CARD_STOP_SALE": QT_TRANSLATE_NOOP(
        "cards", "The sale of this card has been stopped."
    ),
    "refused.CARD_STOP_SALE_at": QT_TRANSLATE_NOOP(
        "cards", "The sale of this card was stopped at **{since_at}**."
    ),
    "refused.CARD_RECALLED": QT_TRANSLATE_NOOP("cards", "This card has been recalled."),
    "refused.CARD_RECALLED_at": QT_TRANSLATE_NOOP(
        "cards", "This card was recalled at **{since_at}**."
    ),
    "refused.CARD_ALREADY_ACTIVE": QT_TRANSLATE_NOOP(
        "cards", "This card is active already, without a sale."
    ),
    "refused.CARD_ALREADY_ACTIVE_at": QT_TRANSLATE_NOOP(
        "cards", "This card has been active since **{since_at}**, without a sale."
    ),
    "refused.CARD_NOT_RECEIVED": QT_TRANSLATE_NOOP(
        "cards",
        "This card has not been received at this store. A manager can receive its pack under "
        "**Stock**.",
    ),
    "refused.CAMPAIGN_DISABLED": QT_TRANSLATE_NOOP(
        "cards", "This product is not sold at the moment."
    ),
    "refused.PRICE_CHANGED": QT_TRANSLATE_NOOP("cards", "The price of this card has changed."),
    "refused.CARD_IN_PROGRESS": QT_TRANSLATE_NOOP(
        "cards", "This card is being redeemed at this moment."
    ),
    "step.held": QT_TRANSLATE_NOOP("cards", "Held"),
    "step.paid": QT_TRANSLATE_NOOP("cards", "Paid"),
    "step.being_activated": QT_TRANSLATE_NOOP("cards", "Being activated"),
    "step.no_answer_yet": QT_TRANSLATE_NOOP("cards", "no answer yet"),
    "step.activated": QT_TRANSLATE_NOOP("cards", "Activated"),
    "step.done_at": QT_TRANSLATE_NOOP("cards", "{done_at}"),
    "step.spoken.done": QT_TRANSLATE_NOOP("cards", "{word}, done"),
    "step.spoken.current": QT_TRANSLATE_NOOP("cards", "{word}, under way"),
    "step.spoken.next": QT_TRANSLATE_NOOP("cards", "{word}, not yet"),
    "printer.ready": QT_TRANSLATE_NOOP("cards", "Printer ready"),
    "printer.trouble": QT_TRANSLATE_NOOP("cards", "Printer does not answer"),
    "printer.pdf": QT_TRANSLATE_NOOP("cards", "As a PDF"),
    "printer.not_reached": QT_TRANSLATE_NOOP(
        "cards", "Not printed: the printer cannot be reached. Check its cable and that it is on."
    ),
    "printer.offline": QT_TRANSLATE_NOOP(
        "cards", "Not printed: the printer is switched to offline. Press its online button."
    ),
    "printer.paper_out": QT_TRANSLATE_NOOP("cards", "Not printed: put in a new roll of paper."),
    "printer.cover_open": QT_TRANSLATE_NOOP("cards", "Not printed: close the printer's cover."),
    "printer.fault": QT_TRANSLATE_NOOP(
        "cards", "Not printed: the printer reports a fault. Switch it off and on."
    ),
    "printer.broke_off": QT_TRANSLATE_NOOP(
        "cards", "Not printed: the connection to the printer broke off."
    ),
    "printer.no_answer": QT_TRANSLATE_NOOP(
        "cards", "Not known whether it printed: look at the printer, then print again if needed."
    ),
    "printer.usb_library_missing": QT_TRANSLATE_NOOP(
        "cards", "Not printed: this computer cannot reach USB printers. Choose another in Settings."
    ),
    "printer.cannot_write": QT_TRANSLATE_NOOP(
        "cards", "Not saved: the folder for receipts cannot be written. Choose another in Settings."
    ),
    "printer.no_drawer": QT_TRANSLATE_NOOP("cards", "There is no drawer at this printer."),
    "printer.partly": QT_TRANSLATE_NOOP(
        "cards", "Only a part was printed. Tear it off, then print again: it will say COPY."
    ),
    "artwork.too_many_pixels": QT_TRANSLATE_NOOP(
        "cards", "The picture has too many pixels. A card needs no more than 2,400 across."
    ),
    "artwork.file_too_large": QT_TRANSLATE_NOOP(
        "cards", "The picture is larger than 64 MB. Save it smaller."
    ),
    "artwork.svg": QT_TRANSLATE_NOOP(
        "cards", "SVG files may hold scripts and are not taken. Save it as PNG."
    ),
    "artwork.not_a_picture": QT_TRANSLATE_NOOP(
        "cards", "The file is no picture. PNG, JPEG, TIFF and WebP are taken."
    ),
    "artwork.damaged": QT_TRANSLATE_NOOP(
        "cards", "The picture is damaged or not complete. Take it from its source again."
    ),
    "artwork.cannot_read": QT_TRANSLATE_NOOP("cards", "The picture cannot be read."),
    "artwork.colours_converted": QT_TRANSLATE_NOOP(
        "cards", "The picture's print colours were converted. Compare them on a test print."
    ),
    "artwork.first_picture_only": QT_TRANSLATE_NOOP(
        "cards", "The file holds several pictures. The first one was taken."
    ),
    "line.being_freed": QT_TRANSLATE_NOOP("cards", "Being freed"),
    "line.not_known": QT_TRANSLATE_NOOP("cards", "Not known yet"),
    "line.invalid": QT_TRANSLATE_NOOP("cards", "Not valid any more"),
    "details": QT_TRANSLATE_NOOP("cards", "Details"),
    "details.less": QT_TRANSLATE_NOOP("cards", "Fewer details"),
    "details.support": QT_TRANSLATE_NOOP("cards", "For support: {text}"),
}  # fmt: skip


def say_with_cards(context: str, sentences: Mapping[str, str], message: Message) -> str:
    """A screen's own sentence, or one that all screens share."""
    if message.id in sentences:
        return say(context, sentences, message)
    return say(CONTEXT, SENTENCES, Message(_known(message.id), message.values))


def _known(message_id: str) -> str:
    """A refusal that is not told apart by time or place says the fact alone."""
    if message_id in SENTENCES:
        return message_id
    if message_id.startswith("printer.") and message_id.endswith(".partly"):
        return "printer.partly"
    for suffix in ("_till", "_at"):
        shorter = message_id.removesuffix(suffix)
        if shorter != message_id:
            return _known(shorter)
    raise KeyError(message_id)
