"""What stands on the buttons, titles and fields of *Batches*: the view's own words."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.sentences import QT_TRANSLATE_NOOP

LABELS: Final[dict[str, str]] = {
    "view.title": QT_TRANSLATE_NOOP("batches_page", "Batches"),
    "view.loading": QT_TRANSLATE_NOOP("batches_page", "Asking the server"),
    "view.retry": QT_TRANSLATE_NOOP("batches_page", "Ask again"),
    "view.not_shown": QT_TRANSLATE_NOOP("batches_page", "The batches cannot be shown"),
    "view.none": QT_TRANSLATE_NOOP("batches_page", "No batch has been made yet"),
    "view.none_note": QT_TRANSLATE_NOOP(
        "batches_page", "Begin with a new batch: how many cards, and of which product."
    ),
    "view.choose": QT_TRANSLATE_NOOP(
        "batches_page", "Choose a batch to see how its cards stand and what was done with it."
    ),
    "view.older": QT_TRANSLATE_NOOP("batches_page", "Show older batches"),
    "view.new_batch": QT_TRANSLATE_NOOP("batches_page", "New batch"),
    "view.state.making": QT_TRANSLATE_NOOP("batches_page", "Being made"),
    "view.state.made": QT_TRANSLATE_NOOP("batches_page", "Made"),
    "view.state.cancelled": QT_TRANSLATE_NOOP("batches_page", "Cancelled"),
    "view.state.failed": QT_TRANSLATE_NOOP("batches_page", "Stopped by a fault"),
    "view.making_of": QT_TRANSLATE_NOOP("batches_page", "{made} of {quantity} made"),
    "view.figure.made": QT_TRANSLATE_NOOP("batches_page", "Cards made"),
    "view.figure.packs": QT_TRANSLATE_NOOP("batches_page", "Packs"),
    "view.figure.cartons": QT_TRANSLATE_NOOP("batches_page", "Cartons"),
    "view.figure.printed": QT_TRANSLATE_NOOP("batches_page", "Cards printed"),
    "view.figure.proven": QT_TRANSLATE_NOOP("batches_page", "Print proven"),
    "view.figure.shipped": QT_TRANSLATE_NOOP("batches_page", "Cards shipped"),
    "view.figure.sold": QT_TRANSLATE_NOOP("batches_page", "Sold"),
    "view.figure.redeemed": QT_TRANSLATE_NOOP("batches_page", "Redeemed"),
    "view.figure.invalidated": QT_TRANSLATE_NOOP("batches_page", "Invalidated"),
    "view.not_known": QT_TRANSLATE_NOOP("batches_page", "Not known"),
    "view.history": QT_TRANSLATE_NOOP("batches_page", "History"),
    "view.history_line": QT_TRANSLATE_NOOP("batches_page", "{written_at}, {actor}"),
    "view.system": QT_TRANSLATE_NOOP("batches_page", "The server"),
    "view.command_line": QT_TRANSLATE_NOOP("batches_page", "The administrator's command line"),
    "view.kind.batch.opened": QT_TRANSLATE_NOOP("batches_page", "Batch begun"),
    "view.kind.batch.codes-made": QT_TRANSLATE_NOOP("batches_page", "All cards made"),
    "view.kind.batch.cards-imported": QT_TRANSLATE_NOOP("batches_page", "Cards imported"),
    "view.kind.batch.cancelled": QT_TRANSLATE_NOOP("batches_page", "Batch cancelled"),
    "view.kind.batch.proof-read": QT_TRANSLATE_NOOP("batches_page", "Printed cards read back"),
    "view.kind.batch.proof-excused": QT_TRANSLATE_NOOP(
        "batches_page", "Released without a proof"
    ),
    "view.kind.print-run.opened": QT_TRANSLATE_NOOP("batches_page", "Print run begun"),
    "view.kind.print-run.ended": QT_TRANSLATE_NOOP("batches_page", "Print run ended"),
    "view.way.design": QT_TRANSLATE_NOOP("batches_page", "Design"),
    "view.way.print": QT_TRANSLATE_NOOP("batches_page", "Print"),
    "view.way.labels": QT_TRANSLATE_NOOP("batches_page", "Labels"),
    "view.way.proof": QT_TRANSLATE_NOOP("batches_page", "Proof"),
    "view.import_cards": QT_TRANSLATE_NOOP("batches_page", "Import cards made elsewhere"),
    "view.may_be_begun": QT_TRANSLATE_NOOP(
        "batches_page",
        "This batch was asked for before, and it is not known whether it was begun. Ask once more: "
        "it is begun once only.",
    ),
    "view.if_cancelled": QT_TRANSLATE_NOOP("batches_page", "If you cancel it"),
    "view.cancel": QT_TRANSLATE_NOOP("batches_page", "Hold to cancel this batch"),
    "view.cancel_note": QT_TRANSLATE_NOOP(
        "batches_page", "Press for one second, or hold F9. It cannot be undone."
    ),
    "view.new_note": QT_TRANSLATE_NOOP(
        "batches_page", "Nothing is made before you have seen what it comes to."
    ),
    "view.field.campaign": QT_TRANSLATE_NOOP("batches_page", "Product"),
    "view.field.name": QT_TRANSLATE_NOOP("batches_page", "Name of the batch (may be left out)"),
    "view.field.quantity": QT_TRANSLATE_NOOP("batches_page", "Number of cards"),
    "view.field.cards_per_pack": QT_TRANSLATE_NOOP("batches_page", "Cards in a pack"),
    "view.field.packs_per_carton": QT_TRANSLATE_NOOP("batches_page", "Packs in a carton"),
    "view.choose_campaign": QT_TRANSLATE_NOOP("batches_page", "Choose a product"),
    "view.campaign": QT_TRANSLATE_NOOP("batches_page", "{title}, {price_minor}"),
    "view.comes_to": QT_TRANSLATE_NOOP("batches_page", "What that makes"),
    "view.back": QT_TRANSLATE_NOOP("batches_page", "Back"),
    "view.section.batches": QT_TRANSLATE_NOOP("batches_page", "Batches"),
    "view.section.campaigns": QT_TRANSLATE_NOOP("batches_page", "Products"),
    "view.new_campaign": QT_TRANSLATE_NOOP("batches_page", "New product"),
    "view.no_campaigns": QT_TRANSLATE_NOOP("batches_page", "No product has been made yet"),
    "view.choose_a_campaign": QT_TRANSLATE_NOOP(
        "batches_page", "Choose a product to see and change its settings."
    ),
    "view.disabled": QT_TRANSLATE_NOOP("batches_page", "Disabled"),
    "view.enabled": QT_TRANSLATE_NOOP("batches_page", "Enabled"),
    "view.disable": QT_TRANSLATE_NOOP("batches_page", "Disable"),
    "view.enable": QT_TRANSLATE_NOOP("batches_page", "Enable"),
    "view.save": QT_TRANSLATE_NOOP("batches_page", "Save"),
    "view.campaign.campaign": QT_TRANSLATE_NOOP("batches_page", "Short name, such as gift-50"),
    "view.campaign.title": QT_TRANSLATE_NOOP("batches_page", "Name of the product"),
    "view.campaign.description": QT_TRANSLATE_NOOP("batches_page", "Description (may be left out)"),
    "view.campaign.price": QT_TRANSLATE_NOOP("batches_page", "Price"),
    "view.campaign.currency": QT_TRANSLATE_NOOP("batches_page", "Currency"),
    "view.campaign.sells": QT_TRANSLATE_NOOP("batches_page", "What is sold"),
    "view.campaign.issuer": QT_TRANSLATE_NOOP(
        "batches_page", "First six digits of the card numbers"
    ),
    "view.campaign.scan_code": QT_TRANSLATE_NOOP("batches_page", "The code for everybody"),
    "view.campaign.code_form": QT_TRANSLATE_NOOP("batches_page", "Form of the codes"),
    "view.campaign.code_prefix": QT_TRANSLATE_NOOP(
        "batches_page", "Codes begin with (may be left out)"
    ),
    "view.campaign.valid_start": QT_TRANSLATE_NOOP(
        "batches_page", "Valid from, such as 2026-11-22"
    ),
    "view.campaign.valid_end": QT_TRANSLATE_NOOP("batches_page", "Valid to (last day)"),
    "view.campaign.limit": QT_TRANSLATE_NOOP("batches_page", "Redemptions at most"),
    "view.campaign.script": QT_TRANSLATE_NOOP("batches_page", "Script (may be left out)"),
    "view.campaign.is_async": QT_TRANSLATE_NOOP("batches_page", "Script works in the background"),
    "view.campaign.retries": QT_TRANSLATE_NOOP("batches_page", "Retries at most"),
    "view.campaign.timeout": QT_TRANSLATE_NOOP("batches_page", "Time-out in seconds"),
    "view.campaign.artwork": QT_TRANSLATE_NOOP("batches_page", "Picture (may be left out)"),
    "view.artwork.note": QT_TRANSLATE_NOOP(
        "batches_page", "Tills show it wherever this product is sold. It counts once you save."
    ),
    "view.artwork.choose": QT_TRANSLATE_NOOP("batches_page", "Choose a picture"),
    "view.artwork.drop": QT_TRANSLATE_NOOP("batches_page", "Without a picture"),
    "view.artwork.pictures": QT_TRANSLATE_NOOP("batches_page", "Pictures"),
    "view.sells.numbers": QT_TRANSLATE_NOOP("batches_page", "Cards with a card number"),
    "view.sells.codes": QT_TRANSLATE_NOOP("batches_page", "Cards whose barcode is the code"),
    "view.sells.nothing": QT_TRANSLATE_NOOP("batches_page", "Nothing, codes are given away"),
    "view.sells.shared": QT_TRANSLATE_NOOP("batches_page", "Nothing, one code for everybody"),
    "view.sells_note.codes": QT_TRANSLATE_NOOP(
        "batches_page",
        "Tills sell such a card by scanning its code: whoever photographs it has the code. Its "
        "codes are generated on the web portal, which gives out their list. It has no batches, "
        "packs or print runs; for those choose cards with a card number.",
    ),
    "view.sells_note.nothing": QT_TRANSLATE_NOOP(
        "batches_page",
        "No till sells it. Its codes are generated on the web portal, which gives out their list.",
    ),
    "view.code_form.FiveByFive": QT_TRANSLATE_NOOP("batches_page", "Five groups of five"),
    "view.code_form.StructuredGuid": QT_TRANSLATE_NOOP("batches_page", "GUID"),
    "view.is_async.no": QT_TRANSLATE_NOOP("batches_page", "No"),
    "view.is_async.yes": QT_TRANSLATE_NOOP("batches_page", "Yes"),
}  # fmt: skip
