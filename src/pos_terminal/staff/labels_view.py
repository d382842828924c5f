"""What stands on the buttons, titles and fields of *Staff and tills*: the view's own words."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.sentences import QT_TRANSLATE_NOOP

LABELS: Final[dict[str, str]] = {
    "view.title": QT_TRANSLATE_NOOP("staff_page", "Staff and tills"),
    "view.people": QT_TRANSLATE_NOOP("staff_page", "People"),
    "view.tills": QT_TRANSLATE_NOOP("staff_page", "Tills"),
    "view.loading": QT_TRANSLATE_NOOP("staff_page", "Asking the server"),
    "view.retry": QT_TRANSLATE_NOOP("staff_page", "Ask again"),
    "view.nobody": QT_TRANSLATE_NOOP("staff_page", "Nobody works here yet"),
    "view.nobody_note": QT_TRANSLATE_NOOP("staff_page", "Take the first person on."),
    "view.no_tills": QT_TRANSLATE_NOOP("staff_page", "No till has been let in yet"),
    "view.no_tills_note": QT_TRANSLATE_NOOP(
        "staff_page", "Let one in with a code that lives for 15 minutes."
    ),
    "view.choose_person": QT_TRANSLATE_NOOP(
        "staff_page", "Choose a person to unlock, or to give a new PIN or another role."
    ),
    "view.choose_till": QT_TRANSLATE_NOOP(
        "staff_page", "Choose a till to see where it stands, or to shut it out."
    ),
    "view.not_shown": QT_TRANSLATE_NOOP("staff_page", "Staff and tills cannot be shown"),
    # People.
    "view.role.clerk": QT_TRANSLATE_NOOP("staff_page", "Clerk"),
    "view.role.manager": QT_TRANSLATE_NOOP("staff_page", "Manager"),
    "view.role.studio": QT_TRANSLATE_NOOP("staff_page", "Studio"),
    "view.role.support": QT_TRANSLATE_NOOP("staff_page", "Support"),
    "view.role.administrator": QT_TRANSLATE_NOOP("staff_page", "Administrator"),
    "view.person.free": QT_TRANSLATE_NOOP("staff_page", "Can sign in"),
    "view.person.locked": QT_TRANSLATE_NOOP("staff_page", "Locked"),
    "view.person.suspended": QT_TRANSLATE_NOOP("staff_page", "Locked by a manager"),
    "view.person.disabled": QT_TRANSLATE_NOOP("staff_page", "Taken off the staff"),
    "view.how": QT_TRANSLATE_NOOP("staff_page", "How does {name} sign in from now on?"),
    "view.way.same_pin": QT_TRANSLATE_NOOP("staff_page", "With the PIN as it is"),
    "view.way.lock": QT_TRANSLATE_NOOP("staff_page", "Not for now"),
    "view.way.let_go": QT_TRANSLATE_NOOP("staff_page", "Not any more"),
    "view.way.new_pin": QT_TRANSLATE_NOOP("staff_page", "With a new PIN"),
    "view.way.another_role": QT_TRANSLATE_NOOP("staff_page", "With another role"),
    "view.pin.first": QT_TRANSLATE_NOOP("staff_page", "Enter the new PIN"),
    "view.pin.again": QT_TRANSLATE_NOOP("staff_page", "The same PIN again"),
    "view.pin.then": QT_TRANSLATE_NOOP("staff_page", "Then press the arrow"),
    "view.pin.ready": QT_TRANSLATE_NOOP("staff_page", "Entered twice, the same"),
    "view.back": QT_TRANSLATE_NOOP("staff_page", "Back"),
    "view.let_go": QT_TRANSLATE_NOOP("staff_page", "Hold to take {name} off the staff"),
    "view.let_go_note": QT_TRANSLATE_NOOP(
        "staff_page", "Press for one second, or hold F9."
    ),
    "view.lock_reason": QT_TRANSLATE_NOOP("staff_page", "Why is {name} locked?"),
    "view.lift_reason": QT_TRANSLATE_NOOP("staff_page", "Why is {name} unlocked?"),
    "view.shut_out_reason": QT_TRANSLATE_NOOP("staff_page", "Why is {name} shut out?"),
    "view.lock_reason_note": QT_TRANSLATE_NOOP(
        "staff_page", "It stands in the ledger, and managers read it here."
    ),
    "view.role_from_now_on": QT_TRANSLATE_NOOP("staff_page", "What {name} does from now on"),
    "view.may.clerk": QT_TRANSLATE_NOOP(
        "staff_page", "Sells cards, cancels sales, and begins to undo an own sale of the day."
    ),
    "view.may.manager": QT_TRANSLATE_NOOP(
        "staff_page",
        "Sells too, signs when a sale is undone, recalls cards, closes the day, and looks after "
        "staff and tills.",
    ),
    "view.may.studio": QT_TRANSLATE_NOOP(
        "staff_page", "Makes cards and their codes and has them printed. Sells nothing."
    ),
    "view.may.support": QT_TRANSLATE_NOOP(
        "staff_page", "Helps customers whose redemption has failed. Sells nothing."
    ),
    "view.may.administrator": QT_TRANSLATE_NOOP(
        "staff_page", "May all that managers may, and makes administrators."
    ),
    # A new person.
    "view.new_person": QT_TRANSLATE_NOOP("staff_page", "Take a person on"),
    "view.person_name": QT_TRANSLATE_NOOP("staff_page", "Name of the new person"),
    "view.person_name_note": QT_TRANSLATE_NOOP(
        "staff_page", "It stands on the sign-in screen and in the ledger, such as Mia Kern."
    ),
    "view.new_role": QT_TRANSLATE_NOOP("staff_page", "What this person does"),
    "view.pin.first_one": QT_TRANSLATE_NOOP("staff_page", "Enter the first PIN"),
    # Tills.
    "view.till.own": QT_TRANSLATE_NOOP("staff_page", "This till"),
    "view.till.open": QT_TRANSLATE_NOOP("staff_page", "Open"),
    "view.till.shut_out": QT_TRANSLATE_NOOP("staff_page", "Shut out"),
    "view.till_place": QT_TRANSLATE_NOOP("staff_page", "{number}, {store}"),
    "view.heard": QT_TRANSLATE_NOOP("staff_page", "last heard of {heard_at}"),
    "view.never_heard": QT_TRANSLATE_NOOP("staff_page", "never heard of"),
    "view.enrolled": QT_TRANSLATE_NOOP("staff_page", "Let in"),
    "view.heard_of": QT_TRANSLATE_NOOP("staff_page", "Last heard of"),
    "view.at": QT_TRANSLATE_NOOP("staff_page", "{what_at}"),
    "view.never": QT_TRANSLATE_NOOP("staff_page", "Never"),
    "view.rename_label": QT_TRANSLATE_NOOP("staff_page", "Name"),
    "view.rename": QT_TRANSLATE_NOOP("staff_page", "Rename"),
    "view.rename_first": QT_TRANSLATE_NOOP("staff_page", "Type another name"),
    "view.if_shut_out": QT_TRANSLATE_NOOP("staff_page", "If you shut it out"),
    "view.if_1": QT_TRANSLATE_NOOP(
        "staff_page",
        "It sells nothing more and nobody can sign in at it. There is no way back: it can only be "
        "let in again as a new till.",
    ),
    "view.if_2": QT_TRANSLATE_NOOP(
        "staff_page",
        "Sales that are open at it, paid ones too, come to managers at every till under "
        "**Waiting** at once: was it paid?",
    ),
    "view.if_3": QT_TRANSLATE_NOOP(
        "staff_page", "Do it when the till was stolen, sold or is broken for good."
    ),
    "view.shut_out": QT_TRANSLATE_NOOP("staff_page", "Hold to shut out {name}"),
    "view.shut_out_note": QT_TRANSLATE_NOOP(
        "staff_page", "Press for one second, or hold F9. It cannot be undone."
    ),
    # A new till.
    "view.new_till": QT_TRANSLATE_NOOP("staff_page", "Let a new till in"),
    "view.till_name": QT_TRANSLATE_NOOP("staff_page", "Name of the new till"),
    "view.till_name_note": QT_TRANSLATE_NOOP(
        "staff_page", "It stands on its screen and its receipts, such as Till 3."
    ),
    "view.get_code": QT_TRANSLATE_NOOP("staff_page", "Get the code"),
    "view.another_code": QT_TRANSLATE_NOOP("staff_page", "Get another code"),
    "view.one_more": QT_TRANSLATE_NOOP("staff_page", "Let one more till in"),
    "view.code_for": QT_TRANSLATE_NOOP("staff_page", "Enrolment code for {name}"),
    "view.code_spoken": QT_TRANSLATE_NOOP("staff_page", "Enrolment code {code}"),
    "view.code_ends": QT_TRANSLATE_NOOP("staff_page", "Ends in {left}, at {ends_at}"),
    "view.code_ended": QT_TRANSLATE_NOOP("staff_page", "This code has ended"),
    "view.works_once": QT_TRANSLATE_NOOP("staff_page", "It works once."),
    "view.earlier": QT_TRANSLATE_NOOP(
        "staff_page", "It works once. The code before it is good until {ends_at} too."
    ),
    "view.at_the_new_till": QT_TRANSLATE_NOOP("staff_page", "At the new till"),
    "view.step_1": QT_TRANSLATE_NOOP(
        "staff_page", "Open the program and choose **Join a server**."
    ),
    "view.step_2": QT_TRANSLATE_NOOP("staff_page", "Type the server's address: **{address}**"),
    "view.step_2_unknown": QT_TRANSLATE_NOOP(
        "staff_page", "Type the address of the server of this shop."
    ),
    "view.step_3": QT_TRANSLATE_NOOP(
        "staff_page", "Compare the fingerprint with the server's own, then type the code."
    ),
    "view.joined_note": QT_TRANSLATE_NOOP(
        "staff_page", "It can sell as soon as somebody has signed in at it."
    ),
    "view.own_server": QT_TRANSLATE_NOOP(
        "staff_page", "This till runs the server for this machine alone"
    ),
    "view.own_server_note": QT_TRANSLATE_NOOP(
        "staff_page",
        "A till on another machine cannot reach it. The administrator starts a server for several "
        "tills first.",
    ),
    "view.back_to_tills": QT_TRANSLATE_NOOP("staff_page", "Back to the tills"),
}  # fmt: skip
