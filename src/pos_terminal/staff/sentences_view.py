"""The sentences of the page *Staff and tills*: what its presenter says, by message id."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, say
from pos_terminal.staff.labels_view import LABELS
from pos_terminal.words import Button, Message

CONTEXT: Final = "staff_page"
SENTENCES: Final[dict[str, str]] = {
    "list.no_line": QT_TRANSLATE_NOOP(
        "staff_page", "No answer from the server. Check the connection, then ask again."
    ),
    "list.as_of": QT_TRANSLATE_NOOP(
        "staff_page", "As of {told_at}. The server gave no newer list."
    ),
    "person.free": QT_TRANSLATE_NOOP(
        "staff_page", "{name} can sign in. A forgotten PIN is replaced by a new one."
    ),
    "person.locked": QT_TRANSLATE_NOOP(
        "staff_page",
        "Too many wrong PINs. {name} cannot sign in until a manager unlocks the name.",
    ),
    "person.suspended": QT_TRANSLATE_NOOP(
        "staff_page",
        "A manager has locked {name}, who cannot sign in until a manager unlocks the name: {why}",
    ),
    "person.disabled": QT_TRANSLATE_NOOP(
        "staff_page", "{name} has been taken off the staff and cannot sign in any more."
    ),
    "note.same_pin": QT_TRANSLATE_NOOP(
        "staff_page", "If somebody else was trying, choose a new PIN: {name} then has to know it."
    ),
    "note.lock": QT_TRANSLATE_NOOP(
        "staff_page",
        "{name} is signed out at once, at every till and at the portal, and cannot sign in until a "
        "manager unlocks the name.",
    ),
    "note.let_go": QT_TRANSLATE_NOOP(
        "staff_page",
        "{name} is signed out at once, at every till. What was done under this name stays in the "
        "ledger.",
    ),
    "note.new_pin": QT_TRANSLATE_NOOP(
        "staff_page", "Let {name} type it. Nobody else needs to know it."
    ),
    "note.own_pin": QT_TRANSLATE_NOOP(
        "staff_page", "It is your own PIN. Afterwards you sign in again with it."
    ),
    "note.demo_pin": QT_TRANSLATE_NOOP(
        "staff_page", "The demo's sign-in screen goes on showing the old PIN."
    ),
    "note.role": QT_TRANSLATE_NOOP(
        "staff_page",
        "{name} is signed out at once, at every till, and signs in again with the same PIN.",
    ),
    "note.namesake": QT_TRANSLATE_NOOP(
        "staff_page", "{name} is on the list already. Is this somebody else?"
    ),
    "note.first_pin": QT_TRANSLATE_NOOP(
        "staff_page",
        "Let {name} type it. It is changed at any till under **Settings**, **My PIN**.",
    ),
    "pin.at_least": QT_TRANSLATE_NOOP("staff_page", "At least 6 digits"),
    "pin.entered": QT_TRANSLATE_NOOP("staff_page", "The PIN is entered"),
    "pin.easy": QT_TRANSLATE_NOOP(
        "staff_page", "Anybody would try this one first. Choose another."
    ),
    "pin.differ": QT_TRANSLATE_NOOP("staff_page", "The two were not the same. Start again."),
    "act.unlock": QT_TRANSLATE_NOOP("staff_page", "Unlock {name}"),
    "act.unlock_new_pin": QT_TRANSLATE_NOOP("staff_page", "Unlock with the new PIN"),
    "act.lock": QT_TRANSLATE_NOOP("staff_page", "Lock {name}"),
    "act.new_pin": QT_TRANSLATE_NOOP("staff_page", "Give a new PIN"),
    "act.set_pin": QT_TRANSLATE_NOOP("staff_page", "Set the new PIN"),
    "act.give_role": QT_TRANSLATE_NOOP("staff_page", "Give {name} this role"),
    "act.first_pin": QT_TRANSLATE_NOOP("staff_page", "Go on to the first PIN"),
    "act.take_on": QT_TRANSLATE_NOOP("staff_page", "Take {name} on"),
    "till.own": QT_TRANSLATE_NOOP("staff_page", "You stand at this till."),
    "till.open": QT_TRANSLATE_NOOP("staff_page", "This till may sell."),
    "till.shut_out": QT_TRANSLATE_NOOP(
        "staff_page",
        "This till has been shut out since {revoked_at} and sells nothing. Its open sales are "
        "settled under **Waiting** at any till.",
    ),
    "new_till.joined": QT_TRANSLATE_NOOP(
        "staff_page", "{name} has come in, its number is {number}"
    ),
    "off.choose_first": QT_TRANSLATE_NOOP("staff_page", "Choose how first"),
    "off.pin_first": QT_TRANSLATE_NOOP("staff_page", "Enter the new PIN twice first"),
    "off.name_first": QT_TRANSLATE_NOOP("staff_page", "Give the new till a name first"),
    "off.person_name_first": QT_TRANSLATE_NOOP("staff_page", "Type the name first"),
    "off.role_first": QT_TRANSLATE_NOOP("staff_page", "Choose a role first"),
    "off.first_pin_first": QT_TRANSLATE_NOOP("staff_page", "Enter the first PIN twice first"),
    "off.own_role": QT_TRANSLATE_NOOP("staff_page", "Nobody changes the own role"),
    "off.own_lock": QT_TRANSLATE_NOOP("staff_page", "Nobody locks themselves"),
    "off.reason_first": QT_TRANSLATE_NOOP("staff_page", "Say why first"),
    "off.yourself": QT_TRANSLATE_NOOP("staff_page", "Nobody takes themselves off the staff"),
    "off.asking": QT_TRANSLATE_NOOP("staff_page", "The server is being asked"),
    "off.no_line": QT_TRANSLATE_NOOP("staff_page", "No connection to the server"),
    "off.read_only": QT_TRANSLATE_NOOP("staff_page", "The server takes no changes at the moment"),
    "off.disabled": QT_TRANSLATE_NOOP("staff_page", "Nobody can sign in under this name"),
    "off.only_administrator": QT_TRANSLATE_NOOP(
        "staff_page", "Only an administrator may do that for an administrator"
    ),
    "off.own_till": QT_TRANSLATE_NOOP(
        "staff_page", "You are working at it. Shut it out from another till."
    ),
    "fault.not_sent": QT_TRANSLATE_NOOP(
        "staff_page", "The server cannot be reached. Nothing was changed; try again."
    ),
    "fault.no_reply": QT_TRANSLATE_NOOP(
        "staff_page", "No answer, so it may have been done. Do it once more: it counts once."
    ),
    "fault.no_reply_code": QT_TRANSLATE_NOOP(
        "staff_page", "No answer. Ask for a code once more; one that nobody saw ends by itself."
    ),
    "refused.not_allowed": QT_TRANSLATE_NOOP(
        "staff_page", "Your role does not allow that. Ask a manager or the administrator."
    ),
    "refused.only_administrator": QT_TRANSLATE_NOOP(
        "staff_page", "That is for an administrator to do. Nothing was changed."
    ),
    "refused.sign_in_again": QT_TRANSLATE_NOOP(
        "staff_page", "Your sign-in has ended. Nothing was changed; sign in again."
    ),
    "refused.read_only": QT_TRANSLATE_NOOP(
        "staff_page", "The server takes no changes at the moment. Call the administrator."
    ),
    "refused.this_till_shut_out": QT_TRANSLATE_NOOP(
        "staff_page", "This till itself has been shut out. Go to another till."
    ),
    "refused.gone": QT_TRANSLATE_NOOP(
        "staff_page", "The server has no such thing any more. Ask for the lists again."
    ),
    "refused.person_gone": QT_TRANSLATE_NOOP(
        "staff_page", "The server does not know this person any more. Nothing was changed."
    ),
    "refused.suspended": QT_TRANSLATE_NOOP(
        "staff_page",
        "A manager has locked this person meanwhile. Nothing was changed; ask for the lists again.",
    ),
    "refused.last_administrator": QT_TRANSLATE_NOOP(
        "staff_page",
        "This is the last administrator who may sign in. First make another one.",
    ),
    "refused.till_gone": QT_TRANSLATE_NOOP(
        "staff_page", "The server does not know this till any more. Nothing was changed."
    ),
    "refused.pin": QT_TRANSLATE_NOOP(
        "staff_page", "The server does not take this PIN. Go back and choose another."
    ),
    "refused.not_this_role": QT_TRANSLATE_NOOP(
        "staff_page", "Only an administrator makes an administrator. Choose another role."
    ),
    "refused.new_person": QT_TRANSLATE_NOOP(
        "staff_page", "The server does not take this name or this PIN. Go back and change it."
    ),
    "refused.taken_on_before": QT_TRANSLATE_NOOP(
        "staff_page",
        "An earlier try had arrived: somebody was taken on as entered then. Go back to the list.",
    ),
    "refused.in_a_moment": QT_TRANSLATE_NOOP(
        "staff_page", "The server is busy. Try again in a moment: it counts once."
    ),
    "refused.not_now": QT_TRANSLATE_NOOP(
        "staff_page", "The server cannot do it now. Nothing was changed; try again."
    ),
    "toast.unlocked": QT_TRANSLATE_NOOP("staff_page", "{name} is unlocked"),
    "toast.locked": QT_TRANSLATE_NOOP("staff_page", "{name} is locked"),
    "toast.new_pin": QT_TRANSLATE_NOOP("staff_page", "{name} has a new PIN"),
    "toast.role_given": QT_TRANSLATE_NOOP("staff_page", "{name} has another role"),
    "toast.taken_on": QT_TRANSLATE_NOOP("staff_page", "{name} is on the staff"),
    "toast.own_pin": QT_TRANSLATE_NOOP(
        "staff_page", "The first PIN is changed under Settings, My PIN."
    ),
    "toast.let_go": QT_TRANSLATE_NOOP("staff_page", "{name} is off the staff"),
    "toast.renamed": QT_TRANSLATE_NOOP("staff_page", "The till is called {name} now"),
    "toast.renamed.note": QT_TRANSLATE_NOOP(
        "staff_page", "It shows the name from its next start on."
    ),
    "toast.shut_out": QT_TRANSLATE_NOOP("staff_page", "{name} is shut out"),
    "toast.shut_out.note": QT_TRANSLATE_NOOP(
        "staff_page", "What was open at it comes to managers under Waiting."
    ),
}  # fmt: skip


def tell(message_id: str, **values: str | int) -> str:
    """A sentence of the view itself."""
    return say(CONTEXT, LABELS, Message(message_id, values))


def tell_message(message: Message | None) -> str:
    """A presenter's message; nothing where there is none."""
    return "" if message is None else say(CONTEXT, SENTENCES, message)


def why_off(button: Button) -> str | None:
    """Why a button is off, or nothing where it is on."""
    return None if button.enabled else tell_message(button.why_off)
