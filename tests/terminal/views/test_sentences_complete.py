"""Whatever a presenter can say, its page has words for; nothing is left without a sentence."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from card_contract.messages import CardRefused
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.scan_text import Oddity
from card_contract.states import ALARMS, CaseKind, SaleStage
from card_contract.studio_messages import BatchFault, LineOutcome
from pos_terminal.alarms import sentences_view as alarm_words
from pos_terminal.approval import view as approval_words
from pos_terminal.batches import sentences_view as batch_words
from pos_terminal.bootstrap.print_notes import REFUSALS as PRINT_REFUSALS
from pos_terminal.card_design.artwork import ArtworkFault, ArtworkWarning
from pos_terminal.card_design.findings import Rule
from pos_terminal.card_design.moves import MoveFault
from pos_terminal.card_design.template_file import TemplateFault
from pos_terminal.card_import import sentences_view as import_words
from pos_terminal.card_import.model import ReadFault
from pos_terminal.card_import.model import Stage as ImportStage
from pos_terminal.checkout import sentences_view as checkout_words
from pos_terminal.checkout.model import Mode
from pos_terminal.checkout.wording import (
    ODDITIES,
    REQUEST_WORDS,
    Keep,
    refusal_fact,
    request_refused,
)
from pos_terminal.day_close import sentences_view as day_words
from pos_terminal.designer import sentences_view as design_words
from pos_terminal.designer.model import ReadBack
from pos_terminal.designer.new_elements import Tool
from pos_terminal.devices.print_result import NotPrinted, PrintFault
from pos_terminal.devices.sheet_printing import PrintFault as SheetFault
from pos_terminal.ledger import sentences_view as ledger_words
from pos_terminal.ledger.model import DETAILS, KINDS
from pos_terminal.pack_labels import sentences_view as label_words
from pos_terminal.pack_labels.model import LabelsFault
from pos_terminal.print_page import sentences_view as print_words
from pos_terminal.print_page.jobs import Stage, TargetKind
from pos_terminal.print_page.model import Asked, FitField
from pos_terminal.sales import sentences_view as sales_words
from pos_terminal.sales.model import VoidStage
from pos_terminal.sheets.sheet_layout import LAYOUTS, Duplex
from pos_terminal.waiting import sentences_view as waiting_words
from pos_terminal.waiting.model import WaitingKind
from pos_terminal.words import LineState, Message
from server_stub.web.terminal_api.print_routes import PRINT_ROUTES
from support.translation_table import messages

SOURCE = Path(__file__).parents[3] / "src" / "pos_terminal"
FEATURES = {
    "checkout": checkout_words,
    "waiting": waiting_words,
    "sales": sales_words,
    "approval": approval_words,
    "day_close": day_words,
    "alarms": alarm_words,
    "ledger": ledger_words,
    "designer": design_words,
    "print_page": print_words,
    "batches": batch_words,
    "pack_labels": label_words,
    "card_import": import_words,
}
# Said on the approval dialog, though another page's presenter words what is signed.
SIGNED = ("sign.",)


class AnyValue(dict[str, object]):
    """Values of any name, so that every sentence can be filled in."""

    def __contains__(self, key: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(
            (
                *("count", "digits", "number", "till", "store", "text", "name", "word", "kept"),
                *("activated", "total_minor", "refund_minor", "rest_minor", "missing_minor"),
                *("since_at", "held_at", "done_at", "sold_at", "seen_at", "reference", "code"),
                *(
                    "was",
                    "now",
                    "by",
                    "position",
                    "last_four",
                    "unsold",
                    "stopped",
                    "sold",
                    "told_at",
                ),
                *("looked_at", "signed_at", "done", "total", "saved_at", "about", "product"),
                *("measured_thousandths", "wanted_thousandths", "short_thousandths"),
                *("bleed_thousandths", "reach_thousandths", "paper_thousandths"),
                *("file", "printer", "title", "last", "value", "first", "part", "whole"),
                *("made", "quantity", "price_minor", "batches", "redeemed", "currency"),
                *("closed_at", "amount_minor", "difference_minor", "last_day"),
                *("title", "price_minor", "first", "last", "of", "sheet", "sentence"),
                *("right_thousandths", "down_thousandths", "scale_thousandths", "scanned_at"),
                "handed_at",
            )
        )

    def __len__(self) -> int:
        return 1

    def __getitem__(self, key: str) -> object:
        return 2 if key == "count" else 1_700_000_000_000 if key.endswith("_at") else 75_00

    def get(self, key: str, default: object = None) -> object:
        return self[key] if key != "currency" else default


def said_ids(feature: str) -> set[str]:
    """The ids written out in a feature's presenters: ``Message("...")`` and ``off("...")``."""
    found: set[str] = set()
    for file in (SOURCE / feature).glob("*.py"):
        if file.name.endswith("view.py"):
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                found |= constants(node) if node.func.id in ("Message", "off") else set()
    return found


def constants(call: ast.Call) -> set[str]:
    match call.args[0]:
        case ast.Constant(value=str() as text):
            return {text}
        case ast.IfExp(
            body=ast.Constant(value=str() as one), orelse=ast.Constant(value=str() as two)
        ):
            return {one, two}
        case _:
            return set()


@pytest.mark.parametrize("feature", FEATURES)
def test_every_message_written_in_a_presenter_has_its_sentence(feature: str) -> None:
    ids = said_ids(feature)
    assert len(ids) > 5
    for message_id in sorted(ids):
        words = approval_words if message_id.startswith(SIGNED) else FEATURES[feature]
        assert words.tell_message(Message(message_id, AnyValue())), message_id


def test_every_refusal_of_a_card_is_worded_with_all_that_is_known_of_it() -> None:
    for refusal in CardRefusal:
        for at in (None, 1_700_000_000_000):
            for till in (None, "Till 2"):
                refused = CardRefused(card_id="1", refusal=refusal, at=at, till_name=till)
                fact = refusal_fact(refused)
                for words in (checkout_words, waiting_words, sales_words):
                    sentence = words.tell_message(fact)
                    assert sentence.endswith(".")
                    assert "{" not in sentence


def test_every_code_scan_and_keeping_is_worded_at_the_checkout() -> None:
    ids = [f"todo.{keep.value}" for keep in Keep] + [f"confirm.{keep.value}" for keep in Keep]
    things = ("pack_label", "carton_label", "staff_badge", "product_code", "foreign_card")
    for thing in (*things, *(ODDITIES[oddity] for oddity in Oddity)):
        ids += [f"scan.{thing}", f"scan.{thing}.todo"]
    for word in {*REQUEST_WORDS.values(), "other"}:
        ids += [f"request.{word}", f"request.{word}.todo"]
    ids += [f"line.{state.value}" for state in LineState]
    settled = (Mode.ACTIVATED, Mode.PARTLY_ACTIVATED, Mode.NOT_ACTIVATED, Mode.NOT_KNOWN_YET)
    ids += [f"last.{mode.value}" for mode in settled]
    ids += [f"{mode.value}.headline" for mode in settled]
    ids += [mode.value for mode in (Mode.READY, Mode.CHECKING, Mode.ACTIVATING)]
    ids += ["ready.note", "activating.note", "banner.no_connection", "banner.server_read_only"]
    ids += ["banner.no_connection.note", "banner.server_read_only.note"]
    for message_id in ids:
        assert checkout_words.tell_message(Message(message_id, AnyValue())), message_id
    for code in Refusal:
        assert checkout_words.tell_message(request_refused(code).note)


def test_every_end_of_labels_and_imports_is_worded() -> None:
    for label_fault in LabelsFault:
        assert label_words.tell_message(Message(f"fault.{label_fault.value}", AnyValue()))
    ids = [f"read.{fault.value}" for fault in ReadFault]
    ids += [f"stage.{stage.value}" for stage in set(ImportStage) - {ImportStage.CHECKED}]
    ids += [f"batch_fault.{fault.value}" for fault in BatchFault if "CAMPAIGN" in fault.value]
    for message_id in ids:
        assert import_words.tell_message(Message(message_id, AnyValue())), message_id
    for outcome in LineOutcome:
        assert import_words.tell(f"outcome.{outcome.value}")


def test_every_fault_of_the_printer_is_worded_on_every_page() -> None:
    for fault in PrintFault:
        for partly in (False, True):
            message = NotPrinted(reason=fault, partly=partly).message
            for words in (checkout_words, waiting_words, sales_words):
                assert words.tell_message(message)


ROWS = (
    *("being_activated", "till_revoked", "reference_used", "payment_refused", "paid_stuck"),
    *("being_cancelled", "cancel_stuck", "being_voided", "void_unsigned", "signature_owed"),
    *(
        "void_stuck",
        "signing",
        "signing_stuck",
        "refund_due",
        "refund_due_not_activated",
        "receipt_missing",
    ),
    *(
        "refund_receipt_missing",
        "refund_given",
        "given_in_doubt",
        "given_in_doubt_by",
        "paid_elsewhere",
        "paid_elsewhere_unknown",
    ),
    *("paid_elsewhere_partly", "cancelled_elsewhere", "voided_elsewhere", "contradicted"),
    *("contradicted_settled", "signature_lost", "signed_again"),
    "voided_unpaid",
    *("void_refused", "void_refused_voided", "void_refused_other", "void_partly_refused"),
    "void_partly_refused_other",
    "void_settled_elsewhere",
)
HOLDS = (
    *("ended_here", "till_revoked", "till_alive", "till_silent_since", "till_silent"),
    "journal_lost",
)
RESULTS = (
    *("unsigned", "refund_due_partly", "refund_due_partly_other", "refund_due_not_activated"),
    *("refused_voided", "refused_other", "given_in_doubt"),
)
UNSETTLED = ("being_held", "being_paid", "being_activated", "being_cancelled", "being_voided")
SETTLED = ("partly_activated", "not_activated", "partly_voided", "paid_elsewhere")


def test_every_row_hold_and_case_is_worded() -> None:
    ids = [f"row.{row}" for row in ROWS] + [f"hold.{hold}" for hold in HOLDS]
    assert waiting_words.tell_message(Message("row.refund_given.printing"))
    for word in ("given_in_doubt", "given_in_doubt_by"):
        assert waiting_words.tell_message(Message(f"row.{word}.shut_out", AnyValue()))
    ids += [f"case.{kind.value}" for kind in set(CaseKind) - ALARMS]
    ids += [f"case.refund-due.{why}" for why in ("void", "sale", "recalled", "recalled_no_sale")]
    for fact in ids:
        for message_id in (fact, f"{fact}.todo"):
            assert waiting_words.tell_message(Message(message_id, AnyValue())), message_id
    for why in ("shut_out", "other_till", "unknown", "lost"):
        assert waiting_words.tell_message(Message(f"case.given_in_doubt.{why}", AnyValue()))
    endings = ("closed_owed", "closed_given", "closed_otherwise", "given_twice", "given_untold")
    for word in (*endings, "given_in_doubt"):
        for message_id in (f"case.{word}", f"case.{word}.todo"):
            assert waiting_words.tell_message(Message(message_id, AnyValue())), message_id
    for kind in WaitingKind:
        assert waiting_words.tell(f"view.kind.{kind.value}")


def test_every_result_of_a_void_and_every_end_of_a_sale_is_worded() -> None:
    for result in (*(stage.value for stage in VoidStage), *RESULTS):
        for message_id in (f"result.{result}", f"result.{result}.todo"):
            assert sales_words.tell_message(Message(message_id, AnyValue())), message_id
    for stage in VoidStage:
        assert sales_words.tell(f"stage.{stage.value}")
    for word in (*UNSETTLED, *SETTLED, *(stage.value for stage in SaleStage)):
        assert sales_words.tell_message(Message(f"sale.{word}", AnyValue())), word


@pytest.mark.parametrize("kind", sorted(ALARMS))
def test_every_alarm_is_worded_with_what_it_means_and_what_to_do(kind: CaseKind) -> None:
    for part in ("fact", "meaning", "todo"):
        assert alarm_words.tell_message(Message(f"{part}.{kind}", AnyValue())), part
    assert alarm_words.tell(f"view.kind.{kind}")


@pytest.mark.parametrize(
    "kind",
    [
        *("sale.unknown-paid", "sale.payment-known", "void.signature-unknown", "void.sale-untold"),
        *("fulfilment.fulfilled", "fulfilment.retried", "fulfilment.released"),
        *("codes.generated", "till.told", "till.excused", "store.added"),
    ],
)
def test_what_changes_money_codes_tills_or_stores_can_be_searched_for(kind: str) -> None:
    assert kind in KINDS


def test_everything_in_the_ledger_that_can_be_searched_for_has_its_words() -> None:
    assert all(ledger_words.kind_words(kind) != kind for kind in KINDS)
    assert all(ledger_words.detail_word(name) != name for name in DETAILS)


def test_whatever_the_check_of_a_card_finds_is_worded() -> None:
    ids = [f"{part}.{rule}" for rule in Rule for part in ("check", "todo", "passed")]
    ids += ["check.barcode_there.none", "check.quiet_zone.named", "check.text_height.named"]
    ids += ["check.nothing_over_bars.named", "check.safe_zone.named", "todo.read_back"]
    ids += ["check.read_back.other", "check.read_back.nothing"]
    ids += [f"move.{fault}" for fault in MoveFault] + [f"file.{fault}" for fault in TemplateFault]
    ids += [f"artwork.{fault}" for fault in (*ArtworkFault, *ArtworkWarning)]
    for message_id in ids:
        assert design_words.tell_message(Message(message_id, AnyValue())), message_id
    for read in ReadBack:
        assert design_words.tell(f"view.read.{read}")
    for tool in Tool:
        assert design_words.tell(f"view.tool.{tool}")


def test_whatever_the_server_refuses_of_a_print_run_has_its_words_on_the_page_print() -> None:
    asked = [one for one in PRINT_ROUTES if one.name in ("open_print_run", "give_cards")]
    answered = {refusal for route in asked for refusal in route.refusals}
    # The first is asked about; of the others the page can say only that it did not work.
    own_way = {Refusal.ALREADY_PRINTED, Refusal.KEY_REUSED, Refusal.RUN_UNKNOWN}
    assert Refusal.PIN_NOT_OWN in answered
    assert answered - own_way <= set(PRINT_REFUSALS)


def test_whatever_a_print_run_ends_with_is_worded_on_the_page_print() -> None:
    sources = (SOURCE / "printing").glob("*.py")
    faults = {found for file in sources for found in re.findall(r'fault="(\w+)"', file.read_text())}
    assert len(faults) > 5
    ids = [f"fault.{fault}" for fault in (*faults, *(set(SheetFault) - {SheetFault.CANCELLED}))]
    ids += [*PRINT_REFUSALS.values(), "fault.disk", "fault.unforeseen", "fault.no_reply"]
    ids += [f"running.{stage}" for stage in Stage] + [f"file.{fault}" for fault in TemplateFault]
    ids += [f"toast.printed.{kind}" for kind in TargetKind]
    ids += [f"toast.printed.{kind}.note" for kind in TargetKind]
    ids += ["own.too_wide", "own.too_high"]
    for message_id in ids:
        assert print_words.tell_message(Message(message_id, AnyValue())), message_id


def test_every_choice_and_question_of_the_page_print_is_worded() -> None:
    words = [f"view.ask.{asked}{part}" for asked in Asked for part in ("", ".text", ".yes")]
    words += [f"view.turn.{turn}" for turn in Duplex] + [f"view.sheet.{name}" for name in LAYOUTS]
    words += ["view.target.fit.none", "view.target.fit.some"]
    for word in words:
        assert print_words.tell(word, count=2), word
    for field in FitField:
        assert print_words.tell(f"view.fit.{field}", meant="20")


# Words that are German as they stand, with the meaning that they have in English.
GERMAN_TOO = {"Barcode", "Person", "Text"}


def test_a_word_that_stays_english_in_german_has_one_meaning() -> None:
    """A source is translated once in its context, whatever it means elsewhere in it.

    So where an official name is to stay as it is, no other id may say the same in English.
    """
    meanings = sources()
    kept = [
        (context, source, meanings[context, source])
        for context, source, german in translated()
        if german == source and re.search(r"[A-Za-z]{2}", re.sub(r"\{\w+\}", "", source))
    ]
    assert kept
    assert [
        f"{context}: {source!r} is {sorted(ids)}"
        for context, source, ids in kept
        if len(ids) > 1 and source not in GERMAN_TOO
    ] == []


def sources() -> dict[tuple[str, str], set[str]]:
    """The ids that each English source stands for in its context."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            pairs = zip(node.keys, node.values, strict=True) if isinstance(node, ast.Dict) else ()
            for key, value in pairs:
                match key, value:
                    case (
                        ast.Constant(value=str() as message_id),
                        ast.Call(
                            func=ast.Name(id="QT_TRANSLATE_NOOP"),
                            args=[
                                ast.Constant(value=str() as context),
                                ast.Constant(value=str() as source),
                            ],
                        ),
                    ):
                        found[context, source].add(message_id)
    return found


def translated() -> Iterator[tuple[str, str, str]]:
    """Context, English source and German sentence."""
    for context, source, translation in messages():
        yield context, source, "" if translation is None else translation.text or ""
