"""What proves the print: said as it stands, and before anything is printed, what will be done."""

from __future__ import annotations

from card_contract.print_messages import BatchProof
from pos_terminal.print_page.jobs import LoadedDesign, Progress, Stage
from pos_terminal.print_page.model import ProofLine, Standing
from pos_terminal.words import Message


def proof_lines(
    loaded: LoadedDesign | None,
    proof: BatchProof | None,
    printed: int | None,
    progress: Progress | None,
    test: ProofLine | None,
) -> tuple[ProofLine, ...]:
    """The reading back of each drawing, the test sheet, the scanning of printed cards.

    First comes the check of the design, where it has found something.
    """
    read, scanned = _read_back(printed, progress), _scanned(proof)
    found = (_checked(loaded) or _linked(loaded), read, test, scanned)
    return tuple(line for line in found if line is not None)


def proof_of_shop(proof: BatchProof | None) -> tuple[ProofLine, ...]:
    """What proves a print of which nothing is drawn here."""
    line = _scanned(proof)
    return () if line is None else (line,)


def _checked(loaded: LoadedDesign | None) -> ProofLine | None:
    if loaded is None or not loaded.to_fix:
        return None
    word = "proof.design.too_coarse" if loaded.too_coarse else "proof.design.to_fix"
    note = Message(word, {"count": loaded.to_fix})
    return ProofLine(standing=Standing.WRONG, fact=Message("proof.design"), note=note)


def _linked(loaded: LoadedDesign | None) -> ProofLine | None:
    if loaded is None or not loaded.leads_nowhere:
        return None
    note = Message("proof.link.example")
    return ProofLine(standing=Standing.WARNED, fact=Message("proof.link"), note=note)


def _read_back(printed: int | None, progress: Progress | None) -> ProofLine:
    fact = Message("proof.read_back")
    if progress is not None and progress.stage is Stage.READING:
        figure = Message("proof.pages", {"done": progress.done, "of": progress.of})
        note = Message("proof.read_back.now")
        return ProofLine(standing=Standing.TO_DO, fact=fact, note=note, figure=figure)
    if printed is None:
        note = Message("proof.read_back.before")
        return ProofLine(standing=Standing.TO_DO, fact=fact, note=note)
    figure = Message("proof.of", {"done": printed, "of": printed})
    note = Message("proof.read_back.done")
    return ProofLine(standing=Standing.DONE, fact=fact, note=note, figure=figure)


def _scanned(proof: BatchProof | None) -> ProofLine | None:
    if proof is None:
        return None
    done = proof.shippable or proof.excused or proof.proven >= proof.demanded
    note = "proof.scanned.done" if proof.shippable else "proof.scanned.packs"
    return ProofLine(
        standing=Standing.DONE if done else Standing.TO_DO,
        fact=Message("proof.scanned"),
        note=Message(note if done else "proof.scanned.needed"),
        figure=Message("proof.of", {"done": proof.proven, "of": proof.demanded}),
    )
