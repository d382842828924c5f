"""Pictures of the page *Labels*, made by hand: one of each situation it can be in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pos_terminal.pack_labels.model import LabelsOf, LabelsPicture, Scope, Stage, Work
from pos_terminal.words import ON, Message, off
from support.labels_office import OFFICE_PRINTER, order_of

ABOUT = Message("about", {"title": "Game card", "number": "7"})


def state(**changes: Any) -> LabelsPicture:
    order = order_of(40)
    shown = LabelsPicture(
        about=ABOUT,
        loading=False,
        nothing=None,
        can_retry=False,
        of=LabelsOf.PACKS,
        scope=Scope.ALL,
        number="",
        number_fault=None,
        sheet=order.sheet,
        start=0,
        shown_sheet=1,
        order=order,
        printers=(OFFICE_PRINTER,),
        printer="",
        act=ON,
        act_word=Message("act.save", {"count": order.sheets}),
        work=None,
        fault=None,
    )
    return replace(shown, **changes)


def used_sheet() -> LabelsPicture:
    return state(start=3, order=order_of(40, start=3))


def cartons_to_printer() -> LabelsPicture:
    order = order_of(8, sheet="letter-labels-10", carton=True)
    return state(
        of=LabelsOf.CARTONS,
        sheet=order.sheet,
        order=order,
        printer=OFFICE_PRINTER,
        act_word=Message("act.print", {"count": 1}),
    )


def no_such_pack() -> LabelsPicture:
    return state(
        scope=Scope.ONE,
        number="77",
        number_fault=Message("number.no_pack", {"last": "40"}),
        order=None,
        act=off("off.number_first"),
        act_word=Message("act.save_none"),
    )


def roll() -> LabelsPicture:
    order = order_of(3, sheet="label-roll")
    return state(sheet=order.sheet, order=order, act_word=Message("act.save", {"count": 3}))


def working() -> LabelsPicture:
    return state(act=off("off.working"), work=Work(stage=Stage.READING, done=1, of=3))


def fault() -> LabelsPicture:
    return state(fault=Message("fault.not_read_back"))


def nothing() -> LabelsPicture:
    return state(
        order=None, nothing=Message("nothing.making"), act=off("off.nothing"),
        act_word=Message("act.save_none"),
    )  # fmt: skip


def no_line() -> LabelsPicture:
    return replace(nothing(), nothing=Message("nothing.no_line"), can_retry=True)


PICTURES: dict[str, Callable[[], LabelsPicture]] = {
    "j1-packs": state,
    "j2-used-sheet": used_sheet,
    "j3-cartons-printer": cartons_to_printer,
    "j4-no-such-pack": no_such_pack,
    "j5-roll": roll,
    "j6-working": working,
    "j7-fault": fault,
    "j8-nothing": nothing,
    "j9-no-line": no_line,
}
PICTURES_SAID = {
    name: lambda _say, picture=picture: picture() for name, picture in PICTURES.items()
}
