"""What stands on the buttons, titles and fields of *Print*: the view's own words."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.sentences import QT_TRANSLATE_NOOP

LABELS: Final[dict[str, str]] = {
    "view.title": QT_TRANSLATE_NOOP("print_page", "Print"),
    "view.loading": QT_TRANSLATE_NOOP("print_page", "Asking the server"),
    "view.retry": QT_TRANSLATE_NOOP("print_page", "Ask again"),
    "view.not_shown": QT_TRANSLATE_NOOP("print_page", "The batches cannot be shown"),
    "view.none": QT_TRANSLATE_NOOP("print_page", "No batch can be printed yet"),
    "view.none_note": QT_TRANSLATE_NOOP(
        "print_page", "Have one made under Batches first. Its cards are printed here."
    ),
    "view.no_design": QT_TRANSLATE_NOOP("print_page", "The design is being opened"),
    "view.batch": QT_TRANSLATE_NOOP("print_page", "Batch"),
    "view.design": QT_TRANSLATE_NOOP("print_page", "Design"),
    "view.sheet": QT_TRANSLATE_NOOP("print_page", "Sheet"),
    "view.older": QT_TRANSLATE_NOOP("print_page", "Show older batches"),
    "view.turn": QT_TRANSLATE_NOOP("print_page", "Backs"),
    "view.turn.none": QT_TRANSLATE_NOOP("print_page", "Sheet is not turned over"),
    "view.turn.long_edge": QT_TRANSLATE_NOOP("print_page", "Turned over the long edge"),
    "view.turn.short_edge": QT_TRANSLATE_NOOP("print_page", "Turned over the short edge"),
    "view.target": QT_TRANSLATE_NOOP("print_page", "Goes to"),
    "view.target.fit.none": QT_TRANSLATE_NOOP("print_page", "Printer, not corrected"),
    "view.target.fit.some": QT_TRANSLATE_NOOP("print_page", "Printer, corrected"),
    "view.fit_open": QT_TRANSLATE_NOOP("print_page", "Correct this printer"),
    "view.fit": QT_TRANSLATE_NOOP("print_page", "Correct {printer}"),
    "view.fit_text": QT_TRANSLATE_NOOP(
        "print_page",
        "Print the test grid, measure what stands on it with a ruler, and type it here in "
        "millimetres.",
    ),
    "view.fit_grid": QT_TRANSLATE_NOOP("print_page", "Print test grid"),
    "view.fit_corrected": QT_TRANSLATE_NOOP("print_page", "Print it corrected"),
    "view.fit.left": QT_TRANSLATE_NOOP("print_page", "A, meant {meant}"),
    "view.fit.top": QT_TRANSLATE_NOOP("print_page", "B, meant {meant}"),
    "view.fit.across": QT_TRANSLATE_NOOP("print_page", "C, meant {meant}"),
    "view.fit.down": QT_TRANSLATE_NOOP("print_page", "D, meant {meant}"),
    "view.fit.back_left": QT_TRANSLATE_NOOP("print_page", "E on the back, meant {meant}"),
    "view.fit.back_top": QT_TRANSLATE_NOOP("print_page", "F on the back, meant {meant}"),
    "view.fit_wrong": QT_TRANSLATE_NOOP("print_page", "Type a number, such as 20.4."),
    "view.fit_dots": QT_TRANSLATE_NOOP("print_page", "Dots an inch, if known"),
    "view.fit_dots_wrong": QT_TRANSLATE_NOOP("print_page", "Type a number, such as 300."),
    "view.fit_reset": QT_TRANSLATE_NOOP("print_page", "Correct nothing"),
    "view.fit_save": QT_TRANSLATE_NOOP("print_page", "Keep the correction"),
    "view.close": QT_TRANSLATE_NOOP("print_page", "Close"),
    "view.target.file": QT_TRANSLATE_NOOP("print_page", "A PDF file"),
    "view.target.shop": QT_TRANSLATE_NOOP("print_page", "A print shop, encrypted"),
    "view.shop": QT_TRANSLATE_NOOP("print_page", "Printed outside"),
    "view.shop_note": QT_TRANSLATE_NOOP(
        "print_page",
        "The print shop gets one encrypted file: number, code and pack of each card, a line each. "
        "It draws the cards itself.",
    ),
    "view.ask.shop": QT_TRANSLATE_NOOP("print_page", "One file for the print shop"),
    "view.ask.shop.text": QT_TRANSLATE_NOOP(
        "print_page",
        "Nobody but the holder of the key can read the file, you neither. The cards count as "
        "printed as soon as it is written.",
    ),
    "view.ask.shop.yes": QT_TRANSLATE_NOOP("print_page", "Choose where it goes"),
    "view.key": QT_TRANSLATE_NOOP("print_page", "Public key of the print shop (age1...)"),
    "view.key_file": QT_TRANSLATE_NOOP("print_page", "Take it from a file"),
    "view.choose_key": QT_TRANSLATE_NOOP("print_page", "File with the print shop’s public key"),
    "view.save_shop": QT_TRANSLATE_NOOP("print_page", "Where the encrypted file goes"),
    "view.sheet.a4-10up": QT_TRANSLATE_NOOP("print_page", "A4, one card|A4, {count} cards"),
    "view.sheet.letter-8up": QT_TRANSLATE_NOOP(
        "print_page", "Letter, one card|Letter, {count} cards"
    ),
    "view.sheet.card-printer": QT_TRANSLATE_NOOP("print_page", "Card printer"),
    "view.sheet.a4-labels-14": QT_TRANSLATE_NOOP(
        "print_page", "A4 labels, one a sheet|A4 labels, {count} a sheet"
    ),
    "view.sheet.letter-labels-10": QT_TRANSLATE_NOOP(
        "print_page", "Letter labels, one a sheet|Letter labels, {count} a sheet"
    ),
    "view.sheet.label-roll": QT_TRANSLATE_NOOP("print_page", "Labels on a roll"),
    "view.sheet_own": QT_TRANSLATE_NOOP("print_page", "{name}, one card|{name}, {count} cards"),
    "view.own_open": QT_TRANSLATE_NOOP("print_page", "Lay out a sheet of your own"),
    "view.own_sheet": QT_TRANSLATE_NOOP("print_page", "A sheet of your own"),
    "view.own_sheet_text": QT_TRANSLATE_NOOP(
        "print_page",
        "All lengths in millimetres, from the upper left corner of the front. It is kept on this "
        "till.",
    ),
    "view.own.name": QT_TRANSLATE_NOOP("print_page", "Name"),
    "view.own.width": QT_TRANSLATE_NOOP("print_page", "Paper, width"),
    "view.own.height": QT_TRANSLATE_NOOP("print_page", "Paper, height"),
    "view.own.columns": QT_TRANSLATE_NOOP("print_page", "Cards side by side"),
    "view.own.rows": QT_TRANSLATE_NOOP("print_page", "Cards one below the other"),
    "view.own.gap_x": QT_TRANSLATE_NOOP("print_page", "Gap between columns"),
    "view.own.gap_y": QT_TRANSLATE_NOOP("print_page", "Gap between rows"),
    "view.own.left": QT_TRANSLATE_NOOP("print_page", "Left margin"),
    "view.own.top": QT_TRANSLATE_NOOP("print_page", "Upper margin"),
    "view.own.crop_marks": QT_TRANSLATE_NOOP("print_page", "Crop marks"),
    "view.own.marked": QT_TRANSLATE_NOOP("print_page", "In the margins"),
    "view.own.unmarked": QT_TRANSLATE_NOOP("print_page", "No crop marks"),
    "view.own_count_wrong": QT_TRANSLATE_NOOP("print_page", "1 to 60; a name has 40 letters."),
    "view.own_remove": QT_TRANSLATE_NOOP("print_page", "Remove this sheet"),
    "view.own_save": QT_TRANSLATE_NOOP("print_page", "Keep the sheet"),
    "view.page": QT_TRANSLATE_NOOP("print_page", "Sheet"),
    "view.page_of": QT_TRANSLATE_NOOP("print_page", "{sheet} of {sheets}"),
    "view.page_back": QT_TRANSLATE_NOOP("print_page", "Sheet before"),
    "view.page_forth": QT_TRANSLATE_NOOP("print_page", "Next sheet"),
    "view.show_fronts": QT_TRANSLATE_NOOP("print_page", "Show fronts"),
    "view.show_backs": QT_TRANSLATE_NOOP("print_page", "Show backs"),
    "view.spoken.front": QT_TRANSLATE_NOOP("print_page", "Fronts of the sheet"),
    "view.spoken.back": QT_TRANSLATE_NOOP("print_page", "Backs of the sheet"),
    "view.used": QT_TRANSLATE_NOOP("print_page", "Already used"),
    "view.no_codes": QT_TRANSLATE_NOOP(
        "print_page", "Codes are never shown here. They exist only while printing."
    ),
    "view.start": QT_TRANSLATE_NOOP("print_page", "Start position"),
    "view.start_note": QT_TRANSLATE_NOOP("print_page", "Or tap the first free place."),
    "view.start_less": QT_TRANSLATE_NOOP("print_page", "One place earlier"),
    "view.start_more": QT_TRANSLATE_NOOP("print_page", "One place later"),
    "view.proof": QT_TRANSLATE_NOOP("print_page", "Proof"),
    "view.outcome": QT_TRANSLATE_NOOP("print_page", "Did all sheets come out well?"),
    "view.outcome_text": QT_TRANSLATE_NOOP(
        "print_page",
        "Sheet {first} went to the printer. Look at all that is on it.|"
        "Sheets {first} to {last} went to the printer. Look at all that is on each.",
    ),
    "view.last_good": QT_TRANSLATE_NOOP("print_page", "Last good sheet"),
    "view.last_good_note": QT_TRANSLATE_NOOP(
        "print_page", "After a jam: the last one before it."
    ),
    "view.last_good_less": QT_TRANSLATE_NOOP("print_page", "One sheet earlier"),
    "view.last_good_more": QT_TRANSLATE_NOOP("print_page", "One sheet later"),
    "view.none_good": QT_TRANSLATE_NOOP("print_page", "None"),
    "view.spoiled_note": QT_TRANSLATE_NOOP(
        "print_page", "Single spoiled cards: scan them, or tap them on their sheet."
    ),
    "view.stop": QT_TRANSLATE_NOOP("print_page", "Stop"),
    "view.cut_off": QT_TRANSLATE_NOOP("print_page", "A print run was cut off"),
    "view.end": QT_TRANSLATE_NOOP("print_page", "End it instead"),
    "view.no": QT_TRANSLATE_NOOP("print_page", "Back"),
    "view.ask.file": QT_TRANSLATE_NOOP("print_page", "This file will hold live codes"),
    "view.ask.file.text": QT_TRANSLATE_NOOP(
        "print_page",
        "Every code stands in it as on its card. Whoever has the file can redeem them once the "
        "cards are sold. Put it on this machine only, never into a shared folder or a mail, and "
        "delete it when the cards are printed.",
    ),
    "view.ask.file.yes": QT_TRANSLATE_NOOP("print_page", "Choose where it goes"),
    "view.spoiled": QT_TRANSLATE_NOOP("print_page", "Spoiled"),
    "view.ask.replace": QT_TRANSLATE_NOOP("print_page", "Replace these cards?"),
    "view.ask.replace.text": QT_TRANSLATE_NOOP(
        "print_page",
        "They become invalid and have to be destroyed; new cards with new numbers and codes are "
        "printed in their place.",
    ),
    "view.ask.replace.yes": QT_TRANSLATE_NOOP("print_page", "Print new cards"),
    "view.forget_named": QT_TRANSLATE_NOOP("print_page", "Replace none"),
    "view.print_test": QT_TRANSLATE_NOOP("print_page", "Print a test sheet"),
    "view.save_test": QT_TRANSLATE_NOOP("print_page", "Where the test sheet goes"),
    "view.ask.again": QT_TRANSLATE_NOOP("print_page", "Already printed. Print again?"),
    "view.ask.again.text": QT_TRANSLATE_NOOP(
        "print_page",
        "No code is printed twice. The cards that are printed become invalid and have to be "
        "destroyed; new cards with new numbers and codes are printed in their place.",
    ),
    "view.ask.again.yes": QT_TRANSLATE_NOOP("print_page", "Print all as new cards"),
    "view.ask.otherwise": QT_TRANSLATE_NOOP("print_page", "Print the rest otherwise?"),
    "view.ask.otherwise.text": QT_TRANSLATE_NOOP(
        "print_page",
        "The design or the sheets are not as they were when this run began. Its cards will not all "
        "look alike.",
    ),
    "view.ask.otherwise.yes": QT_TRANSLATE_NOOP("print_page", "Print the rest so"),
    "view.ask.end": QT_TRANSLATE_NOOP("print_page", "End the run that was cut off?"),
    "view.ask.end.text": QT_TRANSLATE_NOOP(
        "print_page",
        "Cards that may be on paper already become invalid, and new cards stand for them. Destroy "
        "what has come out, and a file if there is one.",
    ),
    "view.ask.end_open": QT_TRANSLATE_NOOP("print_page", "End the run that is open?"),
    "view.ask.end_open.text": QT_TRANSLATE_NOOP(
        "print_page",
        "Somebody may be printing it now. Cards of it that are not reported yet become invalid, "
        "and new cards stand for them. Destroy what has come out, and a file if there is one.",
    ),
    "view.ask.end_open.yes": QT_TRANSLATE_NOOP("print_page", "End the run"),
    "view.end_open": QT_TRANSLATE_NOOP("print_page", "End that run"),
    "view.ask.end.yes": QT_TRANSLATE_NOOP("print_page", "End the run"),
    "view.save_file": QT_TRANSLATE_NOOP("print_page", "Where the file with live codes goes"),
}  # fmt: skip
