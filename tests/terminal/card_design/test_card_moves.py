"""Moves of a design and their undoing."""

from __future__ import annotations

import pytest

from pos_terminal.card_design.box import Box
from pos_terminal.card_design.elements import Side, Text
from pos_terminal.card_design.history import STEPS_MAX, History
from pos_terminal.card_design.moves import (
    Add,
    Align,
    Change,
    Edge,
    Module,
    MoveFault,
    MoveRefusedError,
    Order,
    Paper,
    Place,
    Remove,
    Rename,
    Reorder,
    Resize,
    Together,
    free_id,
)

NEW = Text(id="text-1", box=Box(5, 5, 20, 4), text="New")


def test_every_move_is_undone_and_done_again(design):
    moves = (
        Place("barcode", 10, 20),
        Resize("code", Box(6, 14, 50, 9)),
        Module("barcode", 0.3),
        Align("how", Edge.CENTRE),
        Reorder("legal", Order.TO_BOTTOM),
        Add(Side.FRONT, NEW),
        Remove("batch"),
        Change(Text(id="how", box=Box(1, 2, 30, 4), text="Other")),
        Paper(Side.BACK, "#eeeeee"),
        Rename("Another"),
    )
    steps = [History(design)]
    for move in moves:
        steps.append(steps[-1].done(move))
        assert steps[-1].design != steps[-2].design
    back = steps[-1]
    for step in reversed(steps[:-1]):
        back = back.undo()
        assert back.design == step.design
    assert not back.can_undo
    for step in steps[1:]:
        back = back.redo()
        assert back.design == step.design
    assert not back.can_redo


def test_a_move_after_an_undo_forgets_what_was_undone(design):
    history = History(design).done(Rename("One")).undo().done(Rename("Two"))
    assert (history.design.name, history.can_redo) == ("Two", False)


def test_a_move_that_changes_nothing_is_no_step(design):
    assert not History(design).done(Rename(design.name)).can_undo


def test_the_history_has_an_end(design):
    history = History(design)
    for number in range(STEPS_MAX + 5):
        history = history.done(Rename(f"Name {number}"))
    assert len(history.before) == STEPS_MAX


def test_undoing_nothing_changes_nothing(design):
    assert History(design).undo().redo() == History(design)


def test_moves_that_go_together_are_one_step(design):
    both = Together((Rename("A"), Paper(Side.BACK, "#000000")))
    assert History(design).done(both).undo().design == design


def test_the_bars_grow_with_their_box(design):
    _, bars = design.find("barcode")
    box = Box(bars.box.left, bars.box.top, bars.box.width * 1.5, bars.box.height)
    _, wider = Resize("barcode", box).applied(design).find("barcode")
    assert wider.module_mm == pytest.approx(bars.module_mm * 1.5)


def test_elements_are_aligned_to_the_safe_zone(design):
    _, text = Align("how", Edge.RIGHT).applied(design).find("how")
    assert text.box.right == pytest.approx(design.safe.right)


@pytest.mark.parametrize(
    ("move", "fault"),
    [
        (Place("nobody", 1, 1), MoveFault.UNKNOWN_ELEMENT),
        (Remove("nobody"), MoveFault.UNKNOWN_ELEMENT),
        (Module("how", 0.3), MoveFault.UNKNOWN_ELEMENT),
        (Add(Side.BACK, Text(id="how", box=Box(0, 0, 1, 1))), MoveFault.ID_TAKEN),
        (Resize("how", Box(0, 0, 0.1, 5)), MoveFault.TOO_SMALL),
        (Place("how", 5000, 0), MoveFault.OUT_OF_RANGE),
        (Place("how", float("nan"), 0), MoveFault.OUT_OF_RANGE),
        (Paper(Side.BACK, "red"), MoveFault.OUT_OF_RANGE),
        (Rename(""), MoveFault.OUT_OF_RANGE),
    ],
)
def test_what_cannot_be_is_refused(design, move, fault):
    with pytest.raises(MoveRefusedError) as refused:
        move.applied(design)
    assert refused.value.fault is fault


def test_a_new_element_gets_an_id_of_its_own(design):
    assert free_id(design, "text") == "text-1"
    assert free_id(Add(Side.FRONT, NEW).applied(design), "text") == "text-2"
