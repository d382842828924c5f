"""Pictures of the page *Stock*, made by hand: one of each situation it can be in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from card_contract.scan_text import Label, LabelKind
from card_contract.states import CustodyAct
from pos_terminal.custody.model import (
    CarriedCard,
    LabelCard,
    Mode,
    SittingRow,
    Standing,
    StockPicture,
    StrayCard,
)
from pos_terminal.words import ON, Message, off
from support.checkout_pictures import NOW

MINUTE = 60_000
DAY = 24 * 60 * MINUTE
HARBOUR, MARKET = "Harbour Street 12", "Market Square 1"
STORES = (("market", MARKET), ("station", "Central Station, lower level"))


def text(kind: LabelKind, number: int) -> str:
    return Label(kind, "970010", 17, number).text()


def picture(**changes: Any) -> StockPicture:
    shown = StockPicture(
        mode=Mode.LOOK,
        stores=STORES,
        own_store="",
        store="",
        typed="",
        take=off("off.type_first"),
        headline=Message("head.look"),
        fault=None,
        label=None,
        rows=(),
        sum=None,
        retry=None,
        carried=(),
        strays=(),
    )
    return replace(shown, **changes)


def carried(count: int) -> tuple[CarriedCard, ...]:
    return tuple(
        CarriedCard(
            text=text(LabelKind.CARTON, 40 + place),
            product="Gift card 50" if place % 2 else "Game card 25, winter edition",
            packs=10 if place else 2,
            packs_in_carton=10,
            shipped_at_ms=NOW - (count - place) * DAY,
        )
        for place in range(count)
    )


def strays(count: int) -> tuple[StrayCard, ...]:
    return tuple(
        StrayCard(
            last_four=f"{178 + 11 * place:04d}",
            receipt_number=f"T02-1-{421 - place:06d}",
            till_name="Till at the back door",
            sold_at_ms=NOW - place * DAY // 3,
        )
        for place in range(count)
    )


def found(word: str, count: int = 1, store: str = MARKET, to: str = HARBOUR) -> Message:
    places = {"store": store, "to": to}
    counts = {"count": count, "cards": 5 * count, "since_at": NOW - DAY}
    return Message(f"found.{word}", {**places, **counts})


def row(serial: int, standing: Standing, *facts: Message, **changes: Any) -> SittingRow:
    shown = SittingRow(
        serial=serial,
        act=CustodyAct.RECEIVE,
        kind=LabelKind.CARTON,
        text=text(LabelKind.CARTON, 40 + serial),
        to=HARBOUR,
        at_ms=NOW - (10 - serial) * MINUTE,
        standing=standing,
        facts=facts,
    )
    return replace(shown, **changes)


def empty() -> StockPicture:
    return picture()


def not_told() -> StockPicture:
    return picture(stores=(), carried=None, strays=None)


def carton() -> StockPicture:
    label = LabelCard(
        kind=LabelKind.CARTON,
        text=text(LabelKind.CARTON, 41),
        product="Gift card 50",
        batch=17,
        packs=10,
        cards=100,
        places=(
            Message("place.warehouse", {"count": 1}),
            Message("place.shipped", {"count": 7, "store": HARBOUR, "since_at": NOW - DAY}),
            Message("place.received", {"count": 2, "store": MARKET, "since_at": NOW - MINUTE}),
        ),
        receive=ON,
    )
    return picture(label=label, carried=carried(3))


def pack_without_line() -> StockPicture:
    label = LabelCard(
        kind=LabelKind.PACK,
        text=text(LabelKind.PACK, 407),
        product="Gift card 50",
        batch=17,
        packs=1,
        cards=10,
        places=(Message("place.shipped", {"count": 1, "store": HARBOUR, "since_at": NOW - DAY}),),
        receive=off("off.no_line"),
    )
    return picture(label=label, carried=carried(1))


def wrong_label() -> StockPicture:
    return picture(fault=Message("fault.other_shop"), carried=carried(1))


def receiving() -> StockPicture:
    rows = (
        row(6, Standing.ASKED),
        row(5, Standing.DIFFERS, found("received-before", 3), found("received", 7)),
        row(4, Standing.DIFFERS, found("held-elsewhere"), kind=LabelKind.PACK),
        row(3, Standing.DIFFERS, found("sent-elsewhere", 10)),
        row(2, Standing.DIFFERS, found("never-shipped", 10)),
        row(1, Standing.DONE, found("received", 10)),
    )
    return picture(
        mode=Mode.RECEIVE,
        headline=Message("head.receive"),
        rows=rows,
        sum=Message("sum.different", {"count": 6, "different": 4}),
        carried=carried(6),
        more_carried=True,
    )


def shipping() -> StockPicture:
    shipped = {"act": CustodyAct.SHIP, "to": MARKET}
    rows = (
        row(4, Standing.DONE, found("passed-on", 1, HARBOUR, MARKET), **shipped),
        row(3, Standing.DIFFERS, found("redirected", 10, HARBOUR, MARKET), **shipped),
        row(2, Standing.DIFFERS, found("sent-before", 10, MARKET), **shipped),
        row(1, Standing.DONE, found("shipped", 10), **shipped),
    )
    return picture(
        mode=Mode.SHIP,
        store="market",
        headline=Message("head.ship", {"to": MARKET}),
        rows=rows,
        sum=Message("sum.different", {"count": 4, "different": 2}),
    )


def store_missing() -> StockPicture:
    return picture(
        mode=Mode.SHIP,
        headline=Message("head.ship_where"),
        fault=Message("fault.store_first"),
    )


def not_known() -> StockPicture:
    rows = (
        row(3, Standing.UNANSWERED, Message("fault.no_reply")),
        row(2, Standing.REFUSED, Message("refused.label")),
        row(1, Standing.DONE, found("received", 10)),
    )
    return picture(
        mode=Mode.RECEIVE,
        headline=Message("head.receive"),
        typed=text(LabelKind.PACK, 9),
        take=ON,
        rows=rows,
        sum=Message("sum.as_expected", {"count": 3}),
        retry=ON,
    )


def retry_waits() -> StockPicture:
    rows = (row(1, Standing.UNANSWERED, Message("fault.not_sent")),)
    return replace(
        not_known(),
        rows=rows,
        sum=Message("sum.as_expected", {"count": 1}),
        retry=off("off.no_line"),
    )


def sold_though_not_received() -> StockPicture:
    return replace(receiving(), strays=strays(5), more_strays=True)


def shipping_with_strays() -> StockPicture:
    return replace(shipping(), carried=carried(4), strays=strays(1))


PICTURES = {
    "k01-empty": empty,
    "k02-not-told": not_told,
    "k03-carton": carton,
    "k04-pack": pack_without_line,
    "k05-wrong": wrong_label,
    "k06-receiving": receiving,
    "k07-shipping": shipping,
    "k08-store-missing": store_missing,
    "k09-not-known": not_known,
    "k10-no-line": retry_waits,
    "k12-strays": sold_though_not_received,
    "k13-shipping-strays": shipping_with_strays,
}

# The gallery says its messages through a function that may lengthen them; these say them as they are.
PICTURES_SAID = {name: lambda _say, made=made: made() for name, made in PICTURES.items()}
