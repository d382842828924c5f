"""The words of practice: the ribbon, the sheet, the troubles and the lessons."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, say
from pos_terminal.practice.troubles import Lasting, Setting, Stage, Trouble
from pos_terminal.words import Message

CONTEXT: Final = "practice"
SENTENCES: Final[dict[str, str]] = {
    "practice": QT_TRANSLATE_NOOP("practice", "PRACTICE"),
    "unreal": QT_TRANSLATE_NOOP("practice", "No real cards or money"),
    "no_trouble": QT_TRANSLATE_NOOP("practice", "No trouble switched on"),
    "trouble": QT_TRANSLATE_NOOP("practice", "{trouble}: {stage}, {lasting}"),
    "trouble_everywhere": QT_TRANSLATE_NOOP("practice", "{trouble}: {lasting}"),
    "open": QT_TRANSLATE_NOOP("practice", "Trouble and lessons"),
    "title": QT_TRANSLATE_NOOP("practice", "Practise with trouble"),
    "lead": QT_TRANSLATE_NOOP(
        "practice",
        "Switch something on, then sell a card or do a manager's work, and see what the till says.",
    ),
    "close": QT_TRANSLATE_NOOP("practice", "Close"),
    "on": QT_TRANSLATE_NOOP("practice", "On"),
    "off": QT_TRANSLATE_NOOP("practice", "Off"),
    # What it meets, and how long.
    "stage": QT_TRANSLATE_NOOP("practice", "Which step of a sale"),
    Stage.BEFORE_MONEY: QT_TRANSLATE_NOOP("practice", "Before the money"),
    Stage.AFTER_MONEY: QT_TRANSLATE_NOOP("practice", "After the money"),
    f"{Stage.BEFORE_MONEY}.state": QT_TRANSLATE_NOOP("practice", "before the money"),
    f"{Stage.AFTER_MONEY}.state": QT_TRANSLATE_NOOP("practice", "after the money"),
    "managers_act": QT_TRANSLATE_NOOP("practice", "What a manager does"),
    Stage.RECALL: QT_TRANSLATE_NOOP("practice", "Begin a recall"),
    Stage.DAY: QT_TRANSLATE_NOOP("practice", "Close the day"),
    Stage.HELD_SALE: QT_TRANSLATE_NOOP("practice", "Settle a held sale"),
    Stage.CASE: QT_TRANSLATE_NOOP("practice", "Close a case"),
    f"{Stage.RECALL}.state": QT_TRANSLATE_NOOP("practice", "begin of a recall"),
    f"{Stage.DAY}.state": QT_TRANSLATE_NOOP("practice", "close of the day"),
    f"{Stage.HELD_SALE}.state": QT_TRANSLATE_NOOP("practice", "settling a held sale"),
    f"{Stage.CASE}.state": QT_TRANSLATE_NOOP("practice", "close of a case"),
    "lasting": QT_TRANSLATE_NOOP("practice", "How long"),
    Lasting.ONCE: QT_TRANSLATE_NOOP("practice", "Next request only"),
    Lasting.UNTIL_OFF: QT_TRANSLATE_NOOP("practice", "Until switched off"),
    f"{Lasting.ONCE}.state": QT_TRANSLATE_NOOP("practice", "next request only"),
    f"{Lasting.UNTIL_OFF}.state": QT_TRANSLATE_NOOP("practice", "until switched off"),
    # The troubles, and what each does.
    Trouble.SLOW: QT_TRANSLATE_NOOP("practice", "Slow"),
    f"{Trouble.SLOW}.does": QT_TRANSLATE_NOOP(
        "practice", "Every answer comes two seconds late."
    ),
    Trouble.LOST_REQUEST: QT_TRANSLATE_NOOP("practice", "Lost request"),
    f"{Trouble.LOST_REQUEST}.does": QT_TRANSLATE_NOOP(
        "practice", "The server never hears the request, and the till cannot know that."
    ),
    Trouble.LOST_REPLY: QT_TRANSLATE_NOOP("practice", "Lost reply"),
    f"{Trouble.LOST_REPLY}.does": QT_TRANSLATE_NOOP(
        "practice", "The server does its work, and its answer never arrives."
    ),
    Trouble.DUPLICATE: QT_TRANSLATE_NOOP("practice", "Duplicate"),
    f"{Trouble.DUPLICATE}.does": QT_TRANSLATE_NOOP(
        "practice", "The request arrives twice, and the till hears the second answer."
    ),
    Trouble.SERVER_DOWN: QT_TRANSLATE_NOOP("practice", "Server down"),
    f"{Trouble.SERVER_DOWN}.does": QT_TRANSLATE_NOOP(
        "practice", "Nobody answers, and the till knows that nothing was sent."
    ),
    Trouble.POWER_CUT: QT_TRANSLATE_NOOP("practice", "Power cut"),
    f"{Trouble.POWER_CUT}.does": QT_TRANSLATE_NOOP(
        "practice", "The till dies in the middle of the request, and starts again by itself."
    ),
    # The lessons.
    "lessons": QT_TRANSLATE_NOOP("practice", "Lessons"),
    "begin": QT_TRANSLATE_NOOP("practice", "Set up"),
    "activated": QT_TRANSLATE_NOOP("practice", "Activated"),
    "activated.do": QT_TRANSLATE_NOOP(
        "practice", "**Do:** sell a card. Its activation arrives twice at the server."
    ),
    "activated.see": QT_TRANSLATE_NOOP(
        "practice",
        "**See:** green. The server knows the request again; the card is activated once. Hand it"
        " over.",
    ),
    "not_known": QT_TRANSLATE_NOOP("practice", "Not known yet"),
    "not_known.do": QT_TRANSLATE_NOOP(
        "practice", "**Do:** sell a card. Then switch the lost reply off, and press F5."
    ),
    "not_known.see": QT_TRANSLATE_NOOP(
        "practice",
        "**See:** amber, as long as no answer comes. Keep the card; the till asks until it knows:"
        " green.",
    ),
    "not_activated": QT_TRANSLATE_NOOP("practice", "Not activated"),
    "not_activated.do": QT_TRANSLATE_NOOP(
        "practice", "**Do:** scan a card that you have just sold."
    ),
    "not_activated.see": QT_TRANSLATE_NOOP(
        "practice",
        "**See:** red, with the reason. Nothing was taken for it. Keep the card, do what it says.",
    ),
    "may_have_begun": QT_TRANSLATE_NOOP("practice", "For managers: not known yet"),
    "may_have_begun.do": QT_TRANSLATE_NOOP(
        "practice", "**Do:** recall a pack. Where it says that it may have begun, do it once more."
    ),
    "may_have_begun.see": QT_TRANSLATE_NOOP(
        "practice",
        "**See:** neither yes nor no, as no answer came. Asked again it is the same recall; it"
        " counts once.",
    ),
    # After a power cut.
    "cut": QT_TRANSLATE_NOOP("practice", "The power was cut at {cut_at}"),
    "cut.asking": QT_TRANSLATE_NOOP(
        "practice",
        "Sale {number} was paid and stands in the till's journal. Not known yet: the till sends the"
        " same request again.",
    ),
    "cut.activated": QT_TRANSLATE_NOOP(
        "practice",
        "Sale {number} was paid and stood in the till's journal. The till sent the same request"
        " again: activated, once. Its receipt waits under Waiting.",
    ),
    "cut.partly_activated": QT_TRANSLATE_NOOP(
        "practice",
        "Sale {number} was paid and stood in the till's journal. The till asked again: some of its"
        " cards are activated. See Waiting.",
    ),
    "cut.not_activated": QT_TRANSLATE_NOOP(
        "practice",
        "Sale {number} was paid and stood in the till's journal. The till asked again: not"
        " activated. The money goes back. See Waiting.",
    ),
    "cut.not_paid": QT_TRANSLATE_NOOP(
        "practice",
        "Sale {number} was not paid yet. The till cancels it by itself; its cards are free again.",
    ),
    "cut.managers_act": QT_TRANSLATE_NOOP(
        "practice",
        "What a manager asked for may have been done. Look first, under Earlier recalls, Day or"
        " Waiting; then ask again.",
    ),
    "cut.other": QT_TRANSLATE_NOOP(
        "practice", "What was under way stands in the till's journal, and goes on by itself."
    ),
}  # fmt: skip


def tell(message_id: str, **values: str | int) -> str:
    """One of the sentences above."""
    return say(CONTEXT, SENTENCES, Message(message_id, values))


def tell_message(message: Message) -> str:
    """What the presenter says."""
    return say(CONTEXT, SENTENCES, message)


def tell_setting(setting: Setting) -> str:
    """What is switched on, in one line."""
    if setting.trouble is None:
        return tell("no_trouble")
    return tell(
        "trouble" if setting.meets_steps else "trouble_everywhere",
        trouble=tell(setting.trouble),
        stage=tell(f"{setting.stage}.state"),
        lasting=tell(f"{setting.lasting}.state"),
    )
