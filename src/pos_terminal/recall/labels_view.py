"""What stands on the buttons, titles and fields of *Recall*: the view's own words."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.sentences import QT_TRANSLATE_NOOP

LABELS: Final[dict[str, str]] = {
    "view.title": QT_TRANSLATE_NOOP("recall_page", "Recall"),
    "view.step.choose": QT_TRANSLATE_NOOP("recall_page", "Choose"),
    "view.step.look": QT_TRANSLATE_NOOP("recall_page", "Dry run"),
    "view.step.reason": QT_TRANSLATE_NOOP("recall_page", "Reason"),
    "view.step.sign": QT_TRANSLATE_NOOP("recall_page", "Sign"),
    "view.step.recall": QT_TRANSLATE_NOOP("recall_page", "Recall"),
    "view.step.spoken.done": QT_TRANSLATE_NOOP("recall_page", "{word}, done"),
    "view.step.spoken.current": QT_TRANSLATE_NOOP("recall_page", "{word}, now"),
    "view.step.spoken.next": QT_TRANSLATE_NOOP("recall_page", "{word}, to come"),
    "view.which": QT_TRANSLATE_NOOP("recall_page", "Which cards?"),
    "view.start_over": QT_TRANSLATE_NOOP("recall_page", "Start over"),
    "view.by.cards": QT_TRANSLATE_NOOP("recall_page", "Cards"),
    "view.by.range": QT_TRANSLATE_NOOP("recall_page", "Range"),
    "view.by.label": QT_TRANSLATE_NOOP("recall_page", "Label"),
    "view.by.batch": QT_TRANSLATE_NOOP("recall_page", "Batch"),
    "view.by.campaign": QT_TRANSLATE_NOOP("recall_page", "Product"),
    "view.by.file": QT_TRANSLATE_NOOP("recall_page", "File"),
    "view.by.recall": QT_TRANSLATE_NOOP("recall_page", "Earlier"),
    "view.recall_number": QT_TRANSLATE_NOOP("recall_page", "Number of the recall"),
    "view.recall_number_note": QT_TRANSLATE_NOOP(
        "recall_page", "R and a number, as it stands under Earlier recalls."
    ),
    "view.ask_again": QT_TRANSLATE_NOOP("recall_page", "Ask again"),
    "view.scan_cards": QT_TRANSLATE_NOOP("recall_page", "Scan each card"),
    "view.cards_count": QT_TRANSLATE_NOOP("recall_page", "One card|{count} cards"),
    "view.card_ends": QT_TRANSLATE_NOOP("recall_page", "ends in {last}"),
    "view.remove": QT_TRANSLATE_NOOP("recall_page", "Take {number} out"),
    "view.first": QT_TRANSLATE_NOOP("recall_page", "First card"),
    "view.last": QT_TRANSLATE_NOOP("recall_page", "Last card"),
    "view.range_note": QT_TRANSLATE_NOOP("recall_page", "Scan both, or type them."),
    "view.label": QT_TRANSLATE_NOOP("recall_page", "Label of the pack or carton"),
    "view.label_note": QT_TRANSLATE_NOOP("recall_page", "Scan it, or type P or C and its digits."),
    "view.batch": QT_TRANSLATE_NOOP("recall_page", "Number of the batch"),
    "view.batch_note": QT_TRANSLATE_NOOP(
        "recall_page", "Scan any card or label of it, or type the number."
    ),
    "view.campaign": QT_TRANSLATE_NOOP("recall_page", "Product"),
    "view.campaign_note": QT_TRANSLATE_NOOP(
        "recall_page", "Scan any card of it, or choose it here."
    ),
    "view.by.store": QT_TRANSLATE_NOOP("recall_page", "Store"),
    "view.store": QT_TRANSLATE_NOOP("recall_page", "Shipped to store"),
    "view.store_note": QT_TRANSLATE_NOOP(
        "recall_page", "All packs that it has received, or that are on their way to it."
    ),
    "view.choose_file": QT_TRANSLATE_NOOP("recall_page", "Choose a file"),
    "view.file_filter": QT_TRANSLATE_NOOP("recall_page", "Lists of numbers"),
    "view.file_note": QT_TRANSLATE_NOOP(
        "recall_page", "CSV or text, one card number a line."
    ),
    "view.file_numbers": QT_TRANSLATE_NOOP("recall_page", "One card number|{count} card numbers"),
    "view.file_repeated": QT_TRANSLATE_NOOP(
        "recall_page", "One stands there twice|{count} stand there more than once"
    ),
    "view.file_faults": QT_TRANSLATE_NOOP(
        "recall_page", "One line is no card|{count} lines are no cards"
    ),
    "view.file_more": QT_TRANSLATE_NOOP("recall_page", "and one more|and {count} more"),
    "view.save_faults": QT_TRANSLATE_NOOP("recall_page", "Save these lines"),
    "view.reason": QT_TRANSLATE_NOOP("recall_page", "Reason"),
    "view.note": QT_TRANSLATE_NOOP("recall_page", "Note, such as the police report"),
    "view.look": QT_TRANSLATE_NOOP("recall_page", "See what would happen"),
    "view.sold": QT_TRANSLATE_NOOP(
        "recall_page",
        "Include the sold card, with a refund|"
        "Include {count} sold cards, with refunds",
    ),
    "view.for_good": QT_TRANSLATE_NOOP(
        "recall_page",
        "A recall cannot be undone. If you are not sure, **stop the sale first**: a stop can be "
        "lifted.",
    ),
    "view.stop_sale": QT_TRANSLATE_NOOP(
        "recall_page", "Stop sale of one card|Stop sale of {count} cards"
    ),
    "view.lift": QT_TRANSLATE_NOOP(
        "recall_page", "Lift the stop of one card|Lift the stop of {count} cards"
    ),
    "view.sign": QT_TRANSLATE_NOOP("recall_page", "Second manager signs"),
    "view.signed": QT_TRANSLATE_NOOP("recall_page", "Signed by {name}"),
    "view.recall": QT_TRANSLATE_NOOP(
        "recall_page",
        "Hold to recall one card|"
        "Hold to recall {count} cards",
    ),
    "view.recall_note": QT_TRANSLATE_NOOP(
        "recall_page", "Press for one second, or hold F9"
    ),
    "view.done": QT_TRANSLATE_NOOP("recall_page", "{percent} % done"),
    "view.done_of": QT_TRANSLATE_NOOP("recall_page", "{done} of {total} cards decided"),
    "view.by_one": QT_TRANSLATE_NOOP("recall_page", "Signed by {name}"),
    "view.by_two": QT_TRANSLATE_NOOP("recall_page", "Signed by {name} and {other}"),
    "view.stop": QT_TRANSLATE_NOOP("recall_page", "Stop, keep what is done"),
    "view.go_on.recall": QT_TRANSLATE_NOOP("recall_page", "Look at these cards again"),
    "view.go_on.stop-sale": QT_TRANSLATE_NOOP(
        "recall_page", "Recall these cards, or lift the stop"
    ),
    "view.go_on.lift": QT_TRANSLATE_NOOP("recall_page", "Stop or recall these cards"),
    "view.go_on.rest": QT_TRANSLATE_NOOP("recall_page", "Go on with the rest"),
    "view.by_card": QT_TRANSLATE_NOOP("recall_page", "Card by card"),
    "view.matrix": QT_TRANSLATE_NOOP("recall_page", "Back to the numbers"),
    "view.earlier": QT_TRANSLATE_NOOP("recall_page", "Earlier recalls"),
    "view.new": QT_TRANSLATE_NOOP("recall_page", "Choose other cards"),
    "view.back": QT_TRANSLATE_NOOP("recall_page", "Back to my choice"),
    "view.no_earlier": QT_TRANSLATE_NOOP("recall_page", "Nothing has been recalled yet"),
    "view.earlier_line": QT_TRANSLATE_NOOP("recall_page", "{begun_at}, {name}, {reason}"),
    "view.earlier_title": QT_TRANSLATE_NOOP("recall_page", "{act} R-{number}"),
    "view.all": QT_TRANSLATE_NOOP("recall_page", "All cards"),
    "view.find": QT_TRANSLATE_NOOP("recall_page", "Card number"),
    "view.more": QT_TRANSLATE_NOOP("recall_page", "Show more"),
    "view.more_earlier": QT_TRANSLATE_NOOP("recall_page", "Show older ones"),
    "view.asked.which": QT_TRANSLATE_NOOP("recall_page", "Which cards"),
    "view.asked.sold": QT_TRANSLATE_NOOP("recall_page", "Sold cards were included."),
    "view.asked.reason": QT_TRANSLATE_NOOP("recall_page", "Why"),
    "view.asked.note": QT_TRANSLATE_NOOP("recall_page", "Note"),
    "view.asked.begun": QT_TRANSLATE_NOOP("recall_page", "Begun"),
    "view.asked.ended": QT_TRANSLATE_NOOP("recall_page", "Ended"),
    "view.at": QT_TRANSLATE_NOOP("recall_page", "{told_at}"),
    "view.csv": QT_TRANSLATE_NOOP("recall_page", "Save as CSV"),
    "view.pdf": QT_TRANSLATE_NOOP("recall_page", "Save as PDF"),
    "view.nothing": QT_TRANSLATE_NOOP(
        "recall_page",
        "Choose the cards, then see what would "
        "happen",
    ),
    "view.nothing_note": QT_TRANSLATE_NOOP(
        "recall_page",
        "Scan cards or a label at any time. Nothing changes before you hold the red button.",
    ),
}  # fmt: skip
