"""Pictures of the page *Staff and tills*, made by hand: one of each situation it can be in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from card_contract.states import Role
from pos_terminal.gateway.pin_change import PinForm, PinStage
from pos_terminal.staff.model import (
    EnrolmentCode,
    NewPerson,
    NewTill,
    PersonCard,
    PersonRow,
    PersonStanding,
    Section,
    StaffState,
    TillCard,
    TillRow,
    TillStanding,
    Way,
)
from pos_terminal.words import ON, Message, off
from support.checkout_pictures import NOW

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR

PEOPLE = (
    ("selin", "Selin Nowak", Role.CLERK, PersonStanding.LOCKED),
    ("anna", "Anna Lindt", Role.MANAGER, PersonStanding.FREE),
    ("jonas", "Jonas Weber", Role.CLERK, PersonStanding.FREE),
    ("lena", "Lena Schöneberger-Hohenstein", Role.STUDIO, PersonStanding.FREE),
    ("mia", "Mia Kern", Role.CLERK, PersonStanding.FREE),
    ("amara", "Amara Obi", Role.ADMINISTRATOR, PersonStanding.FREE),
    ("tom", "Tom Berg", Role.SUPPORT, PersonStanding.DISABLED),
)
TILLS = (
    ("T01", "Till 1", TillStanding.OWN, NOW - MINUTE),
    ("T02", "Till 2", TillStanding.OPEN, NOW - 3 * HOUR),
    ("T03", "Till at the back door", TillStanding.OPEN, None),
    ("T04", "Old till", TillStanding.SHUT_OUT, NOW - 40 * DAY),
)
STORE = "Harbour Street 12"


def people(chosen: str | None = None) -> tuple[PersonRow, ...]:
    return tuple(
        PersonRow(operator_id=key, name=name, role=role, standing=standing, chosen=key == chosen)
        for key, name, role, standing in PEOPLE
    )


def tills(chosen: str | None = None) -> tuple[TillRow, ...]:
    return tuple(
        TillRow(
            till_id=key,
            name=name,
            store_name=STORE,
            standing=standing,
            heard_at_ms=heard,
            chosen=key == chosen,
        )
        for key, name, standing, heard in TILLS
    )


def state(**changes: Any) -> StaffState:
    shown = StaffState(
        section=Section.PEOPLE, loading=False, list_note=None, people=people(), tills=tills()
    )
    return replace(shown, **changes)


def person(key: str = "selin", **changes: Any) -> PersonCard:
    _, name, role, standing = next(one for one in PEOPLE if one[0] == key)
    locked = standing is PersonStanding.LOCKED
    card = PersonCard(
        operator_id=key,
        name=name,
        role=role,
        standing=standing,
        sentence=Message(f"person.{standing.value}", {"name": name}),
        ways=(
            *((Way.SAME_PIN,) if locked else ()),
            *(Way.NEW_PIN, Way.ANOTHER_ROLE, Way.LOCK, Way.LET_GO),
        ),
        way=None,
        pin=None,
        note=None,
        fault=None,
        act=off("off.choose_first") if locked else ON,
        act_word=Message("act.unlock", {"name": name}) if locked else Message("act.new_pin"),
    )
    return replace(card, **changes)


def showing(card: PersonCard) -> StaffState:
    return state(people=people(card.operator_id), person=card)


def nothing_chosen() -> StaffState:
    return state()


def locked() -> StaffState:
    return showing(person())


def same_pin() -> StaffState:
    note = Message("note.same_pin", {"name": "Selin Nowak"})
    return showing(person(way=Way.SAME_PIN, act=ON, note=note))


def new_pin(stage: PinStage = PinStage.FIRST, digits: int = 4, **changes: Any) -> StaffState:
    ready = stage is PinStage.READY
    enter = off("pin.at_least") if digits < 6 else ON
    form = PinForm(
        stage=stage, digits=digits, fault=None, enter=off("pin.entered") if ready else enter
    )
    card = person(
        way=Way.NEW_PIN,
        pin=replace(form, **changes),
        note=Message("note.new_pin", {"name": "Selin Nowak"}),
        act=ON if ready else off("off.pin_first"),
        act_word=Message("act.unlock_new_pin"),
    )
    return showing(card)


def pins_differ() -> StaffState:
    return new_pin(digits=0, fault=Message("pin.differ"))


def long_pin_again() -> StaffState:
    return new_pin(PinStage.AGAIN, 12)


def pin_ready() -> StaffState:
    return new_pin(PinStage.READY, 0)


def no_reply() -> StaffState:
    shown = pin_ready().person
    assert shown is not None
    return showing(replace(shown, fault=Message("fault.no_reply")))


def locking(reason: str = "", **changes: Any) -> StaffState:
    fields: dict[str, Any] = {
        "way": Way.LOCK,
        "reason": reason,
        "note": Message("note.lock", {"name": "Mia Kern"}),
        "act": ON if reason else off("off.reason_first"),
        "act_word": Message("act.lock", {"name": "Mia Kern"}),
    }
    return showing(person("mia", **(fields | changes)))


def suspended() -> StaffState:
    values = {"name": "Selin Nowak", "why": "The drawer was short twice this week."}
    card = person(
        standing=PersonStanding.SUSPENDED,
        sentence=Message("person.suspended", values),
        ways=(Way.SAME_PIN, Way.NEW_PIN, Way.ANOTHER_ROLE, Way.LET_GO),
    )
    rows = [
        replace(row, standing=PersonStanding.SUSPENDED) if row.chosen else row
        for row in people(card.operator_id)
    ]
    return state(people=tuple(rows), person=card)


def letting_go() -> StaffState:
    note = Message("note.let_go", {"name": "Mia Kern"})
    return showing(person("mia", way=Way.LET_GO, note=note, let_go=ON))


def another_role(**changes: Any) -> StaffState:
    fields: dict[str, Any] = {
        "way": Way.ANOTHER_ROLE,
        "roles": tuple(role for role in Role if role is not Role.CLERK),
        "new_role": Role.MANAGER,
        "note": Message("note.role", {"name": "Selin Nowak"}),
        "act": ON,
        "act_word": Message("act.give_role", {"name": "Selin Nowak"}),
    }
    return showing(person(**(fields | changes)))


def own_role() -> StaffState:
    changes = {"way": Way.ANOTHER_ROLE, "act": off("off.own_role")}
    return showing(
        person("anna", act_word=Message("act.give_role", {"name": "Anna Lindt"}), **changes)
    )


def new_person(**changes: Any) -> StaffState:
    form = NewPerson(
        name="",
        roles=tuple(Role),
        role=None,
        pin=None,
        note=None,
        fault=None,
        act=off("off.person_name_first"),
        act_word=Message("act.first_pin"),
    )
    return state(new_person=replace(form, **changes))


def first_pin(stage: PinStage = PinStage.FIRST, digits: int = 4, **changes: Any) -> StaffState:
    name = "Lena Schöneberger-Hohenstein"
    ready = stage is PinStage.READY
    enter = off("pin.entered") if ready else off("pin.at_least")
    fields: dict[str, Any] = {
        "name": name,
        "role": Role.CLERK,
        "pin": PinForm(stage=stage, digits=digits, fault=None, enter=enter),
        "note": Message("note.first_pin", {"name": name}),
        "act": ON if ready else off("off.first_pin_first"),
        "act_word": Message("act.take_on", {"name": name}),
    }
    return new_person(**(fields | changes))


def taken_on_before() -> StaffState:
    return first_pin(PinStage.READY, 0, fault=Message("refused.taken_on_before"))


def free() -> StaffState:
    return showing(person("mia"))


def administrator() -> StaffState:
    return showing(person("amara", ways=(), act=off("off.only_administrator")))


def disabled() -> StaffState:
    return showing(person("tom", ways=(), act=off("off.disabled")))


def loading() -> StaffState:
    return state(people=(), tills=(), loading=True)


def no_line() -> StaffState:
    return state(people=(), tills=(), list_note=Message("list.no_line"), can_retry=True)


def old_list() -> StaffState:
    shown = person(act=off("off.no_line"), ways=())
    note = Message("list.as_of", {"told_at": NOW - 9 * MINUTE})
    return replace(showing(shown), list_note=note, can_retry=True)


def nobody() -> StaffState:
    return state(people=(), tills=())


def till(key: str = "T02", **changes: Any) -> StaffState:
    _, name, standing, heard = next(one for one in TILLS if one[0] == key)
    gone = standing is TillStanding.SHUT_OUT
    revoked_at = NOW - 30 * DAY if gone else None
    sentence = Message(f"till.{standing.value}")
    if revoked_at is not None:
        sentence = Message("till.shut_out", {"revoked_at": revoked_at})
    card = TillCard(
        till_id=key,
        name=name,
        store_name=STORE,
        standing=standing,
        enrolled_at_ms=NOW - 200 * DAY,
        heard_at_ms=heard,
        revoked_at_ms=revoked_at,
        sentence=sentence,
        fault=None,
        shut_out=None if gone else ON,
        rename=None if gone else ON,
        reason="It was dropped." if standing is TillStanding.OPEN else None,
    )
    return state(section=Section.TILLS, tills=tills(key), till=replace(card, **changes))


def own_till() -> StaffState:
    return till("T01", shut_out=off("off.own_till"), reason=None)


def shut_out_till() -> StaffState:
    return till("T04")


def till_no_reply() -> StaffState:
    return till("T03", fault=Message("fault.no_reply"))


def tills_only() -> StaffState:
    return state(section=Section.TILLS)


def new_till(**changes: Any) -> StaffState:
    form = NewTill(
        name="",
        code=None,
        earlier_ends_at_ms=None,
        joined=None,
        address="https://till-server.local:8443",
        fault=None,
        get_code=off("off.name_first"),
    )
    return state(section=Section.TILLS, new_till=replace(form, **changes))


def code(left_ms: int = 14 * MINUTE + 32_000) -> EnrolmentCode:
    ends = NOW + left_ms
    return EnrolmentCode(
        till_name="Till 3",
        groups=("4XQ7", "M2TN", "0WGB"),
        given_at_ms=ends - 15 * MINUTE,
        ends_at_ms=ends,
    )


def with_code(**changes: Any) -> StaffState:
    fields: dict[str, Any] = {"name": "Till 3", "code": code(), "get_code": ON}
    return new_till(**(fields | changes))


def code_ends_soon() -> StaffState:
    return with_code(code=code(95_000), earlier_ends_at_ms=NOW + 40_000)


def code_ended() -> StaffState:
    return with_code(code=code(-1))


def own_server() -> StaffState:
    return with_code(address=None)


def joined() -> StaffState:
    return with_code(joined=Message("new_till.joined", {"name": "Till 3", "number": "T05"}))


PICTURES = {
    "t01-people": nothing_chosen,
    "t02-locked": locked,
    "t03-same-pin": same_pin,
    "t04-new-pin": new_pin,
    "t05-differ": pins_differ,
    "t06-again": long_pin_again,
    "t07-ready": pin_ready,
    "t08-no-reply": no_reply,
    "t09-free": free,
    "t09-letting-go": letting_go,
    "t09-locking": locking,
    "t09-locking-why": lambda: locking("The drawer was short twice this week."),
    "t09-suspended": suspended,
    "t10-administrator": administrator,
    "t11-disabled": disabled,
    "t12-loading": loading,
    "t13-no-line": no_line,
    "t14-old-list": old_list,
    "t15-nobody": nobody,
    "t16-role": another_role,
    "t17-own-role": own_role,
    "t20-tills": tills_only,
    "t21-till": till,
    "t22-own": own_till,
    "t23-shut-out": shut_out_till,
    "t24-no-reply": till_no_reply,
    "t30-new-till": new_till,
    "t31-named": lambda: new_till(name="Till 3", get_code=ON),
    "t32-code": with_code,
    "t33-soon": code_ends_soon,
    "t34-ended": code_ended,
    "t35-own-server": own_server,
    "t36-joined": joined,
    "t40-new-person": new_person,
    "t41-named": lambda: new_person(
        name="Anna Lindt",
        role=Role.MANAGER,
        note=Message("note.namesake", {"name": "Anna Lindt"}),
        act=ON,
    ),
    "t42-first-pin": first_pin,
    "t43-again": lambda: first_pin(PinStage.AGAIN),
    "t44-ready": lambda: first_pin(PinStage.READY, 0),
    "t45-taken-on-before": taken_on_before,
}


# The gallery says its messages through a function that may lengthen them; these say them as they are.
PICTURES_SAID = {name: lambda _say, made=made: made() for name, made in PICTURES.items()}
