"""TLS with the shop's own authority, and logs that hold no secret."""

from __future__ import annotations

import hashlib
import json
import re
import ssl
from pathlib import Path

import httpx
import pytest

from server_stub.web.serving import Listening, PlainHttpError
from support.server_process import ServerProcess, run_command
from support.till_client import TillClient
from support.tills import Tills


def test_a_till_that_pins_the_shops_authority_sells_over_tls(
    template: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    server = ServerProcess.of_demo(
        template,
        data,
        "--tls-cert",
        str(data / "tls-server.pem"),
        "--tls-key",
        str(data / "tls-server.key"),
    )
    with server:
        assert server.url.startswith("https://127.0.0.1:")
        # What a till that joins shows is on the server's own screen to be compared.
        shown = ssl.PEM_cert_to_DER_cert((data / "tls-server.pem").read_text())
        said = f"certificate SHA-256 {hashlib.sha256(shown).digest().hex(':').upper()}"
        assert server.said.get(timeout=10).strip() == said
        pinned = ssl.create_default_context(cafile=str(data / "tls-ca.pem"))
        with TillClient.of_demo(server.url, server.demo, verify=pinned) as till:
            till.sign_in("mia", "111111")
            till.sell(server.demo["campaigns"][0]["sample_numbers"][0])
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{server.url}/healthz")
        # The command line trusts it too.
        listed = run_command("till", "list", "--data", str(data))
        assert "T01" in listed.stdout, listed.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.0.10", "example.org", "::"])  # noqa: S104 - nothing is bound
def test_plain_http_is_spoken_on_this_machine_only(
    template: Path, tmp_path: Path, host: str
) -> None:
    server = ServerProcess.of_demo(template, tmp_path / "data")
    done = run_command("serve", "--data", str(server.data), "--host", host)
    assert done.returncode == 1
    assert "--tls-cert" in done.stderr


def test_behind_a_proxy_the_portals_cookies_are_for_tls_alone_and_links_name_it(
    template: Path, tmp_path: Path, tills: Tills
) -> None:
    public = ("--public-url", "https://portal.example")
    with ServerProcess.of_demo(template, tmp_path / "data", *public) as server:
        assert server.url.startswith("http://127.0.0.1:")
        answer = httpx.get(f"{server.url}/portal/sign-in")
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-portal-visitor=")
        assert "; Secure" in cookie
        assert "max-age" in answer.headers["strict-transport-security"]
        done = run_command("operator", "portal-invite", "anna", "--data", str(server.data))
        assert done.stdout.startswith("https://portal.example/portal/invitation#")
        shop = tills.demo(server, "mia", "111111").get("/v1/shop").json()
        assert shop["redeem_page"] == f"https://portal.example/redeem/at/{shop['app_id']}"


@pytest.mark.parametrize("url", ["http://portal.example", "portal.example", "https://a.example/b"])
def test_browsers_find_the_portal_over_https_or_not_at_all(url: str) -> None:
    with pytest.raises(PlainHttpError, match="--public-url"):
        Listening(host="127.0.0.1", port=0, public_url=url).check()


CANARIES = {
    "pin": "987654321098",
    "code": "CANARY-CODEX-SECRE-TCODE-ABCDE",
    "enrolment": "CANARYENROLC",
    "path": "canary-in-the-path",
    "query": "canary-in-the-query",
    "field": "canary_as_a_field",
    "mac": "canarymac",
    "session": "canary-session",
    "note": "canary note of a clerk",
    "reference": "canary-reference",
}


def test_no_secret_that_comes_in_gets_into_a_log(own_server: ServerProcess, tills: Tills) -> None:
    till = tills.demo(own_server)
    till.sign_in("mia", CANARIES["pin"])
    till.approve("anna", CANARIES["pin"], "void", till.new_void_id(), sale_id=till.new_sale_id())
    till.sign_in("mia", "111111")
    till.look_up(CANARIES["code"])
    number = own_server.demo["campaigns"][0]["sample_numbers"][0]
    sale_id = till.sell(number)
    till.confirm(sale_id, 1, kind="reference", reference=CANARIES["reference"])
    till.void(till.new_void_id(), sale_id, note=CANARIES["note"])
    till.post("/v1/cards/look-up", {CANARIES["field"]: CANARIES["code"]})
    till.http.post("/v1/enrol", json={"code": CANARIES["enrolment"], "public_key": "A" * 43})
    till.http.get(f"/v1/{CANARIES['path']}?{CANARIES['query']}=1")
    till.get(f"/v1/sales?{CANARIES['query']}=1")
    till.get(f"/v1/sales?card={number}&day=1")
    till.http.get(
        "/v1/shop",
        headers={
            "X-Till-Session": CANARIES["session"],
            "X-Till-MAC": CANARIES["mac"],
            "X-Till-Time": "1",
        },
    )
    mac_key, key = till.mac_key.hex(), till.public_key()
    figures = till.http.get("/metrics").text
    own_server.stop()

    written = own_server.log_text() + figures
    secrets = [*CANARIES.values(), mac_key, key, till.operator, till.session, number]
    demo = own_server.demo
    secrets += [demo["app_secret"], demo["server_secret"]]
    assert [secret for secret in secrets if secret in written] == []
    assert not re.search(r"(?<![\w.])111111(?!\w)", written), "the PIN; figures may have its digits"
    lines = [json.loads(line) for line in own_server.log_text().splitlines()]
    assert {"listening", "request", "ended"} <= {line["event"] for line in lines}


def test_no_key_and_no_secret_of_the_demo_lies_in_the_database(template: Path) -> None:
    content = (template / "redemption.db").read_bytes()
    keys = json.loads((template / "keys.json").read_text())
    demo = json.loads((template / "demo.json").read_text())
    secrets = [demo["app_secret"], demo["server_secret"], keys["fingerprint"]]
    for ring in ("sealing", "hashing", "checkpoint"):
        secrets += keys[ring]["keys"].values()
    assert [secret for secret in secrets if secret.encode() in content] == []


def test_what_init_writes_is_its_owners_alone(template: Path) -> None:
    for path in template.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path.name
