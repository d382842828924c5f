"""The ledger: its bytes, its chain, and what its checkpoints find."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from server_stub.commands.checkpoints import KeepCheckpoint
from server_stub.desks.ledger_keeper import LedgerKeeper, LedgerReport
from server_stub.domain.ids import AppId
from server_stub.storage.change import LedgerEntry
from server_stub.storage.ledger import GENESIS, START, append, chain_hash, entry_bytes, first_broken
from support.core_shop import APP, NOW, CoreShop, ledger_of, play

ENTRY = LedgerEntry(
    app_id=APP, kind="sale.held", actor="till:T1", subject="S1", detail={"b": [1, 2], "a": "ü"}
)


def test_the_format_of_an_entry_never_changes() -> None:
    expected = '[1,1700000000000,"demo","sale.held","till:T1","S1",{"a":"ü","b":[1,2]}]'
    assert entry_bytes(ENTRY, 1_700_000_000_000).decode() == expected
    assert GENESIS == "dd430fa65d4647b256c377a7f771b93b8f4b9e98ca144f72d416998710e8892f"
    assert append(START, [ENTRY], 1_700_000_000_000)[0].hash == (
        "bc189f2933221723020e89b90a747599c0220999fd2824ceac6c962466c2728d"
    )


entries = st.lists(
    st.builds(
        LedgerEntry,
        app_id=st.sampled_from((AppId("a"), AppId("b"))),
        kind=st.text(max_size=5),
        actor=st.text(max_size=5),
        subject=st.text(max_size=5),
        detail=st.dictionaries(st.text(max_size=3), st.integers(0, 9), max_size=2),
    ),
    min_size=1,
    max_size=8,
)


@given(entries)
def test_a_chain_verifies_and_grows_from_any_head(parts: list[LedgerEntry]) -> None:
    links = append(START, parts, 5)
    assert first_broken(links) is None
    split = [*append(START, parts[:1], 5)]
    assert links[0] == split[0]
    assert [link.position for link in links] == list(range(1, len(parts) + 1))


@given(entries, st.data())
def test_any_edit_is_found_at_its_place(parts: list[LedgerEntry], data: st.DataObject) -> None:
    links = append(START, parts, 5)
    place = data.draw(st.integers(0, len(links) - 1))
    edit = data.draw(st.sampled_from(("entry", "hash", "app_id", "position", "gone", "swap")))
    link = links[place]
    expected = place + 1
    match edit:
        case "entry":
            links[place] = replace(link, entry=link.entry.replace("[1,5,", "[1,6,"))
        case "hash":
            links[place] = replace(link, hash=link.hash[::-1])
        case "app_id":
            links[place] = replace(link, app_id="c")
        case "position":
            links[place] = replace(link, position=99)
        case "gone":
            del links[place]
            if place == len(links):
                return  # a shortened end is for checkpoints to find
        case "swap":
            if place + 1 >= len(links) or links[place].entry == links[place + 1].entry:
                return
            links[place], links[place + 1] = links[place + 1], links[place]
    assert first_broken(links) == expected


def keeper(shop: CoreShop) -> LedgerKeeper:
    return LedgerKeeper(shop.reader, shop.keys)


async def keep_checkpoint(shop: CoreShop) -> int:
    _, checkpoint = await keeper(shop).sign(NOW)
    assert checkpoint is not None
    await shop.engine.submit(KeepCheckpoint(app_id=APP, checkpoint=checkpoint))
    return checkpoint.position


def spoilt(tmp_path: Path, sql: str) -> LedgerReport:
    """Sell, sign a checkpoint, sell again, change the file behind the server's back, verify."""
    reports: list[LedgerReport] = []

    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        assert await keep_checkpoint(shop) == 2
        await shop.sell(2, 2)
        sound = await keeper(shop).verify()
        assert (sound.is_sound, sound.head.position) == (True, 4)
        connection = apsw.Connection(str(shop.path))
        connection.execute(sql)
        connection.close()
        reports.append(await keeper(shop).verify())

    play(tmp_path, story)
    return reports[0]


@pytest.mark.parametrize(
    ("sql", "entry", "checkpoint"),
    [
        ("UPDATE ledger SET entry = replace(entry, '2500', '2499') WHERE position = 2", 2, None),
        ("DELETE FROM ledger WHERE position = 3", 3, None),
        ("DELETE FROM ledger WHERE position > 1", None, 2),
        ("DELETE FROM ledger", None, 2),
        ("UPDATE ledger_checkpoints SET hash = replace(hash, 'a', 'b')", None, 2),
        ("UPDATE ledger_checkpoints SET signed_at = signed_at + 1", None, 2),
        ("UPDATE ledger_checkpoints SET key_id = 'nobody'", None, 2),
    ],
)
def test_a_verification_names_the_first_bad_entry_or_checkpoint(
    tmp_path: Path, sql: str, entry: int | None, checkpoint: int | None
) -> None:
    report = spoilt(tmp_path, sql)
    assert not report.is_sound
    assert (report.broken_entry, report.broken_checkpoint) == (entry, checkpoint)


def test_a_chain_rewritten_from_its_beginning_does_not_fit_its_checkpoint(tmp_path: Path) -> None:
    reports: list[LedgerReport] = []

    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await keep_checkpoint(shop)
        rewrite(shop.path, lambda entry: entry.replace("mia", "eve"))
        reports.append(await keeper(shop).verify())
        report, none = await keeper(shop).sign(NOW)
        assert (report.is_sound, none) == (False, None)

    play(tmp_path, story)
    assert (reports[0].broken_entry, reports[0].broken_checkpoint) == (None, 2)


def rewrite(path: Path, edit: Callable[[str], str]) -> None:
    """Change entries and restamp all hashes, as somebody who knows the format could."""
    connection = apsw.Connection(str(path))
    before = GENESIS
    rows: list[Any] = connection.execute(
        "SELECT position, entry FROM ledger ORDER BY position"
    ).fetchall()
    for position, entry in rows:
        before = chain_hash(before, edit(entry).encode())
        connection.execute(
            "UPDATE ledger SET entry = ?, hash = ? WHERE position = ?",
            (edit(entry), before, position),
        )
    connection.close()


@pytest.mark.usefixtures("kept_in")
def test_every_change_of_a_card_stands_in_the_ledger_in_its_transaction(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await shop.void(1, 1)
        await shop.reserve(2, 2)
        await shop.cancel(2)

    play(tmp_path, story)
    kinds = [(entry[3], entry[5]) for entry in ledger_of(tmp_path / "shop.db")]
    assert [kind for kind, _ in kinds] == [
        "sale.held",
        "sale.confirmed",
        "sale.voided",
        "sale.held",
        "sale.cancelled",
    ]


@pytest.mark.usefixtures("kept_in")
def test_a_checkpoint_goes_on_from_the_last_and_signs_nothing_twice(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        assert (await keeper(shop).sign(NOW))[1] is None, "an empty ledger has no end to sign"
        await shop.sell(1, 1)
        assert await keep_checkpoint(shop) == 2
        report, none = await keeper(shop).sign(NOW)
        assert (report.is_sound, none) == (True, None)
        await shop.sell(2, 2)
        assert await keep_checkpoint(shop) == 4
        assert (await keeper(shop).verify()).is_sound

    play(tmp_path, story)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger SET entry = replace(entry, '2500', '2499') WHERE position = 3",
        "UPDATE ledger SET hash = replace(hash, 'a', 'b') WHERE position = 2",
        "DELETE FROM ledger WHERE position > 1",
        "DELETE FROM ledger",
    ],
)
def test_a_ledger_that_is_not_sound_is_not_signed(tmp_path: Path, sql: str) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await keep_checkpoint(shop)
        await shop.sell(2, 2)
        connection = apsw.Connection(str(shop.path))
        connection.execute(sql)
        connection.close()
        report, none = await keeper(shop).sign(NOW)
        assert (report.is_sound, none) == (False, None)

    play(tmp_path, story)
