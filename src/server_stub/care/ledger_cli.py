"""The command that searches the ledger. It changes nothing."""

from __future__ import annotations

from typing import Annotated

import typer

from card_contract.card_number import CardNumber, NotACardNumberError
from card_contract.ledger_messages import LedgerAnswer
from server_stub.care.asking import ask, day_in, shown_time, valid
from server_stub.care.options import AppName, Data, KeysFile, fail
from server_stub.shop_folder.data_folder import DataFolder

app = typer.Typer()


@app.command("ledger")
def search_ledger(
    *,
    data: Data,
    card: Annotated[str | None, typer.Option(help="What is about this card's number.")] = None,
    receipt: Annotated[str | None, typer.Option(help="What is about this receipt.")] = None,
    label: Annotated[str | None, typer.Option(help="Where these packs were moved.")] = None,
    kind: Annotated[str | None, typer.Option(help="Such as sale.confirmed.")] = None,
    operator: Annotated[str | None, typer.Option(help="What this person did.")] = None,
    till: Annotated[str | None, typer.Option(help="What this till did.")] = None,
    first_day: Annotated[str | None, typer.Option("--from", help="From this day on.")] = None,
    last_day: Annotated[str | None, typer.Option("--to", help="Up to this day.")] = None,
    store: Annotated[str, typer.Option(help="Whose days, where there are several stores.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="At most so many entries.")] = 100,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Search the ledger, newest entries first; the command verify says whether it is whole."""
    from server_stub.web.control_api.ledger import SearchLedger

    _check_number(card)
    first, last = (None if text is None else day_in(text) for text in (first_day, last_day))
    if first is not None and last is not None and first > last:
        fail(f"--from {first} is later than --to {last}: there is no day between.")
    left, before = limit, None
    while left > 0:
        request = valid(
            SearchLedger,
            app=app_name,
            store=store,
            card=card,
            receipt=receipt,
            label=label,
            kind=kind,
            operator=operator,
            till=till,
            first_day=None if first is None else first.isoformat(),
            last_day=None if last is None else last.isoformat(),
            before=before,
        )
        page = ask(DataFolder(data, keys), "search-ledger", request, LedgerAnswer)
        for entry in page.entries[:left]:
            said = ", ".join(f"{detail.name}={detail.value}" for detail in entry.details)
            facts = (shown_time(entry.at), entry.kind, entry.actor, entry.subject, said)
            typer.echo("\t".join((str(entry.position), *facts)))
        left -= len(page.entries)
        before = page.looked_to
        if not page.more:
            break
    if left == limit:
        typer.echo("Nothing in the ledger fits that.", err=True)


def _check_number(card: str | None) -> None:
    try:
        if card is not None:
            CardNumber.parse(card)
    except NotACardNumberError:
        fail(f"{card} is no card number.")
