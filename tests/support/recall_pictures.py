"""Pictures of the page *Recall*, made by hand: one of each situation it can be in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from card_contract.card_number import CardNumber
from card_contract.recall_messages import NumberRange, WholeCampaign
from card_contract.states import CardKind, RecallAct, RecallEffect, RecallReason, RecallState
from pos_terminal.recall.model import (
    AskedFor,
    By,
    Choosing,
    ChosenCard,
    Earlier,
    EarlierRecall,
    FileCard,
    MatrixRow,
    Progress,
    RecallPicture,
    ResultCard,
    Results,
    Signing,
    SoldChoice,
    Stage,
)
from pos_terminal.words import ON, Message, off
from support.checkout_pictures import NOW

MINUTE = 60_000
FIRST, LAST = "970010 00017 001240 3", "970010 00017 002479 5"
NOTE = "Carton 0093 missing from Friday’s delivery. Police report 22-1187."


def choosing(**changes: Any) -> Choosing:
    shown = Choosing(
        by=By.CARDS,
        locked=False,
        cards=(),
        first="",
        last="",
        label="",
        batch="",
        campaign="",
        products=(),
        store="",
        stores=(),
        file=None,
        recall="",
        fault=None,
        reason=None,
        note="",
    )
    return replace(shown, **changes)


def of_range(**changes: Any) -> Choosing:
    facts: dict[str, Any] = {
        "by": By.RANGE,
        "first": FIRST,
        "last": LAST,
        "reason": RecallReason.STOLEN,
        "note": NOTE,
    }
    return choosing(**(facts | changes))


def row(kind: CardKind, count: int, effect: RecallEffect, *, changes: bool) -> MatrixRow:
    return MatrixRow(kind=kind, count=count, share=count / 1180, effect=effect, changes=changes)


def rows(*, with_sold: bool = True) -> tuple[MatrixRow, ...]:
    sold = RecallEffect.REFUND_DUE if with_sold else RecallEffect.SOLD_STAYS
    waits = RecallEffect.WAITS if with_sold else RecallEffect.SOLD_STAYS
    return (
        row(CardKind.INACTIVE, 1180, RecallEffect.INVALIDATED, changes=True),
        row(CardKind.HELD, 2, RecallEffect.SALE_REFUSED, changes=True),
        row(CardKind.AVAILABLE, 46, sold, changes=with_sold),
        row(CardKind.FAILED, 3, sold, changes=with_sold),
        row(CardKind.IN_PROGRESS, 2, waits, changes=with_sold),
        row(CardKind.REDEEMED, 6, RecallEffect.REDEEMED_STAYS, changes=False),
        row(CardKind.INVALIDATED, 1, RecallEffect.NOTHING_TO_DO, changes=False),
        row(CardKind.UNKNOWN, 4, RecallEffect.UNKNOWN, changes=False),
    )


def picture(**changes: Any) -> RecallPicture:
    shown = RecallPicture(
        stage=Stage.CHOOSE,
        choosing=choosing(),
        headline=Message("head.nothing"),
        pill=None,
        look=off("off.scan_first"),
    )
    return replace(shown, **changes)


def signing(**changes: Any) -> Signing:
    shown = Signing(
        count=1233,
        sold=SoldChoice(count=51, included=True),
        stop_count=1182,
        lift_count=0,
        stop_sale=ON,
        lift=None,
        sign=ON,
        signed_by=None,
        recall=off("off.second_signs"),
    )
    return replace(shown, **changes)


def looked(**changes: Any) -> RecallPicture:
    facts: dict[str, Any] = {
        "stage": Stage.LOOKED,
        "choosing": of_range(),
        "headline": Message("head.would_wait", {"changing": 1231, "waiting": 2, "count": 1244}),
        "pill": Message("pill.dry_run", {"looked_at": NOW - MINUTE}),
        "rows": rows(),
        "look": ON,
        "signing": signing(),
    }
    return picture(**(facts | changes))


def empty() -> RecallPicture:
    return picture()


def scanned() -> RecallPicture:
    chosen = tuple(
        ChosenCard(
            card_id=str(place),
            name="Gift card 50",
            number=None if place == 3 else f"970010 00017 00124{place} {place}",
            last_four=f"24{place}{place}",
        )
        for place in range(1, 6)
    )
    return picture(choosing=choosing(cards=chosen), look=ON)


def scans_without_answer() -> RecallPicture:
    scans = Message("scans.no_answer", {"count": 3})
    unknown = Message("scans.unknown", {"count": 2, "last_four": "0017"})
    chosen = replace(scanned().choosing, scans=scans, unknown=unknown, ask_again=ON)
    return picture(choosing=chosen, look=off("off.scans_wait"))


def typed_wrong() -> RecallPicture:
    wrong = choosing(by=By.RANGE, first=FIRST, fault=Message("fault.no_number"))
    return picture(
        choosing=replace(wrong, last="970010 00017 002479 4"), look=off("off.range_first")
    )


def label() -> RecallPicture:
    return picture(choosing=choosing(by=By.LABEL, label="P97001000017000041"), look=ON)


def batch() -> RecallPicture:
    return picture(choosing=choosing(by=By.BATCH, batch="17"), look=ON)


def campaign() -> RecallPicture:
    products = (("gift25", "Gift card 25"), ("gift50", "Gift card 50"))
    chosen = choosing(by=By.CAMPAIGN, campaign="gift50", products=products)
    return picture(choosing=chosen, look=ON)


def of_earlier() -> RecallPicture:
    return picture(choosing=choosing(by=By.RECALL, recall="R-30"), look=ON)


def store() -> RecallPicture:
    stores = (("harbour-12", "Harbour Street 12"), ("market", "Market Square 1"))
    return picture(choosing=choosing(by=By.STORE, store="market", stores=stores), look=ON)


def file() -> RecallPicture:
    lines = (
        *(Message("line.wrong_check_digit", {"line": line}) for line in (14, 15, 881)),
        Message("line.not_text", {"line": 1_204}),
        *(Message("line.not_digits", {"line": line}) for line in range(1_300, 1_320)),
    )
    card = FileCard(
        name="stolen-cards.csv", numbers=8_412, repeated=3, faults=lines, faults_more=118
    )
    return picture(choosing=choosing(by=By.FILE, file=card), look=ON)


def refused() -> RecallPicture:
    return picture(choosing=of_range(), look=ON, fault=Message("refused.range"))


def without_sold() -> RecallPicture:
    return looked(
        choosing=of_range(reason=None, note=""),
        headline=Message("head.would", {"changing": 1182, "count": 1244}),
        rows=rows(with_sold=False),
        signing=signing(
            count=1182,
            sold=SoldChoice(count=51, included=False),
            stop_sale=off("off.reason_first"),
            sign=off("off.reason_first"),
            recall=off("off.reason_first"),
        ),
    )


def signed() -> RecallPicture:
    return looked(signing=signing(signed_by="Tom Berg", recall=ON))


def stopped_before() -> RecallPicture:
    return looked(
        signing=signing(
            count=12,
            sold=None,
            stop_count=4,
            lift_count=8,
            lift=ON,
            sign=None,
            recall=ON,
        )
    )


def asked_for_it() -> RecallPicture:
    asking = off("off.asking")
    return looked(
        choosing=of_range(locked=True),
        headline=Message("head.asking"),
        pill=Message("pill.asked"),
        signing=signing(signed_by="Tom Berg", recall=asking, stop_sale=asking),
        leave=asking,
    )


def no_reply() -> RecallPicture:
    return replace(signed(), pill=Message("pill.doubt"), fault=Message("fault.no_reply_recall"))


def progress(**changes: Any) -> Progress:
    shown = Progress(
        recall_id=31,
        act=RecallAct.RECALL,
        state=RecallState.RUNNING,
        done=812,
        total=1244,
        asked_by="Anna Lindt",
        approved_by="Tom Berg",
        ended_at_ms=None,
        advice=Message("advice.running"),
        hearing=Message("hearing.waiting", {"count": 3, "waiting": 1}),
        stop=ON,
        go_on=None,
        is_over_choice=False,
    )
    return replace(shown, **changes)


def digits(sequence: int) -> str:
    return CardNumber.build(issuer="970010", batch=17, sequence=sequence).digits


def asked(**changes: Any) -> AskedFor:
    shown = AskedFor(
        recall_id=31,
        act=RecallAct.RECALL,
        selection=NumberRange(first=digits(1240), last=digits(2479)),
        named=None,
        with_sold=True,
        reason=RecallReason.STOLEN,
        note=NOTE,
        begun_at_ms=NOW - MINUTE,
        ended_at_ms=None,
    )
    return replace(shown, **changes)


def running() -> RecallPicture:
    return picture(
        stage=Stage.RUNNING,
        asked_for=asked(),
        headline=Message("head.running.recall", {"changed": 796, "count": 1244}),
        pill=Message("pill.running", {"number": 31}),
        rows=(
            row(CardKind.INACTIVE, 770, RecallEffect.INVALIDATED, changes=True),
            row(CardKind.HELD, 1, RecallEffect.SALE_REFUSED, changes=True),
            row(CardKind.AVAILABLE, 25, RecallEffect.REFUND_DUE, changes=True),
            row(CardKind.IN_PROGRESS, 2, RecallEffect.WAITS, changes=True),
            row(CardKind.REDEEMED, 4, RecallEffect.REDEEMED_STAYS, changes=False),
        ),
        progress=progress(),
    )


def ended(**changes: Any) -> RecallPicture:
    facts: dict[str, Any] = {
        "stage": Stage.ENDED,
        "headline": Message("head.ended.recall", {"changed": 1231, "count": 1244}),
        "pill": Message("pill.done", {"number": 31}),
        "rows": rows(),
        "asked_for": asked(ended_at_ms=NOW),
        "progress": progress(
            go_on=ON,
            state=RecallState.DONE,
            done=1244,
            ended_at_ms=NOW,
            advice=None,
            hearing=Message("hearing.all", {"count": 3, "slowest": 14}),
            stop=None,
        ),
    }
    return replace(running(), **(facts | changes))


def cut_short(state: RecallState, word: str) -> RecallPicture:
    """A recall that ended before its last card."""
    return ended(
        headline=Message(f"head.{word}.recall", {"changed": 796, "count": 1244}),
        pill=Message(f"pill.{state.value}", {"number": 31}),
        rows=running().rows,
        progress=progress(
            state=state,
            ended_at_ms=NOW,
            advice=Message(f"advice.{state.value}"),
            stop=None,
            go_on=ON,
        ),
    )


def cancelled() -> RecallPicture:
    return cut_short(RecallState.CANCELLED, "stopped")


def failed() -> RecallPicture:
    return cut_short(RecallState.FAILED, "failed")


def stop_ended() -> RecallPicture:
    """A stop-sale that was opened while other cards had been chosen."""
    stop = ended()
    assert stop.progress is not None
    return replace(
        stop,
        choosing=of_range(),
        headline=Message("head.ended.stop-sale", {"changed": 1182, "count": 1244}),
        pill=Message("pill.done", {"number": 30}),
        rows=(row(CardKind.INACTIVE, 1182, RecallEffect.STOPPED, changes=True),),
        asked_for=asked(
            recall_id=30,
            act=RecallAct.STOP_SALE,
            selection=WholeCampaign(campaign="gift50"),
            named="Gift card 50",
            with_sold=False,
            reason=RecallReason.LOST,
            ended_at_ms=NOW,
        ),
        progress=replace(stop.progress, recall_id=30, act=RecallAct.STOP_SALE, is_over_choice=True),
    )


def by_card(**changes: Any) -> RecallPicture:
    effects = (
        RecallEffect.INVALIDATED,
        RecallEffect.SALE_REFUSED,
        RecallEffect.REFUND_DUE,
        RecallEffect.REDEEMED_STAYS,
        RecallEffect.NOTHING_TO_DO,
    )
    found = tuple(
        ResultCard(
            place=place,
            number=f"970010 00017 {1_240 + place:06d} {place % 10}",
            kind=CardKind.REDEEMED if place % 5 == 0 else CardKind.INACTIVE,
            effect=RecallEffect.REDEEMED_STAYS if place % 5 == 0 else RecallEffect.INVALIDATED,
            changes=place % 5 != 0,
        )
        for place in range(1, 15)
    )
    shown = Results(
        cards=found,
        effects=effects,
        effect=None,
        number="",
        sentence=Message("results.first", {"count": 1244, "first": len(found)}),
        more=ON,
        save=ON,
    )
    return ended(results=replace(shown, **changes))


def one_card() -> RecallPicture:
    return by_card(
        cards=(), number=FIRST, sentence=Message("results.none"), more=None, save=off("off.saving")
    )


def earlier() -> RecallPicture:
    listed = tuple(
        EarlierRecall(
            recall_id=31 - place,
            act=list(RecallAct)[place % 3],
            state=list(RecallState)[place % 4],
            reason=list(RecallReason)[place],
            total=1244 * (place + 1),
            at_ms=NOW - place * 300 * MINUTE,
            by="Anna Lindt",
        )
        for place in range(5)
    )
    return ended(earlier=Earlier(recalls=listed, more=ON))


def no_earlier() -> RecallPicture:
    return picture(earlier=Earlier(recalls=(), more=None))


PICTURES = {
    "r01-empty": empty,
    "r02-scanned": scanned,
    "r15-scans": scans_without_answer,
    "r03-wrong": typed_wrong,
    "r04-label": label,
    "r05-batch": batch,
    "r06-product": campaign,
    "r16-earlier": of_earlier,
    "r07-file": file,
    "r09-store": store,
    "r08-refused": refused,
    "r10-looked": looked,
    "r11-without-sold": without_sold,
    "r12-signed": signed,
    "r13-stopped-before": stopped_before,
    "r14-no-reply": no_reply,
    "r17-asked": asked_for_it,
    "r20-running": running,
    "r21-ended": ended,
    "r26-cancelled": cancelled,
    "r27-failed": failed,
    "r28-stop-ended": stop_ended,
    "r22-by-card": by_card,
    "r23-one-card": one_card,
    "r24-earlier": earlier,
    "r25-no-earlier": no_earlier,
}

# The gallery says its messages through a function that may lengthen them; these say them as they are.
PICTURES_SAID = {name: lambda _say, made=made: made() for name, made in PICTURES.items()}
