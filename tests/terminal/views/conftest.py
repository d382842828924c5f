"""The sentences that the hand-made pictures say are taken back after each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.checkout_pictures import forget_samples


@pytest.fixture(autouse=True)
def _no_sample_stays() -> Iterator[None]:
    yield
    forget_samples()
