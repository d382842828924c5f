"""Searching campaigns as SYS_GET_CODE_TYPE_PAGE asks for it: filter, sort, cut out a page. Pure.

An app's campaigns are few, so they are looked through here rather than in the database.
"""

from __future__ import annotations

import base64
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import msgspec
from msgspec import Struct

from server_stub.web.braincloud.simple_pattern import BadPatternError, SimplePattern, read_pattern

ROWS_MAX: Final = 100
PAGE_MAX: Final = 1_000_000
_TEXT_SEARCHED: Final = 300
_ORDERINGS: Final = {
    "$lt": operator.lt,
    "$lte": operator.le,
    "$gt": operator.gt,
    "$gte": operator.ge,
}


class BadSearchError(Exception):
    """The search cannot be read; says why."""


class BadContextError(Exception):
    """The context string is none that we gave out."""


class Pagination(Struct, frozen=True, rename="camel"):
    rows_per_page: int = 20
    page_number: int = 1
    do_count: bool = True


class Search(Struct, frozen=True, rename="camel"):
    """What ``context`` says; other fields are ignored."""

    pagination: Pagination = Pagination()
    search_criteria: dict[str, Any] = {}
    sort_criteria: dict[str, int] = {}


def read_search(context: Mapping[str, Any]) -> Search:
    """Read a search; raises ``BadSearchError``. Who wants too many rows gets a full page."""
    said = _given(context)
    for name in ("pagination", "sortCriteria"):
        if isinstance(said.get(name), dict):
            said[name] = {each: _whole(value) for each, value in _given(said[name]).items()}
    try:
        search = msgspec.convert(said, Search)
    except msgspec.ValidationError as error:
        raise BadSearchError(str(error)) from error
    rows, page = search.pagination.rows_per_page, search.pagination.page_number
    if rows < 1:
        raise BadSearchError("rowsPerPage must be 1 at least")
    if not 1 <= page <= PAGE_MAX:
        raise BadSearchError("pageNumber is out of range")
    if not set(search.sort_criteria.values()) <= {1, -1}:
        raise BadSearchError("sortCriteria must be 1 or -1")
    pagination = msgspec.structs.replace(search.pagination, rows_per_page=min(rows, ROWS_MAX))
    return msgspec.structs.replace(search, pagination=pagination)


def written_context(search: Search) -> str:
    """The search as an opaque string. It names no app: whoever brings it searches the own one."""
    return base64.b64encode(msgspec.json.encode(search)).decode()


def read_context(context: str) -> Search:
    """Read a string that we gave out; raises ``BadContextError``."""
    try:
        said = msgspec.json.decode(base64.b64decode(context, validate=True))
        if not isinstance(said, dict):
            raise BadContextError
        return read_search(said)
    except (ValueError, msgspec.DecodeError, RecursionError, BadSearchError) as error:
        raise BadContextError from error


def moved(search: Search, pages: int) -> Search:
    """The same search, so many pages on; never before the first."""
    page = min(max(search.pagination.page_number + pages, 1), PAGE_MAX)
    pagination = msgspec.structs.replace(search.pagination, page_number=page)
    return msgspec.structs.replace(search, pagination=pagination)


def found_page(search: Search, things: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """``results`` of a page; raises ``BadSearchError``."""
    tests = [_test(name, wanted) for name, wanted in search.search_criteria.items()]
    found = [thing for thing in things if all(test(thing) for test in tests)]
    for name, direction in reversed(search.sort_criteria.items()):
        found.sort(key=_ranking(name), reverse=direction < 0)
    rows, page = search.pagination.rows_per_page, search.pagination.page_number
    first = (page - 1) * rows
    results = {
        "page": page,
        "items": found[first : first + rows],
        "moreAfter": len(found) > first + rows,
        "moreBefore": page > 1,
    }
    return {"count": len(found), **results} if search.pagination.do_count else results


def _given(said: Mapping[str, Any]) -> dict[str, Any]:
    """What is null is not given: clients send it so."""
    return {name: value for name, value in said.items() if value is not None}


def _whole(value: Any) -> Any:
    """A client in JavaScript knows no whole numbers: 1 may come as 1.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _ranking(name: str) -> Callable[[dict[str, Any]], tuple[int, Any]]:
    return lambda thing: _rank(thing.get(name))


def _rank(value: Any) -> tuple[int, Any]:
    """Order values of all kinds: nothing, flags and numbers, texts."""
    if isinstance(value, bool | int | float):
        return (1, value)
    return (2, value) if isinstance(value, str) else (0, 0)


def _test(name: str, wanted: Any) -> Callable[[dict[str, Any]], bool]:
    if name.startswith("$"):
        raise BadSearchError(f"{name[:20]} stands for no field here; fields are combined by and")
    if not isinstance(wanted, dict):
        return lambda thing: _same(thing.get(name), wanted)
    tests = [_operator(sign, operand) for sign, operand in wanted.items()]
    return lambda thing: all(test(thing.get(name)) for test in tests)


def _operator(sign: str, operand: Any) -> Callable[[Any], bool]:
    ordering = _ORDERINGS.get(sign)
    if ordering is not None:
        return lambda value: _comparable(value, operand) and bool(ordering(value, operand))
    if sign == "$ne":
        return lambda value: not _same(value, operand)
    if sign == "$in" and isinstance(operand, list):
        return lambda value: any(_same(value, each) for each in operand)
    if sign == "$regex" and isinstance(operand, str):
        pattern = _pattern(operand)
        return lambda value: isinstance(value, str) and pattern.found_in(value[:_TEXT_SEARCHED])
    raise BadSearchError(f"{sign[:20]} is no operator that is known")


def _same(value: Any, operand: Any) -> bool:
    """Whether two values are equal. A flag is no number, as it is to Python."""
    return isinstance(value, bool) is isinstance(operand, bool) and bool(value == operand)


def _comparable(value: Any, operand: Any) -> bool:
    numbers = (int, float)
    if isinstance(value, numbers) and isinstance(operand, numbers):
        return isinstance(value, bool) is isinstance(operand, bool)
    return isinstance(value, str) and isinstance(operand, str)


def _pattern(text: str) -> SimplePattern:
    try:
        return read_pattern(text)
    except BadPatternError as error:
        raise BadSearchError(f"$regex {error}") from error
