"""Plays simulated days: ``python tests/simulation/run.py --seeds 10000``.

Prints the seed and the trace of the first day on which a rule was broken, and then fails; ``--seed N``
plays that day again. ``--mutant NAME`` plays an unsafe variant, which is expected to be caught.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from simulation.mutants import Mutant
from simulation.world import Outcome, play

CHUNK: Final = 25


def outcomes(
    seeds: Sequence[int],
    mutant: Mutant | None = None,
    *,
    restores: bool = False,
    processes: int = 1,
) -> Iterator[Outcome]:
    """Play the days of ``seeds``, in their order."""
    day = partial(play, mutant=mutant, restores=restores)
    if processes == 1:
        yield from map(day, seeds)
        return
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(day, seeds, chunksize=CHUNK)


def told(outcome: Outcome, *, restores: bool = False) -> str:
    """What is needed to see a broken day again."""
    more = " --restores" if restores else ""
    return "\n".join(
        (
            *outcome.trace,
            f"BROKEN {outcome.broken}",
            f"again: python tests/simulation/run.py --seed {outcome.seed}{more}",
        )
    )


def main(arguments: list[str]) -> int:
    """Play the days that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=1000, help="how many days")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--seed", type=int, help="just this day, with its trace")
    parser.add_argument("--mutant", type=Mutant, choices=tuple(Mutant), help="an unsafe variant")
    parser.add_argument("--restores", action="store_true", help="put an older backup back")
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args(arguments)
    if asked.seed is not None:
        outcome = play(asked.seed, asked.mutant, restores=asked.restores)
        print(
            told(outcome, restores=asked.restores) if outcome.broken else "\n".join(outcome.trace)
        )
        return int(outcome.broken is not None)
    began = time.perf_counter()
    broken: list[Outcome] = []
    paid = refunds = redemptions = 0
    seeds = range(asked.first, asked.first + asked.seeds)
    for outcome in outcomes(
        seeds, asked.mutant, restores=asked.restores, processes=asked.processes
    ):
        paid += outcome.sales_paid
        refunds += outcome.refunds
        redemptions += outcome.redemptions
        if outcome.broken:
            broken.append(outcome)
    print(
        f"{asked.seeds} days, {len(broken)} broken, {paid} sales paid, {refunds} cards refunded,"
        f" {redemptions} codes redeemed, {time.perf_counter() - began:.1f} s"
    )
    if broken:
        print(told(broken[0], restores=asked.restores))
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
