"""News of the server at once: which cards a recall has just changed, and that there are new alarms.
A hint, and nothing else.

The line is taken up again by itself, however it ends. What was said meanwhile is not told again:
whoever watches may look for himself, and the server refuses such a card in any case.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from typing import Final, Protocol

import msgspec

from card_contract.recall_messages import RecallNews
from pos_terminal.gateway.answers import NoAnswerError

AGAIN_AFTER_S: Final = 1.0
AGAIN_AFTER_MAX_S: Final = 5.0
_DATA: Final = "data: "
_ALARMS: Final = "event: alarms"
_LOG: Final = logging.getLogger(__name__)


class NewsLine(Protocol):
    """The server, as far as news go."""

    def news_lines(self) -> AsyncIterator[str]:
        """The lines of the stream of events, until it ends; raises ``NoAnswerError``."""

    async def heard(self, news: RecallNews) -> None:
        """Say that it was heard, if that can be said."""


class NewsListener:
    """Listens until cancelled; who watches is called on the loop's thread with each piece of news.

    ``alarmed`` is called when there are new alarms, ``taken_up`` each time the line stands.
    """

    def __init__(self, line: NewsLine, *, again_after_s: float = AGAIN_AFTER_S) -> None:
        self._line = line
        self._again_after_s = again_after_s
        self._watchers: list[Callable[[RecallNews], None]] = []
        self._alarmed: list[Callable[[], None]] = []
        self._taken_up: list[Callable[[], None]] = []

    def watch_line(self, taken_up: Callable[[], None]) -> None:
        self._taken_up.append(taken_up)

    def watch_alarms(self, alarmed: Callable[[], None]) -> None:
        self._alarmed.append(alarmed)

    def watch(self, told: Callable[[RecallNews], None]) -> None:
        self._watchers.append(told)

    async def run(self) -> None:
        again_after_s = self._again_after_s
        while True:
            stands = False
            try:
                async for line in self._line.news_lines():
                    if not stands:
                        stands = True
                        self._tell_it_stands()
                    again_after_s = self._again_after_s
                    await self._take(line)
            except NoAnswerError as error:
                _LOG.debug("The line for news has ended: %s", error)
            await asyncio.sleep(again_after_s)
            again_after_s = min(2 * again_after_s, AGAIN_AFTER_MAX_S)

    def _tell_it_stands(self) -> None:
        for taken_up in self._taken_up:
            taken_up()

    async def _take(self, line: str) -> None:
        if line == _ALARMS:
            for alarmed in self._alarmed:
                alarmed()
        news = news_in(line)
        if news is None:
            return
        for told in self._watchers:
            told(news)
        await self._line.heard(news)


def news_in(line: str) -> RecallNews | None:
    """The news in a line of the stream; None for everything else that may stand there."""
    if not line.startswith(_DATA):
        return None
    try:
        return msgspec.json.decode(line.removeprefix(_DATA), type=RecallNews)
    except msgspec.MsgspecError:
        return None
