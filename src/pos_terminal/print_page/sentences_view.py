"""The sentences of the page *Print*: what its presenter says, by message id."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.page_words import PageWords
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP
from pos_terminal.print_page.labels_view import LABELS

CONTEXT: Final = "print_page"
SENTENCES: Final[dict[str, str]] = {
    "about": QT_TRANSLATE_NOOP(
        "print_page",
        "Batch {number} · {title} {price_minor} · one card|"
        "Batch {number} · {title} {price_minor} · {count} cards",
    ),
    "batch.name": QT_TRANSLATE_NOOP("print_page", "{number}, {name}"),
    "batch.number": QT_TRANSLATE_NOOP("print_page", "{number}"),
    "batch.codes_only": QT_TRANSLATE_NOOP(
        "print_page",
        "The barcode of these cards is their code, so they have no numbers: they are not printed "
        "here. Choose another batch.",
    ),
    "batch.made_elsewhere": QT_TRANSLATE_NOOP(
        "print_page",
        "These cards were made elsewhere, so they are not printed here. Choose another batch.",
    ),
    "batch.no_line": QT_TRANSLATE_NOOP(
        "print_page", "No connection to the server: how this batch stands is not known."
    ),
    "list.no_line": QT_TRANSLATE_NOOP(
        "print_page", "No connection to the server. Ask again as soon as there is one."
    ),
    "design.product": QT_TRANSLATE_NOOP("print_page", "The product’s own design"),
    "design.named": QT_TRANSLATE_NOOP("print_page", "{name}"),
    "fact.cards": QT_TRANSLATE_NOOP("print_page", "One card|{count} cards"),
    "fact.cards.note": QT_TRANSLATE_NOOP(
        "print_page", "Number {first}|Numbers {first} to {last}"
    ),
    "fact.printed": QT_TRANSLATE_NOOP("print_page", "All printed"),
    "fact.printed.note": QT_TRANSLATE_NOOP(
        "print_page", "Scan a spoiled card to replace it alone."
    ),
    "named": QT_TRANSLATE_NOOP(
        "print_page", "One scanned card will be replaced.|{count} scanned cards will be replaced."
    ),
    "named.no_number": QT_TRANSLATE_NOOP("print_page", "That is no card number."),
    "named.other_batch": QT_TRANSLATE_NOOP("print_page", "That card is not of this batch."),
    "named.too_many": QT_TRANSLATE_NOOP(
        "print_page", "At most {count} cards are replaced at once. Print these first."
    ),
    "named.none_printed": QT_TRANSLATE_NOOP(
        "print_page", "Nothing of this batch is printed, so nothing of it can be replaced."
    ),
    "fact.used": QT_TRANSLATE_NOOP("print_page", "One place used|{count} places used"),
    "fact.used.note": QT_TRANSLATE_NOOP("print_page", "Printed before"),
    "fact.some_cards": QT_TRANSLATE_NOOP("print_page", "One card|{count} cards"),
    "fact.some_cards.note": QT_TRANSLATE_NOOP(
        "print_page", "Number {first}|Between numbers {first} and {last}"
    ),
    "fact.left": QT_TRANSLATE_NOOP("print_page", "One card|{count} cards"),
    "fact.left.note": QT_TRANSLATE_NOOP(
        "print_page", "Their numbers are known once the run is opened."
    ),
    "proof.design": QT_TRANSLATE_NOOP("print_page", "Design checked"),
    "proof.design.to_fix": QT_TRANSLATE_NOOP(
        "print_page", "One fault to fix under Design|{count} faults to fix under Design"
    ),
    "proof.design.too_coarse": QT_TRANSLATE_NOOP("print_page", "Too fine for this printer’s dots"),
    "proof.link": QT_TRANSLATE_NOOP("print_page", "QR code leads to an example"),
    "proof.link.example": QT_TRANSLATE_NOOP("print_page", "Give your own address under Design"),
    "proof.read_back": QT_TRANSLATE_NOOP("print_page", "Every drawing read back"),
    "proof.read_back.before": QT_TRANSLATE_NOOP("print_page", "Done before anything comes out"),
    "proof.read_back.now": QT_TRANSLATE_NOOP("print_page", "Barcodes are compared"),
    "proof.read_back.done": QT_TRANSLATE_NOOP("print_page", "Barcode equals record"),
    "proof.pages": QT_TRANSLATE_NOOP("print_page", "Page {done} of {of}"),
    "proof.test": QT_TRANSLATE_NOOP("print_page", "Test sheet scanned back"),
    "proof.test.none": QT_TRANSLATE_NOOP("print_page", "Print one, it has no codes"),
    "proof.test.printed": QT_TRANSLATE_NOOP("print_page", "Now scan one of its cards"),
    "proof.test.done": QT_TRANSLATE_NOOP("print_page", "By {name}, {scanned_at}"),
    "proof.scanned": QT_TRANSLATE_NOOP("print_page", "Printed cards scanned back"),
    "proof.scanned.needed": QT_TRANSLATE_NOOP("print_page", "Needed to ship the batch"),
    "proof.scanned.done": QT_TRANSLATE_NOOP("print_page", "The batch can be shipped"),
    "proof.scanned.packs": QT_TRANSLATE_NOOP("print_page", "Packs printed whole can be shipped"),
    "proof.of": QT_TRANSLATE_NOOP("print_page", "{done} of {of}"),
    "act.sheets": QT_TRANSLATE_NOOP("print_page", "Print one sheet|Print {count} sheets"),
    "act.cards": QT_TRANSLATE_NOOP("print_page", "Print one card|Print {count} cards"),
    "act.batch": QT_TRANSLATE_NOOP("print_page", "Print the batch"),
    "act.shop": QT_TRANSLATE_NOOP("print_page", "Encrypt one card|Encrypt {count} cards"),
    "act.replace": QT_TRANSLATE_NOOP("print_page", "Replace one card|Replace {count} cards"),
    "act.again": QT_TRANSLATE_NOOP("print_page", "Print again"),
    "act.all_good": QT_TRANSLATE_NOOP("print_page", "Report all as good"),
    "act.spoiled": QT_TRANSLATE_NOOP(
        "print_page", "Report one spoiled card|Report {count} spoiled cards"
    ),
    "act.from_sheet": QT_TRANSLATE_NOOP("print_page", "Print from sheet {sheet}"),
    "act.take_up": QT_TRANSLATE_NOOP("print_page", "Take up the run"),
    "off.choose_batch": QT_TRANSLATE_NOOP("print_page", "Choose a batch first"),
    "off.no_design": QT_TRANSLATE_NOOP("print_page", "Choose a design first"),
    "own.name_taken": QT_TRANSLATE_NOOP(
        "print_page", "A shipped sheet has that name. Choose another."
    ),
    "own.name_in_use": QT_TRANSLATE_NOOP(
        "print_page", "Another sheet of yours has that name. Choose another."
    ),
    "own.too_wide": QT_TRANSLATE_NOOP(
        "print_page",
        "The cards reach to {reach_thousandths} mm, and the paper is {paper_thousandths} mm wide. "
        "Take fewer columns, or smaller gaps.",
    ),
    "own.too_high": QT_TRANSLATE_NOOP(
        "print_page",
        "The cards reach to {reach_thousandths} mm, and the paper is {paper_thousandths} mm high. "
        "Take fewer rows, or smaller gaps.",
    ),
    "own.tight": QT_TRANSLATE_NOOP(
        "print_page",
        "A gap is narrower than the bleed of {bleed_thousandths} mm: what is cut a little off "
        "shows its neighbour.",
    ),
    "off.type_lengths": QT_TRANSLATE_NOOP("print_page", "Something cannot be read"),
    "off.sheet_faulty": QT_TRANSLATE_NOOP("print_page", "The sheet does not work so"),
    "off.name_sheet": QT_TRANSLATE_NOOP("print_page", "Give the sheet a name"),
    "off.too_coarse": QT_TRANSLATE_NOOP("print_page", "Too fine for this printer"),
    "off.to_fix": QT_TRANSLATE_NOOP("print_page", "The design has faults"),
    "off.no_key": QT_TRANSLATE_NOOP("print_page", "Its key is missing"),
    "off.wrong_key": QT_TRANSLATE_NOOP("print_page", "That is no key"),
    "key.none": QT_TRANSLATE_NOOP(
        "print_page", "That is no public key of age. It begins with age1 and comes from the shop."
    ),
    "key.not_in_file": QT_TRANSLATE_NOOP(
        "print_page", "There is no public key in {name}, or it cannot be read."
    ),
    "off.printing_grid": QT_TRANSLATE_NOOP("print_page", "It goes to the printer"),
    "off.measure_first": QT_TRANSLATE_NOOP("print_page", "Type A to D first"),
    "fit.none": QT_TRANSLATE_NOOP("print_page", "Not corrected"),
    "fit.some": QT_TRANSLATE_NOOP(
        "print_page",
        "{right_thousandths} mm right, {down_thousandths} mm down, {scale_thousandths} %",
    ),
    "fit.measure": QT_TRANSLATE_NOOP(
        "print_page", "The grid is at the printer. Its letters stand at the fields here."
    ),
    "fit.check": QT_TRANSLATE_NOOP(
        "print_page", "The corrected grid is at the printer: now it should measure as meant."
    ),
    "fit.too_far": QT_TRANSLATE_NOOP(
        "print_page", "No printer is so far off. Measure and type it once more."
    ),
    "toast.dots": QT_TRANSLATE_NOOP("print_page", "The printer's dots are kept"),
    "toast.fit": QT_TRANSLATE_NOOP("print_page", "The printer is corrected from now on"),
    "toast.not_kept": QT_TRANSLATE_NOOP("print_page", "The disk does not take it"),
    "toast.not_kept.note": QT_TRANSLATE_NOOP("print_page", "It holds until the till is closed"),
    "off.no_line": QT_TRANSLATE_NOOP("print_page", "No connection to the server"),
    "off.read_only": QT_TRANSLATE_NOOP("print_page", "The server takes no changes"),
    "off.running": QT_TRANSLATE_NOOP("print_page", "A run is under way"),
    "off.not_known": QT_TRANSLATE_NOOP("print_page", "The server has not told how it stands"),
    "off.none_good": QT_TRANSLATE_NOOP("print_page", "None is good"),
    "off.all_good": QT_TRANSLATE_NOOP("print_page", "All are good"),
    "off.first_sheet": QT_TRANSLATE_NOOP("print_page", "This is the first sheet"),
    "off.last_sheet": QT_TRANSLATE_NOOP("print_page", "This is the last sheet"),
    "off.first_place": QT_TRANSLATE_NOOP("print_page", "This is the first place"),
    "off.last_place": QT_TRANSLATE_NOOP("print_page", "This is the last place"),
    "off.stopping": QT_TRANSLATE_NOOP("print_page", "It is being stopped"),
    "off.ending": QT_TRANSLATE_NOOP("print_page", "It is being ended"),
    "off.reporting": QT_TRANSLATE_NOOP("print_page", "It is out: the server is told"),
    "running.opening": QT_TRANSLATE_NOOP("print_page", "The server opens the codes"),
    "running.giving": QT_TRANSLATE_NOOP("print_page", "Card {done} of {of} comes from the server"),
    "running.drawing": QT_TRANSLATE_NOOP("print_page", "Page {done} of {of} is drawn"),
    "running.reading": QT_TRANSLATE_NOOP("print_page", "Page {done} of {of} is read back"),
    "running.feeding": QT_TRANSLATE_NOOP("print_page", "Sheet {done} of {of} goes to the printer"),
    "running.reporting": QT_TRANSLATE_NOOP("print_page", "The server is told what was printed"),
    "running.stopping": QT_TRANSLATE_NOOP(
        "print_page", "Being stopped. What is not on paper yet waits again."
    ),
    "running.ending": QT_TRANSLATE_NOOP("print_page", "The run is being ended"),
    "cut_off.file": QT_TRANSLATE_NOOP(
        "print_page",
        "Batch {number}, into {name}. How it began is not noted: the rest is drawn in the design "
        "and on the sheets chosen here.",
    ),
    "cut_off.file.noted": QT_TRANSLATE_NOOP(
        "print_page",
        "Batch {number}, into {name}. It goes on in the design and on the sheets it began with.",
    ),
    "cut_off.shop": QT_TRANSLATE_NOOP(
        "print_page", "Batch {number}, into {name}, for a print shop. Its file is written anew."
    ),
    "cut_off.printer": QT_TRANSLATE_NOOP(
        "print_page",
        "Batch {number}, on {name}. It goes on with sheet {sheet}. How it began is not noted: the "
        "rest is drawn in the design and on the sheets chosen here.",
    ),
    "cut_off.printer.noted": QT_TRANSLATE_NOOP(
        "print_page",
        "Batch {number}, on {name}. It goes on with sheet {sheet}, in the design and on the sheets "
        "it began with.",
    ),
    "outcome.not_there": QT_TRANSLATE_NOOP(
        "print_page", "That card is on none of the good sheets."
    ),
    "outcome.good": QT_TRANSLATE_NOOP("print_page", "All cards count as printed."),
    "outcome.bad": QT_TRANSLATE_NOOP(
        "print_page",
        "One card becomes invalid, a new one is printed for it. Destroy it.|"
        "{count} cards become invalid, new ones are printed for them. Destroy them.",
    ),
    "ask.file": QT_TRANSLATE_NOOP(
        "print_page", "One card, one code|At most {count} cards, each with its code"
    ),
    "ask.replace": QT_TRANSLATE_NOOP(
        "print_page", "One card was scanned as spoiled|{count} cards were scanned as spoiled"
    ),
    "ask.again": QT_TRANSLATE_NOOP(
        "print_page", "Cards of batch {number} are printed already."
    ),
    "ask.otherwise": QT_TRANSLATE_NOOP(
        "print_page", "The run of batch {number}, begun on sheets {sheet}"
    ),
    "ask.end_open": QT_TRANSLATE_NOOP("print_page", "The open run of batch {number}"),
    "ask.end": QT_TRANSLATE_NOOP("print_page", "The run of batch {number}"),
    "toast.printed.file": QT_TRANSLATE_NOOP(
        "print_page", "One card is in the file|{count} cards are in the file"
    ),
    "toast.printed.file.note": QT_TRANSLATE_NOOP(
        "print_page", "{name}. Delete it when the cards are printed."
    ),
    "toast.printed.shop": QT_TRANSLATE_NOOP(
        "print_page", "One card is in the encrypted file|{count} cards are in the encrypted file"
    ),
    "toast.printed.shop.note": QT_TRANSLATE_NOOP("print_page", "{name}"),
    "toast.printed.printer": QT_TRANSLATE_NOOP(
        "print_page", "One card is printed|{count} cards are printed"
    ),
    "toast.printed.printer.note": QT_TRANSLATE_NOOP("print_page", "{name}"),
    "toast.stopped": QT_TRANSLATE_NOOP("print_page", "The run was stopped"),
    "toast.stopped.note": QT_TRANSLATE_NOOP("print_page", "What is not out yet waits as before."),
    "toast.ended": QT_TRANSLATE_NOOP("print_page", "The run has ended"),
    "toast.ended.note": QT_TRANSLATE_NOOP(
        "print_page", "New cards stand for those that may be on paper."
    ),
    "fault.no_reply": QT_TRANSLATE_NOOP(
        "print_page", "No answer came from the server. The run is noted here: take it up later."
    ),
    "fault.not_ended": QT_TRANSLATE_NOOP(
        "print_page",
        "No answer came from the server. Whether the run has ended is not known; end it once more.",
    ),
    "fault.not_sent": QT_TRANSLATE_NOOP("print_page", "No connection to the server."),
    "fault.file_exists": QT_TRANSLATE_NOOP(
        "print_page", "There is a file {name} already. Nothing was printed; choose another name."
    ),
    "fault.file_appeared": QT_TRANSLATE_NOOP(
        "print_page",
        "Another file of that name was put there meanwhile, and was left alone. Nothing was "
        "printed; choose another name.",
    ),
    "fault.cannot_write": QT_TRANSLATE_NOOP(
        "print_page", "The file cannot be written there. Nothing was printed; choose another place."
    ),
    "fault.disk_full": QT_TRANSLATE_NOOP(
        "print_page", "The disk is full. No file was left, the cards wait as before."
    ),
    "fault.printer_gone": QT_TRANSLATE_NOOP(
        "print_page", "The printer is not there, or takes no sheet. Switch it on, then go on."
    ),
    "fault.other_dots": QT_TRANSLATE_NOOP(
        "print_page",
        "The printer does not print with as many dots an inch as its settings here say. "
        "Call the administrator.",
    ),
    "fault.other_paper": QT_TRANSLATE_NOOP(
        "print_page", "The printer has no paper of the size of these sheets. Put some in."
    ),
    "fault.no_duplex": QT_TRANSLATE_NOOP(
        "print_page",
        "The printer does not print on both sides. Choose sheets that are not turned, or another "
        "printer.",
    ),
    "fault.printer_rejects": QT_TRANSLATE_NOOP(
        "print_page",
        "The printer's queue takes no jobs. Let it accept them again, then go on.",
    ),
    "fault.queue_stopped": QT_TRANSLATE_NOOP(
        "print_page",
        "The printer's queue is stopped and would hold the sheets. Start it again, then go on.",
    ),
    "queue.stopped": QT_TRANSLATE_NOOP(
        "print_page",
        "The printer's queue is stopped and holds {count} job: nothing comes out before it is "
        "started again.|"
        "The printer's queue is stopped and holds {count} jobs: nothing comes out before it is "
        "started again.",
    ),
    "queue.holds": QT_TRANSLATE_NOOP(
        "print_page",
        "The printer's queue holds {count} job and prints none. Release it there.|"
        "The printer's queue holds {count} jobs and prints none. Release them there.",
    ),
    "queue.prints": QT_TRANSLATE_NOOP(
        "print_page",
        "{count} job is still in the printer's queue.|"
        "{count} jobs are still in the printer's queue.",
    ),
    "fault.no_spooler": QT_TRANSLATE_NOOP(
        "print_page", "The print system of this machine does not answer. Start it, then go on."
    ),
    "fault.print_not_allowed": QT_TRANSLATE_NOOP(
        "print_page",
        "The print system does not let this user print. Call the administrator.",
    ),
    "fault.print_refused": QT_TRANSLATE_NOOP(
        "print_page",
        "The print system refused the sheet, so it does not come out. Look at its queue, then go "
        "on.",
    ),
    "fault.spooler_silent": QT_TRANSLATE_NOOP(
        "print_page",
        "The print system gave no answer, so the sheet may come out. Look at what came out.",
    ),
    "fault.broke_off": QT_TRANSLATE_NOOP(
        "print_page", "The printer went away in the middle of a sheet. Look at what came out."
    ),
    "fault.not_read_back": QT_TRANSLATE_NOOP(
        "print_page",
        "Some barcodes could not be read back from the drawing. Nothing was printed; look at the "
        "design.",
    ),
    "fault.reading_broke": QT_TRANSLATE_NOOP(
        "print_page", "The work on the sheets broke off. Nothing was printed; try again."
    ),
    "fault.reading_slow": QT_TRANSLATE_NOOP(
        "print_page",
        "The work on the sheets came to a halt. Nothing was printed; close other programs, then "
        "try again.",
    ),
    "fault.cannot_draw": QT_TRANSLATE_NOOP(
        "print_page",
        "A symbol of the design cannot be drawn for these cards. Nothing was printed; change it "
        "under Design.",
    ),
    "fault.to_fix": QT_TRANSLATE_NOOP(
        "print_page", "The design does not pass its check. Fix it under Design."
    ),
    "fault.too_coarse": QT_TRANSLATE_NOOP(
        "print_page",
        "With the dots of this printer the design does not pass its check. Take another printer, "
        "or another design.",
    ),
    "fault.file_gone": QT_TRANSLATE_NOOP(
        "print_page",
        "The file of the run that was cut off is not where it was put. Its cards were replaced by "
        "new ones; print the batch again.",
    ),
    "fault.ended_elsewhere": QT_TRANSLATE_NOOP(
        "print_page",
        "The run was ended elsewhere and its cards were replaced. Destroy what was printed, and "
        "print the batch again.",
    ),
    "fault.other_run": QT_TRANSLATE_NOOP(
        "print_page", "Another run was cut off here. Take it up or end it before you print."
    ),
    "fault.has_ended": QT_TRANSLATE_NOOP(
        "print_page", "The run that was cut off has ended already. Print the batch again."
    ),
    "fault.none_left": QT_TRANSLATE_NOOP("print_page", "None of these cards is left to print."),
    "fault.note_unreadable": QT_TRANSLATE_NOOP(
        "print_page",
        "The note of a print run on this machine cannot be read. Call the administrator; nothing "
        "is printed before.",
    ),
    "fault.disk": QT_TRANSLATE_NOOP(
        "print_page",
        "The disk is full or cannot be written to. If a run was begun, it is offered here again.",
    ),
    "fault.unforeseen": QT_TRANSLATE_NOOP(
        "print_page",
        "Something went wrong in this program. If a run was begun, it is offered here again.",
    ),
    "file.cannot_read": QT_TRANSLATE_NOOP("print_page", "The design cannot be read."),
    "file.too_large": QT_TRANSLATE_NOOP("print_page", "The design’s file is too large."),
    "file.not_a_template": QT_TRANSLATE_NOOP("print_page", "The design’s file is no card design."),
    "file.newer": QT_TRANSLATE_NOOP(
        "print_page", "The design comes from a newer version of this program. Update this till."
    ),
    "file.damaged": QT_TRANSLATE_NOOP("print_page", "The design’s file is damaged."),
    "file.picture_missing": QT_TRANSLATE_NOOP("print_page", "A picture of the design is missing."),
    "file.picture_damaged": QT_TRANSLATE_NOOP("print_page", "A picture of the design is damaged."),
    "refused.not_allowed": QT_TRANSLATE_NOOP("print_page", "Your role may not print cards."),
    "refused.sign_in_again": QT_TRANSLATE_NOOP(
        "print_page", "Your sign-in has ended. The run is noted; sign in and take it up."
    ),
    "refused.read_only": QT_TRANSLATE_NOOP(
        "print_page", "The server takes no changes at the moment. Call the administrator."
    ),
    "refused.this_till_shut_out": QT_TRANSLATE_NOOP(
        "print_page", "This till itself has been shut out. Go to another till."
    ),
    "refused.gone": QT_TRANSLATE_NOOP("print_page", "The server knows no such thing any more."),
    "refused.batch_gone": QT_TRANSLATE_NOOP("print_page", "The server knows no such batch."),
    "refused.not_now": QT_TRANSLATE_NOOP("print_page", "The server cannot do it now. Try again."),
    "refused.not_printable": QT_TRANSLATE_NOOP(
        "print_page", "This batch is not printed here: it is not finished, or was made elsewhere."
    ),
    "refused.in_a_run": QT_TRANSLATE_NOOP(
        "print_page", "Cards of this batch are in a run that is open, here or elsewhere."
    ),
    "refused.elsewhere": QT_TRANSLATE_NOOP(
        "print_page", "The run belongs to another till or person. Go on with it there, or end it."
    ),
    "refused.run_ended": QT_TRANSLATE_NOOP("print_page", "The run has ended at the server."),
    "refused.signature": QT_TRANSLATE_NOOP(
        "print_page", "The second signature does not hold. Begin again and have it signed anew."
    ),
    "refused.same_person": QT_TRANSLATE_NOOP(
        "print_page", "The second signature has to be another person’s."
    ),
    "refused.pin_not_own": QT_TRANSLATE_NOOP(
        "print_page",
        "One person knows the PINs of both of you, or one of you took the other on. Let another "
        "manager sign; whoever was given a PIN changes it under Settings, My PIN, and signs from "
        "the next day on.",
    ),
    "refused.batch_full": QT_TRANSLATE_NOOP(
        "print_page", "The batch has no numbers left for new cards. Have another batch made."
    ),
}  # fmt: skip

WORDS: Final = PageWords(CONTEXT, labels=LABELS, sentences=SENTENCES)
tell, tell_message, why_off = WORDS.tell, WORDS.tell_message, WORDS.why_off
