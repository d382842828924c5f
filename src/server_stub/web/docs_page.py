"""``/v1/docs``: the interface for human eyes, one self-contained page without any script."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Any, Final

import msgspec

from card_contract.outcomes import MEANINGS
from server_stub.web.openapi import refusals_of
from server_stub.web.route import Authority, Picture, Route

_STYLE: Final = """
:root{color-scheme:light dark;--ink:#16171d;--soft:#5b5d68;--line:#dcdcd4;--page:#f5f5f0;
--card:#fff;--blue:#2b4bd8;--tint:#e8ecfd}
@media(prefers-color-scheme:dark){:root{--ink:#f1f1ee;--soft:#a6a8b3;--line:#33353f;--page:#111218;
--card:#1b1c24;--blue:#8ea2ff;--tint:#242a4a}}
*{box-sizing:border-box}body{margin:0;font:16px/1.5 Inter,system-ui,sans-serif;color:var(--ink);
background:var(--page)}main{max-width:60rem;margin:0 auto;padding:2rem 1rem}h1{margin:0 0 .25rem}
p{color:var(--soft);margin:.25rem 0 1rem}
details{background:var(--card);border:1px solid var(--line);
border-radius:12px;margin:.6rem 0;padding:.7rem 1rem}summary{cursor:pointer;display:flex;gap:.8rem;
flex-wrap:wrap;align-items:baseline}b{font:600 .8rem ui-monospace,monospace;background:var(--tint);
color:var(--blue);border-radius:6px;padding:.15rem .5rem}
code,pre{font:.85rem/1.45 ui-monospace,monospace}
pre{background:var(--page);border:1px solid var(--line);border-radius:8px;padding:.7rem;
overflow:auto;max-height:24rem}
table{border-collapse:collapse;width:100%;font-size:.9rem}td{border-top:1px solid
var(--line);padding:.35rem .5rem;vertical-align:top}small{color:var(--soft)}a{color:var(--blue)}
"""
_WHO: Final = {
    Authority.NOBODY: "anybody",
    Authority.KEYS: "the command line",
    Authority.TILL: "a till",
    Authority.OPERATOR: "an operator at a till",
    Authority.PLAYER: "a player",
}


def docs_page(routes: Iterable[Route], *, version: str) -> bytes:
    """Show ``routes`` as a page that loads nothing from anywhere."""
    body = "".join(_entry(route) for route in routes)
    page = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Redemption server</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style><main>'
        f"<h1>Redemption server</h1><p>Version {html.escape(version)}. For programs: "
        f'<a href="openapi.json">openapi.json</a> (OpenAPI 3.1).</p>{body}</main></html>'
    )
    return page.encode()


def _entry(route: Route) -> str:
    parts = [
        (
            f"<details><summary><b>{route.method}</b><code>{html.escape(route.path)}</code>"
            f"<span>{html.escape(route.summary)}</span></summary><p>For {_WHO[route.authority]}"
        )
    ]
    if route.authority is Authority.OPERATOR:
        parts.append(f" ({html.escape(', '.join(sorted(route.roles)))})")
    parts.append(".</p>")
    parameters = (*((route.subject,) if route.subject else ()), *route.query)
    if parameters:
        rows = "".join(
            f"<tr><td><code>{parameter.name}</code><td>{html.escape(parameter.meaning)}"
            f"<td><code>{html.escape(parameter.pattern)}</code>"
            for parameter in parameters
        )
        parts.append(f"<table>{rows}</table>")
    if route.request is not None:
        parts.append(f"<small>Request</small>{_schema(route.request)}")
    answer = "<p>A picture.</p>" if route.answer is Picture else _schema(route.answer)
    parts.append(f"<small>Answer</small>{answer}<small>Refusals</small><table>")
    for refusal in refusals_of(route):
        meaning = MEANINGS[refusal]
        again = "final" if meaning.final else "may be repeated"
        parts.append(
            f"<tr><td>{meaning.http}<td><code>{refusal}</code>"
            f"<td>{html.escape(meaning.sentence)}<td>{again}"
        )
    parts.append("</table></details>")
    return "".join(parts)


def _schema(message: type[Any]) -> str:
    _, components = msgspec.json.schema_components((message,), ref_template="{name}")
    text = msgspec.json.format(msgspec.json.encode(components), indent=2).decode()
    return f"<pre>{html.escape(text)}</pre>"
