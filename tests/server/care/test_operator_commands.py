"""People are taken on, locked, given roles and let go from the command line; what is wrong is said."""

from __future__ import annotations

import pytest

from support.command_line import CommandLine

OLGA = ("--name", "Olga Brandt", "--role", "manager")
PIN = "888888\n"
NOBODY = "There is no person nobody; see operator list. (NOT_FOUND)"


def people(shop: CommandLine) -> dict[str, dict[str, str]]:
    return {row["operator_id"]: row for row in shop.rows("operator", "list")}


def entries(shop: CommandLine, kind: str) -> list[str]:
    return shop.says("ledger", "--kind", kind).splitlines()


def test_a_person_is_taken_on_once_and_a_repeat_changes_nothing(shop: CommandLine) -> None:
    badge = ("--badge", "B12345678901234567")
    assert shop.says("operator", "add", "olga", *OLGA, *badge, stdin=PIN) == ""
    added = people(shop)["olga"]
    assert (added["name"], added["role"], added["badge"]) == ("Olga Brandt", "manager", badge[1])
    said = shop.fails("operator", "add", "olga", *OLGA, stdin=PIN)
    assert said == (
        "There is a person olga already; nothing was changed. See operator list. (KEY_REUSED)"
    )
    said = shop.fails("operator", "add", "otto", *OLGA, *badge, stdin=PIN)
    assert said.startswith("There is a person otto already, or with that badge; nothing was")
    assert "otto" not in people(shop)
    assert len(entries(shop, "operator.added")) == 1


@pytest.mark.parametrize(
    ("arguments", "pin", "sentence"),
    [
        (("Olga!", *OLGA), PIN, "an id is small letters, digits and hyphens, 32 at most"),
        (("olga", "--name", " ", "--role", "clerk"), PIN, "a name has 1 to 80 characters"),
        (("olga", *OLGA), "short\n", "a PIN has 6 to 12 digits"),
        (("olga", *OLGA, "--badge", "12"), PIN, "a badge is a B and 17 digits"),
    ],
)
def test_what_is_no_person_is_refused_in_a_sentence(
    shop: CommandLine, arguments: tuple[str, ...], pin: str, sentence: str
) -> None:
    assert shop.fails("operator", "add", *arguments, stdin=pin) == f"That cannot be: {sentence}."
    assert entries(shop, "operator.added") == []


def test_a_pin_that_nobody_gave_is_asked_for(shop: CommandLine) -> None:
    said = "The PIN of olga is read from the standard input, and there was none."
    assert shop.fails("operator", "add", "olga", *OLGA, stdin="") == said


def test_a_person_is_locked_and_unlocked_by_hand_each_once(shop: CommandLine) -> None:
    lock = ("operator", "lock", "mia", "--reason", "the drawer was short")
    assert shop.says(*lock) == ""
    assert shop.says(*lock) == "mia is locked already, and stays so; nothing was changed."
    assert len(entries(shop, "operator.locked")) == 1
    assert people(shop)["mia"]["suspended_why"] == "the drawer was short"
    said = shop.fails("operator", "unlock", "mia")
    assert said == "mia is locked by hand: say with --reason why that is over. (SUSPENDED)"
    assert shop.fails("operator", "unlock", "mia", "--reason", "x") == (
        "That cannot be: a reason has 3 to 500 characters."
    )
    for _ in range(2):
        assert shop.says("operator", "unlock", "mia", "--reason", "it was counted anew") == ""
    assert people(shop)["mia"]["suspended_at"] == ""


def test_a_role_is_given_and_a_person_let_go_each_once(shop: CommandLine) -> None:
    assert shop.says("operator", "role", "mia", "--role", "manager") == ""
    said = shop.says("operator", "role", "mia", "--role", "manager")
    assert said == "mia has that role already; nothing was changed."
    assert shop.says("operator", "disable", "mia") == ""
    assert shop.says("operator", "disable", "mia") == "mia was let go before; nothing was changed."
    for kind in ("operator.role-changed", "operator.disabled"):
        assert len(entries(shop, kind)) == 1
    assert shop.run("verify").exit_code == 0


@pytest.mark.parametrize(
    "taken",
    [
        ("disable",),
        ("lock", "--reason", "the drawer was short"),
        ("role", "--role", "manager"),
    ],
)
def test_the_last_administrator_who_may_sign_in_stays(
    shop: CommandLine, taken: tuple[str, ...]
) -> None:
    command, *options = taken

    def last(who: str) -> str:
        said = "is the last administrator who may sign in: first make another one."
        return f"{who} {said} (LAST_ADMINISTRATOR)"

    for _ in range(2):
        assert shop.fails("operator", command, "admin", *options) == last("admin")
    shop.says("operator", "role", "mia", "--role", "administrator")
    shop.says("operator", "lock", "mia", "--reason", "the drawer was short")
    assert shop.fails("operator", command, "admin", *options) == last("admin")  # nor may mia
    shop.says("operator", "unlock", "mia", "--reason", "it was counted anew")
    assert shop.says("operator", command, "admin", *options) == ""
    assert shop.fails("operator", command, "mia", *options) == last("mia")
    assert people(shop)["mia"]["role"] == "administrator"
    kinds = {"disable": "operator.disabled", "lock": "operator.locked"}
    told = entries(shop, kinds.get(command, "operator.role-changed"))
    assert len([entry for entry in told if "admin " in entry or "\tadmin\t" in entry]) == 1


def test_who_was_let_go_is_brought_back_once_and_not_unlocked(shop: CommandLine) -> None:
    enable = ("operator", "enable", "mia", "--reason", "it was a mistake")
    assert shop.says(*enable) == "mia was not let go; nothing was changed."
    shop.says("operator", "disable", "mia")
    for new_pin in ((), ("--new-pin",)):
        said = shop.fails("operator", "unlock", "mia", *new_pin, stdin="314159\n")
        assert said == (
            "mia was let go: bring them back first, with operator enable mia --reason."
            " (NOT_ALLOWED)"
        )
    assert shop.fails("operator", "enable", "mia", "--reason", "x") == (
        "That cannot be: a reason has 3 to 500 characters."
    )
    assert people(shop)["mia"]["disabled_at"]
    assert shop.says(*enable) == ""
    assert shop.says(*enable) == "mia was not let go; nothing was changed."
    assert people(shop)["mia"]["disabled_at"] == ""
    (entry,) = entries(shop, "operator.enabled")
    assert "reason=it was a mistake" in entry
    assert shop.says("operator", "unlock", "mia") == ""
    assert shop.run("verify").exit_code == 0


def test_whom_nobody_knows_is_said_in_a_sentence(shop: CommandLine) -> None:
    why = ("--reason", "the drawer was short")
    for command in (
        ("lock", "nobody", *why),
        ("unlock", "nobody"),
        ("role", "nobody", "--role", "clerk"),
        ("disable", "nobody"),
        ("enable", "nobody", *why),
    ):
        assert shop.fails("operator", *command) == NOBODY
    invite = shop.fails("operator", "portal-invite", "nobody")
    assert invite.startswith("There is no person nobody who may sign in")
    assert shop.fails("operator", "portal-invite", "mia").startswith("mia is a clerk")


def test_a_till_is_shut_out_once_and_one_that_is_none_is_told(shop: CommandLine) -> None:
    revoke = ("till", "revoke", "T02", "--reason", "stolen")
    assert shop.says(*revoke) == ""
    assert shop.says(*revoke) == "T02 was shut out before; nothing was changed."
    assert len(entries(shop, "till.revoked")) == 1
    unknown = shop.fails("till", "revoke", "T99", "--reason", "stolen")
    assert unknown == "There is no till T99; see till list. (NOT_FOUND)"
    assert "a reason has 3 to 500" in shop.fails("till", "revoke", "T01", "--reason", "x")
    assert "There is no store x here" in shop.fails("enrol-code", "--name", "T", "--store", "x")
    assert "a till's name has 1 to 80" in shop.fails("enrol-code", "--name", " ")
