"""The sentences of the page *Recall*: what its presenter says, by message id."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.page_words import PageWords
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP
from pos_terminal.recall.labels_view import LABELS

CONTEXT: Final = "recall_page"
SENTENCES: Final[dict[str, str]] = {
    "head.nothing": QT_TRANSLATE_NOOP("recall_page", "What would happen"),
    "head.asking": QT_TRANSLATE_NOOP("recall_page", "The server is being asked"),
    "head.sending": QT_TRANSLATE_NOOP(
        "recall_page", "The number is being sent|{sent} of {count} numbers have been sent"
    ),
    "head.would": QT_TRANSLATE_NOOP(
        "recall_page",
        "{changing} of one card will be invalidated|{changing} of {count} cards will be "
        "invalidated",
    ),
    "head.would_wait": QT_TRANSLATE_NOOP(
        "recall_page",
        "The card will be invalidated if its redemption fails|"
        "{changing} of {count} cards will be invalidated, and {waiting} if their redemption fails",
    ),
    "head.running.recall": QT_TRANSLATE_NOOP(
        "recall_page",
        "{changed} of one card is invalidated|"
        "{changed} of {count} cards are invalidated",
    ),
    "head.running.stop-sale": QT_TRANSLATE_NOOP(
        "recall_page", "{changed} of one card is stopped|{changed} of {count} cards are stopped"
    ),
    "head.running.lift": QT_TRANSLATE_NOOP(
        "recall_page",
        "{changed} of one card can be sold again|"
        "{changed} of {count} cards can be sold again",
    ),
    "head.ended.recall": QT_TRANSLATE_NOOP(
        "recall_page",
        "{changed} of one card was invalidated|"
        "{changed} of {count} cards were invalidated",
    ),
    "head.ended.stop-sale": QT_TRANSLATE_NOOP(
        "recall_page", "{changed} of one card was stopped|{changed} of {count} cards were stopped"
    ),
    "head.ended.lift": QT_TRANSLATE_NOOP(
        "recall_page",
        "{changed} of one card can be sold again|"
        "{changed} of {count} cards can be sold again",
    ),
    "head.stopped.recall": QT_TRANSLATE_NOOP(
        "recall_page",
        "Stopped: {changed} of one card was invalidated|"
        "Stopped: {changed} of {count} cards were invalidated",
    ),
    "head.stopped.stop-sale": QT_TRANSLATE_NOOP(
        "recall_page",
        "Stopped: {changed} of one card was stopped|"
        "Stopped: {changed} of {count} cards were stopped",
    ),
    "head.stopped.lift": QT_TRANSLATE_NOOP(
        "recall_page",
        "Stopped: {changed} of one card can be sold again|"
        "Stopped: {changed} of {count} cards can be sold again",
    ),
    "head.failed.recall": QT_TRANSLATE_NOOP(
        "recall_page",
        "Not finished: {changed} of one card was invalidated|"
        "Not finished: {changed} of {count} cards were invalidated",
    ),
    "head.failed.stop-sale": QT_TRANSLATE_NOOP(
        "recall_page",
        "Not finished: {changed} of one card was stopped|"
        "Not finished: {changed} of {count} cards were stopped",
    ),
    "head.failed.lift": QT_TRANSLATE_NOOP(
        "recall_page",
        "Not finished: {changed} of one card can be sold again|"
        "Not finished: {changed} of {count} cards can be sold again",
    ),
    "pill.dry_run": QT_TRANSLATE_NOOP("recall_page", "Dry run {looked_at}, nothing changed"),
    "pill.asked": QT_TRANSLATE_NOOP("recall_page", "Not answered yet"),
    "pill.doubt": QT_TRANSLATE_NOOP("recall_page", "It may have begun"),
    "pill.running": QT_TRANSLATE_NOOP("recall_page", "R-{number} is running"),
    "pill.done": QT_TRANSLATE_NOOP("recall_page", "R-{number} is done"),
    "pill.cancelled": QT_TRANSLATE_NOOP("recall_page", "R-{number} was stopped"),
    "pill.failed": QT_TRANSLATE_NOOP("recall_page", "R-{number} has failed"),
    "advice.running": QT_TRANSLATE_NOOP(
        "recall_page", "Goes on by itself, also after a restart"
    ),
    "advice.cancelled": QT_TRANSLATE_NOOP(
        "recall_page", "What is done stays. The rest can be gone on with below."
    ),
    "advice.failed": QT_TRANSLATE_NOOP(
        "recall_page",
        "The server could not go on. What is done stays; the rest can be gone on with below.",
    ),
    "hearing.all": QT_TRANSLATE_NOOP(
        "recall_page",
        "The till that listens knew after {slowest} ms|{count} tills that listen, the last knew "
        "after {slowest} ms",
    ),
    "hearing.waiting": QT_TRANSLATE_NOOP(
        "recall_page",
        "The till that listens has not answered yet|"
        "Not answered yet: {waiting} of {count} tills that were told",
    ),
    "scans.asked": QT_TRANSLATE_NOOP(
        "recall_page", "One scan is being looked up|{count} scans are being looked up"
    ),
    "scans.no_answer": QT_TRANSLATE_NOOP(
        "recall_page",
        "One scan without an answer|"
        "{count} scans without an answer",
    ),
    "scans.unknown": QT_TRANSLATE_NOOP(
        "recall_page",
        "One scan is no card: …{last_four}|"
        "{count} scans are no cards, the last: …{last_four}",
    ),
    "off.scans_wait": QT_TRANSLATE_NOOP("recall_page", "Not every scan is looked up yet"),
    "off.recall_first": QT_TRANSLATE_NOOP("recall_page", "The recall's number is missing"),
    "off.scan_first": QT_TRANSLATE_NOOP("recall_page", "Scan a card first"),
    "off.range_first": QT_TRANSLATE_NOOP("recall_page", "First and last card are missing"),
    "off.label_first": QT_TRANSLATE_NOOP("recall_page", "Scan the label first"),
    "off.batch_first": QT_TRANSLATE_NOOP("recall_page", "The batch's number is missing"),
    "off.campaign_first": QT_TRANSLATE_NOOP("recall_page", "The product is missing"),
    "off.store_first": QT_TRANSLATE_NOOP("recall_page", "Choose a store first"),
    "off.file_first": QT_TRANSLATE_NOOP("recall_page", "Choose a file with card numbers first"),
    "off.reason_first": QT_TRANSLATE_NOOP("recall_page", "Choose a reason first"),
    "off.note_first": QT_TRANSLATE_NOOP("recall_page", "Write a note first"),
    "off.nothing_changes": QT_TRANSLATE_NOOP("recall_page", "None of these cards would change"),
    "off.second_signs": QT_TRANSLATE_NOOP("recall_page", "Waiting for the second signature"),
    "off.asking": QT_TRANSLATE_NOOP("recall_page", "The server is being asked"),
    "off.saving": QT_TRANSLATE_NOOP("recall_page", "Being written"),
    "off.not_ended": QT_TRANSLATE_NOOP("recall_page", "Not before it has ended"),
    "off.no_line": QT_TRANSLATE_NOOP("recall_page", "No connection to the server"),
    "off.read_only": QT_TRANSLATE_NOOP("recall_page", "The server takes no changes at the moment"),
    "fault.no_number": QT_TRANSLATE_NOOP(
        "recall_page",
        "That is no card number: check the "
        "digits.",
    ),
    "fault.no_label": QT_TRANSLATE_NOOP("recall_page", "That is no label: check the digits."),
    "fault.no_numbers": QT_TRANSLATE_NOOP("recall_page", "There is no card number in this file."),
    "fault.file_too_long": QT_TRANSLATE_NOOP(
        "recall_page", "More than a million numbers: recall the batches, or split the file."
    ),
    "fault.file_unreadable": QT_TRANSLATE_NOOP(
        "recall_page", "This file cannot be read. Check it, or choose another."
    ),
    "fault.not_sent": QT_TRANSLATE_NOOP(
        "recall_page", "The server cannot be reached. Nothing was changed; try again."
    ),
    "fault.no_reply": QT_TRANSLATE_NOOP(
        "recall_page", "No answer from the server. Try again: it counts once."
    ),
    "fault.no_reply_recall": QT_TRANSLATE_NOOP(
        "recall_page", "No answer, so it may have begun. Do it once more: it counts once."
    ),
    "line.not_text": QT_TRANSLATE_NOOP("recall_page", "Line {line}: not readable as text"),
    "line.empty": QT_TRANSLATE_NOOP("recall_page", "Line {line}: empty"),
    "line.too_long": QT_TRANSLATE_NOOP("recall_page", "Line {line}: far too long"),
    "line.not_digits": QT_TRANSLATE_NOOP("recall_page", "Line {line}: no number"),
    "line.wrong_length": QT_TRANSLATE_NOOP("recall_page", "Line {line}: not 18 digits"),
    "line.wrong_check_digit": QT_TRANSLATE_NOOP("recall_page", "Line {line}: a digit is wrong"),
    "line.wrong_issuer_form": QT_TRANSLATE_NOOP(
        "recall_page", "Line {line}: does not begin as a card does"
    ),
    "refused.unknown": QT_TRANSLATE_NOOP(
        "recall_page", "No card of this shop is meant by that. Check what was scanned or typed."
    ),
    "refused.range": QT_TRANSLATE_NOOP(
        "recall_page", "The two cards are of different batches. Choose both ends in one batch."
    ),
    "refused.needless": QT_TRANSLATE_NOOP(
        "recall_page", "None of these cards would change. See under Earlier recalls what was done."
    ),
    "refused.signature": QT_TRANSLATE_NOOP(
        "recall_page", "A second signature is missing or not for this. Let a manager sign again."
    ),
    "refused.same_manager": QT_TRANSLATE_NOOP(
        "recall_page", "The second signature has to be another manager's. Ask one to sign."
    ),
    "refused.pin_not_own": QT_TRANSLATE_NOOP(
        "recall_page",
        "One person knows the PINs of both of you, or one of you took the other on. Let another "
        "manager sign; whoever was given a PIN changes it under Settings, My PIN, and signs from "
        "the next day on.",
    ),
    "refused.list_gone": QT_TRANSLATE_NOOP(
        "recall_page", "The list did not arrive whole. See what would happen once more."
    ),
    "refused.not_allowed": QT_TRANSLATE_NOOP(
        "recall_page", "Your role does not allow that. Ask a manager."
    ),
    "refused.sign_in_again": QT_TRANSLATE_NOOP(
        "recall_page", "Your sign-in has ended. Nothing was changed; sign in again."
    ),
    "refused.read_only": QT_TRANSLATE_NOOP(
        "recall_page", "The server takes no changes at the moment. Call the administrator."
    ),
    "refused.this_till_shut_out": QT_TRANSLATE_NOOP(
        "recall_page", "This till itself has been shut out. Go to another till."
    ),
    "refused.gone": QT_TRANSLATE_NOOP("recall_page", "The server knows no such recall."),
    "refused.restoring": QT_TRANSLATE_NOOP(
        "recall_page",
        "Not yet: tills are still telling what they sold before the restore. The sale of these "
        "cards can be stopped meanwhile; recall them when all have told.",
    ),
    "refused.not_now": QT_TRANSLATE_NOOP(
        "recall_page", "The server cannot do it now. Nothing was changed; try again."
    ),
    "results.asking": QT_TRANSLATE_NOOP("recall_page", "The server is being asked"),
    "results.shown": QT_TRANSLATE_NOOP("recall_page", "One card|{count} cards"),
    "results.first": QT_TRANSLATE_NOOP(
        "recall_page", "{first} of one card|The first {first} of {count} cards"
    ),
    "results.not_told": QT_TRANSLATE_NOOP(
        "recall_page", "The server did not tell which cards. Let it show more to ask again."
    ),
    "results.none": QT_TRANSLATE_NOOP("recall_page", "No card of this recall is meant by that"),
    "toast.chosen_already": QT_TRANSLATE_NOOP("recall_page", "This card is chosen already"),
    "toast.too_many_cards": QT_TRANSLATE_NOOP(
        "recall_page", "One card is the most|{count} cards are the most; use a range or a file"
    ),
    "toast.not_here": QT_TRANSLATE_NOOP("recall_page", "That is not what is asked for here"),
    "toast.may_have_begun": QT_TRANSLATE_NOOP(
        "recall_page", "It may have begun all the same: look under Earlier recalls"
    ),
    "toast.not_while_asking": QT_TRANSLATE_NOOP(
        "recall_page", "Not taken: the server is being asked. Scan it again afterwards."
    ),
    "toast.recall_is_shown": QT_TRANSLATE_NOOP(
        "recall_page", "Not taken: a recall is shown. Go back to the choice, then scan it again."
    ),
    "toast.saved": QT_TRANSLATE_NOOP("recall_page", "Saved as {file} in {folder}"),
    "toast.not_saved": QT_TRANSLATE_NOOP(
        "recall_page", "It could not be written: is the disk full, or the folder not yours?"
    ),
    "toast.not_saved_server": QT_TRANSLATE_NOOP(
        "recall_page", "The server did not tell all cards. Nothing was saved; try again."
    ),
}  # fmt: skip


WORDS: Final = PageWords(CONTEXT, labels=LABELS, sentences=SENTENCES)
tell, tell_message, why_off = WORDS.tell, WORDS.tell_message, WORDS.why_off
