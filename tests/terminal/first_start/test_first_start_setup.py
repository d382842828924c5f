"""The real acts against a real server process: a shop of one's own, and joining over TLS."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import apsw
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from card_contract.messages import Health
from pos_terminal.embedded_server import SERVER_COMMAND
from pos_terminal.first_start.model import (
    Administrator,
    Failed,
    Home,
    RecoverySheet,
    ServerSeen,
    ShopDetails,
)
from pos_terminal.first_start.setup import RealSetup, sheet_lines
from pos_terminal.first_start.unfinished import Unfinished
from pos_terminal.gateway.answers import NoAnswerError, Refused, Unreachable
from pos_terminal.gateway.gateway import ask_health
from pos_terminal.gateway.wire import ServerAddress, Wire
from pos_terminal.identity import IdentityFile, SystemVault
from pos_terminal.words import Message
from server_stub.shop_folder.tls import make_certificates
from support.command_line import CommandLine, run_here

SHOP = ShopDetails(
    shop_name="Harbour",
    store_name="Street 12",
    street="Kai 12",
    city="Hamburg",
    legal="VAT DE123456789",
    currency="CHF",
)
ADMINISTRATOR = Administrator(name="Ada Berg", pin="135724")


@pytest.fixture
def identity(tmp_path: Path) -> IdentityFile:
    data = tmp_path / "till"
    data.mkdir()
    return IdentityFile(
        data, SystemVault(key_folder=tmp_path / "keys", data_folder=data, keyring=None)
    )


def test_a_shop_is_made_enrolled_and_its_keys_are_on_the_sheet(
    tmp_path: Path, identity: IdentityFile
) -> None:
    setup = setup_in(tmp_path, identity)
    sheet = made_by(setup)
    assert len(sheet.lines) >= 8
    assert all(len(group) == 4 for line in sheet.lines for group in line.groups)
    known = identity.load().identity
    assert known is not None
    assert not known.demo
    assert identity.key_of(known).startswith(b"-----BEGIN PRIVATE KEY-----")
    # The sheet is owed until it was asked back, whoever starts the till meanwhile.
    assert unfinished_in(tmp_path).sheet_owed == "Harbour"
    again = setup_in(tmp_path, identity)
    assert asyncio.run(again.read_sheet()) == (Home.OWN_SERVER, sheet)
    commands = again.next_commands()
    again.sheet_kept()
    assert unfinished_in(tmp_path).sheet_owed is None
    for command, heard in zip(commands, ("271828\n", "", ""), strict=True):
        _, *words = shlex.split(command)
        done = run_here(*words, stdin=heard)
        assert done.exit_code == 0, (command, done.output)
    shop = CommandLine(tmp_path / "server")
    (product,) = shop.rows("campaign", "list")
    assert (product["campaign"], product["currency"], product["made"]) == ("gift-25", "CHF", "100")
    assert "Mia Kern" in shop.says("operator", "list")


def test_the_text_for_the_foot_of_receipts_reaches_the_shop(
    tmp_path: Path, identity: IdentityFile
) -> None:
    made_by(setup_in(tmp_path, identity))
    connection = apsw.Connection(str(tmp_path / "server" / "redemption.db"))
    try:
        ((legal,),) = connection.execute("SELECT json(receipt_legal) FROM stores")
    finally:
        connection.close()
    assert json.loads(legal) == ["VAT DE123456789"]


def test_a_shop_with_a_till_is_never_made_anew(tmp_path: Path, identity: IdentityFile) -> None:
    setup = setup_in(tmp_path, identity)
    made_by(setup)
    again = asyncio.run(setup.make_shop(SHOP, ADMINISTRATOR))
    assert isinstance(again, Failed)
    assert again.why.id == "setup_failed"
    assert (tmp_path / "server" / "redemption.db").exists()


def test_a_set_up_that_was_killed_before_the_till_belonged_to_the_shop_begins_anew(
    tmp_path: Path, identity: IdentityFile, template: Path
) -> None:
    killed = setup_in(tmp_path, identity, only_init(tmp_path))
    assert isinstance(asyncio.run(killed.make_shop(SHOP, ADMINISTRATOR)), Failed)
    # Killed a moment earlier, it would have left this:
    unfinished_in(tmp_path).begin("Harbour", "EUR")
    shutil.copytree(template, tmp_path / "server")
    assert unfinished_in(tmp_path).sheet_owed is None
    made_by(setup_in(tmp_path, identity))
    assert len(list(tmp_path.glob("server.kept-*"))) == 2


def test_a_set_up_that_failed_can_be_tried_again_at_once(
    tmp_path: Path, identity: IdentityFile
) -> None:
    failed = asyncio.run(
        setup_in(tmp_path, identity, only_init(tmp_path)).make_shop(SHOP, ADMINISTRATOR)
    )
    assert isinstance(failed, Failed)
    assert "cannot listen" in str(failed.why.values["details"])
    assert not (tmp_path / "server").exists()
    made_by(setup_in(tmp_path, identity))


def test_a_till_whose_answer_was_lost_is_let_in_with_the_same_code(
    tmp_path: Path, identity: IdentityFile, tls_server: tuple[str, Path, str]
) -> None:
    url, folder, _ = tls_server
    setup = setup_in(tmp_path, identity)
    seen = asyncio.run(setup.find_server(url))
    assert isinstance(seen, ServerSeen)
    code = enrolment_code(folder, "Till 3")
    in_the_way = tmp_path / "till" / "identity.json"
    in_the_way.mkdir()
    failed = asyncio.run(setup.join(seen, code))
    assert isinstance(failed, Failed)
    assert failed.why.id == "not_kept"
    in_the_way.rmdir()
    assert asyncio.run(setup.join(seen, code)) is Home.OTHER_SERVER
    assert CommandLine(folder).says("till", "list").count("Till 3") == 1


def made_by(setup: RealSetup) -> RecoverySheet:
    made = asyncio.run(setup.make_shop(SHOP, ADMINISTRATOR))
    assert not isinstance(made, Failed), made
    home, sheet = made
    assert home is Home.OWN_SERVER
    return sheet


def only_init(tmp_path: Path) -> list[str]:
    """A server's command that makes shops and cannot serve them."""
    script = tmp_path / "only_init.py"
    script.write_text(
        "import sys\nfrom server_stub.cli import main\n"
        "sys.exit('cannot listen') if 'serve' in sys.argv else main()\n"
    )
    return [sys.executable, str(script)]


def enrolment_code(folder: Path, name: str) -> str:
    return CommandLine(folder).says("enrol-code", "--name", name)


def setup_in(
    tmp_path: Path, identity: IdentityFile, command: Sequence[str] = SERVER_COMMAND
) -> RealSetup:
    return RealSetup(
        tmp_path / "server",
        identity,
        unfinished_in(tmp_path),
        demo_data=tmp_path / "demo",
        command=command,
    )


def unfinished_in(tmp_path: Path) -> Unfinished:
    return Unfinished(tmp_path / "till", tmp_path / "server")


@pytest.fixture(scope="module")
def tls_server(
    template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path, str]]:
    folder = shutil.copytree(template, tmp_path_factory.mktemp("tls-server") / "shop")
    with serving(folder, folder / "tls-server.pem", folder / "tls-server.key") as (url, said):
        yield url, folder, said


@contextmanager
def serving(folder: Path, certificate: Path, key: Path) -> Iterator[tuple[str, str]]:
    """A server at every address of this computer; its URL at one, and what it says under it."""
    child = subprocess.Popen(
        [*SERVER_COMMAND, "serve", "--data", folder, "--host", "0.0.0.0",  # noqa: S104
         "--tls-cert", certificate, "--tls-key", key],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    with child:
        assert child.stdout is not None
        found = re.search(rb"listening on (https://\S+)", child.stdout.readline())
        assert found
        url = found[1].decode().replace("0.0.0.0", "127.0.0.1")  # noqa: S104
        yield url, child.stdout.readline().decode()
        child.terminate()


def test_a_private_server_is_found_with_its_fingerprint_and_joined(
    tmp_path: Path, identity: IdentityFile, tls_server: tuple[str, Path, str]
) -> None:
    url, folder, said = tls_server
    setup = setup_in(tmp_path, identity)
    seen = asyncio.run(setup.find_server(url))
    assert isinstance(seen, ServerSeen)
    assert re.fullmatch(r"([0-9A-F]{2}:){31}[0-9A-F]{2}", seen.fingerprint or "")
    # What ``serve`` prints is what is compared, sign by sign.
    assert said.split()[-1] == seen.fingerprint
    code = enrolment_code(folder, "Till 2")
    assert asyncio.run(setup.join(seen, "WRONG-CODE")) == Failed(Message("code_refused"))
    assert identity.load().identity is None
    assert asyncio.run(setup.join(seen, code)) is Home.OTHER_SERVER
    known = identity.load().identity
    assert known is not None
    assert known.till_name == "Till 2"
    assert (known.ca_pem or "").startswith("-----BEGIN CERTIFICATE-----")


def test_a_private_server_is_joined_at_an_address_that_its_certificate_does_not_name(
    tmp_path: Path, identity: IdentityFile, tls_server: tuple[str, Path, str]
) -> None:
    url, folder, said = tls_server
    elsewhere = url.replace("127.0.0.1", "127.0.0.2")
    setup = setup_in(tmp_path, identity)
    seen = asyncio.run(setup.find_server(elsewhere))
    assert isinstance(seen, ServerSeen)
    assert said.split()[-1] == seen.fingerprint
    code = enrolment_code(folder, "Till 3")
    assert asyncio.run(setup.join(seen, code)) is Home.OTHER_SERVER
    known = identity.load().identity
    assert known is not None
    assert known.server_url == elsewhere


def test_whoever_pins_the_authority_still_looks_at_the_name(
    tls_server: tuple[str, Path, str],
) -> None:
    url, folder, _ = tls_server
    authority = folder / "tls-ca.pem"
    assert isinstance(asyncio.run(health(url, authority)), Health)
    with pytest.raises(Unreachable, match="IP address mismatch"):
        asyncio.run(health(url.replace("127.0.0.1", "127.0.0.2"), authority))


def test_a_pinned_certificate_is_the_only_one_believed(
    tmp_path: Path, tls_server: tuple[str, Path, str]
) -> None:
    url, _, _ = tls_server
    with pytest.raises(Unreachable):
        asyncio.run(health(url, make_certificates(tmp_path).certificate))


def test_a_certificate_that_names_another_address_is_told_as_such(
    tmp_path: Path, identity: IdentityFile, template: Path
) -> None:
    # One that signs for itself is an authority, too: its names are looked at.
    own = shutil.copytree(template, tmp_path / "shop")
    key = tmp_path / "own.key"
    signed = signing_itself("shop.example", key)
    with serving(own, signed, key) as (url, _):
        found = asyncio.run(setup_in(tmp_path, identity).find_server(url))
    assert found == Failed(Message("other_name"))


async def health(url: str, ca_file: Path) -> Health | Refused:
    wire = Wire(ServerAddress(url=url, ca_file=ca_file))
    try:
        return await ask_health(wire)
    finally:
        await wire.close()


def signing_itself(name: str, key_file: Path) -> Path:
    """The certificate that ``openssl req -x509`` makes."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    key_file.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    file = key_file.with_suffix(".pem")
    file.write_bytes(certificate.public_bytes(pem))
    return file


def test_plain_http_to_another_machine_is_refused(tmp_path: Path, identity: IdentityFile) -> None:
    setup = setup_in(tmp_path, identity)
    found = asyncio.run(setup.find_server("http://192.0.2.1:80"))
    assert found == Failed(Message("needs_https"))


def test_a_silent_address_is_no_answer(tmp_path: Path, identity: IdentityFile) -> None:
    setup = setup_in(tmp_path, identity)
    with pytest.raises(NoAnswerError):
        asyncio.run(setup.find_server("https://127.0.0.1:1"))


def test_a_server_command_that_fails_says_its_own_words(
    tmp_path: Path, identity: IdentityFile
) -> None:
    words = "import sys; sys.exit('no room on the disk')"
    setup = setup_in(tmp_path, identity, [sys.executable, "-c", words])
    made = asyncio.run(setup.make_shop(SHOP, ADMINISTRATOR))
    assert made == Failed(Message("setup_failed", {"details": "no room on the disk"}))
    assert isinstance(asyncio.run(setup.make_demo()), Failed)


def test_rows_of_the_sheet_are_read_and_other_lines_passed_over() -> None:
    lines = sheet_lines("s1: AAAA BBBB\n\nwhatever\nf: CCCC\n")
    assert [(line.key, line.groups) for line in lines] == [
        ("s1", ("AAAA", "BBBB")),
        ("f", ("CCCC",)),
    ]
