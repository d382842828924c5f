"""A private certificate authority for shops that have none: made by ``init``, pinned by tills.

The authority's key signs one server certificate and is then thrown away: nobody can make a second
one, and a lost server certificate means a new authority, which tills learn when they are enrolled.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import socket
import ssl
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from server_stub.shop_folder.data_folder import TLS_AUTHORITY_FILE
from server_stub.shop_folder.secret_files import write_secret

CERTIFICATE_FILE: Final = "tls-server.pem"
KEY_FILE: Final = "tls-server.key"
# Ten years: whoever lets a private certificate expire stops every till of the shop at once.
_VALID_DAYS: Final = 3650


@dataclass(frozen=True, slots=True)
class TlsFiles:
    authority: Path
    certificate: Path
    key: Path


def make_certificates(folder: Path, *, names: tuple[str, ...] = ()) -> TlsFiles:
    """Write an authority's certificate and a server certificate for this machine to ``folder``.

    ``names`` are further host names or addresses under which tills will reach the server.
    """
    now = dt.datetime.now(dt.UTC)
    authority_key = ec.generate_private_key(ec.SECP256R1())
    server_key = ec.generate_private_key(ec.SECP256R1())
    authority_name = _name("Redemption server's private authority")
    authority = (
        _certificate(authority_name, authority_name, authority_key.public_key(), now)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(signs_certificates=True), critical=True)
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(authority_key.public_key()), critical=False
        )
        .sign(authority_key, hashes.SHA256())
    )
    server = (
        _certificate(_name("Redemption server"), authority_name, server_key.public_key(), now)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(_alternative_names(names)), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()),
            critical=False,
        )
        .sign(authority_key, hashes.SHA256())
    )
    files = TlsFiles(folder / TLS_AUTHORITY_FILE, folder / CERTIFICATE_FILE, folder / KEY_FILE)
    pem = serialization.Encoding.PEM
    files.authority.write_bytes(authority.public_bytes(pem))
    files.certificate.write_bytes(server.public_bytes(pem))
    write_secret(
        files.key,
        server_key.private_bytes(
            pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
    )
    return files


def renew_certificates(folder: Path, *, names: tuple[str, ...] = ()) -> TlsFiles:
    """Make certificates and a key in place of those that a folder has."""
    with tempfile.TemporaryDirectory(prefix=".tls-", dir=folder) as draft:
        made = make_certificates(Path(draft), names=names)
        new = (made.authority, made.certificate, made.key)
        return TlsFiles(*(file.replace(folder / file.name) for file in new))


@dataclass(frozen=True, slots=True)
class Described:
    """What a certificate says."""

    fingerprint: str
    names: tuple[str, ...]
    valid_until: dt.datetime


class TlsFileError(ValueError):
    """A file with a certificate or a key cannot be used; the message says which and why."""


def described(certificate: Path) -> Described:
    """What the first certificate of a PEM file says; ``TlsFileError`` where there is none."""
    first = _first(certificate)
    try:
        named = first.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        names: tuple[str, ...] = ()
    else:
        names = tuple(str(name.value) for name in named)
    return Described(fingerprint_of(certificate), names, first.not_valid_after_utc)


def fingerprint_of(certificate: Path) -> str:
    """SHA-256 over the first certificate of a PEM file, in pairs: what a till that joins shows."""
    return _first(certificate).fingerprint(hashes.SHA256()).hex(":").upper()


def pair_of(certificate: Path, key: Path) -> Described:
    """What the certificate says, once a server can show it; ``TlsFileError`` where none can.

    The TLS library tries both: it alone knows what it takes.
    """
    said = described(certificate)
    _ = key.read_bytes()  # the library does not say which of the two is not there

    def no_pass_phrase() -> str:
        raise TlsFileError(
            f"The key in {key} wants a pass phrase, and nobody is there to type it when a server"
            " starts. Write it without one (openssl pkey -in OLD -out NEW), for the server's"
            " account alone to read."
        )

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, no_pass_phrase)
    except ssl.SSLError as error:
        if error.reason == "KEY_VALUES_MISMATCH":
            raise TlsFileError(
                f"The key in {key} is not that of the certificate in {certificate}."
            ) from error
        raise TlsFileError(
            f"There is no key in {key} that can be used with the certificate in {certificate}."
        ) from error
    return said


def check_own(folder: Path) -> None:
    """Refuse a folder in which the certificates that ``init`` made, or their key, are no more."""
    described(folder / TLS_AUTHORITY_FILE)
    pair_of(folder / CERTIFICATE_FILE, folder / KEY_FILE)


def _first(certificate: Path) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificate(certificate.read_bytes())
    except ValueError as error:
        raise TlsFileError(f"There is no certificate in {certificate}.") from error


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: dt.datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=_VALID_DAYS))
    )


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _key_usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _alternative_names(names: tuple[str, ...]) -> list[x509.GeneralName]:
    wanted = dict.fromkeys(("localhost", "127.0.0.1", "::1", socket.gethostname(), *names))
    found: list[x509.GeneralName] = []
    for name in wanted:
        try:
            found.append(x509.IPAddress(ipaddress.ip_address(name)))
        except ValueError:
            found.append(x509.DNSName(name))
    return found
