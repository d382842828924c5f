"""What may be done to a card next: each act has a page of its own, with a reason and a signature.

What is possible follows from the state, the role and the shop's rules; the command decides once
more. After it the card's page says how the card stands. A code is shown in answer to the form
alone: it has no address, and the same form shows it once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from card_contract.outcomes import Refusal
from card_contract.states import HoldState
from server_stub.commands.redemption_answers import Outcome
from server_stub.desks.portal_acts import CodeWish
from server_stub.domain.code_acts import DOERS, CodeAct, acts_on, takes_second
from server_stub.domain.ids import CodeId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.domain.roles import MANAGING
from server_stub.engine.command import Refused
from server_stub.queries.portal_cards import Standing
from server_stub.web.portal.cards.words import STATES
from server_stub.web.portal.customers.naming import Named, named
from server_stub.web.portal.json_texts import INFO, indented, lines_of, read_info
from server_stub.web.portal.refusals import NO_REASON, reason_in
from server_stub.web.portal.route import (
    ROOT,
    Field,
    Form,
    Goes,
    Missing,
    PortalRoute,
    Said,
    Shown,
    Visit,
)
from server_stub.web.portal.signing import (
    KEY,
    LOOK_AGAIN,
    REASON,
    SECOND,
    key_of,
    new_key,
    second_of,
    signers,
    why_not,
)
from server_stub.web.portal.words import to_say

CARDS: Final = f"{ROOT}/cards"
_ID: Final = "[0-9]{1,15}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActWords:
    """``title`` stands on its button too; ``what`` says what comes of it."""

    title: str
    what: str
    icon: str
    colour: str


WORDS: Final[Mapping[CodeAct, ActWords]] = {
    CodeAct.RETRY: ActWords(
        title=to_say("Try to deliver again"),
        what=to_say(
            "The script is called once more, for the customer who tried last."
            " It takes none of the customer's own retries."
        ),
        icon="gift",
        colour="primary",
    ),
    CodeAct.RELEASE: ActWords(
        title=to_say("Give it back to the customer"),
        what=to_say(
            "The code can be redeemed again, with all its retries: by anybody where the script had"
            " refused, else by the customer who tried last alone, who may have the goods. If it is"
            " to go to another account, try to deliver again first."
        ),
        icon="back",
        colour="primary",
    ),
    CodeAct.FULFIL: ActWords(
        title=to_say("Mark as delivered"),
        what=to_say(
            "The code counts as redeemed by the customer who tried last. Nothing is delivered:"
            " make sure that they have the goods."
        ),
        icon="check",
        colour="primary",
    ),
    CodeAct.INVALIDATE: ActWords(
        title=to_say("Invalidate"),
        what=to_say("The code is taken out of use for good. It cannot be undone."),
        icon="stop",
        colour="danger",
    ),
    CodeAct.INFORM: ActWords(
        title=to_say("Change its information"),
        what=to_say("What the code carries for scripts and apps; the campaign has its own."),
        icon="edit",
        colour="primary",
    ),
    CodeAct.REVEAL: ActWords(
        title=to_say("Show the code"),
        what=to_say(
            "The whole code is shown once, for a customer who can no longer read it."
            " Your name and the reason go into the ledger."
        ),
        icon="eye",
        colour="primary",
    ),
}
OUTCOMES: Final[Mapping[RedemptionOutcome, str]] = {
    RedemptionOutcome.OTHER_VERSION: to_say(
        "It has changed since this page was shown. Nothing was done: look at how it stands now."
    ),
    RedemptionOutcome.NOT_FAILED: to_say(
        "It is not failed any more: somebody was quicker, or the customer tried again."
    ),
    RedemptionOutcome.RECALLED: to_say("It is being recalled, so it is not tried again."),
    RedemptionOutcome.NO_SCRIPT: to_say("Its campaign has no script to call."),
    RedemptionOutcome.LIMIT_REACHED: to_say("The campaign's limit leaves no place for it."),
    RedemptionOutcome.IN_PROGRESS: to_say(
        "It is just being redeemed. Wait for how that ends, then look again."
    ),
    RedemptionOutcome.REDEEMED_ALREADY: to_say("It was redeemed meanwhile."),
    RedemptionOutcome.INVALIDATED: to_say("It was invalidated meanwhile."),
    RedemptionOutcome.NOT_ACTIVE: to_say(
        "Nobody has paid for this card yet, so its code is shown to nobody."
    ),
}
_NOT_NOW: Final = to_say("This cannot be done to it as it stands now.")
_SHOWN_BEFORE: Final = to_say(
    "This form has shown the code already. To see it again, say why once more."
)


def possible(visit: Visit, standing: Standing) -> list[CodeAct]:
    """What this person may do to it as it is now."""
    return acts_on(standing.subject, visit.caller.role, has_attempts=bool(standing.attempts))


def _info(visit: Visit, standing: Standing) -> dict[str, str | None]:
    """What the code carries, or what was typed, with what it carries by now beside it."""
    now = "" if standing.card is None else indented(standing.card.custom_code_info)
    if not visit.typed:
        return {"info": now, "info_now": None}
    typed = lines_of(visit.typed.get(INFO.name, ""))
    return {"info": typed, "info_now": None if typed == now else now}


async def _tried_last(visit: Visit, act: CodeAct, standing: Standing) -> Named | None:
    """Whom an act on a failed delivery is for."""
    if act not in (CodeAct.RETRY, CodeAct.RELEASE, CodeAct.FULFIL) or not standing.attempts:
        return None
    profile_id = standing.attempts[-1].profile_id
    return (await named(visit, [profile_id])).get(profile_id)


class ActPages:
    """The two pages of one act: its form, and what becomes of it."""

    def __init__(self, act: CodeAct) -> None:
        self._act = act

    async def show(self, visit: Visit) -> Said:
        standing = await self._standing(visit)
        if standing is None:
            return Missing()
        if self._act not in possible(visit, standing):
            return await self._form(visit, standing, why=_NOT_NOW, status=409)
        return await self._form(visit, standing)

    async def take(self, visit: Visit) -> Said:
        standing = await self._standing(visit)
        if standing is None:
            return Missing()
        wish = self._wish(visit)
        if wish is None:
            return await self._form(visit, standing, why=LOOK_AGAIN, status=422)
        no_info = read_info(visit.typed.get(INFO.name, ""))[1]
        if not wish.reason or no_info:
            no_reason = "" if wish.reason else NO_REASON
            return await self._form(
                visit, standing, no_reason=no_reason, no_info=no_info, status=422
            )
        if not await self._is_signed(visit, standing):
            wish = replace(wish, second=None)
        said = await visit.services.portal.acts.on_code(visit.caller, wish)
        if isinstance(said, Refused | Refusal):
            return await self._form(visit, standing, why=why_not(said), status=409)
        return await self._told(visit, standing, said)

    async def _told(self, visit: Visit, standing: Standing, said: Outcome) -> Said:
        """What the command has decided; a code is shown once for each form."""
        if said.outcome is not RedemptionOutcome.DONE:
            why = OUTCOMES.get(said.outcome, _NOT_NOW)
            return await self._form(visit, standing, why=why, status=409)
        if self._act is not CodeAct.REVEAL:
            return Goes(to=f"{CARDS}/{visit.subject}")
        if said.replayed:
            return await self._form(visit, standing, why=_SHOWN_BEFORE, status=409)
        return await self._code(visit, standing)

    def _wish(self, visit: Visit) -> CodeWish | None:
        """What was sent, or None where it is no form of ours."""
        key, version = key_of(visit), visit.typed["version"]
        if not key or not version.isdecimal():
            return None
        return CodeWish(
            act=self._act,
            code_id=CodeId(int(visit.subject)),
            version=int(version),
            reason=reason_in(visit.typed["reason"]),
            key=key,
            second=second_of(visit),
            info=read_info(visit.typed.get(INFO.name, ""))[0],
        )

    async def _code(self, visit: Visit, standing: Standing) -> Shown:
        code = await visit.services.fulfilment.scan_code(
            visit.caller.app_id, CodeId(int(visit.subject))
        )
        return Shown(template="card_code.html", values={"card": standing.card, "code": code})

    async def _form(
        self,
        visit: Visit,
        standing: Standing,
        *,
        why: str = "",
        no_reason: str = "",
        no_info: str = "",
        status: int = 200,
    ) -> Shown:
        subject = standing.subject
        is_demanded = await self._takes_second(visit, standing)
        values = {
            "act": self._act,
            "act_words": WORDS[self._act],
            "card": standing.card,
            "shared": standing.shared,
            "states": STATES,
            "customer": await _tried_last(visit, self._act, standing),
            "is_possible": self._act in possible(visit, standing),
            "is_sold": subject.hold is HoldState.SOLD,
            "signers": await signers(visit, MANAGING, is_demanded=is_demanded),
            "key": new_key(),
            "why": visit.words.say(why),
            "no_reason": visit.words.say(no_reason),
            "no_info": no_info,
            **_info(visit, standing),
        }
        return Shown(template="card_act.html", values=values, status=status)

    async def _is_signed(self, visit: Visit, standing: Standing) -> bool:
        """Whether a PIN is looked at: none is, where it would sign for nothing."""
        return self._act in possible(visit, standing) and await self._takes_second(visit, standing)

    async def _takes_second(self, visit: Visit, standing: Standing) -> bool:
        rules = await visit.services.shop.rules(visit.caller.app_id)
        return takes_second(
            self._act,
            acts_signed=rules.code_acts_signed,
            recall_signed_above=rules.recall_signed_above,
            is_sold=standing.subject.hold is HoldState.SOLD,
        )

    async def _standing(self, visit: Visit) -> Standing | None:
        code_id = CodeId(int(visit.subject))
        return await visit.services.portal.cards.standing(visit.caller.app_id, code_id)


def _routes() -> Iterator[PortalRoute]:
    for act in CodeAct:
        pages, path = ActPages(act), f"{CARDS}/{{}}/{act}"
        yield PortalRoute(method="GET", path=path, page=pages.show, roles=DOERS[act], subject=_ID)
        yield PortalRoute(
            method="POST",
            path=path,
            page=pages.take,
            roles=DOERS[act],
            subject=_ID,
            form=Form(
                shown_at=path,
                fields=(
                    KEY,
                    Field(name="version", signs_max=15),
                    REASON,
                    *((INFO,) if act is CodeAct.INFORM else ()),
                    *SECOND,
                ),
            ),
        )


ACT_ROUTES: Final = tuple(_routes())
