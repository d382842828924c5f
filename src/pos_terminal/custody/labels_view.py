"""What stands on the buttons, titles and fields of *Stock*: the view's own words."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.sentences import QT_TRANSLATE_NOOP

LABELS: Final[dict[str, str]] = {
    "view.title": QT_TRANSLATE_NOOP("stock_page", "Stock"),
    "view.mode": QT_TRANSLATE_NOOP("stock_page", "What a scan does"),
    "view.mode.look": QT_TRANSLATE_NOOP("stock_page", "Show what it is"),
    "view.mode.receive": QT_TRANSLATE_NOOP("stock_page", "Receive here"),
    "view.mode.ship": QT_TRANSLATE_NOOP("stock_page", "Ship to a store"),
    "view.store": QT_TRANSLATE_NOOP("stock_page", "To which store"),
    "view.own_store": QT_TRANSLATE_NOOP("stock_page", "{name}, this store"),
    "view.typed": QT_TRANSLATE_NOOP("stock_page", "Label that cannot be scanned"),
    "view.typed_note": QT_TRANSLATE_NOOP("stock_page", "P or C and 17 digits, then Enter."),
    "view.carried": QT_TRANSLATE_NOOP("stock_page", "On its way here"),
    "view.carried_none": QT_TRANSLATE_NOOP("stock_page", "Nothing is on its way to this store"),
    "view.carried_asking": QT_TRANSLATE_NOOP("stock_page", "Not known yet"),
    "view.carried_packs": QT_TRANSLATE_NOOP("stock_page", "{packs} of {all} packs"),
    "view.carried_since": QT_TRANSLATE_NOOP("stock_page", "{carton}, shipped {shipped_at}"),
    "view.carried_more": QT_TRANSLATE_NOOP("stock_page", "And more; the oldest are shown"),
    "view.strays": QT_TRANSLATE_NOOP("stock_page", "Sold though not received"),
    "view.strays_more": QT_TRANSLATE_NOOP("stock_page", "And more; the newest are shown"),
    "view.stray": QT_TRANSLATE_NOOP("stock_page", "Card ending in {digits}"),
    "view.stray_sold": QT_TRANSLATE_NOOP("stock_page", "{till}, sale {number}, {sold_at}"),
    "view.kind.P": QT_TRANSLATE_NOOP("stock_page", "Pack {number}"),
    "view.kind.C": QT_TRANSLATE_NOOP("stock_page", "Carton {number}"),
    "view.of_batch": QT_TRANSLATE_NOOP("stock_page", "{product}, batch {batch}"),
    "view.inside.P": QT_TRANSLATE_NOOP("stock_page", "One card|{count} cards"),
    "view.inside.C": QT_TRANSLATE_NOOP(
        "stock_page", "One pack, {cards} cards|{count} packs, {cards} cards"
    ),
    "view.receive": QT_TRANSLATE_NOOP("stock_page", "Receive here"),
    "view.sitting": QT_TRANSLATE_NOOP("stock_page", "Done in this sitting"),
    "view.sitting_none": QT_TRANSLATE_NOOP(
        "stock_page", "Each label that you receive or ship is listed here."
    ),
    "view.retry": QT_TRANSLATE_NOOP("stock_page", "Ask again"),
    "view.row.receive": QT_TRANSLATE_NOOP("stock_page", "{what}, received at {to}"),
    "view.row.ship": QT_TRANSLATE_NOOP("stock_page", "{what}, shipped to {to}"),
    "view.row.receive.open": QT_TRANSLATE_NOOP("stock_page", "{what}, to be received at {to}"),
    "view.row.ship.open": QT_TRANSLATE_NOOP("stock_page", "{what}, to be shipped to {to}"),
    "view.standing.asked": QT_TRANSLATE_NOOP("stock_page", "Being asked"),
    "view.standing.done": QT_TRANSLATE_NOOP("stock_page", "Done"),
    "view.standing.differs": QT_TRANSLATE_NOOP("stock_page", "Done, with a difference"),
    "view.standing.refused": QT_TRANSLATE_NOOP("stock_page", "Not done"),
    "view.standing.unanswered": QT_TRANSLATE_NOOP("stock_page", "Not known yet"),
}  # fmt: skip
