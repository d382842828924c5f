"""Passkeys as browsers speak of them (WebAuthn level 3): what they are asked, and what they answer.

Passkeys are a second factor here, beside the password: that somebody is present is enough, and no
key has to know its person. Attestations are not asked for; which make a key is of says nothing
about who holds it.
"""

from __future__ import annotations

import hashlib
import ipaddress
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import msgspec

from server_stub.domain.ids import AppId, OperatorId
from server_stub.domain.portal_rules import CEREMONY_MS

if TYPE_CHECKING:
    from fido2.server import Fido2Server
    from fido2.webauthn import CollectedClientData

CREDENTIAL_ID_BYTES_MAX: Final = 1023
ALGORITHMS: Final = (-7, -8, -257)
"""ES256, EdDSA and RS256, by their numbers in COSE; one of them every passkey speaks."""
_DEFAULT_PORTS: Final = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Place:
    """Where passkeys are good: the name that they are bound to, and the one origin that is ours."""

    rp_id: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A public key, under the hash of its id; ``credential`` is both as WebAuthn writes them."""

    passkey: str
    credential: bytes
    sign_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    app_id: AppId
    operator_id: OperatorId
    shop: str
    name: str
    sign_in: str


class NoAnswerError(ValueError):
    """What came is no right answer to what was asked; the message says why."""


def place_of(address: str) -> Place | None:
    """Where passkeys are good of a portal that browsers find there; None where they cannot be.

    Browsers bind them to a name and not to a number. On this machine that name is ``localhost``.
    """
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port
    try:
        if not ipaddress.ip_address(host).is_loopback:
            return None
        host = "localhost"
    except ValueError:
        pass
    if not host or (parts.scheme != "https" and host != "localhost"):
        return None
    is_default = port is None or port == _DEFAULT_PORTS.get(parts.scheme)
    return Place(host, f"{parts.scheme}://{host}" + ("" if is_default else f":{port}"))


def asks_for_new(place: Place, user: User, challenge: bytes, known: Sequence[bytes]) -> str:
    """What a browser is told that makes a passkey, but none of those that are ``known``: JSON."""
    from fido2.webauthn import PublicKeyCredentialUserEntity

    handle = hashlib.sha256(f"portal/{user.app_id}/{user.operator_id}".encode()).digest()
    options, _ = _server(place, user.shop).register_begin(
        PublicKeyCredentialUserEntity(id=handle, name=user.sign_in, display_name=user.name),
        credentials=_credentials(known),
        resident_key_requirement=_DISCOURAGED,
        user_verification=_DISCOURAGED,
        challenge=challenge,
    )
    return json.dumps(dict(options)["publicKey"])


def asks_for_known(place: Place, challenge: bytes, known: Sequence[bytes]) -> str:
    """What a browser is told that shows one of the passkeys that are ``known``: JSON."""
    options, _ = _server(place).authenticate_begin(
        _credentials(known), user_verification=_DISCOURAGED, challenge=challenge
    )
    return json.dumps(dict(options)["publicKey"])


def new_key(place: Place, challenge: bytes, answer: str) -> Key:
    """The passkey that was made; raises ``NoAnswerError``."""
    from fido2.webauthn import RegistrationResponse

    try:
        response = RegistrationResponse.from_dict(_read(answer))
        _check_frame(response.response.client_data)
        made = _server(place).register_complete(_state(challenge), response)
        found = made.credential_data
        algorithm = None if found is None else found.public_key.get(3)
    except Exception as error:  # what a stranger sends fails in many ways
        raise NoAnswerError(str(error)) from error
    if found is None or algorithm not in ALGORITHMS:
        raise NoAnswerError("The key is of a kind that was not asked for.")
    if not 0 < len(found.credential_id) <= CREDENTIAL_ID_BYTES_MAX:
        raise NoAnswerError("The key's id is too long.")
    return Key(
        passkey=passkey_of(found.credential_id), credential=bytes(found), sign_count=made.counter
    )


def shown_key(place: Place, challenge: bytes, answer: str, known: Sequence[bytes]) -> Key:
    """The passkey of those that are ``known`` that has signed; raises ``NoAnswerError``."""
    from fido2.webauthn import AuthenticationResponse

    try:
        response = AuthenticationResponse.from_dict(_read(answer))
        _check_frame(response.response.client_data)
        found = _server(place).authenticate_complete(
            _state(challenge), _credentials(known), response
        )
        count = response.response.authenticator_data.counter
    except Exception as error:  # what a stranger sends fails in many ways
        raise NoAnswerError(str(error)) from error
    return Key(passkey=passkey_of(found.credential_id), credential=bytes(found), sign_count=count)


def _check_frame(said: CollectedClientData) -> None:
    if said.cross_origin:
        raise NoAnswerError("A page of another site has asked.")


def passkey_of(credential_id: bytes) -> str:
    """The hash under which a passkey is kept."""
    return hashlib.sha256(credential_id).hexdigest()


_DISCOURAGED: Any = "discouraged"


def _server(place: Place, shop: str = "") -> Fido2Server:
    from fido2.server import Fido2Server
    from fido2.webauthn import (
        PublicKeyCredentialParameters,
        PublicKeyCredentialRpEntity,
        PublicKeyCredentialType,
    )

    kind = PublicKeyCredentialType.PUBLIC_KEY
    server = Fido2Server(
        PublicKeyCredentialRpEntity(name=shop or place.rp_id, id=place.rp_id),
        verify_origin=lambda origin: origin == place.origin,
    )
    server.timeout = CEREMONY_MS  # type: ignore[assignment]  # meant for a number, says nothing
    server.allowed_algorithms = [
        PublicKeyCredentialParameters(type=kind, alg=number) for number in ALGORITHMS
    ]
    return server


def _credentials(known: Sequence[bytes]) -> list[Any]:
    from fido2.webauthn import AttestedCredentialData

    return [AttestedCredentialData(each) for each in known]


def _state(challenge: bytes) -> dict[str, Any]:
    from fido2.utils import websafe_encode

    return {"challenge": websafe_encode(challenge), "user_verification": _DISCOURAGED}


def _read(answer: str) -> dict[str, Any]:
    return msgspec.json.decode(answer, type=dict[str, Any])
