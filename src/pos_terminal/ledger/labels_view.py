"""What stands on the buttons, titles and fields of *Ledger*, and its words for what was written."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.sentences import QT_TRANSLATE_NOOP

LABELS: Final[dict[str, str]] = {
    "view.title": QT_TRANSLATE_NOOP("ledger_page", "Ledger"),
    "view.entries": QT_TRANSLATE_NOOP("ledger_page", "Entries"),
    "view.check": QT_TRANSLATE_NOOP("ledger_page", "Verification"),
    "view.number": QT_TRANSLATE_NOOP("ledger_page", "Receipt, card or label number"),
    "view.number_note": QT_TRANSLATE_NOOP("ledger_page", "Type it or scan it, then Enter."),
    "view.person": QT_TRANSLATE_NOOP("ledger_page", "Person"),
    "view.everybody": QT_TRANSLATE_NOOP("ledger_page", "Everybody"),
    "view.till": QT_TRANSLATE_NOOP("ledger_page", "Till"),
    "view.every_till": QT_TRANSLATE_NOOP("ledger_page", "Every till"),
    "view.kind": QT_TRANSLATE_NOOP("ledger_page", "What was done"),
    "view.every_kind": QT_TRANSLATE_NOOP("ledger_page", "Everything"),
    "view.first_day": QT_TRANSLATE_NOOP("ledger_page", "From day"),
    "view.last_day": QT_TRANSLATE_NOOP("ledger_page", "To day"),
    "view.search": QT_TRANSLATE_NOOP("ledger_page", "Search"),
    "view.more": QT_TRANSLATE_NOOP("ledger_page", "Look further back"),
    "view.entry_number": QT_TRANSLATE_NOOP("ledger_page", "No. {position}"),
    "view.entry_note": QT_TRANSLATE_NOOP("ledger_page", "{written_at}, {actor}"),
    "view.hash": QT_TRANSLATE_NOOP("ledger_page", "Hash"),
    "view.server": QT_TRANSLATE_NOOP("ledger_page", "The server"),
    "view.player": QT_TRANSLATE_NOOP("ledger_page", "A customer"),
    "view.command_line": QT_TRANSLATE_NOOP("ledger_page", "The administrator's command line"),
    "view.shop_server": QT_TRANSLATE_NOOP("ledger_page", "The customer's server {name}"),
    "view.verify": QT_TRANSLATE_NOOP("ledger_page", "Verify the ledger"),
    "view.what_is_verified": QT_TRANSLATE_NOOP(
        "ledger_page",
        "Each entry carries the mark of the one before it. The server signs the end every few "
        "minutes, and each till keeps the last signature: so nobody can change what was written "
        "without its being noticed.",
    ),
    "view.kept": QT_TRANSLATE_NOOP("ledger_page", "What the tills keep"),
    "view.kept_note": QT_TRANSLATE_NOOP("ledger_page", "Entry {position}, shown {shown_at}"),
    "view.kept_none": QT_TRANSLATE_NOOP("ledger_page", "No signature shown yet"),
    "view.kept.fits": QT_TRANSLATE_NOOP("ledger_page", "Fits"),
    "view.kept.misfits": QT_TRANSLATE_NOOP("ledger_page", "Does not fit"),
    "view.kept.none": QT_TRANSLATE_NOOP("ledger_page", "None"),
    "view.verdict.not_yet": QT_TRANSLATE_NOOP("ledger_page", "Not verified yet"),
    "view.verdict.running": QT_TRANSLATE_NOOP("ledger_page", "Being verified"),
    "view.verdict.sound": QT_TRANSLATE_NOOP("ledger_page", "As it was written"),
    "view.verdict.broken": QT_TRANSLATE_NOOP("ledger_page", "Changed"),
    "view.verdict.unfinished": QT_TRANSLATE_NOOP("ledger_page", "Not verified to the end"),
    # What was written.
    "kind.sale.held": QT_TRANSLATE_NOOP("ledger_page", "Cards held for a sale"),
    "kind.sale.confirmed": QT_TRANSLATE_NOOP("ledger_page", "Sale confirmed, cards activated"),
    "kind.sale.cancelled": QT_TRANSLATE_NOOP("ledger_page", "Sale cancelled"),
    "kind.sale.voided": QT_TRANSLATE_NOOP("ledger_page", "Sale or cards of it voided"),
    "kind.sale.settled": QT_TRANSLATE_NOOP("ledger_page", "Sale settled by a manager"),
    "kind.void.signed": QT_TRANSLATE_NOOP("ledger_page", "Void signed"),
    "kind.refund.handed-back": QT_TRANSLATE_NOOP("ledger_page", "Money handed back"),
    "kind.refund.twice": QT_TRANSLATE_NOOP("ledger_page", "Money handed back twice"),
    "kind.approval.given": QT_TRANSLATE_NOOP("ledger_page", "Signature given"),
    "kind.case.closed": QT_TRANSLATE_NOOP("ledger_page", "Case closed or alarm acknowledged"),
    "kind.case.given": QT_TRANSLATE_NOOP("ledger_page", "Money of a closed case found to be given"),
    "kind.case.not-given": QT_TRANSLATE_NOOP(
        "ledger_page", "Money of a closed case found not to be given"
    ),
    "kind.alarm.raised": QT_TRANSLATE_NOOP("ledger_page", "Alarm raised"),
    "kind.card.probed": QT_TRANSLATE_NOOP("ledger_page", "Unsold card's code entered"),
    "kind.card.reopened": QT_TRANSLATE_NOOP("ledger_page", "Card let be sold again"),
    "kind.code.redeemed": QT_TRANSLATE_NOOP("ledger_page", "Code redeemed"),
    "kind.code.activated": QT_TRANSLATE_NOOP("ledger_page", "Code activated by a server"),
    "kind.code.invalidated": QT_TRANSLATE_NOOP("ledger_page", "Code invalidated"),
    "kind.recall.cards": QT_TRANSLATE_NOOP("ledger_page", "Cards recalled, stopped or freed"),
    "kind.job.begun": QT_TRANSLATE_NOOP("ledger_page", "Recall or other long work begun"),
    "kind.job.finished": QT_TRANSLATE_NOOP("ledger_page", "Recall or other long work done"),
    "kind.day.closed": QT_TRANSLATE_NOOP("ledger_page", "Day closed"),
    "kind.operator.signed-in": QT_TRANSLATE_NOOP("ledger_page", "Signed in"),
    "kind.operator.added": QT_TRANSLATE_NOOP("ledger_page", "Person taken on"),
    "kind.operator.locked": QT_TRANSLATE_NOOP("ledger_page", "Person locked by a manager"),
    "kind.operator.unlocked": QT_TRANSLATE_NOOP("ledger_page", "Person unlocked"),
    "kind.operator.disabled": QT_TRANSLATE_NOOP("ledger_page", "Person taken off the staff"),
    "kind.operator.enabled": QT_TRANSLATE_NOOP("ledger_page", "Person brought back to the staff"),
    "kind.operator.pin-changed": QT_TRANSLATE_NOOP("ledger_page", "PIN changed by its owner"),
    "kind.operator.role-changed": QT_TRANSLATE_NOOP("ledger_page", "Role changed"),
    "kind.pin.wrong": QT_TRANSLATE_NOOP("ledger_page", "Wrong PIN"),
    "kind.enrolment.issued": QT_TRANSLATE_NOOP("ledger_page", "Code for a new till given"),
    "kind.till.enrolled": QT_TRANSLATE_NOOP("ledger_page", "Till let in"),
    "kind.till.renamed": QT_TRANSLATE_NOOP("ledger_page", "Till renamed"),
    "kind.till.revoked": QT_TRANSLATE_NOOP("ledger_page", "Till shut out"),
    "kind.till.readmitted": QT_TRANSLATE_NOOP("ledger_page", "Till readmitted"),
    "kind.batch.opened": QT_TRANSLATE_NOOP("ledger_page", "Batch begun"),
    "kind.batch.codes-made": QT_TRANSLATE_NOOP("ledger_page", "Cards of a batch made"),
    "kind.batch.cards-imported": QT_TRANSLATE_NOOP(
        "ledger_page", "Cards made elsewhere taken in"
    ),
    "kind.batch.cancelled": QT_TRANSLATE_NOOP("ledger_page", "Batch cancelled"),
    "kind.campaign.changed": QT_TRANSLATE_NOOP("ledger_page", "Product changed"),
    "kind.campaign.disabled": QT_TRANSLATE_NOOP("ledger_page", "Product disabled"),
    "kind.campaign.enabled": QT_TRANSLATE_NOOP("ledger_page", "Product enabled again"),
    "kind.campaign.made": QT_TRANSLATE_NOOP("ledger_page", "Product made"),
    "kind.artwork.stored": QT_TRANSLATE_NOOP("ledger_page", "Picture of a product stored"),
    "kind.store.set": QT_TRANSLATE_NOOP("ledger_page", "Store's texts changed"),
    "kind.ledger.misfit": QT_TRANSLATE_NOOP("ledger_page", "A till's signature does not fit"),
    "kind.server.restored": QT_TRANSLATE_NOOP("ledger_page", "Server restored from a backup"),
    "kind.redemption.opened": QT_TRANSLATE_NOOP("ledger_page", "Redemption opened again"),
    "kind.shop.made": QT_TRANSLATE_NOOP("ledger_page", "Shop made"),
    "kind.pack.shipped": QT_TRANSLATE_NOOP("ledger_page", "Packs shipped to a store"),
    "kind.pack.received": QT_TRANSLATE_NOOP("ledger_page", "Packs received"),
    "kind.app.recall-signed-above": QT_TRANSLATE_NOOP(
        "ledger_page", "Number of cards that one manager recalls alone"
    ),
    "kind.sale.unknown-paid": QT_TRANSLATE_NOOP("ledger_page", "Payment told of an unknown sale"),
    "kind.sale.payment-denied": QT_TRANSLATE_NOOP(
        "ledger_page", "Payment of a settled sale denied by its till"
    ),
    "kind.sale.payment-known": QT_TRANSLATE_NOOP("ledger_page", "Payment told of a settled sale"),
    "kind.void.sale-untold": QT_TRANSLATE_NOOP("ledger_page", "Void waits for its sale to be told"),
    "kind.void.signature-unknown": QT_TRANSLATE_NOOP(
        "ledger_page", "Void refused, signature unknown"
    ),
    "kind.fulfilment.fulfilled": QT_TRANSLATE_NOOP(
        "ledger_page", "Failed redemption fulfilled by hand"
    ),
    "kind.fulfilment.retried": QT_TRANSLATE_NOOP("ledger_page", "Failed redemption tried again"),
    "kind.fulfilment.released": QT_TRANSLATE_NOOP(
        "ledger_page", "Code of a failed redemption freed"
    ),
    "kind.codes.generated": QT_TRANSLATE_NOOP("ledger_page", "Codes made"),
    "kind.till.told": QT_TRANSLATE_NOOP("ledger_page", "Till told all after a restore"),
    "kind.till.excused": QT_TRANSLATE_NOOP("ledger_page", "Till not waited for after a restore"),
    "kind.store.added": QT_TRANSLATE_NOOP("ledger_page", "Store opened"),
    "kind.app.print-rules": QT_TRANSLATE_NOOP("ledger_page", "Rules of printing and proving"),
    "kind.print-run.opened": QT_TRANSLATE_NOOP("ledger_page", "Codes opened for printing"),
    "kind.print-run.taken": QT_TRANSLATE_NOOP("ledger_page", "Print run taken over"),
    "kind.print-run.cards-given": QT_TRANSLATE_NOOP("ledger_page", "Cards given out for printing"),
    "kind.print-run.reported": QT_TRANSLATE_NOOP(
        "ledger_page", "Cards printed, spoiled or not fed"
    ),
    "kind.print-run.cards-spoiled": QT_TRANSLATE_NOOP("ledger_page", "Unreported cards replaced"),
    "kind.print-run.ended": QT_TRANSLATE_NOOP("ledger_page", "Print run ended"),
    "kind.print-run.exported": QT_TRANSLATE_NOOP(
        "ledger_page", "Cards encrypted for a print shop"
    ),
    "kind.batch.proof-read": QT_TRANSLATE_NOOP("ledger_page", "Printed cards read back"),
    "kind.batch.proof-excused": QT_TRANSLATE_NOOP(
        "ledger_page", "Batch let be shipped without a proof"
    ),
    "kind.portal.signed-in": QT_TRANSLATE_NOOP("ledger_page", "Signed in at the portal"),
    "kind.portal.signed-out": QT_TRANSLATE_NOOP("ledger_page", "Signed out of the portal"),
    "kind.portal.sign-in-refused": QT_TRANSLATE_NOOP(
        "ledger_page", "Sign-in at the portal refused"
    ),
    "kind.portal.invited": QT_TRANSLATE_NOOP("ledger_page", "Invited to the portal"),
    "kind.portal.password-set": QT_TRANSLATE_NOOP("ledger_page", "Password of the portal set"),
    "kind.portal.second-factor-set": QT_TRANSLATE_NOOP(
        "ledger_page", "Second factor of the portal set"
    ),
    "kind.portal.cards-not-found": QT_TRANSLATE_NOOP(
        "ledger_page", "Many cards looked for in vain at the portal"
    ),
    "kind.ledger.verified": QT_TRANSLATE_NOOP("ledger_page", "Ledger verified"),
    "kind.app.code-acts-signed": QT_TRANSLATE_NOOP(
        "ledger_page", "Acts on codes that take two people"
    ),
    "kind.app.disabled": QT_TRANSLATE_NOOP("ledger_page", "App switched off"),
    "kind.app.enabled": QT_TRANSLATE_NOOP("ledger_page", "App switched on again"),
    "kind.app.secret-revoked": QT_TRANSLATE_NOOP("ledger_page", "Secret of an app revoked"),
    "kind.app.secret-rotated": QT_TRANSLATE_NOOP("ledger_page", "Secret of an app renewed"),
    "kind.card-list.added": QT_TRANSLATE_NOOP("ledger_page", "List of cards sent in"),
    "kind.code.added": QT_TRANSLATE_NOOP("ledger_page", "Code added by a server"),
    "kind.code.failed": QT_TRANSLATE_NOOP("ledger_page", "Redemption failed"),
    "kind.code.in-progress": QT_TRANSLATE_NOOP("ledger_page", "Redemption begun"),
    "kind.code.info-updated": QT_TRANSLATE_NOOP("ledger_page", "Information of a code changed"),
    "kind.code.revealed": QT_TRANSLATE_NOOP("ledger_page", "Code shown to a person"),
    "kind.job.cancelled": QT_TRANSLATE_NOOP("ledger_page", "Recall or other long work called off"),
    "kind.job.codes-given": QT_TRANSLATE_NOOP("ledger_page", "Codes of a list given out"),
    "kind.job.failed": QT_TRANSLATE_NOOP("ledger_page", "Recall or other long work failed"),
    "kind.job.failure-seen": QT_TRANSLATE_NOOP(
        "ledger_page", "Failure of long work or its mail looked at"
    ),
    "kind.job.list-given": QT_TRANSLATE_NOOP("ledger_page", "List of codes given out"),
    "kind.job.list-taken": QT_TRANSLATE_NOOP("ledger_page", "List of codes taken by its link"),
    "kind.job.mail-asked": QT_TRANSLATE_NOOP("ledger_page", "Link to a list of codes mailed"),
    "kind.job.mail-failed": QT_TRANSLATE_NOOP("ledger_page", "Mail with a list's link given up"),
    "kind.job.mail-sent": QT_TRANSLATE_NOOP("ledger_page", "Mail with a list's link sent"),
    "kind.ledger.changed": QT_TRANSLATE_NOOP("ledger_page", "Ledger found changed"),
    "kind.portal.passkey-added": QT_TRANSLATE_NOOP("ledger_page", "Passkey of the portal added"),
    "kind.portal.passkey-removed": QT_TRANSLATE_NOOP(
        "ledger_page", "Passkey of the portal removed"
    ),
    "kind.portal.passkey-shown": QT_TRANSLATE_NOOP(
        "ledger_page", "Passkey shown before a change of the account"
    ),
    "kind.portal.second-factor-removed": QT_TRANSLATE_NOOP(
        "ledger_page", "Codes of the portal not asked for any more"
    ),
    "kind.profile.made": QT_TRANSLATE_NOOP("ledger_page", "Customer's account made"),
    "kind.profile.password-set": QT_TRANSLATE_NOOP("ledger_page", "Customer's new password set"),
    "kind.profile.password-word-given": QT_TRANSLATE_NOOP(
        "ledger_page", "Word for a customer's new password given out"
    ),
    "kind.profile.password-word-spent": QT_TRANSLATE_NOOP(
        "ledger_page", "Word for a customer's new password tried too often"
    ),
    "kind.script.registered": QT_TRANSLATE_NOOP("ledger_page", "Script registered"),
    "kind.script.run": QT_TRANSLATE_NOOP("ledger_page", "Script run"),
    "kind.script.shut": QT_TRANSLATE_NOOP("ledger_page", "Script shut"),
    "kind.server.added": QT_TRANSLATE_NOOP("ledger_page", "Server of the shop let in"),
    "kind.server.revoked": QT_TRANSLATE_NOOP("ledger_page", "Server of the shop shut out"),
    "kind.server.secret-rotated": QT_TRANSLATE_NOOP("ledger_page", "Secret of a server renewed"),
    "kind.server.signed-in": QT_TRANSLATE_NOOP("ledger_page", "Server of the shop signed in"),
    "kind.shared.failed": QT_TRANSLATE_NOOP("ledger_page", "Redemption of a shared code failed"),
    "kind.shared.in-progress": QT_TRANSLATE_NOOP(
        "ledger_page", "Redemption of a shared code begun"
    ),
    "kind.shared.redeemed": QT_TRANSLATE_NOOP("ledger_page", "Shared code redeemed"),
    "kind.webhook.added": QT_TRANSLATE_NOOP("ledger_page", "Webhook added"),
    "kind.webhook.removed": QT_TRANSLATE_NOOP("ledger_page", "Webhook removed"),
    "kind.app.set": QT_TRANSLATE_NOOP("ledger_page", "Settings of the shop changed"),
    "kind.profile.sessions-ended": QT_TRANSLATE_NOOP(
        "ledger_page", "Customer signed out everywhere by staff"
    ),
    "kind.webhook.set": QT_TRANSLATE_NOOP("ledger_page", "Webhook paused, resumed or sent back"),
    # What else an entry says.
    "detail.sale": QT_TRANSLATE_NOOP("ledger_page", "Sale"),
    "detail.card": QT_TRANSLATE_NOOP("ledger_page", "Card"),
    "detail.cards": QT_TRANSLATE_NOOP("ledger_page", "Cards"),
    "detail.till": QT_TRANSLATE_NOOP("ledger_page", "Till"),
    "detail.store": QT_TRANSLATE_NOOP("ledger_page", "Store"),
    "detail.operator": QT_TRANSLATE_NOOP("ledger_page", "Person"),
    "detail.signed_in": QT_TRANSLATE_NOOP("ledger_page", "Signed in then"),
    "detail.reason": QT_TRANSLATE_NOOP("ledger_page", "Reason"),
    "detail.note": QT_TRANSLATE_NOOP("ledger_page", "Note"),
    "detail.total": QT_TRANSLATE_NOOP("ledger_page", "Total"),
    "detail.currency": QT_TRANSLATE_NOOP("ledger_page", "Currency"),
    "detail.name": QT_TRANSLATE_NOOP("ledger_page", "Name"),
    "detail.role": QT_TRANSLATE_NOOP("ledger_page", "Role"),
    "detail.campaign": QT_TRANSLATE_NOOP("ledger_page", "Product"),
    "detail.quantity": QT_TRANSLATE_NOOP("ledger_page", "Quantity"),
    "detail.purpose": QT_TRANSLATE_NOOP("ledger_page", "For"),
    "detail.void": QT_TRANSLATE_NOOP("ledger_page", "Void"),
    "detail.paid": QT_TRANSLATE_NOOP("ledger_page", "Paid"),
    "detail.by": QT_TRANSLATE_NOOP("ledger_page", "How"),
    "detail.refused": QT_TRANSLATE_NOOP("ledger_page", "Not activated"),
    "detail.batch": QT_TRANSLATE_NOOP("ledger_page", "Batch"),
    "detail.codes": QT_TRANSLATE_NOOP("ledger_page", "Codes"),
    "detail.attempt": QT_TRANSLATE_NOOP("ledger_page", "Attempt"),
    "detail.profile": QT_TRANSLATE_NOOP("ledger_page", "Customer"),
    "detail.like": QT_TRANSLATE_NOOP("ledger_page", "Set up like"),
    "detail.was": QT_TRANSLATE_NOOP("ledger_page", "Before"),
    "detail.act": QT_TRANSLATE_NOOP("ledger_page", "What was done"),
    "detail.z": QT_TRANSLATE_NOOP("ledger_page", "Z number"),
    "detail.day": QT_TRANSLATE_NOOP("ledger_page", "Day"),
    "detail.at": QT_TRANSLATE_NOOP("ledger_page", "At till"),
    "detail.signed_by": QT_TRANSLATE_NOOP("ledger_page", "Signed by"),
    "detail.approved_by": QT_TRANSLATE_NOOP("ledger_page", "Also signed by"),
    "detail.with_sold": QT_TRANSLATE_NOOP("ledger_page", "Sold ones too"),
    "detail.packs": QT_TRANSLATE_NOOP("ledger_page", "Packs"),
    "detail.cases": QT_TRANSLATE_NOOP("ledger_page", "Cases"),
    "detail.unpaid": QT_TRANSLATE_NOOP("ledger_page", "Found not to be owed"),
    "detail.failures": QT_TRANSLATE_NOOP("ledger_page", "Wrong tries"),
    "detail.lifted": QT_TRANSLATE_NOOP("ledger_page", "Lifted"),
    "detail.stage": QT_TRANSLATE_NOOP("ledger_page", "Settled as"),
    "detail.counted": QT_TRANSLATE_NOOP("ledger_page", "Cash counted"),
    "detail.pos": QT_TRANSLATE_NOOP("ledger_page", "Own POS"),
    "detail.pos_compared": QT_TRANSLATE_NOOP("ledger_page", "Compared with"),
    "detail.pos_differing": QT_TRANSLATE_NOOP("ledger_page", "Lines that do not agree"),
}  # fmt: skip
