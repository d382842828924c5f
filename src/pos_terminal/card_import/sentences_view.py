"""The sentences of the page *Import*: its own words, and what its presenter says by message id."""

from __future__ import annotations

from typing import Final

from card_contract.studio_messages import LineOutcome
from pos_terminal.look.page_words import PageWords
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP

CONTEXT: Final = "import_page"
LABELS: Final[dict[str, str]] = {
    "view.title": QT_TRANSLATE_NOOP("import_page", "Import"),
    "view.context": QT_TRANSLATE_NOOP("import_page", "Cards made elsewhere"),
    "view.heading": QT_TRANSLATE_NOOP("import_page", "File of cards"),
    "view.form": QT_TRANSLATE_NOOP(
        "import_page", "A CSV file, plain or encrypted with age: card number, code, pack."
    ),
    "view.campaign": QT_TRANSLATE_NOOP("import_page", "Product"),
    "view.choose_campaign": QT_TRANSLATE_NOOP("import_page", "Choose a product"),
    "view.choose_file": QT_TRANSLATE_NOOP("import_page", "Choose the file"),
    "view.other_file": QT_TRANSLATE_NOOP("import_page", "Choose another file"),
    "view.encrypted": QT_TRANSLATE_NOOP(
        "import_page",
        "The file is encrypted. Choose the file with its key, or type its passphrase.",
    ),
    "view.choose_key": QT_TRANSLATE_NOOP("import_page", "Choose the key"),
    "view.passphrase": QT_TRANSLATE_NOOP("import_page", "Passphrase"),
    "view.codes": QT_TRANSLATE_NOOP(
        "import_page", "Codes are never shown here, and nothing of them is kept on this till."
    ),
    "view.checked": QT_TRANSLATE_NOOP("import_page", "{done} of {of} cards checked"),
    "view.taken_in": QT_TRANSLATE_NOOP("import_page", "{done} of {of} cards through"),
    "view.accepted": QT_TRANSLATE_NOOP("import_page", "To be taken in"),
    "view.accepted_done": QT_TRANSLATE_NOOP("import_page", "Taken in"),
    "view.there": QT_TRANSLATE_NOOP("import_page", "There already"),
    "view.refused": QT_TRANSLATE_NOOP("import_page", "Refused"),
    "view.only_refused": QT_TRANSLATE_NOOP("import_page", "Refused lines"),
    "view.all_lines": QT_TRANSLATE_NOOP("import_page", "All lines"),
    "view.no_refused": QT_TRANSLATE_NOOP("import_page", "No line is refused."),
    "view.line": QT_TRANSLATE_NOOP("import_page", "Line {line}"),
    "view.more": QT_TRANSLATE_NOOP(
        "import_page",
        "And one more line: save the report to see all."
        "|And {count} more lines: save the report to see all.",
    ),
    "view.save_report": QT_TRANSLATE_NOOP("import_page", "Save the report"),
    "view.report_name": QT_TRANSLATE_NOOP("import_page", "import-report.csv"),
    "view.csv": QT_TRANSLATE_NOOP("import_page", "CSV files"),
    "view.files": QT_TRANSLATE_NOOP("import_page", "Files of cards"),
    "view.keys": QT_TRANSLATE_NOOP("import_page", "Files of keys"),
    "view.leave_off": QT_TRANSLATE_NOOP("import_page", "Leave off"),
    "view.back": QT_TRANSLATE_NOOP("import_page", "Back"),
}
SENTENCES: Final[dict[str, str]] = {
    "stage.choosing": QT_TRANSLATE_NOOP(
        "import_page", "Nothing is taken in before you have seen what becomes of each line."
    ),
    "stage.reading": QT_TRANSLATE_NOOP("import_page", "The file is being read."),
    "stage.checking": QT_TRANSLATE_NOOP("import_page", "Each line is being checked."),
    "stage.sound": QT_TRANSLATE_NOOP(
        "import_page",
        "Every line is sound. One card is new.|Every line is sound. {count} cards are new.",
    ),
    "stage.refused": QT_TRANSLATE_NOOP(
        "import_page",
        "One line is refused, so nothing is taken in. Mend it in the file, then choose the file "
        "again.|{count} lines are refused, so nothing is taken in. Mend them in the file, then "
        "choose the file again.",
    ),
    "stage.taking_in": QT_TRANSLATE_NOOP(
        "import_page",
        "The cards are being taken in. It goes on when you leave this page or start the till anew.",
    ),
    "stage.paused": QT_TRANSLATE_NOOP(
        "import_page",
        "This file is not through yet. Nothing is lost, and no card is taken in twice.",
    ),
    "stage.paused_shut": QT_TRANSLATE_NOOP(
        "import_page",
        "This file is not through yet, and it is encrypted. Open it once more to go on; no card is "
        "taken in twice.",
    ),
    "stage.done": QT_TRANSLATE_NOOP(
        "import_page", "The file is through. You find its cards among the batches."
    ),
    "act.check": QT_TRANSLATE_NOOP("import_page", "Check the file"),
    "act.take_in": QT_TRANSLATE_NOOP("import_page", "Take in one card|Take in {count} cards"),
    "act.go_on": QT_TRANSLATE_NOOP("import_page", "Go on"),
    "act.another": QT_TRANSLATE_NOOP("import_page", "Another file"),
    "off.working": QT_TRANSLATE_NOOP("import_page", "The file is being worked at"),
    "off.no_line": QT_TRANSLATE_NOOP("import_page", "No connection to the server"),
    "off.read_only": QT_TRANSLATE_NOOP("import_page", "The server takes no changes at the moment"),
    "off.refused": QT_TRANSLATE_NOOP("import_page", "Some lines are refused"),
    "off.all_there": QT_TRANSLATE_NOOP("import_page", "All cards are there already"),
    "off.campaign_first": QT_TRANSLATE_NOOP("import_page", "Choose a product first"),
    "off.file_first": QT_TRANSLATE_NOOP("import_page", "Choose a file first"),
    "off.key_first": QT_TRANSLATE_NOOP("import_page", "The file must be opened first"),
    "toast.taken_in": QT_TRANSLATE_NOOP(
        "import_page", "One card is taken in|{count} cards are taken in"
    ),
    "toast.left_off": QT_TRANSLATE_NOOP("import_page", "Left off. What was taken in before stays."),
    "toast.report": QT_TRANSLATE_NOOP("import_page", "The report is saved: {file}"),
    "read.cannot_read": QT_TRANSLATE_NOOP(
        "import_page", "The file cannot be read. Look whether it is where it was."
    ),
    "read.too_large": QT_TRANSLATE_NOOP(
        "import_page", "The file is larger than 64 MB. Give it in parts."
    ),
    "read.key_unreadable": QT_TRANSLATE_NOOP(
        "import_page", "That is no file with an age key. Choose another one."
    ),
    "read.key_wrong": QT_TRANSLATE_NOOP(
        "import_page", "The file does not open with that key or passphrase, or it is damaged."
    ),
    "read.empty": QT_TRANSLATE_NOOP("import_page", "There are no cards in that file."),
    "read.changed": QT_TRANSLATE_NOOP(
        "import_page",
        "The file is not the one that was begun with. Leave off, then check the new one.",
    ),
    "fault.no_campaigns": QT_TRANSLATE_NOOP(
        "import_page", "No answer from the server. Open this page again to see the products."
    ),
    "fault.not_sent": QT_TRANSLATE_NOOP(
        "import_page", "The server cannot be reached. Nothing was changed."
    ),
    "fault.no_line": QT_TRANSLATE_NOOP(
        "import_page",
        "No answer from the server. It goes on when the connection is back; no card counts twice.",
    ),
    "fault.not_noted": QT_TRANSLATE_NOOP(
        "import_page", "This till cannot write to its disk. Make room, then try again."
    ),
    "fault.report": QT_TRANSLATE_NOOP(
        "import_page", "The report cannot be written there. Choose another folder."
    ),
    "batch_fault.CAMPAIGN_UNKNOWN": QT_TRANSLATE_NOOP(
        "import_page", "The server does not know this product any more."
    ),
    "batch_fault.CAMPAIGN_DISABLED": QT_TRANSLATE_NOOP(
        "import_page", "This product is disabled. Enable it first, or choose another."
    ),
    "batch_fault.CAMPAIGN_SHARED": QT_TRANSLATE_NOOP(
        "import_page", "This product has one code for everybody, and no cards."
    ),
    "batch_fault.CAMPAIGN_WITHOUT_NUMBERS": QT_TRANSLATE_NOOP(
        "import_page", "The cards of this product have no numbers, and cannot be imported."
    ),
    "refused.not_allowed": QT_TRANSLATE_NOOP(
        "import_page", "Your role does not allow that. Importing is for the studio."
    ),
    "refused.sign_in_again": QT_TRANSLATE_NOOP(
        "import_page", "Your sign-in has ended. Sign in again to go on."
    ),
    "refused.read_only": QT_TRANSLATE_NOOP(
        "import_page", "The server takes no changes at the moment. Call the administrator."
    ),
    "refused.this_till_shut_out": QT_TRANSLATE_NOOP(
        "import_page", "This till itself has been shut out. Go to another till."
    ),
    "refused.gone": QT_TRANSLATE_NOOP(
        "import_page", "The server does not know this product any more."
    ),
    "refused.not_now": QT_TRANSLATE_NOOP(
        "import_page", "The server cannot do it now. Go on in a moment."
    ),
}
OUTCOMES: Final[dict[LineOutcome, str]] = {
    LineOutcome.ACCEPTED: QT_TRANSLATE_NOOP("import_page", "a new card"),
    LineOutcome.ALREADY_THERE: QT_TRANSLATE_NOOP(
        "import_page", "there already, with the same content"
    ),
    LineOutcome.LINE_TOO_LONG: QT_TRANSLATE_NOOP(
        "import_page", "the line has more than 1,000 bytes"
    ),
    LineOutcome.NOT_UTF8: QT_TRANSLATE_NOOP("import_page", "the line is not UTF-8"),
    LineOutcome.NOT_THREE_COLUMNS: QT_TRANSLATE_NOOP(
        "import_page", "a line is a card number, a code and a pack"
    ),
    LineOutcome.NUMBER_INVALID: QT_TRANSLATE_NOOP(
        "import_page", "that is no card number, or a digit of it is wrong"
    ),
    LineOutcome.CODE_MISSING: QT_TRANSLATE_NOOP("import_page", "there is no code"),
    LineOutcome.CODE_TOO_LONG: QT_TRANSLATE_NOOP("import_page", "the code is too long"),
    LineOutcome.CODE_UNPRINTABLE: QT_TRANSLATE_NOOP(
        "import_page", "the code has signs that nobody can type"
    ),
    LineOutcome.PACK_INVALID: QT_TRANSLATE_NOOP(
        "import_page", "a pack's number lies between 1 and 99,999"
    ),
    LineOutcome.NUMBER_DOUBLED: QT_TRANSLATE_NOOP(
        "import_page", "the card number stands in the file before"
    ),
    LineOutcome.CODE_DOUBLED: QT_TRANSLATE_NOOP(
        "import_page", "the code stands in the file before"
    ),
    LineOutcome.PACKS_OVERLAP: QT_TRANSLATE_NOOP(
        "import_page", "the pack's numbers lie among those of another pack"
    ),
    LineOutcome.PACK_TOO_LARGE: QT_TRANSLATE_NOOP(
        "import_page", "the pack's numbers lie too far apart"
    ),
    LineOutcome.PACK_DIFFERS: QT_TRANSLATE_NOOP(
        "import_page", "the pack is there already, with other numbers"
    ),
    LineOutcome.ISSUER_FOREIGN: QT_TRANSLATE_NOOP(
        "import_page", "the card number is of another issuer"
    ),
    LineOutcome.BATCH_OF_SERVER: QT_TRANSLATE_NOOP(
        "import_page", "the server has made the batch of that number itself"
    ),
    LineOutcome.BATCH_OF_OTHER_CAMPAIGN: QT_TRANSLATE_NOOP(
        "import_page", "the batch belongs to another product"
    ),
    LineOutcome.NUMBER_TAKEN: QT_TRANSLATE_NOOP(
        "import_page", "the card is there already, with another code or pack"
    ),
    LineOutcome.CODE_TAKEN: QT_TRANSLATE_NOOP("import_page", "the code belongs to another card"),
}

_OUTCOMES: Final = {f"outcome.{outcome.value}": words for outcome, words in OUTCOMES.items()}
WORDS: Final = PageWords(CONTEXT, labels=LABELS | _OUTCOMES, sentences=SENTENCES)
tell, tell_message, why_off = WORDS.tell, WORDS.tell_message, WORDS.why_off
