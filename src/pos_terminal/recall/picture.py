"""The picture of the page, made of what is chosen, what was looked at, and what the server told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from card_contract.recall_messages import RecallHearing, RecallView
from card_contract.states import RecallState
from pos_terminal.recall.act_desk import ActDesk
from pos_terminal.recall.choosing_desk import ChoosingDesk
from pos_terminal.recall.matrix import rows_of_dry_run, rows_of_recall, waiting
from pos_terminal.recall.model import (
    AskedFor,
    Choosing,
    Earlier,
    EarlierRecall,
    Progress,
    RecallPicture,
    Results,
    Stage,
)
from pos_terminal.recall.running_desk import RunningDesk
from pos_terminal.words import ON, Button, Message, Toast, off

_HEADS: Final = {
    RecallState.RUNNING: "head.running",
    RecallState.DONE: "head.ended",
    RecallState.CANCELLED: "head.stopped",
    RecallState.FAILED: "head.failed",
}


def picture_of(
    chosen: ChoosingDesk,
    acts: ActDesk,
    running: RunningDesk,
    *,
    line: Button,
    asking: Message | None,
    results: Results | None,
    fault: Message | None,
    toast: Toast | None,
) -> RecallPicture:
    """One picture; every word in it is a message."""
    leave = off("off.asking") if running.is_acting else ON
    picture = RecallPicture(
        stage=Stage.CHOOSE,
        choosing=_choosing(chosen, acts, locked=running.is_acting),
        headline=asking or Message("head.nothing"),
        pill=None,
        look=line if chosen.is_complete else off(chosen.missing),
        results=results,
        earlier=_earlier(running, line),
        leave=leave,
        fault=fault,
        toast=toast,
    )
    if running.view is not None:
        return _of_recall(picture, running.view, line)
    return _of_dry_run(picture, acts, running, line)


def _of_dry_run(
    picture: RecallPicture, acts: ActDesk, running: RunningDesk, line: Button
) -> RecallPicture:
    looked = acts.looked
    if looked is None:
        return picture
    rows = rows_of_dry_run(looked.recall, with_sold=acts.with_sold)
    counted = {
        "changing": acts.count - waiting(rows),
        "waiting": waiting(rows),
        "count": looked.recall.total,
    }
    return replace(
        picture,
        stage=Stage.LOOKED,
        headline=Message("head.would_wait" if waiting(rows) else "head.would", counted),
        pill=_of_doubt(running) or Message("pill.dry_run", {"looked_at": looked.recall.at}),
        rows=rows,
        signing=acts.signing(line),
    )


def _of_doubt(running: RunningDesk) -> Message | None:
    """What was only looked at may be done by now, from the moment at which it is asked for."""
    if running.is_acting:
        return Message("pill.asked")
    return Message("pill.doubt") if running.may_have_begun else None


def _of_recall(picture: RecallPicture, view: RecallView, line: Button) -> RecallPicture:
    running = view.state is RecallState.RUNNING
    rows = rows_of_recall(view)
    changed = sum(row.count for row in rows if row.changes) - waiting(rows)
    return replace(
        picture,
        stage=Stage.RUNNING if running else Stage.ENDED,
        headline=Message(
            f"{_HEADS[view.state]}.{view.act.value}", {"changed": changed, "count": view.total}
        ),
        pill=Message(f"pill.{view.state.value}", {"number": view.recall_id}),
        rows=rows,
        asked_for=_asked_for(view),
        progress=Progress(
            recall_id=view.recall_id,
            act=view.act,
            state=view.state,
            done=view.done,
            total=view.total,
            asked_by=view.asked_by,
            approved_by=view.approved_by,
            ended_at_ms=view.ended_at,
            advice=_advice(view.state),
            hearing=None if view.hearing is None else _hearing(view.hearing),
            stop=line if running else None,
            go_on=None if running else picture.leave,
            is_over_choice=picture.choosing.is_begun,
        ),
    )


def _asked_for(view: RecallView) -> AskedFor:
    return AskedFor(
        recall_id=view.recall_id,
        act=view.act,
        selection=view.selection,
        named=view.named,
        with_sold=view.include_sold,
        reason=view.reason,
        note=view.note,
        begun_at_ms=view.created_at,
        ended_at_ms=view.ended_at,
    )


def _advice(state: RecallState) -> Message | None:
    return None if state is RecallState.DONE else Message(f"advice.{state.value}")


def _hearing(hearing: RecallHearing) -> Message:
    if hearing.waiting or hearing.slowest_ms is None:
        return Message("hearing.waiting", {"count": hearing.tills, "waiting": hearing.waiting})
    return Message("hearing.all", {"count": hearing.tills, "slowest": hearing.slowest_ms})


def _choosing(chosen: ChoosingDesk, acts: ActDesk, *, locked: bool) -> Choosing:
    draft, line = chosen.draft, chosen.line
    word = "scans.no_answer" if line.is_stuck else "scans.asked"
    return Choosing(
        by=draft.by,
        locked=locked,
        cards=tuple(draft.cards),
        first=draft.first,
        last=draft.last,
        label=draft.label,
        batch=draft.batch,
        campaign=draft.campaign,
        products=tuple((product.campaign, product.title) for product in draft.products),
        store=draft.store,
        stores=tuple((store.store_id, store.name) for store in draft.stores),
        file=draft.file_card(),
        recall=draft.recall,
        fault=draft.fault,
        reason=acts.reason,
        note=acts.note,
        scans=Message(word, {"count": line.waiting}) if line.waiting else None,
        unknown=_unknown(draft.unknown),
        ask_again=ON if line.is_stuck else None,
    )


def _unknown(scans: Sequence[str]) -> Message | None:
    if not scans:
        return None
    return Message("scans.unknown", {"count": len(scans), "last_four": scans[-1][-4:]})


def _earlier(running: RunningDesk, line: Button) -> Earlier | None:
    if running.earlier is None:
        return None
    more = None
    if running.has_more:
        more = line if line.why_off == Message("off.asking") else ON
    return Earlier(recalls=tuple(map(_listed, running.earlier)), more=more)


def _listed(recall: RecallView) -> EarlierRecall:
    return EarlierRecall(
        recall_id=recall.recall_id,
        act=recall.act,
        state=recall.state,
        reason=recall.reason,
        total=recall.total,
        at_ms=recall.created_at,
        by=recall.asked_by,
    )
