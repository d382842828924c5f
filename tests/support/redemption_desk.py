"""What players, a customer's server and workers ask of the core, said in few words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from card_contract.code_text import stored_form
from card_contract.states import CodeState
from server_stub.code_snapshot import CodeSnapshot
from server_stub.commands.async_response import ProcessResponse, ResponseFields
from server_stub.commands.attempts import ReportAttempt, TimeOutAttempt
from server_stub.commands.batch_codes import NewCode
from server_stub.commands.counters import CODE_COUNTER
from server_stub.commands.redemption import Redeem
from server_stub.commands.requests import Keyed
from server_stub.commands.server_codes import (
    ActivateCode,
    AddCode,
    InvalidateByServer,
    UpdateCustomInfo,
)
from server_stub.domain.attempt_rules import ScriptReport, Verdict
from server_stub.domain.ids import CodeId
from server_stub.domain.scan_codes import lookup_of
from server_stub.storage.rows.books import (
    CounterRow,
)
from server_stub.storage.rows.cards import (
    CODE_SECRETS_BY_HASH,
    CODES,
    CampaignRow,
    UseType,
)
from server_stub.storage.rows.redemption import ATTEMPTS, SHARED_OF_PROFILE
from server_stub.storage.sealing import Keys
from support.core_shop import APP, CoreShop, campaign_row, ledger_of

SERVER = "shop"
PLAIN = "plain"
SYNC = "sync"
ASYNC = "async"
FREE = "free"
FREE_CODE = "FREE100"
SCRIPT = "/wallet/credit"
TIMEOUT_MS = 600_000
FAR = 10_000_000_000_000

DONE = ScriptReport(verdict=Verdict.COMPLETED, custom_redemption_info='{"coins":5}')
GOES_ON = ScriptReport(verdict=Verdict.CONTINUES, custom_redemption_info='{"step":1}')
REFUSED = ScriptReport(verdict=Verdict.FAILED, error_code=7, error_msg="no wallet")
BROKEN = ScriptReport(verdict=Verdict.BROKEN)
UNANSWERED = ScriptReport(verdict=Verdict.UNANSWERED)


def personal(name: str, **more: Any) -> CampaignRow:
    """A personal campaign whose codes are no cards."""
    return campaign_row(name, **({"issuer": None} | more))


def with_script(name: str, *, is_async: bool = False, **more: Any) -> CampaignRow:
    facts = {"script": SCRIPT, "is_async": is_async, "retries_max": 1, "timeout_s": 600}
    return personal(name, **(facts | more))


def shared(name: str = FREE, **more: Any) -> CampaignRow:
    facts = {
        "use_type": UseType.SHARED,
        "scan_code": FREE_CODE,
        "valid_start": 0,
        "valid_end": FAR,
        "custom_code_info": '{"gift":1}',
    }
    return personal(name, **(facts | more))


def ids_from(last: int = 1_000) -> CounterRow:
    """The shop's cards were given the numbers up to this one."""
    return CounterRow(app_id=APP, name=CODE_COUNTER, value=last)


def code(number: int) -> str:
    """A code that is long enough to be looked up as a personal one."""
    return f"CODE{number:04d}-AAAAA-BBBBB-CCCCC"


def new_code(keys: Keys, text: str) -> NewCode:
    protected = keys.protect_code(APP, text)
    return NewCode(
        code_hash=protected.code_hash.value,
        hash_key_id=protected.code_hash.key_id,
        sealed=protected.sealed.value,
        seal_key_id=protected.sealed.key_id,
        last_four=text[-4:],
    )


@dataclass(slots=True)
class Desk:
    """One shop's redemption service; every request has a key of its own unless one is given."""

    shop: CoreShop
    _asked: int = 0

    def key(self, key: str | None) -> Keyed:
        self._asked += 1
        return Keyed(key or f"request-{self._asked}")

    def hashes(self, text: str) -> list[bytes]:
        return [found.value for found in self.shop.keys.code_hashes(APP, text)]

    async def ask(self, command: Any) -> Any:
        return await self.shop.engine.submit(command)

    # --- A customer's server -------------------------------------------------------------------

    async def add(self, text: str, campaign: str = PLAIN, *, key: str | None = None, **more: Any):
        return await self.ask(
            AddCode(
                app_id=APP,
                request=self.key(key),
                server_name=SERVER,
                campaign=campaign,
                code=new_code(self.shop.keys, text),
                known_hashes=self.hashes(text),
                **more,
            )
        )

    async def activate(self, text: str, campaign: str = PLAIN, *, key: Any = None, **more: Any):
        return await self._act(ActivateCode, text, campaign, key, more)

    async def invalidate(self, text: str, campaign: str = PLAIN, *, key: Any = None, **more: Any):
        return await self._act(InvalidateByServer, text, campaign, key, more)

    async def update(self, text: str, campaign: str = PLAIN, *, key: Any = None, **more: Any):
        return await self._act(UpdateCustomInfo, text, campaign, key, more)

    async def _act(self, kind: Any, text: str, campaign: str, key: Any, more: Any) -> Any:
        return await self.ask(
            kind(
                app_id=APP,
                request=key if key is not None and not isinstance(key, str) else self.key(key),
                server_name=SERVER,
                campaign=campaign,
                code_hashes=self.hashes(text),
                **more,
            )
        )

    async def available(self, number: int, campaign: str = PLAIN) -> CodeId:
        """Add an available code; returns its id."""
        added = await self.add(code(number), campaign, state=CodeState.AVAILABLE)
        assert added.code is not None, added
        return added.code.redemption_id

    # --- Players -------------------------------------------------------------------------------

    def redeem_command(
        self,
        text: str,
        profile: str = "ann",
        *,
        campaign: str | None = None,
        key: Any = None,
        info: str = "{}",
    ) -> Redeem:
        return Redeem(
            app_id=APP,
            request=key if key is not None and not isinstance(key, str) else self.key(key),
            profile_id=profile,
            profile_name=profile.title(),
            code_hashes=self.hashes(text),
            scan_code=stored_form(text),
            lookup=lookup_of(text, names_campaign=campaign is not None),
            campaign=campaign,
            custom_redemption_info=info,
        )

    async def redeem(self, text: str, profile: str = "ann", **more: Any) -> Any:
        return await self.ask(self.redeem_command(text, profile, **more))

    # --- Workers -------------------------------------------------------------------------------

    async def report(self, call: Any, report: ScriptReport) -> Any:
        """Report about the attempt that a redemption has begun."""
        return await self.ask(
            ReportAttempt(
                app_id=APP,
                redemption_id=call.redemption_id,
                attempt=call.attempt,
                report=report,
            )
        )

    async def time_out(self, call: Any) -> Any:
        return await self.ask(
            TimeOutAttempt(app_id=APP, redemption_id=call.redemption_id, attempt=call.attempt)
        )

    async def process(self, call: Any, text: str, **more: Any) -> Any:
        fields: dict[str, Any] = {
            "redemption_id": call.redemption_id,
            "campaign": None,
            "attempt": call.attempt,
            "success": True,
            "complete": True,
            "info": None,
            "error_code": None,
            "error_msg": None,
            "key": None,
        }
        said = fields | more
        return await self.ask(
            ProcessResponse(
                app_id=APP,
                request=self.key(said["key"]),
                server_name=SERVER,
                code_hashes=self.hashes(text),
                scan_code=stored_form(text),
                redemption_id=said["redemption_id"],
                campaign=said["campaign"],
                attempt=said["attempt"],
                response=ResponseFields(
                    success=said["success"],
                    complete=said["complete"],
                    custom_redemption_info=said["info"],
                    error_code=said["error_code"],
                    error_msg=said["error_msg"],
                ),
            )
        )

    # --- What is stored ------------------------------------------------------------------------

    async def code_row(self, text: str) -> Any:
        secret = await self.shop.find(CODE_SECRETS_BY_HASH.at(APP, self.hashes(text)[0]))
        return await self.shop.find(CODES.at(APP, secret.code_id))

    async def shared_row(self, profile: str, campaign: str = FREE) -> Any:
        return await self.shop.find(SHARED_OF_PROFILE.at(APP, campaign, profile))

    async def attempt_row(self, call: Any) -> Any:
        return await self.shop.find(ATTEMPTS.at(APP, call.redemption_id, call.attempt))

    def wait(self, ms: int) -> None:
        self.shop.clock.now_ms += ms


def kinds_told(path: Any) -> list[str]:
    """The kinds of all ledger entries of a closed shop, in order."""
    return [entry[3] for entry in ledger_of(path)]


def state_of(snapshot: CodeSnapshot | None) -> str | None:
    return None if snapshot is None else snapshot.state.value
