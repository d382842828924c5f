"""How a run is watched: the begin and the end of each step are told, not each page between."""

from __future__ import annotations

from pos_terminal.printing.watch import Step, Watch

PAGES = 5_000


def test_each_step_is_told_from_begin_to_end_but_not_every_page():
    heard = []
    watch = Watch(lambda step, done, of: heard.append((step, done, of)))
    for step in (Step.DRAWING, Step.READING):
        for done in range(PAGES + 1):
            watch.tell(step, done, PAGES)
    for step in (Step.DRAWING, Step.READING):
        told = [done for each, done, _ in heard if each is step]
        assert told == sorted(set(told))
        assert (told[0], told[-1]) == (0, PAGES)
        assert len(told) < PAGES / 2
