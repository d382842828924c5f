"""What stands on the buttons, titles and fields of *Proof*: the view's own words."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.sentences import QT_TRANSLATE_NOOP

LABELS: Final[dict[str, str]] = {
    "view.title": QT_TRANSLATE_NOOP("proof_page", "Proof"),
    "view.batch": QT_TRANSLATE_NOOP("proof_page", "Batch"),
    "view.none": QT_TRANSLATE_NOOP("proof_page", "No batch with card numbers has been made yet."),
    "view.batch_number": QT_TRANSLATE_NOOP("proof_page", "Batch {batch}"),
    "view.loading": QT_TRANSLATE_NOOP("proof_page", "Asking the server"),
    "view.retry": QT_TRANSLATE_NOOP("proof_page", "Ask again"),
    "view.older": QT_TRANSLATE_NOOP("proof_page", "Show older batches"),
    "view.count": QT_TRANSLATE_NOOP("proof_page", "{proven} of {demanded}"),
    "view.count_note": QT_TRANSLATE_NOOP("proof_page", "printed cards read back"),
    "view.not_known": QT_TRANSLATE_NOOP("proof_page", "Not known"),
    "view.print_title": QT_TRANSLATE_NOOP("proof_page", "Print of the scanned pictures"),
    "view.print_note": QT_TRANSLATE_NOOP(
        "proof_page",
        "A reading after ISO/IEC 15416, and no certified verification.",
    ),
    "view.read": QT_TRANSLATE_NOOP("proof_page", "Choose sheets"),
    "view.read_note": QT_TRANSLATE_NOOP(
        "proof_page", "PNG, JPEG, TIFF or PDF, scanned at 300 dpi. Or drop them on this page."
    ),
    "view.files": QT_TRANSLATE_NOOP("proof_page", "Scanned sheets"),
    "view.drop": QT_TRANSLATE_NOOP("proof_page", "Let go to read the cards on this sheet"),
    "view.cancel": QT_TRANSLATE_NOOP("proof_page", "Stop reading"),
    "view.samples": QT_TRANSLATE_NOOP("proof_page", "Cards that were read"),
    "view.samples_none": QT_TRANSLATE_NOOP(
        "proof_page",
        "Each card that is scanned is listed here, and each symbol of a scanned sheet.",
    ),
    "view.more": QT_TRANSLATE_NOOP("proof_page", "And one more|And {count} more"),
    "view.count_poor": QT_TRANSLATE_NOOP("proof_page", "Count poor prints all the same"),
    "view.clear": QT_TRANSLATE_NOOP("proof_page", "Clear what is wrong"),
    "view.map": QT_TRANSLATE_NOOP("proof_page", "Sheet with one symbol|Sheet with {count} symbols"),
    "view.secret": QT_TRANSLATE_NOOP(
        "proof_page", "The sheet itself is not shown: it may bear codes."
    ),
    "view.no_number": QT_TRANSLATE_NOOP("proof_page", "A barcode"),
    "view.standing.read": QT_TRANSLATE_NOOP("proof_page", "Read, not recorded yet"),
    "view.standing.asked": QT_TRANSLATE_NOOP("proof_page", "Being recorded"),
    "view.standing.unanswered": QT_TRANSLATE_NOOP("proof_page", "Not known yet"),
    "view.standing.proven": QT_TRANSLATE_NOOP("proof_page", "Matches its record"),
    "view.standing.refused": QT_TRANSLATE_NOOP("proof_page", "Does not count"),
    "view.standing.unread": QT_TRANSLATE_NOOP("proof_page", "Cannot be read"),
    "view.grade.good": QT_TRANSLATE_NOOP("proof_page", "Good print"),
    "view.grade.thin": QT_TRANSLATE_NOOP("proof_page", "Thin print"),
    "view.grade.poor": QT_TRANSLATE_NOOP("proof_page", "Poor print"),
    "view.way.wedge": QT_TRANSLATE_NOOP("proof_page", "Hand scanner"),
    "view.way.camera": QT_TRANSLATE_NOOP("proof_page", "Camera"),
    "view.way.picture": QT_TRANSLATE_NOOP("proof_page", "Picture"),
}  # fmt: skip
