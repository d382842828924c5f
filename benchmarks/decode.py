"""Measures the decoder: ``decode.py [DIR] [--frames N]``.

It reads the photos of DIR (``NAME.webp|png|jpg`` beside ``NAME.txt`` with the expected text;
folders called ``falsepositives*`` hold no barcode) and N simulated frames. The engines take turns
picture by picture, so that the machine's moods fall on all alike; times are CPU milliseconds of the
reading thread. Trust the ratios, not the milliseconds.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image

from pos_terminal.scanning.decoder import read_barcodes, read_live
from simulated_frames import simulated_frames

Gray = NDArray[np.uint8]
Engine = Callable[[Gray], Iterable[str]]
Formats = zxingcpp.BarcodeFormats

ZBAR_LINEAR = ("CODE128", "CODE39", "EAN13", "EAN8", "UPCA", "UPCE", "I25")
CODE_128: Formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.Code128])


@dataclass(frozen=True, slots=True)
class Task:
    """A picture and what may be read in it; nothing may where ``right`` is empty."""

    name: str
    gray: Gray
    right: frozenset[str]


@dataclass(slots=True)
class Tally:
    """What one engine did."""

    read: int = 0
    wrong: list[str] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)


def zxing(gray: Gray, formats: Formats | None = None) -> set[str]:
    if formats is None:
        found = zxingcpp.read_barcodes(gray)
    else:
        found = zxingcpp.read_barcodes(gray, formats=formats)
    return {one.text for one in found if one.text}


def deskew(gray: Gray, formats: Formats | None = None) -> set[str]:
    """zxing-cpp, then the whole picture turned by its one dominant gradient direction.

    The textbook's way, written apart from the product: a histogram of gradient directions weighted
    by strength over the whole picture, its peak, one rotation, one more read.
    """
    found = zxing(gray, formats)
    if found or min(gray.shape) < 3:
        return found
    wide = gray.astype(np.float32)
    gx = wide[1:-1, 2:] - wide[1:-1, :-2]
    gy = wide[2:, 1:-1] - wide[:-2, 1:-1]
    strength = np.hypot(gx, gy)
    degrees = np.degrees(np.arctan2(gy, gx)) % 180
    histogram, _ = np.histogram(degrees, bins=180, range=(0, 180), weights=strength)
    smooth = sum(np.roll(histogram, shift) for shift in range(-2, 3))
    angle = float(np.argmax(smooth)) + 0.5
    turned = Image.fromarray(gray).rotate(
        angle, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=128
    )
    return zxing(np.ascontiguousarray(np.asarray(turned)), formats)


def zbar(gray: Gray, names: Iterable[str] = ZBAR_LINEAR) -> set[str]:
    from pyzbar import pyzbar

    kinds = [pyzbar.ZBarSymbol[name] for name in names]
    return {found.data.decode("utf-8", "replace") for found in pyzbar.decode(gray, kinds)}


def live(gray: Gray) -> set[str]:
    return {found.text for found in read_live(gray)}


def simulated_tasks(count: int) -> Iterator[Task]:
    for index, frame in enumerate(simulated_frames(count)):
        yield Task(f"frame {index}", frame.gray, frozenset({frame.text}))


def photo_tasks(folder: Path) -> Iterator[Task]:
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in (".webp", ".png", ".jpg", ".jpeg"):
            continue
        expected = path.with_suffix(".txt")
        right = frozenset(_forms(expected.read_text("utf-8"))) if expected.exists() else frozenset()
        if not right and not path.parent.name.startswith("falsepositives"):
            continue
        with Image.open(path) as picture:
            gray = np.ascontiguousarray(np.asarray(picture.convert("L")))
        yield Task(f"{path.parent.name}/{path.name}", gray, right)


def _forms(text: str) -> Iterator[str]:
    """Give the text with one fashion of line ends, and a UPC-A with and without its zero."""
    text = _plain(text)
    yield text
    if text.isdigit() and len(text) == 12:
        yield f"0{text}"
    if text.isdigit() and len(text) == 13 and text.startswith("0"):
        yield text[1:]


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def measure(tasks: Iterable[Task], engines: dict[str, Engine]) -> tuple[int, dict[str, Tally]]:
    tallies = {name: Tally() for name in engines}
    names = list(engines)
    total = 0
    for index, task in enumerate(tasks):
        total += bool(task.right)
        turn = index % len(names)
        for name in names[turn:] + names[:turn]:
            started = time.thread_time()
            texts = {_plain(text) for text in engines[name](task.gray)}
            tally = tallies[name]
            tally.milliseconds.append((time.thread_time() - started) * 1000)
            tally.read += bool(texts & task.right)
            if texts - task.right:
                tally.wrong.append(task.name)
    return total, tallies


def show(title: str, total: int, tallies: dict[str, Tally], *, against: str) -> None:
    print(f"\n{title}")
    print(f"{'engine':<34}{'read':>9}{'wrong':>7}{'ms median':>11}{'p95':>8}{'ratio':>8}")
    base = max(1, tallies[against].read)
    for name, tally in tallies.items():
        times = sorted(tally.milliseconds) or [math.nan]
        median, late = times[len(times) // 2], times[min(len(times) - 1, len(times) * 95 // 100)]
        print(
            f"{name:<34}{tally.read:>5}/{total:<4}{len(tally.wrong):>6}"
            f"{median:>11.1f}{late:>8.1f}{tally.read / base:>8.2f}"
        )
    print(f"ratio: barcodes read against {against}")
    for name, tally in tallies.items():
        if tally.wrong:
            print(f"wrong, {name}: {', '.join(tally.wrong)}")


PHOTO_ENGINES: dict[str, Engine] = {
    "zxing-cpp": zxing,
    "zxing-cpp + deskew": deskew,
    "zxing-cpp + deskew + pyzbar": lambda gray: deskew(gray) or zbar(gray),
    "ours, all stages": read_barcodes,
    "ours, live": live,
}
FRAME_ENGINES: dict[str, Engine] = {
    "zxing-cpp, Code 128": lambda gray: zxing(gray, CODE_128),
    "pyzbar, Code 128": lambda gray: zbar(gray, ("CODE128",)),
    "zxing-cpp + deskew, Code 128": lambda gray: deskew(gray, CODE_128),
    "ours, live": live,
    "ours, all stages": read_barcodes,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, help="photos with their expected texts")
    parser.add_argument("--frames", type=int, default=400, help="simulated frames; 0 for none")
    options = parser.parse_args()
    if options.folder is not None:
        total, tallies = measure(photo_tasks(options.folder), PHOTO_ENGINES)
        against = "zxing-cpp + deskew + pyzbar"
        show(f"Photos of {options.folder}", total, tallies, against=against)
    if options.frames:
        total, tallies = measure(simulated_tasks(options.frames), FRAME_ENGINES)
        show(f"{total} simulated frames", total, tallies, against="zxing-cpp, Code 128")


if __name__ == "__main__":
    main()
