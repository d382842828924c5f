"""Recalls and stop-sales: those there were, how far one is, and what became of each card.

They are begun at a till, where the cards are; here one looks on, calls one off, and takes the
result along as a file.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final
from urllib.parse import urlencode

from card_contract.card_number import CardNumber, NotACardNumberError
from card_contract.recall_messages import RecallCardView, RecallView
from card_contract.states import RecallEffect, RecallState
from server_stub.domain.ids import AppId
from server_stub.domain.roles import MANAGING
from server_stub.engine.command import Refused
from server_stub.queries.recalls import RecallQueries
from server_stub.web.portal.csv_file import csv_of, more_of
from server_stub.web.portal.recalls.words import (
    ACTS,
    EFFECTS,
    KINDS,
    REASONS,
    STATES,
    selection_words,
)
from server_stub.web.portal.refusals import sentence_of
from server_stub.web.portal.route import (
    ROOT,
    Download,
    Field,
    Form,
    Goes,
    Missing,
    PortalRoute,
    Said,
    Shown,
    Visit,
)
from server_stub.web.portal.words import Words, to_say

RECALLS: Final = f"{ROOT}/recalls"
RECALL: Final = f"{RECALLS}/{{}}"
_ID: Final = "[1-9][0-9]{0,14}"
_PLACE: Final = "[0-9]{1,15}"
_EFFECT: Final = "|".join(RecallEffect)
_NUMBER: Final = "9[0-9]{17}"
_HEAD: Final = (
    to_say("Place"),
    to_say("Card"),
    to_say("Last four"),
    to_say("Id"),
    to_say("It was"),
    to_say("It became"),
    to_say("Sale"),
    to_say("When"),
)


async def show(visit: Visit) -> Said:
    before = int(visit.query["before"]) if "before" in visit.query else None
    recalls, more = await visit.services.recalls.page(visit.caller.app_id, before)
    onward = urlencode({"before": recalls[-1].recall_id}) if recalls else ""
    return Shown(
        template="recalls.html",
        values={
            "recalls": recalls,
            "next": f"{RECALLS}?{onward}" if more else "",
            "acts": ACTS,
            "states": STATES,
            "reasons": REASONS,
            "selection": lambda recall: selection_words(visit.words, recall.selection),
        },
    )


async def recall(visit: Visit) -> Said:
    return await _recall_page(visit)


async def find_card(visit: Visit) -> Said:
    """Lead to what became of the card with the number that was typed."""
    try:
        number = CardNumber.parse(visit.typed["number"].strip())
    except NotACardNumberError:
        return await _recall_page(visit, why=visit.words.say("That is no number of a card."))
    return Goes(to=f"{RECALLS}/{visit.subject}?{urlencode({'number': number.digits})}")


async def call_off(visit: Visit) -> Said:
    """Recall no more cards; those that are decided stay so."""
    if await _recall_of(visit) is None:
        return Missing()
    said = await visit.services.jobs.cancel(
        visit.caller.app_id,
        int(visit.subject),
        by=f"operator:{visit.caller.operator_id}",
        asked_by=visit.caller.operator_id,
    )
    if isinstance(said, Refused):
        return await _recall_page(visit, why=sentence_of(visit, said))
    return Goes(to=f"{RECALLS}/{visit.subject}")


async def _recall_of(visit: Visit) -> RecallView | None:
    return await visit.services.recalls.recall(visit.caller.app_id, int(visit.subject))


async def _recall_page(visit: Visit, *, why: str = "") -> Said:
    found = await _recall_of(visit)
    if found is None:
        return Missing()
    query = visit.query
    number = CardNumber.parse(query["number"]) if "number" in query else None
    cards, more = await visit.services.recalls.cards(
        visit.caller.app_id,
        found.recall_id,
        after=int(query.get("after", "0")),
        effect=query.get("effect"),
        number=number,
    )
    onward = {**query, "after": str(cards[-1].place)} if cards else {}
    here = f"{RECALLS}/{found.recall_id}"
    return Shown(
        template="recall.html",
        values={
            "recall": found,
            "is_running": found.state is RecallState.RUNNING,
            "per_cent": 100 * found.done // max(1, found.total),
            "selection": selection_words(visit.words, found.selection),
            "cases": await visit.services.portal.cases.counted(
                visit.caller.app_id, found.recall_id
            ),
            "hearing": visit.services.feed.hearing(visit.caller.app_id, found.recall_id),
            "cards": cards,
            "here": here,
            "next": f"{here}?{urlencode(onward)}" if more else "",
            "effect": query.get("effect", ""),
            "number": query.get("number", ""),
            "acts": ACTS,
            "states": STATES,
            "reasons": REASONS,
            "kinds": KINDS,
            "effects": EFFECTS,
            "digits": lambda text: CardNumber.parse(text).grouped(),
            "why": why,
        },
        status=422 if why else 200,
    )


# --- The file ------------------------------------------------------------------------------------


async def as_csv(visit: Visit) -> Said:
    """Every card of the recall with what became of it, or those of one effect."""
    found = await _recall_of(visit)
    if found is None:
        return Missing()
    lines = _lines(
        visit.services.recalls,
        visit.words,
        visit.caller.app_id,
        found.recall_id,
        visit.query.get("effect"),
    )
    return Download(name=_file_name(found), media_type="text/csv; charset=utf-8", pieces=lines)


def _file_name(recall: RecallView) -> str:
    """Whoever is handed a file whose cards are not all of them reads so in its name."""
    if recall.state is RecallState.DONE:
        return f"recall-{recall.recall_id}.csv"
    stage = "so-far" if recall.state is RecallState.RUNNING else recall.state.value
    return f"recall-{recall.recall_id}-{stage}-{recall.done}-of-{recall.total}.csv"


async def _lines(
    recalls: RecallQueries, words: Words, app_id: AppId, recall_id: int, effect: str | None
) -> AsyncIterator[bytes]:
    yield csv_of([[words.say(name) for name in _HEAD]], words.language)
    after, more = 0, True
    while more:
        cards, more = await recalls.cards(
            app_id, recall_id, after=after, effect=effect, number=None
        )
        if cards:
            yield more_of([_row(words, card) for card in cards], words.language)
            after = cards[-1].place


def _row(words: Words, card: RecallCardView) -> tuple[str | int, ...]:
    """Numbers of cards in their groups: a spreadsheet rounds a number of 18 digits."""
    return (
        card.place,
        "" if card.number is None else CardNumber.parse(card.number).grouped(),
        f"…{card.last_four}",
        card.card_id or "",
        words.say(KINDS[card.kind]),
        words.say(EFFECTS[card.effect]),
        card.sale_id or "",
        words.time(card.at),
    )


RECALL_ROUTES: Final = (
    PortalRoute(method="GET", path=RECALLS, page=show, roles=MANAGING, query={"before": _PLACE}),
    PortalRoute(
        method="GET",
        path=RECALL,
        page=recall,
        roles=MANAGING,
        subject=_ID,
        query={"after": _PLACE, "effect": _EFFECT, "number": _NUMBER},
    ),
    PortalRoute(
        method="GET",
        path=f"{RECALL}/cards.csv",
        page=as_csv,
        roles=MANAGING,
        subject=_ID,
        query={"effect": _EFFECT},
    ),
    PortalRoute(
        method="POST",
        path=f"{RECALL}/find",
        page=find_card,
        roles=MANAGING,
        subject=_ID,
        form=Form(shown_at=RECALL, fields=(Field(name="number", signs_max=40, is_secret=True),)),
    ),
    PortalRoute(
        method="POST",
        path=f"{RECALL}/call-off",
        page=call_off,
        roles=MANAGING,
        subject=_ID,
        form=Form(shown_at=RECALL),
    ),
)
