"""The commands that list open cases and show one. A till closes them, where their money is."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from card_contract.outcomes import Refusal
from server_stub.care.asking import ask, print_facts, print_rows, valid
from server_stub.care.options import AppName, Data, KeysFile
from server_stub.shop_folder.data_folder import DataFolder

app = typer.Typer()
cases = typer.Typer(
    no_args_is_help=True, help="What is owed to customers or not settled yet; tills close it."
)
app.add_typer(cases, name="case")

_MEANING: Final = {Refusal.NOT_FOUND: "There is no case with that id; alarms are in alarm list."}


@cases.command("list")
def list_cases(
    *,
    recall: Annotated[int | None, typer.Option("--recall", help="Those of one recall.")] = None,
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """List the open cases, the oldest first; those of each recall apart."""
    from server_stub.web.control_api.cases import CasesFrom, CasesListed

    folder, found, after, more = DataFolder(data, keys), [], None, True
    while more:
        request = valid(CasesFrom, app=app_name, recall=recall, after=after)
        page = ask(folder, "cases", request, CasesListed)
        found += page.cases
        last = page.cases[-1] if page.cases else None
        after, more = None if last is None else (last.opened_at, last.case_id), page.more
    print_rows(found)
    for each in page.recalls:
        more_than = "more than " if each.is_more else ""
        typer.echo(
            f"Recall {each.recall_id} has {more_than}{each.count} open cases of its own:"
            f" case list --recall {each.recall_id}",
            err=True,
        )


@cases.command("show")
def show(
    case: Annotated[str, typer.Argument(help="The case_id; see case list.")],
    *,
    data: Data,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Show a case, open or closed: what it is about, and how it was closed."""
    from server_stub.web.control_api.cases import CaseShown, OfCase

    request = valid(OfCase, app=app_name, case=case)
    shown = ask(DataFolder(data, keys), "case", request, CaseShown, meaning=_MEANING)
    print_facts(shown.case)
