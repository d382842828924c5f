"""The colours keep the contrasts they were chosen for."""

from __future__ import annotations

import pytest

from pos_terminal.look.avatar import PERSON_COLOURS
from pos_terminal.look.theme import COLOURS, Appearance, Theme, Token, scale_for


def luminance(value: str) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (int(value[place : place + 2], 16) for place in (1, 3, 5))
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(first: str, second: str) -> float:
    """WCAG 2: the lighter over the darker."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


# Writing, ground, and the contrast of both in light and dark.
TABLE = [
    (Token.BORDER, Token.SURFACE, 3.3, 4.3),
    (Token.BORDER, Token.CANVAS, 3.0, 4.7),
    (Token.INK, Token.SURFACE, 17.9, 15.5),
    (Token.INK_2, Token.SURFACE, 8.2, 9.5),
    (Token.INK_2, Token.SUNKEN, 7.0, 8.4),
    (Token.INK_3, Token.SURFACE, 5.4, 6.3),
    (Token.INK_3, Token.SUNKEN, 4.6, 5.5),
    (Token.ON_ACCENT, Token.ACCENT, 6.8, 4.6),
    (Token.ON_ACCENT, Token.ACCENT_PRESSED, 8.3, 5.9),
    (Token.ACCENT_TEXT, Token.SURFACE, 6.8, 8.3),
    (Token.ACCENT_TEXT, Token.ACCENT_TINT, 5.8, 6.7),
    (Token.ON_ACTIVATED, Token.ACTIVATED, 6.6, 5.4),
    (Token.ACTIVATED_TEXT, Token.ACTIVATED_TINT, 6.5, 8.5),
    (Token.ON_REFUSED, Token.REFUSED, 6.8, 5.6),
    (Token.REFUSED_TEXT, Token.REFUSED_TINT, 6.8, 8.3),
    (Token.ON_NOT_KNOWN, Token.NOT_KNOWN, 10.3, 10.3),
    (Token.NOT_KNOWN_TEXT, Token.NOT_KNOWN_TINT, 7.4, 9.8),
    (Token.NOT_KNOWN_RING, Token.SURFACE, 4.4, 10.6),
    (Token.ON_PRACTICE, Token.PRACTICE, 8.7, 5.9),
    (Token.ON_RAIL, Token.RAIL, 17.9, 19.7),
    (Token.ON_RAIL_QUIET, Token.RAIL, 8.1, 7.2),
]


@pytest.mark.parametrize(("writing", "ground", "light", "dark"), TABLE)
def test_contrasts_are_those_of_the_table(
    writing: Token, ground: Token, light: float, dark: float
) -> None:
    measured = [contrast(COLOURS[writing][tone], COLOURS[ground][tone]) for tone in (0, 1)]
    assert measured == pytest.approx([light, dark], abs=0.1)


def test_initials_can_be_read_on_every_person_colour() -> None:
    assert all(contrast("#FFFFFF", colour) >= 4.5 for colour in PERSON_COLOURS)


def test_every_token_has_both_appearances() -> None:
    assert set(COLOURS) == set(Token)


def test_paper_stays_light_in_the_dark_theme() -> None:
    assert Theme(Appearance.DARK).color(Token.PAPER) == Theme().color(Token.PAPER)


@pytest.mark.parametrize(
    ("width", "height", "scale"),
    [(1280, 800, 1.0), (1024, 768, 1.0), (1920, 1080, 1.25), (2560, 1600, 2.0), (3840, 900, 1.0)],
)
def test_the_scale_is_the_smaller_ratio_in_quarters(width: int, height: int, scale: float) -> None:
    assert scale_for(width, height) == scale


def test_a_change_of_appearance_or_scale_is_told_once() -> None:
    theme = Theme()
    told: list[str] = []
    theme.changed.connect(lambda: told.append("changed"))
    theme.set_appearance(Appearance.DARK)
    theme.set_appearance(Appearance.DARK)
    theme.fit(1920, 1080)
    theme.fit(1920, 1100)
    assert len(told) == 2
    assert theme.px(100) == 125


def test_reduced_motion_cuts_every_movement() -> None:
    theme = Theme()
    assert theme.duration_ms(160) == 160
    theme.set_reduced_motion(True)
    assert theme.duration_ms(160) == 0
