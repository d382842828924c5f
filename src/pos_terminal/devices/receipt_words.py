"""The words on a receipt, in the shop's language.

A receipt is the shop's paper for the customer: it speaks the language of the shop, whatever
language the clerk has chosen for the screen, so its words do not go through Qt's translation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptWords:
    """One language; ``{...}`` are filled in by the layout."""

    demo: str
    practice: str
    copy: str
    copy_note: str
    slip_title: str
    slip_note: str
    refund_title: str
    receipt: str
    sale: str
    for_receipt: str
    due_since: str
    served_by: str
    ends_in: str
    typed_in: str
    activated: str
    being_activated: str
    not_activated: str
    refunded: str
    total: str
    paid: str
    cash_given: str
    change: str
    paid_otherwise: str
    reference: str
    to_refund: str
    refund_total: str
    signature: str
    proof: str
    ledger: str
    keep: str
    test_title: str
    test_note: str
    months: tuple[str, ...]
    date: str


ENGLISH: Final = ReceiptWords(
    demo="DEMO - NOT A RECEIPT",
    practice="PRACTICE - NO RECEIPT",
    copy="COPY",
    copy_note="Printed again {when}",
    slip_title="Paid, being activated",
    slip_note="This slip is not the receipt. Your payment is recorded. The shop keeps the cards "
    "until they are activated; then you get them with your receipt.",
    refund_title="Refund",
    receipt="Receipt {number}",
    sale="Sale {number}",
    for_receipt="For receipt {number}",
    due_since="Due since {when}",
    served_by="Served by {name}",
    ends_in="ends in {digits}",
    typed_in="number typed in",
    activated="activated {when}",
    being_activated="being activated",
    not_activated="NOT ACTIVATED",
    refunded="returned, no longer valid",
    total="Total",
    paid="Paid",
    cash_given="Cash",
    change="Change",
    paid_otherwise="Card machine",
    reference="Reference {reference}",
    to_refund="To be refunded",
    refund_total="Refunded",
    signature="Customer's signature",
    proof="Proof {proof}",
    ledger="Ledger {mark}",
    keep="Keep this receipt with the card.",
    test_title="Test print",
    test_note="If this line is whole, the width is right:",
    months=tuple("JanFebMarAprMayJunJulAugSepOctNovDec"[at : at + 3] for at in range(0, 36, 3)),
    date="{day} {month} {year}",
)

GERMAN: Final = ReceiptWords(
    demo="DEMO - KEIN BELEG",
    practice="ÜBUNG - KEIN BELEG",
    copy="KOPIE",
    copy_note="Erneut gedruckt {when}",
    slip_title="Bezahlt, wird aktiviert",
    slip_note="Dieser Zettel ist nicht der Beleg. Ihre Zahlung ist erfasst. Die Karten bleiben im "
    "Geschäft, bis sie aktiviert sind; dann erhalten Sie sie mit Ihrem Beleg.",
    refund_title="Rückzahlung",
    receipt="Beleg {number}",
    sale="Verkauf {number}",
    for_receipt="Zu Beleg {number}",
    due_since="Fällig seit {when}",
    served_by="Es bediente Sie {name}",
    ends_in="endet auf {digits}",
    typed_in="Nummer eingetippt",
    activated="aktiviert {when}",
    being_activated="wird aktiviert",
    not_activated="NICHT AKTIVIERT",
    refunded="zurückgenommen, ungültig",
    total="Summe",
    paid="Bezahlt",
    cash_given="Bar gegeben",
    change="Rückgeld",
    paid_otherwise="Kartengerät",
    reference="Referenz {reference}",
    to_refund="Zurückzuzahlen",
    refund_total="Zurückgezahlt",
    signature="Unterschrift der Kundin oder des Kunden",
    proof="Nachweis {proof}",
    ledger="Hauptbuch {mark}",
    keep="Den Beleg mit der Karte aufbewahren.",
    test_title="Probedruck",
    test_note="Ist diese Zeile ganz zu sehen, stimmt die Breite:",
    months=tuple(f"{month:02d}" for month in range(1, 13)),
    date="{day:02d}.{month}.{year}",
)


def words_of(language: str) -> ReceiptWords:
    """The words of the shop's language; English where we have none."""
    return GERMAN if language.lower().startswith("de") else ENGLISH


def date_text(moment: datetime, words: ReceiptWords) -> str:
    """22 Nov 2026 in English, 22.11.2026 in German."""
    month = words.months[moment.month - 1]
    return words.date.format(day=moment.day, month=month, year=moment.year)
