"""The commands for the certificates that ``init`` made: what tills were shown, and new ones."""

from __future__ import annotations

from typing import Annotated

import typer

from server_stub.care.options import Data, fail, faults

tls = typer.Typer(no_args_is_help=True, help="The server's own certificates.")
app = typer.Typer()
app.add_typer(tls, name="tls")


@tls.command("show")
def show(data: Data) -> None:
    """Show the certificate: its fingerprint, as a till that joins shows it, its names, its end."""
    from server_stub.shop_folder.tls import CERTIFICATE_FILE, KEY_FILE, described

    path = data / CERTIFICATE_FILE
    try:
        found = described(path)
    except faults(ValueError):
        fail(f"There is no certificate at {path}.")
    typer.echo(f"SHA-256\t{found.fingerprint}")
    typer.echo(f"names\t{', '.join(found.names)}")
    typer.echo(f"valid until\t{found.valid_until:%Y-%m-%d}")
    if not (data / KEY_FILE).is_file():
        fail(f"Its key is missing at {data / KEY_FILE}: put it back, or make new ones with renew.")


@tls.command("renew")
def renew(
    data: Data,
    *,
    names: Annotated[
        list[str] | None,
        typer.Option("--name", help="A name or address that the server is reached at; repeatable."),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Yes: every till that has joined has to join anew.")
    ] = False,
) -> None:
    """Make new certificates and a new key in place of those that are lost, known, or at an end."""
    from server_stub.shop_folder.tls import fingerprint_of, renew_certificates

    if not data.is_dir():
        fail(f"There is no folder {data}.")
    if not yes:
        fail(
            "Tills refuse a server with another certificate: each one that has joined would have"
            " to join anew before it sells. Say --yes if that is so."
        )
    try:
        files = renew_certificates(data, names=tuple(names or ()))
    except faults() as error:
        fail(str(error))
    typer.echo(f"SHA-256\t{fingerprint_of(files.certificate)}")
    typer.echo("Start the server with them, then let each till join anew.")
