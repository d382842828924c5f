"""The commands that say where mails go out."""

from __future__ import annotations

import sys
from typing import Annotated, Final

import typer

from server_stub.care.asking import print_facts, valid
from server_stub.care.options import Data, fail, sentence_of
from server_stub.shop_folder.data_folder import DataFolder

app = typer.Typer()
mail = typer.Typer(
    no_args_is_help=True, help="How a mail goes out that brings the link to a list of codes."
)
app.add_typer(mail, name="mail")

_WORDS: Final = {
    "host": "--host is a server's name, such as mail.example.com",
    "port": "--port is 1 to 65535",
    "security": "--security is tls, starttls or none",
    "sender": "--from is an address for mail, such as shop@example.com",
    "link_base": "--link-base is an address as browsers take it, such as https://cards.example.com",
    "user": "--user has 250 characters at most",
    "password": "a password has 250 characters at most",
}


@mail.command("set")
def set_mail(
    *,
    data: Data,
    host: Annotated[str, typer.Option("--host", help="The mail server's name.")],
    sender: Annotated[str, typer.Option("--from", help="The address that mails come from.")],
    link_base: Annotated[
        str, typer.Option("--link-base", help="How people reach this server: https://...")
    ],
    port: Annotated[int, typer.Option("--port")] = 587,
    security: Annotated[
        str, typer.Option("--security", help="tls, starttls or none.")
    ] = "starttls",
    user: Annotated[str, typer.Option("--user", help="Its password is read from stdin.")] = "",
) -> None:
    """Have mails sent through this server from now on."""
    from server_stub.mail.settings import MailSettings, write_mail_settings

    folder = DataFolder(data)
    password = sys.stdin.readline().rstrip("\n") if user else ""
    told = {
        "host": host, "port": port, "security": security, "sender": sender,
        "link_base": link_base, "user": user, "password": password,
    }  # fmt: skip
    settings = valid(MailSettings, _WORDS, **told)
    try:
        write_mail_settings(folder.mail, settings)
    except (ValueError, OSError) as error:
        fail(str(error))


@mail.command("show")
def show_mail(data: Data) -> None:
    """Show how mails go out; the password is not shown."""
    import msgspec

    from server_stub.mail.settings import read_mail_settings

    path = DataFolder(data).mail
    try:
        settings = read_mail_settings(path)
    except ValueError as error:
        fail(f"{path} is damaged; write it anew with mail set. ({error})")
    except OSError as error:
        fail(sentence_of(error))
    if settings is not None:
        print_facts(msgspec.structs.replace(settings, password="***" if settings.password else ""))


@mail.command("off")
def no_mail(data: Data) -> None:
    """Send no mails."""
    DataFolder(data).mail.unlink(missing_ok=True)
