"""Who did something, as the ledger names them, in the words of a page."""

from __future__ import annotations

from server_stub.web.portal.route import Visit
from server_stub.web.portal.words import Words


def actor_in_words(words: Words, actor: str, name: str | None) -> str:
    """Who that is; ``name`` is what a person or a till is called, where that is known."""
    sort, _, called = actor.partition(":")
    match sort:
        case "operator":
            return name or called
        case "till":
            return name or words.say("Till {name}", name=called)
        case "profile":
            return words.say("A customer")
        case "server":
            return words.say("The customer's server {name}", name=called)
        case "command-line":
            return words.say("The administrator's command line")
        case _:
            return words.say("The server")


class Actors:
    """The people of a shop by the names that the ledger has for them."""

    def __init__(self, words: Words, names: dict[str, str]) -> None:
        self._words = words
        self._names = names

    def __call__(self, actor: str) -> str:
        return actor_in_words(self._words, actor, self._names.get(actor))


async def actors_of(visit: Visit) -> Actors:
    people = await visit.services.shop.all_operators(visit.caller.app_id)
    return Actors(visit.words, {f"operator:{each.operator_id}": each.name for each in people})
