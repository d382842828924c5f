"""The picture of the page from its parts. Pure: nothing is asked or changed here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from card_contract.studio_messages import BatchView
from pos_terminal.print_page.batches_told import BatchesTold
from pos_terminal.print_page.design_desk import DesignDesk
from pos_terminal.print_page.jobs import CutOff, Stage, Target, TargetKind, Which
from pos_terminal.print_page.model import (
    CutOffCard,
    FitForm,
    PrintPicture,
    ProofLine,
    Question,
    SheetForm,
)
from pos_terminal.print_page.named_desk import NamedDesk
from pos_terminal.print_page.proof_lines import proof_lines, proof_of_shop
from pos_terminal.print_page.run_desk import RunDesk
from pos_terminal.print_page.sheet_desk import SheetDesk
from pos_terminal.print_page.stack import Stack
from pos_terminal.print_page.trial_desk import TrialDesk
from pos_terminal.words import ON, Button, Message, Toast, off

_TOO_LATE: Final = (Stage.STOPPING, Stage.ENDING, Stage.REPORTING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the page is made of."""

    batches: BatchesTold
    designs: DesignDesk
    sheets: SheetDesk
    run: RunDesk
    named: NamedDesk
    trial: TrialDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is so beside the parts: where the sheets go, how many cards were just printed, the line
    to the server.
    """

    targets: tuple[Target, ...]
    target: Target
    question: Question | None
    target_note: Message | None
    fit: FitForm | None
    own_sheet: SheetForm | None
    printed: int | None
    line: Button
    toast: Toast | None


def which_of(parts: Parts) -> Which | None:
    """Which cards a press prints; null while nobody knows how the batch stands."""
    stands = parts.batches.print
    if stands is None:
        return None
    if parts.named.cards:
        return Which.AGAIN
    if not stands.printed + stands.spoiled + stands.given:
        return Which.ALL
    return Which.REST if stands.waiting else Which.AGAIN


def stack_of(parts: Parts, view: BatchView) -> Stack:
    """The cards on the sheets that are shown."""
    cut, stands = parts.run.cut_off, parts.batches.print
    if cut is not None and cut.fed is not None:
        return Stack(count=0, exact=False, fed=cut.fed)
    if parts.named.cards:
        return Stack(count=len(parts.named.cards), exact=False)
    if stands is None or cut is not None:
        return Stack(count=view.made, exact=False)
    count = stands.waiting or stands.printed
    return Stack(count=count, exact=count == view.made)


def picture_of(parts: Parts, around: Around) -> PrintPicture:
    told, designs, run = parts.batches, parts.designs, parts.run
    view = told.view
    picture = PrintPicture(
        loading=told.asking or (view is None and told.chosen is not None and not told.note),
        list_note=told.fault,
        can_retry=told.fault is not None or told.note is not None,
        batches=told.choices(),
        more_batches=told.more,
        batch=told.chosen,
        designs=designs.choices,
        design=designs.key,
        targets=around.targets,
        target=around.target,
        target_note=around.target_note,
        fit=around.fit,
        own_sheet=around.own_sheet,
        act=off("off.choose_batch"),
        act_word=Message("act.batch"),
        fault=run.fault or parts.trial.fault or designs.fault or told.note,
        question=around.question,
        running=run.progress,
        stop=_stop(run),
        toast=around.toast,
    )
    return picture if view is None else _of_batch(picture, parts, around, view)


def _of_batch(picture: PrintPicture, parts: Parts, around: Around, view: BatchView) -> PrintPicture:
    sheets, loaded, run = parts.sheets, parts.designs.loaded, parts.run
    picture = replace(
        picture,
        about=_about(view),
        proof=_proof(parts, around),
        act=_act(parts, around),
        act_word=_act_word(parts, around, view),
        cut_off=_cut_off(run, around.line),
        named=Message("named", {"count": len(parts.named.cards)}) if parts.named.cards else None,
        end_open=around.line if run.is_barred else None,
        outcome=run.outcome.outcome(),
    )
    if loaded is None or around.target.kind is TargetKind.SHOP:
        return picture
    stack, cut = stack_of(parts, view), run.cut_off
    waits = cut is not None and cut.fed is None  # nobody knows here which of its cards are left
    fed = None if cut is None else cut.fed  # these are on no other sheets any more
    is_set_up = cut is None and not run.busy
    return replace(
        picture,
        sheets=tuple(one for one in sheets.choices() if not fed or one.name == sheets.name),
        sheet=sheets.name,
        turns=tuple(one for one in sheets.turns if not fed or one is sheets.turn),
        turn=sheets.turn,
        sight=sheets.sight(
            view,
            loaded.shown,
            stack,
            can_start=is_set_up,
            proved=_proved(parts, around) is not None and (stack.exact or stack.fed is not None),
            spoiled=run.outcome.bad_cards(),
        ),
        facts=() if waits else _facts(parts, stack),
        pager=None if waits else sheets.pager(stack),
        start=sheets.start() if is_set_up else None,
    )


def _facts(parts: Parts, stack: Stack) -> tuple[Message, ...]:
    is_all_printed = which_of(parts) is Which.AGAIN and not parts.named.cards
    if is_all_printed and stack.fed is None:
        return (Message("fact.printed"),)
    return parts.sheets.facts(stack)


def _proved(parts: Parts, around: Around) -> int | None:
    """How many cards were read back from what was just printed, or handed over."""
    cut = parts.run.cut_off
    if cut is not None and cut.fed is not None:
        return sum(map(len, cut.fed.cards))
    return around.printed if cut is None else None


def _about(view: BatchView) -> Message:
    """The batch with its product and its number of cards."""
    return Message(
        "about",
        {
            "number": str(view.batch),
            "title": view.title,
            "price_minor": view.price_minor,
            "currency": view.currency,
            "count": view.made,
        },
    )


def _proof(parts: Parts, around: Around) -> tuple[ProofLine, ...]:
    if around.target.kind is TargetKind.SHOP:
        return proof_of_shop(parts.batches.proof)
    proved, progress = _proved(parts, around), parts.run.progress
    loaded = parts.designs.loaded
    return proof_lines(loaded, parts.batches.proof, proved, progress, _test_line(parts))


def _test_line(parts: Parts) -> ProofLine | None:
    """Of what cannot be drawn, or is on paper already, there is no test sheet."""
    if parts.run.cut_off is not None or not _drawable(parts).enabled:
        return None
    is_busy = parts.run.busy or parts.trial.busy
    return replace(parts.trial.line(), print_test=off("off.running") if is_busy else ON)


def _act_word(parts: Parts, around: Around, view: BatchView) -> Message:
    run, which, layout = parts.run, which_of(parts), parts.sheets.layout
    if run.cut_off is not None:
        return _word_of_run(run, run.cut_off)
    if which is None or layout is None:
        return Message("act.batch")
    if which is Which.AGAIN:
        named = len(parts.named.cards)
        return Message("act.replace", {"count": named}) if named else Message("act.again")
    stack = stack_of(parts, view)
    if around.target.kind is TargetKind.SHOP:
        return Message("act.shop", {"count": stack.count})
    if layout.slots == 1:
        return Message("act.cards", {"count": stack.count})
    return Message("act.sheets", {"count": parts.sheets.sheets(stack)})


def _word_of_run(run: RunDesk, cut: CutOff) -> Message:
    if cut.fed is not None:
        bad = len(run.outcome.bad_cards())
        return Message("act.spoiled", {"count": bad}) if bad else Message("act.all_good")
    if cut.sheet > 1:
        return Message("act.from_sheet", {"sheet": cut.sheet})
    return Message("act.take_up")


def _act(parts: Parts, around: Around) -> Button:
    run = parts.run
    if run.busy:
        return off("off.running")
    if not around.line.enabled or run.outcome.outcome() is not None:
        return around.line
    if run.cut_off is None and which_of(parts) is None:
        return off("off.not_known")
    return ON if around.target.kind is TargetKind.SHOP else _drawable(parts)


def _drawable(parts: Parts) -> Button:
    """Whether cards can be drawn in the design that is chosen."""
    loaded = parts.designs.loaded
    if loaded is None or parts.sheets.layout is None:
        return off("off.no_design")
    if loaded.to_fix:
        return off("off.too_coarse" if loaded.too_coarse else "off.to_fix")
    return ON


def _stop(run: RunDesk) -> Button:
    progress = run.progress
    if progress is None or progress.stage not in _TOO_LATE:
        return ON
    return off(f"off.{progress.stage.value}")


def _cut_off(run: RunDesk, line: Button) -> CutOffCard | None:
    cut = run.cut_off
    if cut is None or cut.fed is not None:
        return None
    return CutOffCard(about=_what_waits(cut), end=off("off.running") if run.busy else line)


def _what_waits(cut: CutOff) -> Message:
    number, known = str(cut.batch), ".noted" if cut.drawing.is_known else ""
    if cut.target.kind is TargetKind.SHOP:
        return Message("cut_off.shop", {"number": number, "name": Path(cut.file).name})
    if cut.target.kind is TargetKind.PRINTER:
        return Message(
            f"cut_off.printer{known}",
            {"number": number, "name": cut.target.name, "sheet": cut.sheet},
        )
    return Message(f"cut_off.file{known}", {"number": number, "name": Path(cut.file).name})
