"""Files beside a shop's database that were damaged: a command names the file, and says what helps."""

from __future__ import annotations

import pytest

from support.command_line import CommandLine


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"host": 7}', b'{"port": 25}'])
@pytest.mark.sqlite_only
def test_settings_for_mails_that_cannot_be_read_are_named(
    shop: CommandLine, content: bytes
) -> None:
    path = shop.data / "mail.json"
    path.write_bytes(content)
    assert shop.fails("mail", "show").startswith(f"{path} is damaged; write it anew with mail set.")
    shop.says("mail", "set", "--host", "mail.example", "--from", "shop@example.com",
              "--link-base", "https://cards.example")  # fmt: skip
    assert shop.facts("mail", "show")["host"] == "mail.example"


@pytest.mark.sqlite_only
def test_settings_for_mails_that_may_not_be_read_are_named(shop: CommandLine) -> None:
    (shop.data / "mail.json").mkdir()
    assert shop.fails("mail", "show").startswith(f"{shop.data / 'mail.json'} cannot be used")


@pytest.mark.postgres_only
@pytest.mark.parametrize(
    "command",
    [
        ("serve",),
        ("worker",),
        ("verify",),
        ("totals",),
        ("mark-restored",),
        ("till", "list"),
        ("keys", "rotate"),
        ("backup", "nowhere"),
        ("restore", "nowhere"),
        ("init", "--demo"),
    ],
)
def test_an_address_of_a_database_that_is_no_text_is_named(
    shop: CommandLine, command: tuple[str, ...]
) -> None:
    path = shop.data / "database-url"
    url = path.read_text()
    path.write_bytes(b"postgresql://\xff\xfe")
    assert shop.fails(*command).startswith(f"{path} is damaged; it holds the address")
    assert path.read_bytes() == b"postgresql://\xff\xfe"
    # As the sentence says: the address is told, or written into it anew.
    assert "ledger is whole" in shop.says("verify", "--database-url", url)
    path.write_text(url)
    assert shop.says("till", "list")
