"""The wedge's state machine over keys with times, without Qt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from card_contract.scan_text import Oddity, Unrecognised, recognise
from pos_terminal.scanning.us_layout import keypad_sign, us_sign
from pos_terminal.scanning.wedge import (
    Held,
    Key,
    KeyKind,
    Layout,
    This,
    Wedge,
    WedgeSettings,
)

NUMBER = "970010000010000018"


class Desk:
    """Feeds a wedge with keys and keeps what reached the window."""

    def __init__(self, **settings):
        self.wedge = Wedge(WedgeSettings(**settings))
        self.now_ms = 1000
        self.window = []
        self.held = []
        self.scans = []

    def key(self, sign, *, gap_ms=8, kind=KeyKind.PRINTS, us=None, pressed=True, repeat=False):
        self.now_ms += gap_ms
        key = Key(
            kind=kind,
            code=ord(sign),
            at_ms=self.now_ms,
            pressed=pressed,
            auto_repeat=repeat,
            us=sign if us is None else us,
            host=sign,
        )
        outcome = self.wedge.feed(key)
        self._do(outcome)
        if outcome.this is This.HOLD:
            self.held.append((sign, pressed))
        elif outcome.this is This.PASS:
            self.window.append((sign, pressed))

    def stroke(self, sign, **how):
        self.key(sign, **how)
        self.key(sign, **{**how, "gap_ms": 1, "pressed": False, "repeat": False})

    def end(self, sign="\r", gap_ms=8):
        self.stroke(sign, gap_ms=gap_ms, kind=KeyKind.ENDS, us="")

    def scan(self, text, **how):
        for sign in text:
            self.stroke(sign, **how)
        self.end()

    def pause(self):
        self.now_ms += 60
        self._do(self.wedge.pause())

    def _do(self, outcome):
        if outcome.held is Held.REPLAY:
            self.window += self.held
        if outcome.held is not Held.KEEP:
            self.held = []
        if outcome.scan:
            self.scans.append(outcome.scan)

    @property
    def typed(self):
        return "".join(sign for sign, pressed in self.window if pressed)


def test_a_quick_burst_with_a_terminator_is_a_scan_and_nothing_reaches_the_window():
    desk = Desk()
    desk.scan(NUMBER)
    assert [scan.text for scan in desk.scans] == [NUMBER]
    assert desk.window == []


def test_typing_reaches_the_window_in_order_with_its_releases():
    desk = Desk()
    for sign in "12345678":
        desk.stroke(sign, gap_ms=120)
    desk.end(gap_ms=120)
    assert desk.typed == "12345678\r"
    assert desk.scans == []
    assert desk.window == [(sign, pressed) for sign in "12345678\r" for pressed in (True, False)]


def test_a_single_key_is_handed_on_after_a_pause():
    desk = Desk()
    desk.stroke(" ")
    assert desk.window == []
    desk.pause()
    assert desk.window == [(" ", True), (" ", False)]


def test_too_few_keys_are_typing_even_when_quick():
    desk = Desk()
    desk.scan("12345")
    assert desk.typed == "12345\r"


def test_a_fast_typist_is_no_scanner():
    desk = Desk()
    for sign in "970010":
        desk.stroke(sign, gap_ms=45)
    desk.end(gap_ms=45)
    assert desk.typed == "970010\r"


@pytest.mark.parametrize("gap_ms", [45, 60, 150])
@pytest.mark.parametrize("prefix", ["~", "~S"])
def test_behind_its_own_prefix_a_scanner_may_be_slow(prefix, gap_ms):
    desk = Desk(prefix=prefix)
    for sign in f"{prefix}{NUMBER}":
        assert not desk.held or desk.wedge.wait_ms > gap_ms
        desk.stroke(sign, gap_ms=gap_ms - 1)
    desk.end(gap_ms=gap_ms - 1)
    desk.end("\n", gap_ms=gap_ms - 1)
    assert [scan.text for scan in desk.scans] == [NUMBER]
    assert desk.window == []


def test_a_prefix_makes_no_hand_a_scanner():
    desk = Desk(prefix="~")
    for sign in "970010":
        desk.stroke(sign, gap_ms=45)
        assert desk.wedge.wait_ms == 50
    desk.end(gap_ms=45)
    assert (desk.typed, desk.scans) == ("970010\r", [])


def test_what_begins_like_the_prefix_and_goes_on_otherwise_is_typing():
    desk = Desk(prefix="~S")
    for sign in "~x970010":
        desk.stroke(sign, gap_ms=100)
    desk.end(gap_ms=100)
    assert (desk.typed, desk.scans) == ("~x970010\r", [])


def test_a_scanner_that_the_till_waits_for_longer_is_heard():
    desk = Desk(gap_ms_max=60)
    for sign in NUMBER:
        desk.stroke(sign, gap_ms=50)
    desk.end(gap_ms=55)
    assert [(scan.text, scan.gap_ms) for scan in desk.scans] == [(NUMBER, 56)]  # a stroke takes one
    desk.scan(NUMBER, gap_ms=8)
    assert desk.scans[-1].gap_ms <= 10
    assert desk.window == []


def test_new_settings_hand_on_what_was_typed_and_leave_the_second_terminator_swallowed():
    desk = Desk()
    desk.scan(NUMBER)
    desk._do(desk.wedge.use(WedgeSettings(gap_ms_max=60)))
    desk.end("\n")
    assert desk.window == []
    desk.stroke("7", gap_ms=400)
    desk._do(desk.wedge.use(WedgeSettings()))
    assert desk.typed == "7"


def test_a_terminator_that_comes_late_is_typed():
    desk = Desk()
    for sign in NUMBER:
        desk.stroke(sign)
    desk.pause()
    desk.end()
    assert desk.typed == f"{NUMBER}\r"


@pytest.mark.parametrize("ends", ["\r\n", "\n\r", "\t\r"])
def test_a_second_terminator_is_swallowed_with_the_scan(ends):
    desk = Desk()
    for sign in NUMBER:
        desk.stroke(sign)
    for end in ends:
        desk.end(end)
    assert len(desk.scans) == 1
    assert desk.window == []


def test_return_by_hand_after_a_scan_is_pressed():
    desk = Desk()
    desk.scan(NUMBER)
    desk.end(gap_ms=400)
    assert desk.typed == "\r"


def test_releases_that_come_after_the_terminator_belong_to_the_scan():
    desk = Desk()
    for sign in "123456":
        desk.key(sign)
    desk.key("\r", kind=KeyKind.ENDS)
    for sign in "123456\r":
        desk.key(sign, pressed=False)
    assert desk.window == []
    assert len(desk.scans) == 1


def test_a_held_key_repeats_as_typing():
    desk = Desk()
    desk.key("5")
    for _ in range(8):
        desk.key("5", repeat=True, gap_ms=30)
    desk.key("5", pressed=False)
    desk.end()
    assert desk.typed == "555555555\r"
    assert desk.scans == []


def test_shift_between_the_keys_does_not_break_a_scan():
    desk = Desk()
    for sign in "ABCDEF":
        desk.key("⇧", kind=KeyKind.MODIFIES, gap_ms=3)
        desk.stroke(sign, gap_ms=3)
        desk.key("⇧", kind=KeyKind.MODIFIES, pressed=False, gap_ms=1)
    desk.end()
    assert [scan.text for scan in desk.scans] == ["ABCDEF"]


def test_a_command_key_hands_on_what_was_typed_before_it():
    desk = Desk()
    desk.stroke("1")
    desk.key("F", kind=KeyKind.OTHER)
    assert desk.typed == "1F"


def test_the_aim_identifier_is_taken_off_and_kept_beside():
    desk = Desk()
    desk.scan(f"]C1{NUMBER}")
    assert (desk.scans[0].text, desk.scans[0].aim) == (NUMBER, "]C1")


def test_prefix_and_suffix_of_the_scanner_are_taken_off():
    desk = Desk(prefix="~S", suffix="#")
    desk.scan(f"~S]C0{NUMBER}#")
    desk.scan(NUMBER)
    assert [scan.text for scan in desk.scans] == [NUMBER, NUMBER]


def test_a_scanner_with_a_prefix_needs_no_terminator():
    desk = Desk(prefix="~")
    for sign in f"~{NUMBER}":
        desk.stroke(sign)
    desk.pause()
    assert [scan.text for scan in desk.scans] == [NUMBER]
    assert desk.window == []


def test_a_foreign_layout_is_read_by_the_physical_keys():
    desk = Desk()
    french = dict(zip("1234567890", "&é\"'(-è_çà", strict=True))
    for sign in NUMBER:
        desk.stroke(french[sign], us=sign)
    desk.end()
    assert desk.scans[0].text == NUMBER
    assert desk.scans[0].as_host != NUMBER


def test_a_scanner_set_up_for_the_hosts_layout_is_understood_as_well():
    desk = Desk()
    shifted = dict(zip("1234567890", "!@#$%^&*()", strict=True))
    for sign in NUMBER:
        desk.stroke(sign, us=shifted[sign])
    desk.end()
    assert desk.scans[0].text == NUMBER


@pytest.mark.parametrize(("layout", "text"), [(Layout.US, "zebrafish"), (Layout.HOST, "yebrafish")])
def test_the_layout_may_be_fixed(layout, text):
    desk = Desk(layout=layout)
    for sign in "zebrafish":
        desk.stroke("y" if sign == "z" else sign, us=sign)
    desk.end()
    assert desk.scans[0].text == text


def test_ten_thousand_signs_are_one_scan_that_is_too_long():
    desk = Desk()
    desk.scan("7" * 10_000)
    assert desk.window == []
    assert [recognise(scan.text) for scan in desk.scans] == [Unrecognised(Oddity.TOO_LONG)]
    assert len(desk.scans[0].text) < 300
    desk.scan(NUMBER)
    assert desk.scans[-1].text == NUMBER


def test_an_overlong_burst_without_a_terminator_is_not_typed_either():
    desk = Desk()
    for sign in "7" * 500:
        desk.stroke(sign)
    desk.pause()
    assert desk.window == []
    assert recognise(desk.scans[0].text) == Unrecognised(Oddity.TOO_LONG)


def test_another_alphabet_is_named_and_not_folded_into_digits():
    desk = Desk()
    for sign in "٩٧٠٠١٠٠٠":
        desk.stroke(sign, us="")
    desk.end()
    assert recognise(desk.scans[0].text) == Unrecognised(Oddity.OTHER_ALPHABET)


def test_the_us_table_knows_every_printing_key():
    plain = {us_sign(code, shift=False) for code in range(128)} - {""}
    shifted = {us_sign(code, shift=True) for code in range(128)} - {""}
    assert plain | shifted == {chr(code) for code in range(32, 127)}
    assert {keypad_sign(code) for code in range(128)} >= set("0123456789+-*.")


@given(
    st.lists(
        st.tuples(
            st.sampled_from("019 aZ"),
            st.sampled_from([2, 20, 40, 200]),
            st.sampled_from(list(KeyKind)),
            st.booleans(),
        ),
        max_size=60,
    )
)
def test_no_key_is_lost_or_doubled_whatever_comes(keys):
    desk = Desk()
    for sign, gap_ms, kind, stroke in keys:
        if stroke:
            desk.stroke(sign, gap_ms=gap_ms, kind=kind)
        else:
            desk.key(sign, gap_ms=gap_ms, kind=kind)
    desk.pause()
    assert desk.held == []
    assert not desk.wedge.holds
    if not desk.scans:
        # Shift and its like overtake, which is as well: a copy of a key knows its modifiers.
        in_order = [sign for sign, _, kind, _ in keys if kind is not KeyKind.MODIFIES]
        overtaking = [sign for sign, _, kind, _ in keys if kind is KeyKind.MODIFIES]
        typed = list(desk.typed)
        assert sorted(typed) == sorted(in_order + overtaking)
        if not overtaking:
            assert typed == in_order
