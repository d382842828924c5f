"""The picture of the page, made of what is chosen, what was looked at, and what the server told."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from card_contract.recall_messages import RecallHearing, RecallView
from card_contract.states import RecallState
from pos_terminal.recall.act_desk import ActDesk
from pos_terminal.recall.draft import Draft
from pos_terminal.recall.matrix import rows_of_dry_run, rows_of_recall, waiting
from pos_terminal.recall.model import (
    Choosing,
    EarlierRecall,
    Progress,
    RecallPicture,
    Results,
    Stage,
)
from pos_terminal.words import Button, Message, Toast, off

_HEADS: Final = {
    RecallState.RUNNING: "head.running",
    RecallState.DONE: "head.ended",
    RecallState.CANCELLED: "head.stopped",
    RecallState.FAILED: "head.failed",
}


def picture_of(
    draft: Draft,
    acts: ActDesk,
    view: RecallView | None,
    *,
    line: Button,
    asking: Message | None,
    results: Results | None,
    earlier: tuple[RecallView, ...] | None,
    fault: Message | None,
    toast: Toast | None,
) -> RecallPicture:
    """One picture; every word in it is a message."""
    picture = RecallPicture(
        stage=Stage.CHOOSE,
        choosing=_choosing(draft, acts, locked=view is not None),
        headline=asking or Message("head.nothing"),
        pill=None,
        look=line if draft.is_complete else off(draft.missing),
        results=results,
        earlier=None if earlier is None else tuple(_earlier(recall) for recall in earlier),
        fault=fault,
        toast=toast,
    )
    if view is not None:
        return _of_recall(picture, view, line)
    return _of_dry_run(picture, acts, line)


def _of_dry_run(picture: RecallPicture, acts: ActDesk, line: Button) -> RecallPicture:
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
        pill=Message("pill.dry_run", {"looked_at": looked.recall.at}),
        rows=rows,
        signing=acts.signing(line),
    )


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
        ),
    )


def _advice(state: RecallState) -> Message | None:
    return None if state is RecallState.DONE else Message(f"advice.{state.value}")


def _hearing(hearing: RecallHearing) -> Message:
    if hearing.waiting or hearing.slowest_ms is None:
        return Message("hearing.waiting", {"count": hearing.tills, "waiting": hearing.waiting})
    return Message("hearing.all", {"count": hearing.tills, "slowest": hearing.slowest_ms})


def _choosing(draft: Draft, acts: ActDesk, *, locked: bool) -> Choosing:
    return Choosing(
        by=draft.by,
        locked=locked,
        cards=tuple(draft.cards),
        first=draft.first,
        last=draft.last,
        label=draft.label,
        batch=draft.batch,
        campaign=draft.campaign,
        store=draft.store,
        stores=tuple((store.store_id, store.name) for store in draft.stores),
        file=draft.file_card(),
        fault=draft.fault,
        reason=acts.reason,
        note=acts.note,
    )


def _earlier(recall: RecallView) -> EarlierRecall:
    return EarlierRecall(
        recall_id=recall.recall_id,
        act=recall.act,
        state=recall.state,
        reason=recall.reason,
        total=recall.total,
        at_ms=recall.created_at,
        by=recall.asked_by,
    )
