"""Endpoints of print runs and proofs: opening codes, giving cards, reports, reading back."""

from __future__ import annotations

from card_contract.outcomes import Refusal
from card_contract.print_messages import (
    BatchPrint,
    BatchProof,
    CardsGiven,
    OpenPrintRunRequest,
    PrintCardsAnswer,
    PrintReported,
    PrintRunsAnswer,
    PrintRunView,
    PrintState,
)
from server_stub.commands.print_runs import OpenPrintRun, Printer, TakePrintRun
from server_stub.commands.proofs import RecordProof
from server_stub.engine.command import Refused
from server_stub.web.route import Call


async def print_runs(call: Call) -> PrintRunsAnswer:
    app_id, printing = call.till.app_id, call.services.print_desk.runs
    return PrintRunsAnswer(
        runs=await printing.runs(app_id), signed_above=await printing.signed_above(app_id)
    )


async def print_run(call: Call) -> PrintRunView | Refusal:
    view = await call.services.print_desk.runs.run(call.till.app_id, call.subject)
    return Refusal.RUN_UNKNOWN if view is None else view


async def open_print_run(call: Call) -> PrintRunView | Refused | Refusal:
    request: OpenPrintRunRequest = call.request
    app_id = call.till.app_id
    touched = await call.services.print_desk.runs.touched(app_id, request.batch, request.cards)
    printed = touched.get(PrintState.PRINTED, 0)
    answer = await call.services.engine.submit(
        OpenPrintRun(
            app_id=app_id,
            printer=_printer(call),
            run_id=call.subject,
            request=request,
            printable=len(request.cards) - printed - touched.get(PrintState.SPOILED, 0),
            printed=printed,
        )
    )
    return answer if isinstance(answer, Refused) else await print_run(call)


async def give_cards(call: Call) -> CardsGiven | Refused | Refusal:
    return await call.services.print_desk.give(_printer(call), call.subject, call.request.cards)


async def report_print(call: Call) -> PrintReported | Refused | Refusal:
    return await call.services.print_desk.report(_printer(call), call.subject, call.request)


async def print_cards(call: Call) -> PrintCardsAnswer | Refusal:
    app_id, printing = call.till.app_id, call.services.print_desk.runs
    if await printing.run(app_id, call.subject) is None:
        return Refusal.RUN_UNKNOWN
    cards, more = await printing.cards(app_id, call.subject, int(call.query.get("after", "0")))
    return PrintCardsAnswer(cards=cards, more=more)


async def take_print_run(call: Call) -> PrintRunView | Refused | Refusal:
    command = TakePrintRun(app_id=call.till.app_id, printer=_printer(call), run_id=call.subject)
    answer = await call.services.engine.submit(command)
    return answer if isinstance(answer, Refused) else await print_run(call)


async def end_print_run(call: Call) -> PrintRunView | Refused | Refusal:
    answer = await call.services.print_desk.end(_printer(call), call.subject)
    return answer if isinstance(answer, Refused | Refusal) else await print_run(call)


async def prove_print(call: Call) -> BatchProof | Refused:
    answer = await call.services.engine.submit(
        RecordProof(printer=_printer(call), proof_id=call.subject, request=call.request)
    )
    if isinstance(answer, Refused):
        return answer
    return await call.services.print_desk.runs.told_whole(call.till.app_id, answer)


async def batch_proof(call: Call) -> BatchProof | Refusal:
    proof = await call.services.print_desk.runs.proof(call.till.app_id, int(call.subject))
    return Refusal.BATCH_UNKNOWN if proof is None else proof


async def batch_print(call: Call) -> BatchPrint | Refusal:
    found = await call.services.print_desk.runs.batch(call.till.app_id, int(call.subject))
    return Refusal.BATCH_UNKNOWN if found is None else found


def _printer(call: Call) -> Printer:
    return Printer(
        app_id=call.till.app_id,
        till_id=call.till.till_id,
        operator_id=call.operator.operator_id,
    )
