"""Behind proxies: whose address a request counts for, and that nobody else is believed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server_stub.desks.password_brake import FROM_ONE_MAX
from server_stub.web.proxies import HOPS_MAX, Proxies, ProxyAddressError
from server_stub.web.serving import Listening
from support.customer_client import CustomerClient
from support.portal_client import FROM_HERE
from support.server_process import ServerProcess

PROXIES = Proxies.named(["127.0.0.1", "10.0.0.0/24", "2001:db8:1::/48"])


def client(peer: str, *forwarded: str, proxies: Proxies = PROXIES) -> str:
    headers = [(b"host", b"shop.example")]
    headers += [(b"x-forwarded-for", each.encode("latin-1")) for each in forwarded]
    return proxies.client_of(peer, headers)


@pytest.mark.parametrize(
    ("peer", "forwarded", "counted"),
    [
        ("127.0.0.1", ("192.0.2.7",), "192.0.2.7"),
        ("127.0.0.1", ("1.1.1.1, 192.0.2.7",), "192.0.2.7"),
        ("127.0.0.1", ("192.0.2.7, 10.0.0.5",), "192.0.2.7"),
        ("127.0.0.1", ("1.1.1.1, 192.0.2.7", "10.0.0.5"), "192.0.2.7"),
        ("127.0.0.1", ("2001:db8:2::9",), "2001:db8:2::9"),
        ("2001:db8:1::1", ("[2001:db8:2::9]:4711",), "2001:db8:2::9"),
        ("10.0.0.5", ("192.0.2.7:4711",), "192.0.2.7"),
        ("::ffff:10.0.0.5", ("::ffff:192.0.2.7",), "192.0.2.7"),
        ("127.0.0.1", (), "127.0.0.1"),
        ("127.0.0.1", ("",), "127.0.0.1"),
        ("127.0.0.1", ("192.0.2.7, unknown",), "127.0.0.1"),
        ("127.0.0.1", ("evil, 10.0.0.5",), "10.0.0.5"),
        ("127.0.0.1", ("10.0.0.5",), "10.0.0.5"),
        ("192.0.2.66", ("192.0.2.7",), "192.0.2.66"),
        ("10.0.1.5", ("192.0.2.7",), "10.0.1.5"),
        ("", ("192.0.2.7",), ""),
    ],
)
def test_the_last_address_that_is_no_proxys_counts(
    peer: str, forwarded: tuple[str, ...], counted: str
) -> None:
    assert client(peer, *forwarded) == counted


def test_where_no_proxy_was_named_nobody_is_believed() -> None:
    assert client("127.0.0.1", "192.0.2.7", proxies=Proxies()) == "127.0.0.1"


def test_no_more_than_so_many_proxies_are_followed() -> None:
    assert client("127.0.0.1", "192.0.2.7" + ", 10.0.0.5" * HOPS_MAX) == "10.0.0.5"
    assert client("127.0.0.1", "192.0.2.7" + ", 10.0.0.5" * (HOPS_MAX - 1)) == "192.0.2.7"


@given(st.text(alphabet=st.characters(max_codepoint=255)), st.ip_addresses())
def test_whatever_a_caller_writes_before_it_the_address_that_the_proxy_adds_counts(
    written: str, address: object
) -> None:
    if not PROXIES._is_one(str(address)):
        counted = client("127.0.0.1", f"{written}, {address}")
        assert counted == client("127.0.0.1", str(address))


@pytest.mark.parametrize("text", ["proxy.example", "10.0.0.0/33", "10.0.0.1/24", ""])
def test_what_is_no_address_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ProxyAddressError, match="--trusted-proxy takes an address"):
        Listening(host="127.0.0.1", port=0, trusted_proxies=(text,)).check()


@pytest.mark.sqlite_only
def test_customers_behind_a_trusted_proxy_are_told_apart(template: Path, tmp_path: Path) -> None:
    trusted = ("--trusted-proxy", "127.0.0.1", "--trusted-proxy", "10.0.0.0/24")
    with ServerProcess.of_demo(template, tmp_path / "data", *trusted) as server:
        customer = CustomerClient(server.url)
        customer.get("/redeem")

        def tried(way: str) -> int:
            form = {"form_token": customer.token, "name": "ann", "password": "wrong horse"}
            headers = {**FROM_HERE, "x-forwarded-for": way}
            answer = customer.http.post("/redeem/sign-in", data=form, headers=headers)
            return int(answer.status_code)

        ways = [f"10.9.9.{number}, 192.0.2.7, 10.0.0.5" for number in range(FROM_ONE_MAX + 2)]
        with ThreadPoolExecutor(len(ways)) as pool:
            assert sorted(pool.map(tried, ways)) == [403] * FROM_ONE_MAX + [429] * 2
        assert tried("192.0.2.7, 192.0.2.8, 10.0.0.5") == 403
        customer.close()
