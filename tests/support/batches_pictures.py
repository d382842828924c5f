"""Pictures of the page *Batches*, made by hand: one of each situation it can be in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from card_contract.studio_messages import BatchState, CampaignSettings
from pos_terminal.batches.campaign_fields import values_of
from pos_terminal.batches.model import (
    ArtworkPart,
    BatchCard,
    BatchesPicture,
    BatchField,
    BatchRow,
    CampaignCard,
    CampaignChoice,
    CampaignField,
    CampaignRow,
    CampaignSaying,
    FieldFault,
    Figure,
    FigureLine,
    HistoryLine,
    NewBatch,
    Section,
)
from pos_terminal.words import ON, Button, Message, off
from support.checkout_pictures import NOW

MINUTE = 60_000
DAY = 24 * 60 * MINUTE
ROWS = (
    (7, "Winter 2026, second run", "Game card", BatchState.MAKING, 3200, 5000),
    (6, "", "Gift card for the whole family", BatchState.FAILED, 900, 2000),
    (5, "Winter 2026", "Game card", BatchState.MADE, 10_000, 10_000),
    (4, "Wrong price", "Voucher", BatchState.CANCELLED, 400, 1000),
)
CAMPAIGNS = (
    CampaignChoice(campaign="game", title="Game card", price_minor=2500, currency="EUR"),
    CampaignChoice(campaign="gift", title="Gift card", price_minor=5000, currency="EUR"),
)
VALUES = (
    (BatchField.CAMPAIGN, "game"),
    (BatchField.NAME, "Winter 2026, third run"),
    (BatchField.QUANTITY, "5000"),
    (BatchField.CARDS_PER_PACK, "50"),
    (BatchField.PACKS_PER_CARTON, "20"),
)


def name_of(batch: int, name: str) -> Message:
    if name:
        return Message("batch.name", {"name": name})
    return Message("batch.number", {"number": str(batch)})


def rows(chosen: int | None = None) -> tuple[BatchRow, ...]:
    return tuple(
        BatchRow(
            batch=batch,
            name=name_of(batch, name),
            title=title,
            state=state,
            made=made,
            quantity=quantity,
            chosen=batch == chosen,
        )
        for batch, name, title, state, made, quantity in ROWS
    )


def state(**changes: Any) -> BatchesPicture:
    shown = BatchesPicture(
        loading=False, list_note=None, can_retry=False, rows=rows(), more=ON, can_begin=True
    )
    return replace(shown, **changes)


def figures(made: int, quantity: int) -> tuple[FigureLine, ...]:
    values = {
        Figure.MADE: Message("figure.of", {"part": made, "whole": quantity}),
        Figure.PACKS: Message("figure.count", {"number": 200}),
        Figure.CARTONS: Message("figure.count", {"number": 10}),
        Figure.PRINTED: Message("figure.count", {"number": 4980}),
        Figure.PROVEN: Message("figure.of", {"part": 12, "whole": 20}),
        Figure.SHIPPED: Message("figure.count", {"number": 4000}),
        Figure.SOLD: Message("figure.count", {"number": 1312}),
        Figure.REDEEMED: Message("figure.count", {"number": 877}),
        Figure.INVALIDATED: None,
    }
    return tuple(FigureLine(figure=figure, value=value) for figure, value in values.items())


def card(batch: int, sentence: str, cancel: Button | None = None, **changes: Any) -> BatchesPicture:
    _, name, title, stage, made, quantity = next(row for row in ROWS if row[0] == batch)
    values: dict[str, str | int] = {"made": made, "quantity": quantity, "count": quantity}
    kinds = ("batch.proof-read", "batch.codes-made", "batch.opened")
    shown = BatchCard(
        batch=batch,
        name=name_of(batch, name),
        about=Message(
            "batch.about",
            {"title": title, "price_minor": 2500, "currency": "EUR", "number": str(batch)},
        ),
        state=stage,
        sentence=Message(sentence, values),
        made=made,
        quantity=quantity,
        figures=figures(made, quantity),
        history=tuple(
            HistoryLine(position=9 - place, kind=kind, at_ms=NOW - place * DAY, actor="Sam Okafor")
            for place, kind in enumerate(kinds)
        ),
        note=None,
        fault=None,
        cancel=cancel,
        consequences=()
        if cancel is None
        else (
            Message("cancel.made", {"count": made}),
            Message("cancel.number", {"number": str(batch)}),
        ),
    )
    return state(rows=rows(batch), batch=replace(shown, **changes))


def nothing_chosen() -> BatchesPicture:
    return state()


def making() -> BatchesPicture:
    return card(7, "batch.making", ON)


def made() -> BatchesPicture:
    return card(5, "batch.made", ways=("design", "print", "labels", "proof"))


def failed() -> BatchesPicture:
    return card(6, "batch.failed", ON, fault=Message("fault.no_reply"))


def cancelled() -> BatchesPicture:
    return card(4, "batch.cancelled")


def offline() -> BatchesPicture:
    shown = card(7, "batch.making", off("off.no_line"), note=Message("batch.no_line"))
    note = Message("list.as_of", {"told_at": NOW - 9 * MINUTE})
    return replace(shown, list_note=note, can_retry=True)


def loading() -> BatchesPicture:
    return state(rows=(), more=None, loading=True, can_begin=False)


def no_line() -> BatchesPicture:
    note = Message("list.no_line")
    return state(rows=(), more=None, can_begin=False, list_note=note, can_retry=True)


def none_yet() -> BatchesPicture:
    return state(rows=(), more=None)


def new_batch(**changes: Any) -> BatchesPicture:
    form = NewBatch(
        campaigns=CAMPAIGNS,
        values=VALUES,
        faults=(),
        plan=(),
        fault=None,
        act=ON,
        act_word=Message("act.plan"),
    )
    return state(new_batch=replace(form, **changes))


def new_batch_empty() -> BatchesPicture:
    values = tuple(
        (field, "" if field in (BatchField.CAMPAIGN, BatchField.QUANTITY) else value)
        for field, value in VALUES
    )
    return new_batch(values=values, act=off("off.campaign_first"))


def new_batch_faults() -> BatchesPicture:
    faults = (
        FieldFault(field=BatchField.CAMPAIGN, fault=Message("batch_fault.CAMPAIGN_DISABLED")),
        FieldFault(field=BatchField.QUANTITY, fault=Message("batch_fault.TOO_FEW_NUMBERS")),
        FieldFault(field=BatchField.CARDS_PER_PACK, fault=Message("batch_fault.TOO_MANY_PACKS")),
        FieldFault(field=BatchField.PACKS_PER_CARTON, fault=Message("batch_fault.CARTON_INVALID")),
    )
    return new_batch(faults=faults, act=off("off.change_first"))


def new_batch_planned() -> BatchesPicture:
    plan = (
        Message("plan.cards", {"count": 5000}),
        Message("plan.packs", {"count": 100}),
        Message("plan.cartons", {"count": 5}),
        Message(
            "plan.numbers", {"first": "970010 00008 000001 7", "last": "970010 00008 005000 3"}
        ),
    )
    return new_batch(
        plan=plan,
        act_word=Message("act.begin", {"count": 5000}),
    )


def artwork(artwork: str | None = "gift", **changes: Any) -> ArtworkPart:
    shown = ArtworkPart(
        artwork=artwork,
        title="Gift card",
        price="50.00 EUR",
        note=None,
        fault=None,
        choose=ON,
        can_drop=artwork is not None,
    )
    return replace(shown, **changes)


def campaign(**changes: Any) -> BatchesPicture:
    settings = CampaignSettings(
        title="Gift card", price_minor=5000, currency="EUR", issuer="970010", artwork="gift"
    )
    shown = CampaignCard(
        campaign="gift-50",
        title="Gift card",
        disabled=False,
        figures=Message(
            "campaign.figures", {"batches": 3, "made": 12_000, "sold": 812, "redeemed": 77}
        ),
        values=tuple(values_of("gift-50", settings, "UTC").items()),
        faults=(),
        theirs=(),
        fault=None,
        artwork=artwork(),
        save=off("off.unchanged"),
        switch=ON,
    )
    listed = (
        CampaignRow(
            campaign="game-25", title="Game card", price_minor=2500, currency="EUR",
            disabled=True, chosen=False,
        ),
        CampaignRow(
            campaign="gift-50", title="Gift card", price_minor=5000, currency="EUR",
            disabled=False, chosen=True,
        ),
    )  # fmt: skip
    return state(section=Section.CAMPAIGNS, campaigns=listed, campaign=replace(shown, **changes))


def campaign_without_picture() -> BatchesPicture:
    return campaign(save=ON, artwork=artwork(None, fault=Message("artwork.svg")))


def campaign_picture_on_its_way() -> BatchesPicture:
    way = off("off.artwork")
    return campaign(save=way, switch=way, artwork=artwork(choose=way))


def campaign_changed_meanwhile() -> BatchesPicture:
    return campaign(
        save=ON,
        artwork=artwork(note=Message("campaign.theirs_artwork")),
        fault=Message("campaign.changed_meanwhile"),
        theirs=(
            CampaignSaying(
                field=CampaignField.PRICE, fault=Message("campaign.theirs", {"value": "45.00"})
            ),
        ),
        faults=(
            CampaignSaying(
                field=CampaignField.TITLE, fault=Message("campaign_fault.TITLE_MISSING")
            ),
        ),
    )


def new_batch_asked_before() -> BatchesPicture:
    planned = new_batch_planned()
    assert planned.new_batch is not None
    form = replace(
        planned.new_batch,
        plan=(),
        may_be_begun=True,
        fault=Message("fault.no_reply_begin"),
        act_word=Message("act.begin_again", {"count": 5000}),
    )
    return replace(planned, new_batch=form)


PICTURES = {
    "y01-nothing-chosen": nothing_chosen,
    "y02-making": making,
    "y03-made": made,
    "y04-failed": failed,
    "y05-cancelled": cancelled,
    "y06-offline": offline,
    "y07-loading": loading,
    "y08-no-line": no_line,
    "y09-none-yet": none_yet,
    "y10-new": new_batch_empty,
    "y11-new-faults": new_batch_faults,
    "y12-new-planned": new_batch_planned,
    "y13-campaign": campaign,
    "y14-changed-meanwhile": campaign_changed_meanwhile,
    "y15-asked-before": new_batch_asked_before,
    "y16-without-picture": campaign_without_picture,
    "y17-picture-on-its-way": campaign_picture_on_its_way,
}

# The gallery says its messages through a function that may lengthen them; these say them as they are.
PICTURES_SAID = {name: lambda _say, made=made: made() for name, made in PICTURES.items()}
