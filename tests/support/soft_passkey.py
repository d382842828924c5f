"""A passkey without a browser: makes keys and signs as one does, or as one that cheats."""

from __future__ import annotations

import hashlib
import json
import os
import struct
from base64 import urlsafe_b64encode
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256

PRESENT, WITH_KEY = 0x01, 0x40


class SoftPasskey:
    """One key at one place. ``origin`` is where it believes its page to be."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.credential_id = os.urandom(32)
        self.count = 0
        self._key = ec.generate_private_key(ec.SECP256R1())

    def made(self, question: str, **lies: Any) -> str:
        """The answer to somebody who asks for a new passkey."""
        asked = json.loads(question)
        key_form: Any = ES256
        public = cbor.encode(key_form.from_cryptography_key(self._key.public_key()))
        size = struct.pack(">H", len(self.credential_id))
        key = bytes(16) + size + self.credential_id + public
        data = self._data(asked["rp"]["id"], PRESENT | WITH_KEY) + key
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        said = self._said("webauthn.create", asked, lies)
        return self._answer(clientDataJSON=said, attestationObject=attestation)

    def shown(self, question: str, *, count: int | None = None, **lies: Any) -> str:
        """The answer to somebody who asks for one that there is; counts on, unless told to lie."""
        asked = json.loads(question)
        self.count = self.count + 1 if count is None else count
        data = self._data(asked["rpId"], lies.pop("flags", PRESENT))
        said = self._said("webauthn.get", asked, lies)
        signed = self._key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        return self._answer(clientDataJSON=said, authenticatorData=data, signature=signed)

    def _data(self, rp_id: str, flags: int) -> bytes:
        return hashlib.sha256(rp_id.encode()).digest() + struct.pack(">BI", flags, self.count)

    def _said(self, act: str, asked: dict[str, Any], lies: dict[str, Any]) -> bytes:
        facts = {"type": act, "challenge": asked["challenge"], "origin": self.origin}
        return json.dumps({**facts, "crossOrigin": False, **lies}).encode()

    def _answer(self, **response: bytes) -> str:
        own = _text(self.credential_id)
        texts = {name: _text(value) for name, value in response.items()}
        return json.dumps({"id": own, "rawId": own, "type": "public-key", "response": texts})


def _text(value: bytes) -> str:
    return urlsafe_b64encode(value).decode().rstrip("=")
