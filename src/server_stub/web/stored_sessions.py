"""Sessions as they lie in the database, made ready for the keeper."""

from __future__ import annotations

from server_stub.desks.callers import OperatorCaller, TillCaller
from server_stub.desks.staff_desk import operator_session_id
from server_stub.domain.ids import AppId
from server_stub.storage.interface import Reader
from server_stub.storage.rows.staff import (
    OPERATOR_SESSIONS,
    OPERATORS,
    TILL_SESSIONS,
    TILLS,
    OperatorRow,
    OperatorSessionRow,
    TillRow,
    TillSessionRow,
)
from server_stub.storage.sealing import Keys, KeysUnreadableError, SealBrokenError, Sealed
from server_stub.web.sessions import KeptOperator, KeptTill


class StoredSessions:
    """``since`` is when a server that is alone was started: till sessions from before are over.

    A till opens a new one by itself, and so learns of a restore and presents its checkpoint, also
    where nobody has said that the database is a backup.
    """

    def __init__(self, reader: Reader, keys: Keys, *, since: int) -> None:
        self._reader = reader
        self._keys = keys
        self._since = since

    async def till_session(self, session_id: str) -> KeptTill | None:
        sessions: list[TillSessionRow] = await self._reader.find(TILL_SESSIONS.at(session_id))
        if not sessions or sessions[0].ended_at is not None:
            return None
        session = sessions[0]
        if session.opened_at < self._since:
            return None
        tills: list[TillRow] = await self._reader.find(TILLS.at(session.app_id, session.till_id))
        till = tills[0]
        sealed = Sealed(session.seal_key_id, session.mac_key_sealed)
        try:
            mac_key = self._keys.unseal(sealed, about=f"mac/{session_id}")
        except (SealBrokenError, KeysUnreadableError):
            # The key is gone, say after a restore: the till opens a new session by itself.
            return None
        caller = TillCaller(
            app_id=AppId(till.app_id),
            store_id=till.store_id,
            till_id=till.till_id,
            till_name=till.name,
            session_id=session_id,
        )
        return KeptTill(caller, mac_key, session.expires_at, till.revoked_at is not None)

    async def operator_session(self, token: str) -> KeptOperator | None:
        session_id = operator_session_id(token)
        sessions: list[OperatorSessionRow] = await self._reader.find(
            OPERATOR_SESSIONS.at(session_id)
        )
        if not sessions or sessions[0].ended_at is not None:
            return None
        session = sessions[0]
        operators: list[OperatorRow] = await self._reader.find(
            OPERATORS.at(session.app_id, session.operator_id)
        )
        operator = operators[0]
        if not operator.may_sign_in or session.opened_at <= operator.sessions_from:
            return None
        tills: list[TillRow] = await self._reader.find(TILLS.at(session.app_id, session.till_id))
        if tills[0].operator_session != session_id:
            return None  # somebody else has signed in at the till since
        caller = OperatorCaller(
            operator_id=operator.operator_id, name=operator.name, role=operator.role
        )
        return KeptOperator(caller, session.app_id, session.till_id, session.expires_at)
