"""The sentences of the page *Labels*: its own words, and what its presenter says by message id."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.page_words import PageWords
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP

CONTEXT: Final = "labels_page"
LABELS: Final[dict[str, str]] = {
    "view.title": QT_TRANSLATE_NOOP("labels_page", "Labels"),
    "view.retry": QT_TRANSLATE_NOOP("labels_page", "Ask again"),
    "view.heading": QT_TRANSLATE_NOOP("labels_page", "Which labels"),
    "view.of.packs": QT_TRANSLATE_NOOP("labels_page", "Packs"),
    "view.of.cartons": QT_TRANSLATE_NOOP("labels_page", "Cartons"),
    "view.scope": QT_TRANSLATE_NOOP("labels_page", "How many"),
    "view.scope.packs.all": QT_TRANSLATE_NOOP("labels_page", "All packs"),
    "view.scope.packs.in_carton": QT_TRANSLATE_NOOP("labels_page", "The packs of one carton"),
    "view.scope.packs.one": QT_TRANSLATE_NOOP("labels_page", "One pack"),
    "view.scope.cartons.all": QT_TRANSLATE_NOOP("labels_page", "All cartons"),
    "view.scope.cartons.one": QT_TRANSLATE_NOOP("labels_page", "One carton"),
    "view.number.pack": QT_TRANSLATE_NOOP("labels_page", "Number of the pack"),
    "view.number.carton": QT_TRANSLATE_NOOP("labels_page", "Number of the carton"),
    "view.sheet": QT_TRANSLATE_NOOP("labels_page", "Sheet"),
    "view.sheet.a4-labels-14": QT_TRANSLATE_NOOP("labels_page", "A4, 14 labels, 99.1 × 38.1 mm"),
    "view.sheet.letter-labels-10": QT_TRANSLATE_NOOP("labels_page", "Letter, 10 labels, 4 × 2 in"),
    "view.sheet.label-roll": QT_TRANSLATE_NOOP("labels_page", "Label roll, 100 × 50 mm"),
    "view.start": QT_TRANSLATE_NOOP("labels_page", "Start position"),
    "view.start_note": QT_TRANSLATE_NOOP("labels_page", "Tap the first free place on the sheet."),
    "view.start_back": QT_TRANSLATE_NOOP("labels_page", "Start one place earlier"),
    "view.start_on": QT_TRANSLATE_NOOP("labels_page", "Start one place later"),
    "view.printer": QT_TRANSLATE_NOOP("labels_page", "Printer"),
    "view.printer.pdf": QT_TRANSLATE_NOOP("labels_page", "Save as PDF"),
    "view.used": QT_TRANSLATE_NOOP("labels_page", "Already used"),
    "view.sheet_word": QT_TRANSLATE_NOOP("labels_page", "Sheet"),
    "view.sheet_of": QT_TRANSLATE_NOOP("labels_page", "{sheet} of {sheets}"),
    "view.sheet_back": QT_TRANSLATE_NOOP("labels_page", "Sheet before"),
    "view.sheet_on": QT_TRANSLATE_NOOP("labels_page", "Next sheet"),
    "view.labels": QT_TRANSLATE_NOOP("labels_page", "One label|{count} labels"),
    "view.labels_note": QT_TRANSLATE_NOOP(
        "labels_page", "Each is read back from its drawing before it is released."
    ),
    "view.used_places": QT_TRANSLATE_NOOP("labels_page", "One place used|{count} places used"),
    "view.work.drawing": QT_TRANSLATE_NOOP("labels_page", "Drawing: {done} of {of} sheets"),
    "view.work.reading": QT_TRANSLATE_NOOP("labels_page", "Reading back: {done} of {of} sheets"),
    "view.work.printing": QT_TRANSLATE_NOOP("labels_page", "Printing: {done} of {of} sheets"),
    "view.cancel": QT_TRANSLATE_NOOP("labels_page", "Stop"),
    "view.back": QT_TRANSLATE_NOOP("labels_page", "Back"),
    "view.file_name": QT_TRANSLATE_NOOP("labels_page", "labels-batch-{number}.pdf"),
    "view.file_filter": QT_TRANSLATE_NOOP("labels_page", "PDF files"),
}
SENTENCES: Final[dict[str, str]] = {
    "about": QT_TRANSLATE_NOOP("labels_page", "{title}, batch {number}"),
    "nothing.no_batch": QT_TRANSLATE_NOOP(
        "labels_page", "Choose a batch on the page Batches, then Labels."
    ),
    "nothing.asking": QT_TRANSLATE_NOOP("labels_page", "Asking the server"),
    "nothing.loading": QT_TRANSLATE_NOOP(
        "labels_page", "One label is told so far|{count} labels are told so far"
    ),
    "nothing.no_line": QT_TRANSLATE_NOOP(
        "labels_page", "No answer from the server. Check the connection, then ask again."
    ),
    "nothing.making": QT_TRANSLATE_NOOP(
        "labels_page",
        "The cards of this batch are still being made. It gets labels when all are there.",
    ),
    "nothing.cancelled": QT_TRANSLATE_NOOP(
        "labels_page", "This batch is cancelled. None of its cards can be sold."
    ),
    "nothing.failed": QT_TRANSLATE_NOOP(
        "labels_page", "The making of this batch was stopped by a fault. It gets no labels."
    ),
    "nothing.no_packs": QT_TRANSLATE_NOOP(
        "labels_page", "This product has codes only, and no packs."
    ),
    "number.no_pack": QT_TRANSLATE_NOOP(
        "labels_page", "There is no such pack. The last one is {last}."
    ),
    "number.no_carton": QT_TRANSLATE_NOOP(
        "labels_page", "There is no such carton. The last one is {last}."
    ),
    "act.save": QT_TRANSLATE_NOOP("labels_page", "Save one sheet|Save {count} sheets"),
    "act.print": QT_TRANSLATE_NOOP("labels_page", "Print one sheet|Print {count} sheets"),
    "act.save_none": QT_TRANSLATE_NOOP("labels_page", "Save the sheets"),
    "act.print_none": QT_TRANSLATE_NOOP("labels_page", "Print the sheets"),
    "off.working": QT_TRANSLATE_NOOP("labels_page", "Sheets are being made"),
    "off.nothing": QT_TRANSLATE_NOOP("labels_page", "There are no labels to print"),
    "off.number_first": QT_TRANSLATE_NOOP("labels_page", "Type the number first"),
    "toast.saved": QT_TRANSLATE_NOOP("labels_page", "One label is saved|{count} labels are saved"),
    "toast.saved.note": QT_TRANSLATE_NOOP("labels_page", "Read back, and written to {file}"),
    "toast.printed": QT_TRANSLATE_NOOP(
        "labels_page", "One label is with the printer|{count} labels are with the printer"
    ),
    "toast.printed.note": QT_TRANSLATE_NOOP(
        "labels_page", "Look at the sheets of {printer} before you use them."
    ),
    "fault.cannot_write": QT_TRANSLATE_NOOP(
        "labels_page", "The file cannot be written there. Choose another folder."
    ),
    "fault.disk_full": QT_TRANSLATE_NOOP(
        "labels_page", "The disk is full, and no file was left. Make room, then save again."
    ),
    "fault.not_read_back": QT_TRANSLATE_NOOP(
        "labels_page",
        "A barcode could not be read back from its drawing. Nothing was released; call the "
        "administrator.",
    ),
    "fault.reading_broke": QT_TRANSLATE_NOOP(
        "labels_page",
        "The work on the labels broke off or came to a halt. Nothing was released; try again.",
    ),
    "fault.printer_gone": QT_TRANSLATE_NOOP(
        "labels_page",
        "The printer does not take the sheets, or not all of them. Look at what came out, then "
        "print again.",
    ),
    "fault.other_paper": QT_TRANSLATE_NOOP(
        "labels_page", "The printer has no paper of the size of these sheets. Put some in."
    ),
    "fault.other_dots": QT_TRANSLATE_NOOP(
        "labels_page",
        "The printer does not print with as many dots an inch as its settings here say. "
        "Call the administrator.",
    ),
    "fault.printer_rejects": QT_TRANSLATE_NOOP(
        "labels_page",
        "The printer's queue takes no jobs. Let it accept them again, then print again.",
    ),
    "fault.queue_stopped": QT_TRANSLATE_NOOP(
        "labels_page",
        "The printer's queue is stopped and would hold the labels. Start it again, then print "
        "again.",
    ),
    "fault.no_spooler": QT_TRANSLATE_NOOP(
        "labels_page",
        "The print system of this machine does not answer. Start it, then print again.",
    ),
    "fault.print_not_allowed": QT_TRANSLATE_NOOP(
        "labels_page",
        "The print system does not let this user print. Call the administrator.",
    ),
    "fault.print_refused": QT_TRANSLATE_NOOP(
        "labels_page",
        "The print system refused the sheets, so none comes out. Look at its queue, then print "
        "again.",
    ),
    "fault.spooler_silent": QT_TRANSLATE_NOOP(
        "labels_page",
        "The print system gave no answer, so the sheets may come out. Look before you print again.",
    ),
    "fault.broke_off": QT_TRANSLATE_NOOP(
        "labels_page",
        "Something failed that nobody has foreseen. Look at what came out, then try again; tell "
        "the administrator.",
    ),
    "fault.cancelled": QT_TRANSLATE_NOOP("labels_page", "Stopped. Nothing was released."),
    "fault.printing_cancelled": QT_TRANSLATE_NOOP(
        "labels_page", "Stopped. Some sheets may be at the printer already."
    ),
    "refused.batch_gone": QT_TRANSLATE_NOOP(
        "labels_page", "The server does not know this batch any more. Go back, and ask again."
    ),
    "refused.not_allowed": QT_TRANSLATE_NOOP(
        "labels_page", "Your role does not allow that. Labels are for the studio."
    ),
    "refused.sign_in_again": QT_TRANSLATE_NOOP(
        "labels_page", "Your sign-in has ended. Sign in again."
    ),
    "refused.read_only": QT_TRANSLATE_NOOP(
        "labels_page", "The server takes no changes at the moment. Call the administrator."
    ),
    "refused.this_till_shut_out": QT_TRANSLATE_NOOP(
        "labels_page", "This till itself has been shut out. Go to another till."
    ),
    "refused.gone": QT_TRANSLATE_NOOP(
        "labels_page", "The server does not know this batch any more. Go back, and ask again."
    ),
    "refused.not_now": QT_TRANSLATE_NOOP(
        "labels_page", "The server cannot do it now. Ask again in a moment."
    ),
}

WORDS: Final = PageWords(CONTEXT, labels=LABELS, sentences=SENTENCES)
tell, tell_message, why_off = WORDS.tell, WORDS.tell_message, WORDS.why_off
