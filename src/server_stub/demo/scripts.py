"""Fulfilment scripts of the demo shop that always say the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def pending(_asked: Mapping[str, Any]) -> Mapping[str, Any]:
    """Always under way, and never there."""
    return {"success": True, "complete": False}


def refusing(_asked: Mapping[str, Any]) -> Mapping[str, Any]:
    """Never delivers."""
    return {
        "success": False,
        "complete": True,
        "errorCode": 1,
        "errorMsg": "This demo never delivers.",
    }
