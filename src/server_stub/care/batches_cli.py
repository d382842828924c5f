"""The commands for batches of cards: made, listed, shown, cancelled, labelled; no codes."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from card_contract.studio_messages import (
    BatchAnswer,
    BatchDetail,
    BatchesAnswer,
    BatchFault,
    LabelsAnswer,
)
from server_stub.care.asking import ask, print_facts, print_rows, valid, work_at
from server_stub.care.options import AppName, Data, KeysFile, fail
from server_stub.shop_folder.data_folder import DataFolder

app = typer.Typer()
batches = typer.Typer(no_args_is_help=True, help="Batches of cards, and their labels.")
app.add_typer(batches, name="batch")

_SENTENCES: Final = {
    BatchFault.CAMPAIGN_UNKNOWN: "There is no such campaign.",
    BatchFault.CAMPAIGN_DISABLED: "The campaign is disabled; enable it first.",
    BatchFault.CAMPAIGN_SHARED: "That campaign has one code for everybody.",
    BatchFault.CAMPAIGN_WITHOUT_NUMBERS: (
        "That campaign has no card numbers, and a batch is of cards with numbers;"
        " redemption-server code generate makes its codes."
    ),
    BatchFault.QUANTITY_NOT_POSITIVE: "A batch has one card at least.",
    BatchFault.TOO_FEW_NUMBERS: "A batch has 999,999 card numbers; make several batches.",
    BatchFault.PACK_INVALID: "A pack has 1 to 10,000 cards.",
    BatchFault.CARTON_INVALID: "A carton has 1 to 10,000 packs.",
    BatchFault.TOO_MANY_PACKS: "A batch has 99,999 packs at most; put more cards into a pack.",
    BatchFault.BATCHES_USED_UP: "All 99,999 numbers of batches are used up.",
    BatchFault.ALREADY_MADE: "The batch is made to its end; recall it instead.",
}


@app.command()
def generate(
    campaign: str,
    *,
    quantity: Annotated[int, typer.Option(min=1, max=999_999)],
    data: Data,
    pack: Annotated[int, typer.Option(min=1, help="Cards in a pack.")] = 10,
    carton: Annotated[int, typer.Option(min=1, help="Packs in a carton.")] = 10,
    name: Annotated[str, typer.Option(help="What the batch is called.")] = "",
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Make a batch of cards; prints the batch's number alone."""
    from server_stub.web.control_api.messages import BatchBegun, NewBatch

    folder = DataFolder(data, keys)
    request = valid(
        NewBatch,
        app=app_name,
        campaign=campaign,
        quantity=quantity,
        cards_per_pack=pack,
        packs_per_carton=carton,
        name=name,
    )
    begun = ask(folder, "open-batch", request, BatchBegun)
    refuse(begun.faults)
    shown = work_at(folder, app_name, begun.job, quantity, "Making cards")
    if shown.state != "done":
        fail(f"Job {begun.job} has {shown.state}: {shown.done} of {shown.total} cards exist.", 2)
    typer.echo(str(begun.batch))


@batches.command("list")
def list_batches(
    *,
    data: Data,
    before: Annotated[int | None, typer.Option(help="Older than this batch.")] = None,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """List the batches, the newest first; a hundred at a time."""
    from server_stub.web.control_api.messages import BatchesFrom

    request = valid(BatchesFrom, app=app_name, before=before)
    print_rows(ask(DataFolder(data, keys), "batches", request, BatchesAnswer).batches)


@batches.command("show")
def show_batch(batch: int, *, data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """Show a batch: how far it is, how its cards stand, where its packs are, its history."""
    from server_stub.web.control_api.messages import OfBatch

    request = valid(OfBatch, app=app_name, batch=batch)
    found = ask(DataFolder(data, keys), "batch", request, BatchDetail)
    print_facts(found.batch)
    print_facts(found.figures)
    print_rows(found.figures.places)
    print_rows(found.history)


@batches.command("cancel")
def cancel_batch(
    batch: int,
    *,
    operator: Annotated[str, typer.Option("--operator", help="The id of the person who decides.")],
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Make no more of a batch; what exists of it is recalled and can never be sold."""
    from server_stub.web.control_api.messages import EndBatch

    request = valid(EndBatch, app=app_name, batch=batch, operator=operator)
    answer = ask(DataFolder(data, keys), "cancel-batch", request, BatchAnswer)
    refuse(answer.faults)
    if answer.batch is not None:
        typer.echo(
            f"Batch {batch} is cancelled; its {answer.batch.made} cards are taken out of use."
        )


@batches.command("labels")
def labels(
    batch: int,
    *,
    data: Data,
    cartons: Annotated[bool, typer.Option("--cartons", help="Of cartons, not of packs.")] = False,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Print the labels of a batch's packs: text, and the cards inside."""
    from server_stub.web.control_api.messages import LabelsFrom

    folder, after, more = DataFolder(data, keys), 0, True
    lines = []
    while more:
        request = valid(LabelsFrom, app=app_name, batch=batch, of_cartons=cartons, after=after)
        page = ask(folder, "labels", request, LabelsAnswer)
        lines += page.lines
        more = page.more and bool(page.lines)
        after = page.lines[-1].number if page.lines else after
    print_rows(lines)


def refuse(faults: tuple[BatchFault, ...]) -> None:
    if faults:
        fail(" ".join(_SENTENCES[fault] for fault in faults))
