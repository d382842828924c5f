"""The sentences of the first start."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, say
from pos_terminal.words import Message

CONTEXT: Final = "first_start"
SENTENCES: Final[dict[str, str]] = {
    "first_start": QT_TRANSLATE_NOOP("first_start", "First start"),
    "welcome": QT_TRANSLATE_NOOP("first_start", "What is this till for?"),
    "welcome_note": QT_TRANSLATE_NOOP(
        "first_start", "Choose once. Nothing is sent anywhere before you have chosen."
    ),
    # The three ways.
    "demo": QT_TRANSLATE_NOOP("first_start", "Try the demo"),
    "demo_text": QT_TRANSLATE_NOOP(
        "first_start", "A made-up shop with staff and cards. Every screen and receipt says so."
    ),
    "demo_fact_1": QT_TRANSLATE_NOOP("first_start", "Ready in a few seconds"),
    "demo_fact_2": QT_TRANSLATE_NOOP("first_start", "Works without a scanner"),
    "demo_fact_3": QT_TRANSLATE_NOOP("first_start", "Never turns into a real shop"),
    "shop": QT_TRANSLATE_NOOP("first_start", "Set up my shop"),
    "shop_text": QT_TRANSLATE_NOOP(
        "first_start", "This machine keeps the cards of your shop, with a server of its own."
    ),
    "shop_fact_1": QT_TRANSLATE_NOOP("first_start", "Takes about five minutes"),
    "shop_fact_2": QT_TRANSLATE_NOOP("first_start", "Gives a sheet to keep on paper"),
    "shop_fact_3": QT_TRANSLATE_NOOP("first_start", "Other tills can join later"),
    "join": QT_TRANSLATE_NOOP("first_start", "Join a server"),
    "join_text": QT_TRANSLATE_NOOP(
        "first_start", "Your shop has a server already, and this is one more till of it."
    ),
    "join_fact_1": QT_TRANSLATE_NOOP("first_start", "Needs the server's address"),
    "join_fact_2": QT_TRANSLATE_NOOP("first_start", "Needs a code from a manager"),
    "join_fact_3": QT_TRANSLATE_NOOP("first_start", "The code lives for 15 minutes"),
    # The shop.
    "shop_title": QT_TRANSLATE_NOOP("first_start", "Your shop"),
    "shop_note": QT_TRANSLATE_NOOP("first_start", "Name and address stand on every receipt."),
    "shop_name": QT_TRANSLATE_NOOP("first_start", "Name of the company"),
    "store_name": QT_TRANSLATE_NOOP("first_start", "Name of this store"),
    "street": QT_TRANSLATE_NOOP("first_start", "Street and number"),
    "city": QT_TRANSLATE_NOOP("first_start", "Postcode and town"),
    "legal": QT_TRANSLATE_NOOP(
        "first_start", "Text at the foot of receipts, such as the tax number (may stay empty)"
    ),
    "currency": QT_TRANSLATE_NOOP("first_start", "Currency"),
    "time_zone": QT_TRANSLATE_NOOP("first_start", "Time zone"),
    "language": QT_TRANSLATE_NOOP("first_start", "Language"),
    "admin_title": QT_TRANSLATE_NOOP("first_start", "The administrator"),
    "admin_note": QT_TRANSLATE_NOOP(
        "first_start",
        "May do everything: staff, tills, keys. Keep this PIN for that and give the people at "
        "the till their own.",
    ),
    "admin_name": QT_TRANSLATE_NOOP("first_start", "First and last name"),
    "pin": QT_TRANSLATE_NOOP("first_start", "PIN"),
    "pin_note": QT_TRANSLATE_NOOP("first_start", "6 to 12 digits"),
    "pin_again": QT_TRANSLATE_NOOP("first_start", "The same PIN again"),
    "make_shop": QT_TRANSLATE_NOOP("first_start", "Set up the shop"),
    "continue": QT_TRANSLATE_NOOP("first_start", "Continue"),
    "back": QT_TRANSLATE_NOOP("first_start", "Back"),
    # The recovery sheet.
    "sheet_title": QT_TRANSLATE_NOOP("first_start", "Keep the recovery sheet"),
    "sheet_note": QT_TRANSLATE_NOOP(
        "first_start",
        "It holds the keys of your shop. If this machine breaks, a backup is worthless without it.",
    ),
    "sheet_where": QT_TRANSLATE_NOOP(
        "first_start", "Keep it where you keep money, not beside the backup."
    ),
    "sheet_heading": QT_TRANSLATE_NOOP("first_start", "Recovery sheet of {shop}"),
    "sheet_warning": QT_TRANSLATE_NOOP(
        "first_start", "Whoever has this sheet and a backup can read every code of the shop."
    ),
    "sheet_use": QT_TRANSLATE_NOOP(
        "first_start", "The command “redemption-server restore-keys” takes these lines back."
    ),
    "sheet_line": QT_TRANSLATE_NOOP("first_start", "Line {line}, key {key}"),
    "sheet_save": QT_TRANSLATE_NOOP("first_start", "Save as PDF"),
    "sheet_print": QT_TRANSLATE_NOOP("first_start", "Print the sheet"),
    "sheet_next": QT_TRANSLATE_NOOP("first_start", "I have the sheet"),
    "sheet_first": QT_TRANSLATE_NOOP("first_start", "Save or print it first"),
    "sheet_saved": QT_TRANSLATE_NOOP("first_start", "Saved. Move the file to a safe place."),
    "sheet_not_saved": QT_TRANSLATE_NOOP(
        "first_start", "The sheet could not be written there. Choose another place."
    ),
    "check_title": QT_TRANSLATE_NOOP("first_start", "Take the sheet in your hand"),
    "check_note": QT_TRANSLATE_NOOP(
        "first_start", "Type **group {group} of line {line}**, so that it is sure to be readable."
    ),
    "check_field": QT_TRANSLATE_NOOP("first_start", "Line {line}, group {group}"),
    "open_shop": QT_TRANSLATE_NOOP("first_start", "Open the shop"),
    # How it goes on.
    "next_title": QT_TRANSLATE_NOOP("first_start", "Next: people, products, cards"),
    "next_note": QT_TRANSLATE_NOOP(
        "first_start",
        "The shop is made, and has nothing to sell yet. Type lines such as these in a terminal of "
        "this computer, with your own names and prices; the till may be open.",
    ),
    "next_1": QT_TRANSLATE_NOOP(
        "first_start", "Take on a clerk; the PIN is asked for. The till does it too, under Staff"
    ),
    "next_2": QT_TRANSLATE_NOOP(
        "first_start", "Add a product; the price is in the smallest unit, 2500 for 25.00"
    ),
    "next_3": QT_TRANSLATE_NOOP("first_start", "Make its cards; the number of the batch is told"),
    "next_copy": QT_TRANSLATE_NOOP("first_start", "Copy the lines"),
    "next_copied": QT_TRANSLATE_NOOP("first_start", "Copied"),
    # Another server.
    "server_title": QT_TRANSLATE_NOOP("first_start", "Where is the server?"),
    "server_note": QT_TRANSLATE_NOOP("first_start", "Whoever set up the server knows its address."),
    "address": QT_TRANSLATE_NOOP("first_start", "Address"),
    "address_note": QT_TRANSLATE_NOOP("first_start", "Such as till-server.local:8443"),
    "find": QT_TRANSLATE_NOOP("first_start", "Find the server"),
    "fingerprint_title": QT_TRANSLATE_NOOP("first_start", "Is it the right server?"),
    "fingerprint_note": QT_TRANSLATE_NOOP(
        "first_start",
        "Compare it with the line “certificate SHA-256” that the server printed at its start."
        " If one sign differs, somebody stands between.",
    ),
    "fingerprint": QT_TRANSLATE_NOOP("first_start", "Fingerprint of {url}"),
    "same": QT_TRANSLATE_NOOP("first_start", "They are the same"),
    "differ": QT_TRANSLATE_NOOP("first_start", "They differ"),
    "code_title": QT_TRANSLATE_NOOP("first_start", "The enrolment code"),
    "code_note": QT_TRANSLATE_NOOP(
        "first_start", "A manager makes it at another till, under Staff. It works once."
    ),
    "code": QT_TRANSLATE_NOOP("first_start", "Enrolment code"),
    "join_now": QT_TRANSLATE_NOOP("first_start", "Join"),
    # What is being done.
    "making_demo": QT_TRANSLATE_NOOP("first_start", "Making the demo shop"),
    "making_shop": QT_TRANSLATE_NOOP("first_start", "Setting up your shop"),
    "reading_sheet": QT_TRANSLATE_NOOP("first_start", "Reading the recovery sheet"),
    "finding_server": QT_TRANSLATE_NOOP("first_start", "Looking for the server"),
    "joining": QT_TRANSLATE_NOOP("first_start", "Joining the server"),
    "opening": QT_TRANSLATE_NOOP("first_start", "Opening the till"),
    "working_note": QT_TRANSLATE_NOOP("first_start", "This takes a few seconds."),
    # What can be wrong.
    "is_missing": QT_TRANSLATE_NOOP("first_start", "This is needed"),
    "pin_length": QT_TRANSLATE_NOOP("first_start", "{least} to {most} digits, nothing else"),
    "pin_easy": QT_TRANSLATE_NOOP("first_start", "Anybody would try this one first"),
    "pins_differ": QT_TRANSLATE_NOOP("first_start", "This is not the same PIN"),
    "group_differs": QT_TRANSLATE_NOOP(
        "first_start", "The sheet says something else there. Look again."
    ),
    "address_unreadable": QT_TRANSLATE_NOOP("first_start", "This is not the address of a server"),
    "server_silent": QT_TRANSLATE_NOOP(
        "first_start", "The server does not answer. Check the address and the network."
    ),
    "not_our_server": QT_TRANSLATE_NOOP(
        "first_start", "Something answers there, but it is no redemption server."
    ),
    "other_name": QT_TRANSLATE_NOOP(
        "first_start",
        "The server's certificate is for another name or address. Use that one, or have a"
        " certificate made for this one.",
    ),
    "code_refused": QT_TRANSLATE_NOOP(
        "first_start", "The code is wrong, used, or older than 15 minutes. Ask for a new one."
    ),
    "throttled": QT_TRANSLATE_NOOP(
        "first_start", "Too many wrong codes came from here. Wait a minute, and try again."
    ),
    "read_only": QT_TRANSLATE_NOOP(
        "first_start", "The server takes no changes at the moment. Call the administrator."
    ),
    "not_now": QT_TRANSLATE_NOOP(
        "first_start", "The server cannot let a till in at the moment. Try again."
    ),
    "needs_https": QT_TRANSLATE_NOOP(
        "first_start", "A server on another machine is reached by https only."
    ),
    "not_kept": QT_TRANSLATE_NOOP(
        "first_start",
        "This computer could not keep what the till needs. Make room on the disk, and press the"
        " button again. Details: {details}",
    ),
    "setup_failed": QT_TRANSLATE_NOOP(
        "first_start", "It could not be set up. Nothing was changed. Details: {details}"
    ),
}


def words(message: Message) -> str:
    return say(CONTEXT, SENTENCES, message)


def word(message_id: str, **values: str | int) -> str:
    return words(Message(message_id, values))
