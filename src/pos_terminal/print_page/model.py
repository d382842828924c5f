"""What the page *Print* shows: a batch on its sheets, where they go, and what proves its print."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pos_terminal.card_design.design import CardData
from pos_terminal.card_design.elements import Side
from pos_terminal.card_design.template_file import Template
from pos_terminal.print_page.jobs import A_FILE, DesignChoice, Progress, Target
from pos_terminal.sheets.sheet_layout import Duplex, SheetLayout
from pos_terminal.words import ON, Button, Message, Toast


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchChoice:
    """A batch that can be printed; ``name`` is its own, or its number."""

    batch: int
    name: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetChoice:
    """A kind of sheet, and how many cards are on one."""

    name: str
    cards: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSight:
    """One side of a sheet as it will be printed. No card has its code.

    ``used`` places of it were used before; ``can_start`` says that the first free place can be
    chosen on it, ``can_turn_over`` that there is something on both its sides, ``can_spoil`` that
    its cards can be named as ``spoiled``, by their place in ``cards``; ``proved`` that each of them
    was read back from the finished drawing.
    """

    template: Template
    layout: SheetLayout
    cards: tuple[CardData, ...]
    side: Side
    used: int
    can_start: bool
    proved: bool
    can_turn_over: bool = True
    can_spoil: bool = False
    spoiled: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Which of the sheets is shown, of how many."""

    sheet: int
    sheets: int
    back: Button
    forth: Button


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The first free place of the first sheet, counted from 1."""

    place: int
    places: int
    less: Button
    more: Button


class Standing(StrEnum):
    """How a line of the proof stands."""

    DONE = "done"
    TO_DO = "to_do"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofLine:
    """One thing that proves a print; ``figure`` is how much of it is done.

    ``print_test`` is the button of the test sheet's line.
    """

    standing: Standing
    fact: Message
    note: Message
    figure: Message | None = None
    print_test: Button | None = None


class Asked(StrEnum):
    """What is asked before something is done that cannot be undone."""

    FILE = "file"
    SHOP = "shop"
    AGAIN = "again"
    REPLACE = "replace"
    OTHERWISE = "otherwise"  # what is left of a run is drawn in another way
    END = "end"
    END_OPEN = "end_open"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyField:
    """The public key of a print shop, as it was typed."""

    text: str
    fault: Message | None


class FitField(StrEnum):
    """What is measured on a printer's test grid, in the order of its letters there."""

    LEFT = "left"
    TOP = "top"
    ACROSS = "across"
    DOWN = "down"
    BACK_LEFT = "back_left"
    BACK_TOP = "back_top"


@dataclass(frozen=True, slots=True, kw_only=True)
class FitLine:
    """One measure as it was typed; ``wrong`` where it is no length."""

    field: FitField
    text: str
    meant_thousandths: int
    wrong: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FitForm:
    """How a printer is corrected ``now``, and what was measured on its grid since.

    ``corrected`` prints the grid with the correction; null where there is none. ``dots`` is how
    many dots an inch it has, as typed.
    """

    printer: str
    now: Message
    lines: tuple[FitLine, ...]
    dots: str
    dots_wrong: bool
    note: Message | None
    fault: Message | None
    grid: Button
    corrected: Button | None
    save: Button


class SheetField(StrEnum):
    """What a sheet of one's own is laid out by: its name, counts, and millimetres."""

    NAME = "name"
    WIDTH = "width"
    HEIGHT = "height"
    COLUMNS = "columns"
    ROWS = "rows"
    GAP_X = "gap_x"
    GAP_Y = "gap_y"
    LEFT = "left"
    TOP = "top"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One of them as it was typed; ``wrong`` where it cannot be read."""

    field: SheetField
    text: str
    wrong: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetForm:
    """A sheet of one's own as it is typed, and what stands against it; ``note`` does not. The one
    that was opened is ``removable`` where it is kept.
    """

    lines: tuple[SheetLine, ...]
    crop_marks: bool
    fault: Message | None
    note: Message | None
    save: Button
    removable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, with what it is about; for a print shop, its ``key`` is asked for too."""

    asked: Asked
    about: Message
    yes: Button = ON
    key: KeyField | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOffCard:
    """A cut-off run as it is offered: take it up, or end it."""

    about: Message
    end: Button


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How the sheets came out, as far as a person has said: those up to ``good``, of ``first`` to
    ``fed``, are good. ``about`` says what becomes of the cards, ``queue`` what the printer's still
    has.
    """

    first: int
    fed: int
    good: int
    less: Button
    more: Button
    about: Message
    queue: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintPicture:
    """One picture of the page.

    ``about`` names the batch, with its product and its number of cards. While an ``outcome`` is
    asked for, or a ``cut_off`` run waits, nothing else can be printed. ``end_open`` is there where
    an open run of the batch stands in the way. ``named`` tells how many cards were scanned to be
    replaced.
    """

    loading: bool
    list_note: Message | None
    can_retry: bool
    batches: tuple[BatchChoice, ...] = ()
    more_batches: bool = False
    batch: int | None = None
    about: Message | None = None
    designs: tuple[DesignChoice, ...] = ()
    design: str = ""
    sheets: tuple[SheetChoice, ...] = ()
    sheet: str = ""
    turns: tuple[Duplex, ...] = ()
    turn: Duplex = Duplex.LONG_EDGE
    targets: tuple[Target, ...] = ()
    target: Target = A_FILE
    target_note: Message | None = None
    fit: FitForm | None = None
    own_sheet: SheetForm | None = None
    sight: SheetSight | None = None
    facts: tuple[Message, ...] = ()
    pager: Pager | None = None
    start: Start | None = None
    proof: tuple[ProofLine, ...] = ()
    act: Button
    act_word: Message
    fault: Message | None = None
    end_open: Button | None = None
    named: Message | None = None
    cut_off: CutOffCard | None = None
    outcome: Outcome | None = None
    question: Question | None = None
    running: Progress | None = None
    stop: Button
    toast: Toast | None = None
