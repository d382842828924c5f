"""The sentences of the page *Design*: what its presenter says, by message id."""

from __future__ import annotations

from typing import Final

from pos_terminal.designer.labels_view import LABELS
from pos_terminal.look.page_words import PageWords
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP

CONTEXT: Final = "design_page"
SENTENCES: Final[dict[str, str]] = {
    "check.barcode_there": QT_TRANSLATE_NOOP("design_page", "There is more than one barcode."),
    "check.barcode_there.none": QT_TRANSLATE_NOOP("design_page", "There is no barcode."),
    "todo.barcode_there": QT_TRANSLATE_NOOP("design_page", "A card has one barcode."),
    "check.code_there": QT_TRANSLATE_NOOP("design_page", "The code is not on the card."),
    "todo.code_there": QT_TRANSLATE_NOOP(
        "design_page", "Nobody could redeem the card: it needs a scratch panel with the code."
    ),
    "check.module_width": QT_TRANSLATE_NOOP(
        "design_page", "The narrow bars are {measured_thousandths} mm wide."
    ),
    "todo.module_width": QT_TRANSLATE_NOOP(
        "design_page", "Scanners need {wanted_thousandths} mm or more."
    ),
    "check.bar_height": QT_TRANSLATE_NOOP(
        "design_page", "The bars are {measured_thousandths} mm high."
    ),
    "todo.bar_height": QT_TRANSLATE_NOOP(
        "design_page", "Below {wanted_thousandths} mm a hand scanner misses them."
    ),
    "check.quiet_zone": QT_TRANSLATE_NOOP(
        "design_page", "Something is {short_thousandths} mm too close to the barcode."
    ),
    "check.quiet_zone.named": QT_TRANSLATE_NOOP(
        "design_page", "The text “{about}” is {short_thousandths} mm too close to the barcode."
    ),
    "todo.quiet_zone": QT_TRANSLATE_NOOP(
        "design_page", "Scanners need {wanted_thousandths} mm of free space beside the bars."
    ),
    "check.nothing_over_bars": QT_TRANSLATE_NOOP(
        "design_page", "Something lies {measured_thousandths} mm deep over the barcode or QR code."
    ),
    "check.nothing_over_bars.named": QT_TRANSLATE_NOOP(
        "design_page",
        "The text “{about}” lies {measured_thousandths} mm deep over the barcode or QR code.",
    ),
    "todo.nothing_over_bars": QT_TRANSLATE_NOOP("design_page", "Nothing may cover any part of it."),
    "check.contrast": QT_TRANSLATE_NOOP(
        "design_page", "The bars stand out {measured_thousandths} : 1 from their ground."
    ),
    "todo.contrast": QT_TRANSLATE_NOOP(
        "design_page", "Scanners need {wanted_thousandths} : 1, in red light too."
    ),
    "check.code_clear": QT_TRANSLATE_NOOP(
        "design_page", "Something lies {measured_thousandths} mm deep over the code."
    ),
    "check.code_clear.named": QT_TRANSLATE_NOOP(
        "design_page", "The text “{about}” lies {measured_thousandths} mm deep over the code."
    ),
    "todo.code_clear": QT_TRANSLATE_NOOP(
        "design_page", "Nobody could read what is covered, nor redeem the card."
    ),
    "check.code_contrast": QT_TRANSLATE_NOOP(
        "design_page", "The code stands out {measured_thousandths} : 1 from its ground."
    ),
    "todo.code_contrast": QT_TRANSLATE_NOOP(
        "design_page", "People need {wanted_thousandths} : 1 to read it."
    ),
    "check.number_height": QT_TRANSLATE_NOOP(
        "design_page", "A number is only {measured_thousandths} mm high."
    ),
    "todo.number_height": QT_TRANSLATE_NOOP(
        "design_page", "People need {wanted_thousandths} mm to type it."
    ),
    "check.text_height": QT_TRANSLATE_NOOP(
        "design_page", "A text is only {measured_thousandths} mm high."
    ),
    "check.text_height.named": QT_TRANSLATE_NOOP(
        "design_page", "The text “{about}” is only {measured_thousandths} mm high."
    ),
    "todo.text_height": QT_TRANSLATE_NOOP(
        "design_page", "Below {wanted_thousandths} mm it is not printed clearly."
    ),
    "check.scratch_covers": QT_TRANSLATE_NOOP(
        "design_page", "The scratch panel has {measured_thousandths} mm around the code."
    ),
    "check.scratch_covers.too_long": QT_TRANSLATE_NOOP(
        "design_page", "The code is longer than its scratch panel."
    ),
    "todo.scratch_covers": QT_TRANSLATE_NOOP(
        "design_page",
        "The panel needs {wanted_thousandths} mm around it, so that no sign shows beside.",
    ),
    "check.safe_zone": QT_TRANSLATE_NOOP(
        "design_page", "Something is only {measured_thousandths} mm from the cut."
    ),
    "check.safe_zone.named": QT_TRANSLATE_NOOP(
        "design_page", "The text “{about}” is only {measured_thousandths} mm from the cut."
    ),
    "check.safe_zone.beyond": QT_TRANSLATE_NOOP(
        "design_page", "Something reaches {beyond_thousandths} mm beyond the cut."
    ),
    "check.safe_zone.beyond.named": QT_TRANSLATE_NOOP(
        "design_page", "The text “{about}” reaches {beyond_thousandths} mm beyond the cut."
    ),
    "todo.safe_zone": QT_TRANSLATE_NOOP(
        "design_page", "Keep {wanted_thousandths} mm: the cut is never exact."
    ),
    "check.bleed": QT_TRANSLATE_NOOP(
        "design_page", "Artwork goes {measured_thousandths} mm beyond the cut."
    ),
    "todo.bleed": QT_TRANSLATE_NOOP(
        "design_page", "It needs {wanted_thousandths} mm, or paper shows at the edge."
    ),
    "check.artwork_dpi": QT_TRANSLATE_NOOP(
        "design_page", "The artwork is printed at {measured_thousandths} dots an inch."
    ),
    "todo.artwork_dpi": QT_TRANSLATE_NOOP(
        "design_page",
        "Below {wanted_thousandths} it looks coarse. Take a larger picture or show it smaller.",
    ),
    "check.qr_module": QT_TRANSLATE_NOOP(
        "design_page", "The squares of the QR code are {measured_thousandths} mm."
    ),
    "todo.qr_module": QT_TRANSLATE_NOOP(
        "design_page", "Telephones need {wanted_thousandths} mm. Make it larger."
    ),
    "check.code_behind_hash": QT_TRANSLATE_NOOP(
        "design_page", "The QR code has the code in its link, but not behind a # at its end."
    ),
    "todo.code_behind_hash": QT_TRANSLATE_NOOP(
        "design_page", "Whatever stands before the # is sent along and ends up in logs."
    ),
    "check.link_is_example": QT_TRANSLATE_NOOP(
        "design_page", "The QR code leads to an example, not to a page of yours."
    ),
    "todo.link_is_example": QT_TRANSLATE_NOOP(
        "design_page",
        "Write your page into its link, or have the server started with the address at which "
        "customers find it. Until then the cards can be printed all the same.",
    ),
    "check.read_back.other": QT_TRANSLATE_NOOP(
        "design_page", "Read back from this drawing: another number."
    ),
    "check.read_back.nothing": QT_TRANSLATE_NOOP(
        "design_page", "No number can be read back from this drawing."
    ),
    "todo.read_back": QT_TRANSLATE_NOOP(
        "design_page", "A scanner would not read it either. Make the bars wider, black on white."
    ),
    "passed.read_back": QT_TRANSLATE_NOOP("design_page", "Read back: same number"),
    "passed.barcode_there": QT_TRANSLATE_NOOP("design_page", "One barcode"),
    "passed.code_there": QT_TRANSLATE_NOOP("design_page", "The code is on the card"),
    "passed.module_width": QT_TRANSLATE_NOOP(
        "design_page", "Bars are {measured_thousandths} mm or wider"
    ),
    "passed.bar_height": QT_TRANSLATE_NOOP(
        "design_page", "Bars are {measured_thousandths} mm high"
    ),
    "passed.quiet_zone": QT_TRANSLATE_NOOP(
        "design_page", "{measured_thousandths} mm free beside the bars"
    ),
    "passed.nothing_over_bars": QT_TRANSLATE_NOOP("design_page", "Nothing over the bars"),
    "passed.contrast": QT_TRANSLATE_NOOP("design_page", "Contrast {measured_thousandths} : 1"),
    "passed.code_clear": QT_TRANSLATE_NOOP("design_page", "Nothing over the code"),
    "passed.code_contrast": QT_TRANSLATE_NOOP(
        "design_page", "Code stands out {measured_thousandths} : 1"
    ),
    "passed.number_height": QT_TRANSLATE_NOOP(
        "design_page", "Number is {measured_thousandths} mm high"
    ),
    "passed.text_height": QT_TRANSLATE_NOOP(
        "design_page", "Texts are {measured_thousandths} mm high or more"
    ),
    "passed.scratch_covers": QT_TRANSLATE_NOOP("design_page", "Scratch panel covers the code"),
    "passed.safe_zone": QT_TRANSLATE_NOOP(
        "design_page", "All is {measured_thousandths} mm from the cut"
    ),
    "passed.bleed": QT_TRANSLATE_NOOP(
        "design_page", "Artwork goes {measured_thousandths} mm beyond the cut"
    ),
    "passed.artwork_dpi": QT_TRANSLATE_NOOP(
        "design_page", "Artwork has {measured_thousandths} dots an inch"
    ),
    "passed.qr_module": QT_TRANSLATE_NOOP(
        "design_page", "QR squares are {measured_thousandths} mm"
    ),
    "passed.code_behind_hash": QT_TRANSLATE_NOOP(
        "design_page", "The code stands behind the # of the QR code's link"
    ),
    "passed.link_is_example": QT_TRANSLATE_NOOP(
        "design_page", "The QR code leads to a page of your own"
    ),
    "standing.draft": QT_TRANSLATE_NOOP("design_page", "Draft, saved {saved_at}"),
    "standing.draft_new": QT_TRANSLATE_NOOP("design_page", "Draft, not saved yet"),
    "standing.saved": QT_TRANSLATE_NOOP("design_page", "Saved {saved_at}"),
    "standing.new": QT_TRANSLATE_NOOP("design_page", "New, not saved yet"),
    "standing.not_kept": QT_TRANSLATE_NOOP(
        "design_page", "The disk takes no draft: save to a file elsewhere"
    ),
    "off.saved": QT_TRANSLATE_NOOP("design_page", "Saved"),
    "off.scan_card": QT_TRANSLATE_NOOP("design_page", "Choose a product first"),
    "off.given": QT_TRANSLATE_NOOP("design_page", "It is printed so already"),
    "off.picture": QT_TRANSLATE_NOOP("design_page", "Its picture is on its way"),
    "off.to_fix": QT_TRANSLATE_NOOP("design_page", "Fix what the check found"),
    "given.none": QT_TRANSLATE_NOOP("design_page", "{product} has no design yet."),
    "given.same": QT_TRANSLATE_NOOP("design_page", "{product} is printed with this design."),
    "given.not_shown": QT_TRANSLATE_NOOP(
        "design_page",
        "{product} is printed with this design. Whether tills show it so is not known.",
    ),
    "given.other": QT_TRANSLATE_NOOP(
        "design_page", "{product} is printed with another design or an earlier state of this one."
    ),
    "fault.number": QT_TRANSLATE_NOOP("design_page", "Type a number, such as 12.5."),
    "fault.colour": QT_TRANSLATE_NOOP("design_page", "Six signs, such as #2b4bd6."),
    "fault.card_size": QT_TRANSLATE_NOOP("design_page", "From 20 to 300 mm."),
    "fault.name": QT_TRANSLATE_NOOP("design_page", "The design needs a name."),
    "fault.name_taken": QT_TRANSLATE_NOOP(
        "design_page", "Another design is named “{name}”. Give this one another name, then save."
    ),
    "fault.not_saved": QT_TRANSLATE_NOOP(
        "design_page", "Not saved: the disk is full or cannot be written to. The draft stays here."
    ),
    "fault.not_checked": QT_TRANSLATE_NOOP(
        "design_page",
        "The check of this drawing broke off. Change something, or save it and open it again.",
    ),
    "fault.not_put_by": QT_TRANSLATE_NOOP(
        "design_page",
        "Not opened: this draft could not be saved first. Save it to a file, then open again.",
    ),
    "fault.products_unknown": QT_TRANSLATE_NOOP(
        "design_page", "The server did not say which products there are. Scan a card of one."
    ),
    "fault.no_card": QT_TRANSLATE_NOOP(
        "design_page", "That is no card number. Scan a card of the product."
    ),
    "fault.no_reply": QT_TRANSLATE_NOOP("design_page", "No answer came. Scan the card once more."),
    "fault.not_sent": QT_TRANSLATE_NOOP(
        "design_page", "No connection to the server. The design itself needs none; scan later."
    ),
    "refused.not_allowed": QT_TRANSLATE_NOOP("design_page", "Your role may not look up cards."),
    "refused.sign_in_again": QT_TRANSLATE_NOOP(
        "design_page", "Your sign-in has ended. Nothing is lost; sign in again."
    ),
    "refused.read_only": QT_TRANSLATE_NOOP(
        "design_page", "The server takes no changes at the moment. Call the administrator."
    ),
    "refused.this_till_shut_out": QT_TRANSLATE_NOOP(
        "design_page", "This till itself has been shut out. Go to another till."
    ),
    "refused.batch_gone": QT_TRANSLATE_NOOP(
        "design_page", "The server does not know this batch any more."
    ),
    "refused.gone": QT_TRANSLATE_NOOP("design_page", "The server knows no such card."),
    "refused.not_now": QT_TRANSLATE_NOOP(
        "design_page", "The server cannot do it now. Scan the card once more."
    ),
    "move.unknown_element": QT_TRANSLATE_NOOP("design_page", "That part is not there any more."),
    "move.id_taken": QT_TRANSLATE_NOOP("design_page", "That part is there already."),
    "move.too_many": QT_TRANSLATE_NOOP("design_page", "A side holds 200 parts and no more."),
    "move.too_small": QT_TRANSLATE_NOOP("design_page", "It cannot be smaller than 0.5 mm."),
    "move.out_of_range": QT_TRANSLATE_NOOP("design_page", "That is beyond what can be printed."),
    "file.cannot_read": QT_TRANSLATE_NOOP("design_page", "The file cannot be read."),
    "file.too_large": QT_TRANSLATE_NOOP("design_page", "The file is too large for a card design."),
    "file.not_a_template": QT_TRANSLATE_NOOP("design_page", "The file is no card design."),
    "file.newer": QT_TRANSLATE_NOOP(
        "design_page", "The file comes from a newer version of this program. Update this till."
    ),
    "file.damaged": QT_TRANSLATE_NOOP(
        "design_page", "The file is damaged. Nothing was opened; take an earlier copy."
    ),
    "file.picture_missing": QT_TRANSLATE_NOOP(
        "design_page", "A picture is missing in the file. Nothing was opened."
    ),
    "file.picture_damaged": QT_TRANSLATE_NOOP(
        "design_page", "A picture in the file is damaged. Nothing was opened."
    ),
    "draft.cannot_read": QT_TRANSLATE_NOOP(
        "design_page", "The draft of last time cannot be read. It was put aside, not deleted."
    ),
    "toast.recovered": QT_TRANSLATE_NOOP(
        "design_page", "Your draft of “{name}” is as you left it"
    ),
    "toast.put_by": QT_TRANSLATE_NOOP("design_page", "The draft before was saved as “{name}”"),
    "toast.written": QT_TRANSLATE_NOOP("design_page", "Written to {name}"),
    "toast.given": QT_TRANSLATE_NOOP(
        "design_page", "{product} is printed with this design from now on"
    ),
    "toast.given.shown": QT_TRANSLATE_NOOP("design_page", "Tills show it so, too."),
    "picture.not_sent": QT_TRANSLATE_NOOP(
        "design_page",
        "The server cannot be reached: tills show {product} as before. Press “Use for this "
        "product” again later.",
    ),
    "picture.not_known": QT_TRANSLATE_NOOP(
        "design_page",
        "No answer, so it is not known whether tills show {product} so. Press “Use for this "
        "product” again.",
    ),
    "picture.not_taken": QT_TRANSLATE_NOOP(
        "design_page",
        "The server did not take the picture: tills show {product} as before. Press “Use for this "
        "product” again.",
    ),
    "picture.changed": QT_TRANSLATE_NOOP(
        "design_page",
        "Others are changing {product} just now, and its picture was not set. Press “Use for this "
        "product” again.",
    ),
    "picture.no_product": QT_TRANSLATE_NOOP(
        "design_page", "The server has no product {product} that tills could show."
    ),
}  # fmt: skip

WORDS: Final = PageWords(CONTEXT, labels=LABELS, sentences=SENTENCES)
tell, tell_message, why_off = WORDS.tell, WORDS.tell_message, WORDS.why_off
