"""What stands on the buttons and tables of *Day*, and on its papers: the view's own words."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.sentences import QT_TRANSLATE_NOOP

LABELS: Final[dict[str, str]] = {
    "view.title": QT_TRANSLATE_NOOP("day_page", "Day"),
    "view.retry": QT_TRANSLATE_NOOP("day_page", "Ask again"),
    "view.today": QT_TRANSLATE_NOOP("day_page", "Today"),
    "view.day_before": QT_TRANSLATE_NOOP("day_page", "The day before"),
    "view.day_after": QT_TRANSLATE_NOOP("day_page", "The day after"),
    "view.till": QT_TRANSLATE_NOOP("day_page", "Till"),
    "view.till_closed": QT_TRANSLATE_NOOP("day_page", "{till}, closed"),
    "view.as_of": QT_TRANSLATE_NOOP("day_page", "As of {told_at}"),
    # Figures.
    "figure.sold": QT_TRANSLATE_NOOP("day_page", "Sold"),
    "figure.voided": QT_TRANSLATE_NOOP("day_page", "Voided"),
    "figure.refused": QT_TRANSLATE_NOOP("day_page", "Refused"),
    "figure.in-doubt": QT_TRANSLATE_NOOP("day_page", "In doubt"),
    "figure.recalled": QT_TRANSLATE_NOOP("day_page", "Recalled"),
    "figure.late": QT_TRANSLATE_NOOP("day_page", "one of an earlier day|{count} of earlier days"),
    "section.hours": QT_TRANSLATE_NOOP("day_page", "Hours"),
    "section.products": QT_TRANSLATE_NOOP("day_page", "Products"),
    "section.people": QT_TRANSLATE_NOOP("day_page", "People"),
    "section.pos": QT_TRANSLATE_NOOP("day_page", "Own POS"),
    "chart.title": QT_TRANSLATE_NOOP("day_page", "Cards sold by hour"),
    "chart.week_ago": QT_TRANSLATE_NOOP(
        "day_page", "Line: a week before, one card|Line: a week before, {count} cards"
    ),
    "chart.none": QT_TRANSLATE_NOOP("day_page", "Nothing was sold yet"),
    "chart.spoken": QT_TRANSLATE_NOOP(
        "day_page", "{hour} o'clock: one card|{hour} o'clock: {count} cards"
    ),
    "table.product": QT_TRANSLATE_NOOP("day_page", "Product"),
    "table.person": QT_TRANSLATE_NOOP("day_page", "Person"),
    "table.nobody": QT_TRANSLATE_NOOP("day_page", "Nobody named"),
    "table.none": QT_TRANSLATE_NOOP("day_page", "There is nothing to show for this day"),
    # Money.
    "money.title": QT_TRANSLATE_NOOP("day_page", "Money"),
    "money.cash": QT_TRANSLATE_NOOP("day_page", "Cash"),
    "money.reference": QT_TRANSLATE_NOOP("day_page", "Paid elsewhere"),
    "money.unknown": QT_TRANSLATE_NOOP("day_page", "Not known how"),
    "money.taken": QT_TRANSLATE_NOOP("day_page", "Taken"),
    "money.handed_back": QT_TRANSLATE_NOOP("day_page", "Handed back"),
    "money.owed": QT_TRANSLATE_NOOP("day_page", "Still to hand back"),
    "money.in_hand": QT_TRANSLATE_NOOP("day_page", "Has to be there"),
    "money.elsewhere": QT_TRANSLATE_NOOP(
        "day_page",
        "{kind}: {elsewhere_minor} that was to be handed back here was handed back at another till",
    ),
    "money.for_others": QT_TRANSLATE_NOOP(
        "day_page",
        "{kind}: {for_others_minor} that was to be handed back at another till was handed back "
        "here",
    ),
    "money.not_owed": QT_TRANSLATE_NOOP(
        "day_page",
        "{kind}: {not_owed_minor} that an earlier close had as still to hand back was found not to "
        "be owed",
    ),
    # The shop's own system.
    "pos.choose": QT_TRANSLATE_NOOP("day_page", "Choose the CSV file"),
    "pos.another": QT_TRANSLATE_NOOP("day_page", "Choose another file"),
    "pos.put_away": QT_TRANSLATE_NOOP("day_page", "Put it away"),
    "pos.dialog": QT_TRANSLATE_NOOP("day_page", "CSV file of the shop's own POS"),
    "pos.filter": QT_TRANSLATE_NOOP("day_page", "CSV files"),
    "pos.what": QT_TRANSLATE_NOOP(
        "day_page",
        "Compare the day with a CSV file of the shop's own POS. It needs a column **receipt** or "
        "**reference**, and a column **amount**; what went back is below zero.",
    ),
    "pos.agreed": QT_TRANSLATE_NOOP(
        "day_page", "{name}: one line agrees|{name}: {count} lines agree"
    ),
    "pos.all_agree": QT_TRANSLATE_NOOP("day_page", "Everything agrees"),
    "pos.differ": QT_TRANSLATE_NOOP("day_page", "One line does not agree|{count} lines do not"),
    "pos.totals": QT_TRANSLATE_NOOP("day_page", "There {there_minor}, here {here_minor}"),
    "pos.line": QT_TRANSLATE_NOOP("day_page", "Line {line}"),
    "pos.our_sale": QT_TRANSLATE_NOOP("day_page", "Our sale"),
    "pos.there": QT_TRANSLATE_NOOP("day_page", "There"),
    "pos.here": QT_TRANSLATE_NOOP("day_page", "Here"),
    "match.amount_differs": QT_TRANSLATE_NOOP("day_page", "The amount is another one"),
    "match.unknown_here": QT_TRANSLATE_NOOP("day_page", "No sale here has this number"),
    "match.twice": QT_TRANSLATE_NOOP("day_page", "Its sale stands there twice"),
    "match.not_read": QT_TRANSLATE_NOOP("day_page", "Number or amount cannot be read"),
    "match.not_voided_here": QT_TRANSLATE_NOOP("day_page", "Nothing was voided here"),
    "match.void_missing_there": QT_TRANSLATE_NOOP("day_page", "The void is missing in the file"),
    "match.missing_there": QT_TRANSLATE_NOOP("day_page", "Missing in the file"),
    # The side.
    "view.was_open": QT_TRANSLATE_NOOP("day_page", "Open when it was closed, signed by {name}"),
    "view.next": QT_TRANSLATE_NOOP("day_page", "Count and close"),
    "view.pdf": QT_TRANSLATE_NOOP("day_page", "PDF"),
    "view.csv": QT_TRANSLATE_NOOP("day_page", "CSV"),
    "view.save_pdf": QT_TRANSLATE_NOOP("day_page", "Save the report as PDF"),
    "view.save_csv": QT_TRANSLATE_NOOP("day_page", "Save the report as CSV"),
    "view.has_to_be": QT_TRANSLATE_NOOP("day_page", "Cash that has to be there, as of {told_at}"),
    "view.cash": QT_TRANSLATE_NOOP("day_page", "Cash that you counted"),
    "view.cash_note": QT_TRANSLATE_NOOP("day_page", "Without the float that stays in the till."),
    "view.cash_note_less": QT_TRANSLATE_NOOP(
        "day_page",
        "More went back than came in. Say with a minus by how much the float has become less.",
    ),
    "view.note": QT_TRANSLATE_NOOP("day_page", "Note"),
    "view.note_needed": QT_TRANSLATE_NOOP("day_page", "Say why it differs."),
    "view.close": QT_TRANSLATE_NOOP("day_page", "Hold to close the day"),
    "view.close_note": QT_TRANSLATE_NOOP(
        "day_page", "Press for one second, or hold F9. It cannot be undone."
    ),
    "view.close_open_note": QT_TRANSLATE_NOOP(
        "day_page",
        "A manager signs for one open thing. It cannot be undone.|"
        "A manager signs for {count} open things. It cannot be undone.",
    ),
    "view.back": QT_TRANSLATE_NOOP("day_page", "Back"),
    "view.counted": QT_TRANSLATE_NOOP("day_page", "Counted {counted_minor}"),
    "view.not_counted": QT_TRANSLATE_NOOP("day_page", "The cash was not counted"),
    "view.over": QT_TRANSLATE_NOOP("day_page", "{difference_minor} more than there has to be"),
    "view.short": QT_TRANSLATE_NOOP("day_page", "{difference_minor} less than there has to be"),
    "view.agrees": QT_TRANSLATE_NOOP("day_page", "Just what there has to be"),
    "view.closed_by": QT_TRANSLATE_NOOP("day_page", "Closed by {name}"),
    "view.pos_total": QT_TRANSLATE_NOOP("day_page", "Own POS {there_minor}"),
    "view.pos_totals": QT_TRANSLATE_NOOP("day_page", "Own POS {there_minor}, here {here_minor}"),
    "view.pos_agreed": QT_TRANSLATE_NOOP("day_page", "Every line agreed"),
    "view.pos_differed": QT_TRANSLATE_NOOP(
        "day_page", "One line did not agree|{count} lines did not agree"
    ),
    # The paper.
    "paper.x": QT_TRANSLATE_NOOP("day_page", "X report"),
    "paper.z": QT_TRANSLATE_NOOP("day_page", "Z report {number}"),
    "paper.x_note": QT_TRANSLATE_NOOP("day_page", "As of {told_at}; the day is not closed"),
    "paper.z_note": QT_TRANSLATE_NOOP("day_page", "Closed {closed_at} by {name}"),
    "paper.figures": QT_TRANSLATE_NOOP("day_page", "Figures"),
    "paper.count": QT_TRANSLATE_NOOP("day_page", "Count"),
    "paper.open": QT_TRANSLATE_NOOP("day_page", "What was open"),
    "paper.signed": QT_TRANSLATE_NOOP("day_page", "Signed for by {name}"),
    "paper.late": QT_TRANSLATE_NOOP(
        "day_page",
        "One card is of an earlier day, whose report did not have it yet|"
        "{count} cards are of earlier days, whose reports did not have them yet",
    ),
    "paper.page": QT_TRANSLATE_NOOP("day_page", "Page {number}"),
}  # fmt: skip
