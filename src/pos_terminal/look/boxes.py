"""Rows and columns whose margins and spaces follow the scale."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QBoxLayout, QWidget

from pos_terminal.look.theme import Theme, Token

Margins = tuple[float, float, float, float]
NO_MARGINS: Margins = (0, 0, 0, 0)


class _Box(QBoxLayout):
    def __init__(
        self,
        direction: QBoxLayout.Direction,
        theme: Theme,
        spacing: float,
        margins: Margins,
        parent: QWidget | None,
    ) -> None:
        super().__init__(direction)
        self._theme = theme
        self._spacing = spacing
        self._margins = margins
        theme.changed.connect(self._rescale)
        self._rescale()
        if parent is not None:
            parent.setLayout(self)

    def _rescale(self) -> None:
        self.setSpacing(self._theme.px(self._spacing))
        self.setContentsMargins(*(self._theme.px(margin) for margin in self._margins))

    def set_margins(self, margins: Margins) -> None:
        """Other margins from now on: narrower ones in a narrow window."""
        if margins != self._margins:
            self._margins = margins
            self._rescale()

    def set_spacing(self, spacing: float) -> None:
        """Another space between the parts from now on: less where there are many."""
        if spacing != self._spacing:
            self._spacing = spacing
            self._rescale()

    def gap(self, length: float) -> None:
        """A fixed space between two parts, larger or smaller than the usual one."""
        self.addWidget(Gap(self._theme, length))


class Row(_Box):
    """Left to right. Give ``parent`` to make it that widget's layout."""

    def __init__(
        self,
        theme: Theme,
        *,
        spacing: float = 0,
        margins: Margins = NO_MARGINS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight, theme, spacing, margins, parent)


class Column(_Box):
    """Top to bottom. Give ``parent`` to make it that widget's layout."""

    def __init__(
        self,
        theme: Theme,
        *,
        spacing: float = 0,
        margins: Margins = NO_MARGINS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(QBoxLayout.Direction.TopToBottom, theme, spacing, margins, parent)


class Gap(QWidget):
    """An empty square; in a row or column only its length matters."""

    def __init__(self, theme: Theme, length: float) -> None:
        super().__init__()
        self._theme = theme
        self._length = length
        theme.changed.connect(self._rescale)
        self._rescale()

    def _rescale(self) -> None:
        side = self._theme.px(self._length)
        self.setFixedSize(side, side)


class Hairline(QWidget):
    """A line between groups. Decoration, so it may be faint."""

    def __init__(self, theme: Theme, *, vertical: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._vertical = vertical
        self.setAutoFillBackground(True)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        palette = self.palette()
        palette.setColor(self.backgroundRole(), self._theme.color(Token.LINE))
        self.setPalette(palette)
        thickness = max(1, self._theme.px(1))
        if self._vertical:
            self.setFixedWidth(thickness)
        else:
            self.setFixedHeight(thickness)


def keep_size(
    theme: Theme,
    widget: QWidget,
    *,
    width: float | None = None,
    height: float | None = None,
    width_max: float | None = None,
) -> None:
    """Fix width or height, or limit the width, in px of the sketches, at every scale."""
    _Keeper(theme, widget, width, height, width_max)


class _Keeper(QObject):
    """A child object, so that it lives exactly as long as the widget it keeps in size."""

    def __init__(
        self,
        theme: Theme,
        widget: QWidget,
        width: float | None,
        height: float | None,
        width_max: float | None,
    ) -> None:
        super().__init__(widget)
        self._theme = theme
        self._widget = widget
        self._width = width
        self._height = height
        self._width_max = width_max
        theme.changed.connect(self._rescale)
        self._rescale()

    def _rescale(self) -> None:
        if self._width is not None:
            self._widget.setFixedWidth(self._theme.px(self._width))
        if self._height is not None:
            self._widget.setFixedHeight(self._theme.px(self._height))
        if self._width_max is not None:
            self._widget.setMaximumWidth(self._theme.px(self._width_max))
