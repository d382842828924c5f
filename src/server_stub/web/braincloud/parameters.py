"""Reading an operation's ``data``: what is missing, of the wrong type, or out of range is said so.

A parameter that is null counts as missing, as clients send it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from card_contract.code_text import SCAN_CODE_LENGTH_MAX, stored_form
from server_stub.domain.campaign_rules import INFO_BYTES_MAX
from server_stub.domain.mail_address import is_address
from server_stub.web.braincloud.reasons import No, Reason

TEXT_MAX: Final = 4000


class ParameterError(Exception):
    """A parameter is unusable; ``no`` is the answer to the message."""

    def __init__(self, reason: Reason, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")
        self.no = No(reason, f"{name} {why}")


class Parameters:
    """The parameters of one message. Methods raise ``ParameterError``."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data

    def has(self, name: str) -> bool:
        return self._data.get(name) is not None

    def text(self, name: str, *, length_max: int = TEXT_MAX) -> str:
        """A text that has to be there. Blanks alone are none."""
        found = self.text_or_none(name, length_max=length_max)
        if found is None or not found.strip():
            raise ParameterError(Reason.MISSING_REQUIRED_PARAMETER, name, "is required")
        return found

    def scan_code(self, *, length_max: int = SCAN_CODE_LENGTH_MAX) -> str:
        """``scanCode`` in its stored form, which is what its length is that of."""
        stored = stored_form(self.text("scanCode"))
        if len(stored) > length_max:
            raise _too_long("scanCode", length_max)
        return stored

    def address_or_none(self, name: str, *, length_max: int) -> str | None:
        """An address for mail."""
        found = self.text_or_none(name, length_max=length_max)
        if found and not is_address(found):
            raise ParameterError(Reason.INVALID_PARAMETER_VALUE, name, "is no address for mail")
        return found or None

    def text_or_none(self, name: str, *, length_max: int = TEXT_MAX) -> str | None:
        found = self._data.get(name)
        if found is None:
            return None
        if not isinstance(found, str):
            raise ParameterError(Reason.INVALID_PARAMETER_TYPE, name, "must be a string")
        if len(found) > length_max:
            raise _too_long(name, length_max)
        if "\0" in found:
            raise ParameterError(Reason.INVALID_PARAMETER_VALUE, name, "has a null character")
        return found

    def whole(self, name: str, *, least: int, most: int) -> int:
        """A whole number that has to be there."""
        found = self.whole_or_none(name, least=least, most=most)
        if found is None:
            raise ParameterError(Reason.MISSING_REQUIRED_PARAMETER, name, "is required")
        return found

    def whole_or_none(self, name: str, *, least: int, most: int) -> int | None:
        found = self._data.get(name)
        if found is None:
            return None
        # A client in JavaScript knows no whole numbers: 5 may come as 5.0.
        if isinstance(found, float) and found.is_integer():
            found = int(found)
        if isinstance(found, bool) or not isinstance(found, int):
            raise ParameterError(Reason.INVALID_PARAMETER_TYPE, name, "must be a whole number")
        if not least <= found <= most:
            raise ParameterError(
                Reason.INVALID_PARAMETER_VALUE, name, f"must lie between {least} and {most}"
            )
        return found

    def flag(self, name: str, *, default: bool = False) -> bool:
        found = self._data.get(name, default)
        if found is None:
            return default
        if not isinstance(found, bool):
            raise ParameterError(Reason.INVALID_PARAMETER_TYPE, name, "must be true or false")
        return found

    def mapping(self, name: str) -> dict[str, Any]:
        """An object that has to be there."""
        found = self.mapping_or_none(name)
        if found is None:
            raise ParameterError(Reason.MISSING_REQUIRED_PARAMETER, name, "is required")
        return found

    def mapping_or_none(self, name: str) -> dict[str, Any] | None:
        """An object, or a string that holds one as JSON."""
        found = self._data.get(name)
        if found is None or found == "":
            return None
        if isinstance(found, str):
            try:
                found = msgspec.json.decode(found)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                found = None
        if not isinstance(found, dict):
            raise ParameterError(Reason.INVALID_PARAMETER_TYPE, name, "must be an object")
        return found

    def info_or_none(self, name: str) -> str | None:
        """An object of the app's own, as the JSON text that is stored."""
        found = self.mapping_or_none(name)
        if found is None:
            return None
        encoded = msgspec.json.encode(found)
        if len(encoded) > INFO_BYTES_MAX:
            raise ParameterError(
                Reason.INVALID_PARAMETER_VALUE, name, f"may have {INFO_BYTES_MAX} bytes at most"
            )
        return encoded.decode()


def _too_long(name: str, length_max: int) -> ParameterError:
    return ParameterError(
        Reason.INVALID_PARAMETER_VALUE, name, f"may have {length_max} characters at most"
    )
