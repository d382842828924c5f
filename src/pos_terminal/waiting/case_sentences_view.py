"""The sentences of *Waiting* about cases: what each is, and what is to be done, by message id."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.sentences import QT_TRANSLATE_NOOP

CASES: Final[dict[str, str]] = {
    "case.shut_out.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Its till is shut out and gives nothing back any more. Look at its refund receipts and its "
        "drawer first. If the customer has nothing, close it here, then give the money back.",
    ),
    "cases.no_line": QT_TRANSLATE_NOOP(
        "waiting", "No connection: which cases are open now is not known."
    ),
    "cases.none_of_card": QT_TRANSLATE_NOOP("waiting", "No case of this card is open."),
    "cases.notes_lost": QT_TRANSLATE_NOOP(
        "waiting",
        "The till cannot read any more which cases were being closed here. Whoever closed one asks "
        "the administrator before any money goes back.",
    ),
    "cases.not_now": QT_TRANSLATE_NOOP(
        "waiting", "The server cannot tell now which cases are open."
    ),
    "case.not_known.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "The close was sent, and its answer did not come or could not be noted. Give nothing back "
        "before it says closed. Ask again; it counts once.",
    ),
    "case.other_currency.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Give nothing back here: this money is {currency}. The case is closed, and paid, in the "
        "store of the till that sold or voided the card.",
    ),
    "case.asked.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Give nothing back yet: {name} sent the close from here and has no answer. Let "
        "{name} sign in and ask again, or close it yourself.",
    ),
    "case.closed": QT_TRANSLATE_NOOP("waiting", "The case is closed"),
    "case.closed.todo": QT_TRANSLATE_NOOP("waiting", "Your reason is kept with it."),
    "case.closed_owed": QT_TRANSLATE_NOOP("waiting", "The case is closed from this till"),
    "case.closed_owed.todo": QT_TRANSLATE_NOOP(
        "waiting", "Give the money back now: nobody else will."
    ),
    "case.closed_given": QT_TRANSLATE_NOOP("waiting", "Noted: it was given"),
    "case.closed_given.todo": QT_TRANSLATE_NOOP("waiting", "Give nothing more."),
    "case.given_twice": QT_TRANSLATE_NOOP("waiting", "Closed elsewhere as well"),
    "case.given_twice.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Give nothing more: the money may have gone out twice. Tell the administrator.",
    ),
    "case.given_untold": QT_TRANSLATE_NOOP("waiting", "Noted at this till only: it was given"),
    "case.given_untold.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Give nothing more. Should the case be listed at another till, close it there and give "
        "nothing.",
    ),
    "case.closed_otherwise": QT_TRANSLATE_NOOP("waiting", "This case was closed elsewhere"),
    "case.closed_otherwise.todo": QT_TRANSLATE_NOOP("waiting", "Give nothing here."),
    "case.given_in_doubt": QT_TRANSLATE_NOOP("waiting", "Closed here, and then this till stopped"),
    "case.given_in_doubt.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "{name} was to give its money. Give nothing yet. Find out whether it was given from here: "
        "ask {name}, and count the drawer or look at the card machine. If it was not given, say "
        "so: it then says here what to give.",
    ),
    "case.given_in_doubt.unknown": QT_TRANSLATE_NOOP(
        "waiting",
        "The server does not take this close from you: give nothing here. If it was not given, let "
        "{name} say so. If a restore has lost the case, void the card under Sales. Once the "
        "customer has the money, say here that it was given.",
    ),
    "case.given_in_doubt.lost": QT_TRANSLATE_NOOP(
        "waiting",
        "The server does not take this close from you: give nothing here. If a restore has lost "
        "the case, void the card under Sales. Once the customer has the money, say here that it "
        "was given.",
    ),
    "case.given_in_doubt.shut_out": QT_TRANSLATE_NOOP(
        "waiting",
        "This till is shut out: give nothing here. Find out whether it was given from here: ask "
        "{name}, and count the drawer or look at the card machine. If it was not, it is given from "
        "another till's drawer. Once the customer has it, say here that it was given.",
    ),
    "case.given_in_doubt.other_till": QT_TRANSLATE_NOOP(
        "waiting",
        "This till has been enrolled anew since: give nothing here. Find out whether it was given "
        "from here: ask {name}, and count the drawer or look at the card machine. If it was not, "
        "ask the administrator. Once the customer has it, say here that it was given.",
    ),
    "case.closed_unpaid": QT_TRANSLATE_NOOP("waiting", "The case is closed, by you"),
    "case.closed_unpaid.todo": QT_TRANSLATE_NOOP(
        "waiting", "Give nothing back. Your reason is kept with it."
    ),
    "case.closed_denied": QT_TRANSLATE_NOOP("waiting", "The case is closed, by you"),
    "case.closed_denied.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Activated cards that nobody has used are out of use for good, and nothing more is given "
        "back. Put them aside.",
    ),
    "case.closed_before": QT_TRANSLATE_NOOP("waiting", "Somebody else has closed this case"),
    "case.closed_before.todo": QT_TRANSLATE_NOOP("waiting", "Give nothing back."),
    "case.closed_by": QT_TRANSLATE_NOOP(
        "waiting", "{name} has closed this case elsewhere ({closed_at})"
    ),
    "case.gone": QT_TRANSLATE_NOOP("waiting", "This case was closed meanwhile"),
    "case.gone.todo": QT_TRANSLATE_NOOP(
        "waiting", "Somebody else or its till has settled it. Give nothing back."
    ),
    "case.signature-owed": QT_TRANSLATE_NOOP(
        "waiting", "A void was carried out without a manager's signature"
    ),
    "case.signature-owed.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "It is signed at its own till, under Waiting. If it cannot be, close it here first, then "
        "give the money back.",
    ),
    "case.journal_lost.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "This till has laid the journal aside that knew of it. Find out whether the money has gone "
        "back. If it has not, close it here first, then give the money back.",
    ),
    "case.paid_back.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Give nothing back: as this till knows, the customer has the money already. The case may "
        "be closed here.",
    ),
    "case.paid_back_partly.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "As this till knows, the customer has {refund_minor} of it already, from here or from a "
        "manager elsewhere: give only the rest.",
    ),
    "case.void-refused": QT_TRANSLATE_NOOP("waiting", "A void was refused: the card has been used"),
    "case.void-refused.todo": QT_TRANSLATE_NOOP(
        "waiting", "Talk to the customer, then close it with what was agreed."
    ),
    "case.void-refused.unsigned": QT_TRANSLATE_NOOP(
        "waiting", "A void that the restored server has not taken again: its card may be live"
    ),
    "case.void-refused.unsigned.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Its money may be back already: keep the card and give nothing back. The till that voided "
        "it says under Waiting what it waits for: a manager who signs again, or the till that sold "
        "it. Then this closes by itself.",
    ),
    "case.refund-due": QT_TRANSLATE_NOOP("waiting", "A card was paid for and cannot be used"),
    "case.refund-due.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Ask at that till first: once the money is handed back there, this closes by itself. If it "
        "cannot be, close it here first, then give the money back.",
    ),
    "case.refund-due.void": QT_TRANSLATE_NOOP(
        "waiting", "Voided, and the money is not known to be back with the customer"
    ),
    "case.refund-due.void.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Ask at that till first: once the money is handed back there, this closes by itself. If it "
        "cannot be, close it here first, then give the money back.",
    ),
    "case.refund-due.sale": QT_TRANSLATE_NOOP(
        "waiting", "Settled as paid, and the money goes back"
    ),
    "case.refund-due.sale.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Take the cards back, and recall one whose scratch field is open. Close it here first, "
        "then give the money back here: its own till gives nothing back.",
    ),
    "case.refund-due.denied": QT_TRANSLATE_NOOP(
        "waiting", "Money was to go back, but its till says: not paid"
    ),
    "case.refund-due.denied.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Find out first. If it was paid, close the case, then give the money back here. If it was "
        "not, press **Nothing is owed**.",
    ),
    "case.refund-due.paid-again": QT_TRANSLATE_NOOP(
        "waiting", "Its refund is closed, but its till tells of a payment"
    ),
    "case.refund-due.paid-again.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Find out whether that money has gone back. If it has not, close the case, then give it "
        "back here. If it has, press **Nothing is owed**.",
    ),
    "case.refund-due.recalled": QT_TRANSLATE_NOOP(
        "waiting", "Sold card recalled: its money goes back"
    ),
    "case.refund-due.recalled.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Void the card under Sales; or close it here first, then give the money back.",
    ),
    "case.refund-due.taken_out": QT_TRANSLATE_NOOP(
        "waiting", "Sold card taken out of use: its money goes back"
    ),
    "case.refund-due.taken_out.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "No till gives it back by itself. Void the card under Sales; or close it here first, then "
        "give the money back.",
    ),
    "case.refund-due.recalled_no_sale": QT_TRANSLATE_NOOP(
        "waiting", "A card that no till sold was recalled"
    ),
    "case.refund-due.recalled_no_sale.todo": QT_TRANSLATE_NOOP(
        "waiting", "Whoever sold it gives the money back. Close it with what was agreed."
    ),
    "case.reference-used": QT_TRANSLATE_NOOP("waiting", "A payment reference paid for two sales"),
    "case.reference-used.todo": QT_TRANSLATE_NOOP(
        "waiting", "Look at the card machine's slips, then close it with what was found."
    ),
    "case.payment-differs": QT_TRANSLATE_NOOP(
        "waiting", "The till and the manager tell different payments"
    ),
    "case.payment-differs.todo": QT_TRANSLATE_NOOP(
        "waiting", "Count the drawer, then close it with what was found."
    ),
    "case.payment-differs.denied": QT_TRANSLATE_NOOP(
        "waiting", "A manager settled it as paid, but its till says: not paid"
    ),
    "case.payment-differs.denied.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Keep its cards that were activated, and find out first. If it was paid, close the case, "
        "then hand them over. If it was not, press **It was not paid**: those that nobody has used "
        "are taken out of use, and no drawer is expected to have its money.",
    ),
    "row.unheard_of": QT_TRANSLATE_NOOP(
        "waiting", "The restored server does not know the sale of this void"
    ),
    "row.unheard_of.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "The sale was in a journal that this till has laid aside, so no till tells it. A manager "
        "looks at the papers of the sale and closes this with a reason.",
    ),
    "row.unheard_of_paid": QT_TRANSLATE_NOOP(
        "waiting", "Voided, and its money is back: the restored server does not know the sale"
    ),
    "row.unheard_of_paid.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Keep the card and give nothing back again. The sale was in a journal that this till has "
        "laid aside, so no till tells it. A manager sees to it that the card is not sold again, "
        "and closes this with a reason.|Keep the cards and give nothing back again. The sale was "
        "in a journal that this till has laid aside, so no till tells it. A manager sees to it "
        "that the cards are not sold again, and closes this with a reason.",
    ),
    "row.unheard_of_unpaid": QT_TRANSLATE_NOOP(
        "waiting",
        "Voided, {refund_minor} not given back: the restored server does not know the sale",
    ),
    "row.unheard_of_unpaid.todo": QT_TRANSLATE_NOOP(
        "waiting",
        "Keep the card and give nothing back yet. The sale was in a journal that this till has "
        "laid aside, so no till tells it. A manager finds out whether the money is still owed, "
        "closes this with a reason, and only then gives it back.|Keep the cards and give nothing "
        "back yet. The sale was in a journal that this till has laid aside, so no till tells it. A "
        "manager finds out whether the money is still owed, closes this with a reason, and only "
        "then gives it back.",
    ),
}
