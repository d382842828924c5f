"""The sentences of the page *Proof*: what its presenter says, by message id."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.page_words import PageWords
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP
from pos_terminal.proofing.labels_view import LABELS

CONTEXT: Final = "proof_page"
SENTENCES: Final[dict[str, str]] = {
    "head.choose": QT_TRANSLATE_NOOP("proof_page", "Choose a batch, or scan one of its cards"),
    "head.scan": QT_TRANSLATE_NOOP("proof_page", "Scan printed cards or whole sheets"),
    "head.more": QT_TRANSLATE_NOOP(
        "proof_page", "Scan one more card|Scan {count} more cards"
    ),
    "head.record": QT_TRANSLATE_NOOP("proof_page", "Record what was read"),
    "head.reading": QT_TRANSLATE_NOOP("proof_page", "The sheet is being read"),
    "head.asking": QT_TRANSLATE_NOOP("proof_page", "The server is being asked"),
    "head.doubt": QT_TRANSLATE_NOOP("proof_page", "Not known yet: record once more"),
    "head.shippable": QT_TRANSLATE_NOOP("proof_page", "This batch can be shipped"),
    "head.packs": QT_TRANSLATE_NOOP("proof_page", "Packs that are printed whole can be shipped"),
    "list.no_line": QT_TRANSLATE_NOOP(
        "proof_page", "No answer from the server. Check the connection, then ask again."
    ),
    "choice.unproven": QT_TRANSLATE_NOOP("proof_page", "printed, not proven"),
    "choice.printed": QT_TRANSLATE_NOOP("proof_page", "printed"),
    "choice.in_part": QT_TRANSLATE_NOOP("proof_page", "proven, printed in part"),
    "choice.proven": QT_TRANSLATE_NOOP("proof_page", "can be shipped"),
    "choice.unprinted": QT_TRANSLATE_NOOP("proof_page", "not printed here"),
    "count.no_line": QT_TRANSLATE_NOOP(
        "proof_page", "The server gave no newer count. Ask again with F5."
    ),
    "count.missing": QT_TRANSLATE_NOOP(
        "proof_page",
        "Read one more card back, then it can be shipped."
        "|Read {count} more cards back, then it can be shipped.",
    ),
    "count.more": QT_TRANSLATE_NOOP(
        "proof_page", "Read one more card back.|Read {count} more cards back."
    ),
    "count.proven": QT_TRANSLATE_NOOP("proof_page", "Enough printed cards are read back."),
    "count.unprinted": QT_TRANSLATE_NOOP(
        "proof_page",
        "One card is not printed yet; its pack is not shipped."
        "|{count} cards are not printed yet; their packs are not shipped.",
    ),
    "count.shippable": QT_TRANSLATE_NOOP("proof_page", "The server lets this batch be shipped."),
    "count.excused": QT_TRANSLATE_NOOP(
        "proof_page", "The server lets this batch be shipped without a proof."
    ),
    "count.needs_none": QT_TRANSLATE_NOOP("proof_page", "This batch needs no proof."),
    "count.no_reading": QT_TRANSLATE_NOOP(
        "proof_page", "No print reading: no card was read from a picture."
    ),
    "count.contrast": QT_TRANSLATE_NOOP("proof_page", "Worst contrast: {percent} %"),
    "count.quiet": QT_TRANSLATE_NOOP(
        "proof_page", "Narrowest quiet zone: {modules_thousandths} modules"
    ),
    "where.file": QT_TRANSLATE_NOOP("proof_page", "{file}"),
    "where.page": QT_TRANSLATE_NOOP("proof_page", "{file}, page {page}"),
    "sum.read": QT_TRANSLATE_NOOP("proof_page", "One card|{count} cards"),
    "sum.wrong": QT_TRANSLATE_NOOP("proof_page", "{wrong} of {count} to look at"),
    "why.label": QT_TRANSLATE_NOOP(
        "proof_page", "This is the label of a pack or carton, no card."
    ),
    "why.damaged_number": QT_TRANSLATE_NOOP(
        "proof_page", "Its number does not fit its check digit. Take the card out."
    ),
    "why.no_number": QT_TRANSLATE_NOOP(
        "proof_page", "This is no card number. What it says is not shown."
    ),
    "why.unread": QT_TRANSLATE_NOOP(
        "proof_page",
        "There are bars here that nobody can read. Look at this card, and scan it by itself.",
    ),
    "why.other_shop": QT_TRANSLATE_NOOP("proof_page", "This is another shop's card."),
    "why.other_batch": QT_TRANSLATE_NOOP(
        "proof_page", "This card belongs to batch {batch}. Put it back to its own."
    ),
    "why.twice_on_sheet": QT_TRANSLATE_NOOP(
        "proof_page",
        "This number stands on two cards of one sheet. Keep the sheet: neither may be sold.",
    ),
    "found.no-number": QT_TRANSLATE_NOOP("proof_page", "The server knows no such card number."),
    "found.foreign": QT_TRANSLATE_NOOP(
        "proof_page", "The server has no such card in this batch. Take it out."
    ),
    "found.unprinted": QT_TRANSLATE_NOOP(
        "proof_page",
        "By the record this card was never printed. Take it out, and ask who printed it.",
    ),
    "found.poor": QT_TRANSLATE_NOOP(
        "proof_page", "The print is poor, and the card does not count unless somebody says so."
    ),
    "found.spoiled": QT_TRANSLATE_NOOP(
        "proof_page",
        "This card was spoiled, and another one stands for it. Destroy it: it must not be sold.",
    ),
    "print.good": QT_TRANSLATE_NOOP(
        "proof_page", "Contrast {percent} %, quiet zones {modules_thousandths} modules."
    ),
    "print.contrast_low": QT_TRANSLATE_NOOP(
        "proof_page", "The contrast is {percent} %; it should be {wanted} %."
    ),
    "print.edge_low": QT_TRANSLATE_NOOP(
        "proof_page", "The weakest edge of the bars is {percent} %; it should be {wanted} %."
    ),
    "print.left": QT_TRANSLATE_NOOP(
        "proof_page",
        "The quiet zone on the left is {modules_thousandths} modules; it should be {wanted}.",
    ),
    "print.right": QT_TRANSLATE_NOOP(
        "proof_page",
        "The quiet zone on the right is {modules_thousandths} modules; it should be {wanted}.",
    ),
    "reading.opening": QT_TRANSLATE_NOOP("proof_page", "{file} is being opened"),
    "reading.file": QT_TRANSLATE_NOOP("proof_page", "{file} is being read"),
    "reading.page": QT_TRANSLATE_NOOP("proof_page", "{file}: page {page} of {pages}"),
    "file.missing": QT_TRANSLATE_NOOP(
        "proof_page", "{file} is not there any more. Choose it where it lies now."
    ),
    "file.unreadable": QT_TRANSLATE_NOOP(
        "proof_page", "{file} cannot be opened. Give this user access to it, or choose another."
    ),
    "file.too_large": QT_TRANSLATE_NOOP(
        "proof_page", "{file} is too large. Scan it at 300 dpi: 64 megapixels and 100 MB at most."
    ),
    "file.not_a_sheet": QT_TRANSLATE_NOOP(
        "proof_page", "{file} is no picture and no PDF. Choose a PNG, JPEG, TIFF or PDF file."
    ),
    "file.damaged": QT_TRANSLATE_NOOP(
        "proof_page", "{file} is damaged or cut off. Scan the sheet once more."
    ),
    "file.locked": QT_TRANSLATE_NOOP(
        "proof_page", "{file} opens with a password only. Save it without one, then choose it."
    ),
    "file.too_many_pages": QT_TRANSLATE_NOOP(
        "proof_page", "{file} has {pages} pages. Choose a file of {most} pages at most."
    ),
    "file.too_slow": QT_TRANSLATE_NOOP(
        "proof_page", "{file} takes too long to read. Scan the sheet once more, at 300 dpi."
    ),
    "file.broke_off": QT_TRANSLATE_NOOP(
        "proof_page", "{file} could not be read to its end. Scan the sheet once more."
    ),
    "file.nothing": QT_TRANSLATE_NOOP(
        "proof_page",
        "No barcode was found in {file}. Was the side with the bars scanned?",
    ),
    "file.too_many": QT_TRANSLATE_NOOP(
        "proof_page", "Only the first {most} files are read. Choose the others after that."
    ),
    "record.cards": QT_TRANSLATE_NOOP("proof_page", "Record one card|Record {count} cards"),
    "record.again": QT_TRANSLATE_NOOP("proof_page", "Record once more"),
    "record.none": QT_TRANSLATE_NOOP("proof_page", "Record the cards"),
    "off.asking": QT_TRANSLATE_NOOP("proof_page", "The server is being asked"),
    "off.choose_first": QT_TRANSLATE_NOOP("proof_page", "Choose a batch first"),
    "off.read_first": QT_TRANSLATE_NOOP("proof_page", "Scan cards of this batch first"),
    "off.reading": QT_TRANSLATE_NOOP("proof_page", "A sheet is being read"),
    "off.no_line": QT_TRANSLATE_NOOP("proof_page", "No connection to the server"),
    "off.read_only": QT_TRANSLATE_NOOP("proof_page", "The server takes no changes at the moment"),
    "fault.no_reply": QT_TRANSLATE_NOOP(
        "proof_page", "No answer, so it may be recorded. Record once more: it counts once."
    ),
    "fault.not_sent": QT_TRANSLATE_NOOP(
        "proof_page", "The server cannot be reached. Nothing was recorded; try again."
    ),
    "refused.batch": QT_TRANSLATE_NOOP("proof_page", "The server knows no such batch."),
    "refused.again": QT_TRANSLATE_NOOP(
        "proof_page", "The server has recorded something else under this number. Ask the support."
    ),
    "refused.not_allowed": QT_TRANSLATE_NOOP(
        "proof_page", "Your role does not allow that. Proofs are for the studio."
    ),
    "refused.sign_in_again": QT_TRANSLATE_NOOP(
        "proof_page", "Your sign-in has ended. Nothing was recorded; sign in again."
    ),
    "refused.read_only": QT_TRANSLATE_NOOP(
        "proof_page", "The server takes no changes at the moment. Call the administrator."
    ),
    "refused.this_till_shut_out": QT_TRANSLATE_NOOP(
        "proof_page", "This till itself has been shut out. Go to another till."
    ),
    "refused.gone": QT_TRANSLATE_NOOP("proof_page", "The server knows no such batch."),
    "refused.not_now": QT_TRANSLATE_NOOP(
        "proof_page", "The server cannot do it now. Nothing was recorded; try again."
    ),
    "toast.choose_first": QT_TRANSLATE_NOOP("proof_page", "Choose a batch first"),
    "toast.choose_first.note": QT_TRANSLATE_NOOP(
        "proof_page", "What was scanned is no card of this shop, so its batch is not known."
    ),
    "toast.again": QT_TRANSLATE_NOOP("proof_page", "This card was read before"),
    "toast.again.note": QT_TRANSLATE_NOOP("proof_page", "It counts once."),
    "toast.recorded": QT_TRANSLATE_NOOP("proof_page", "The proof is recorded"),
    "toast.shippable": QT_TRANSLATE_NOOP("proof_page", "This batch can be shipped"),
}  # fmt: skip

WORDS: Final = PageWords(CONTEXT, labels=LABELS, sentences=SENTENCES)
tell, tell_message, why_off = WORDS.tell, WORDS.tell_message, WORDS.why_off
