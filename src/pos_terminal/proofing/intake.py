"""Takes what was scanned, or found on a sheet, into a sitting: each card once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Final

from card_contract.card_number import CardNumber
from card_contract.print_messages import ProofWay
from card_contract.scan_text import recognise
from pos_terminal.proofing.sheet_news import Other, PageRead, Symbol, other_of
from pos_terminal.proofing.sitting import Sample, Sitting, is_wrong
from pos_terminal.words import Message, ScanSource

_WHY: Final = {
    Other.LABEL: "why.label",
    Other.DAMAGED_NUMBER: "why.damaged_number",
    Other.NO_NUMBER: "why.no_number",
    Other.UNREAD: "why.unread",
}
_TWICE: Final = Message("why.twice_on_sheet")
_WAYS: Final = {ScanSource.CAMERA: ProofWay.CAMERA, ScanSource.PICTURE: ProofWay.PICTURE}


class Intake:
    """``issuers`` are those of this shop's cards."""

    def __init__(
        self, *, now_ms: Callable[[], int], issuers: Callable[[], Collection[str]]
    ) -> None:
        self._now_ms = now_ms
        self._issuers = issuers
        self._serials = 0

    def batch_of(self, texts: Iterable[str]) -> int | None:
        """The batch of the first card of this shop among them."""
        for text in texts:
            number = recognise(text)
            if isinstance(number, CardNumber) and number.issuer in self._issuers():
                return number.batch
        return None

    def scanned(self, sitting: Sitting, text: str, source: ScanSource) -> tuple[Sample, bool]:
        """Take one scan; a card that was read before stays the sample it is, and is told so."""
        meaning = recognise(text)
        number = meaning if isinstance(meaning, CardNumber) else None
        earlier = sitting.earlier(number)
        if earlier is not None:
            return earlier, True
        sample = self._sample(number, _WAYS.get(source, ProofWay.WEDGE), other_of(meaning))
        self._put(sitting, sample)
        return sample, False

    def page(self, sitting: Sitting, page: PageRead) -> tuple[Sample, ...]:
        """Take all symbols of a page. A number that stands on it twice is on two cards."""
        seen: set[str] = set()
        samples: list[Sample] = []
        for symbol in page.symbols:
            twice = symbol.number in seen
            seen |= {symbol.number} - {""}
            samples.append(self._symbol(sitting, symbol, page, _TWICE if twice else None))
        return tuple(samples)

    def _symbol(
        self, sitting: Sitting, symbol: Symbol, page: PageRead, why: Message | None
    ) -> Sample:
        number = CardNumber(symbol.number) if symbol.number else None
        earlier = sitting.earlier(number, _TWICE) if why else sitting.earlier(number)
        if earlier is not None:
            if symbol.print is not None and not sitting.is_sent(earlier):
                earlier.read_again(symbol.print)
            return earlier
        sample = self._sample(number, ProofWay.PICTURE, symbol.other)
        word = "where.page" if page.pages > 1 else "where.file"
        sample.where = Message(word, {"file": page.file, "page": page.page})
        sample.print, sample.why = symbol.print, why
        self._put(sitting, sample)
        return sample

    def _sample(self, number: CardNumber | None, way: ProofWay, other: Other | None) -> Sample:
        self._serials += 1
        return Sample(
            serial=self._serials, number=number, way=way, at_ms=self._now_ms(), other=other
        )

    def _put(self, sitting: Sitting, sample: Sample) -> None:
        sample.why = sample.why or self._why(sitting, sample)
        sitting.samples.append(sample)

    def _why(self, sitting: Sitting, sample: Sample) -> Message | None:
        """What is wrong with it as far as its own number tells."""
        if sample.number is None:
            return Message(_WHY[sample.other or Other.NO_NUMBER])
        if sample.number.issuer not in self._issuers():
            return Message("why.other_shop")
        if sample.number.batch != sitting.batch:
            return Message("why.other_batch", {"batch": str(sample.number.batch)})
        return None


def any_wrong(samples: Iterable[Sample]) -> bool:
    return any(map(is_wrong, samples))
