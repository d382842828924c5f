"""A server's certificate: files that are of no use, its end that comes near, and a new one in use."""

from __future__ import annotations

import asyncio
import io
import json
import os
import shutil
import signal
import ssl
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client import CollectorRegistry

from server_stub.shop_folder.served_certificate import ServedCertificate
from server_stub.shop_folder.tls import fingerprint_of
from server_stub.upkeep.certificate_watch import CertificateWatch
from server_stub.web.observer import Observer, make_logger
from support.certificates import in_days, lock_key, make_pair
from support.core_shop import Clock
from support.patience import until
from support.server_process import ServerProcess, run_command

DAY_MS = 24 * 60 * 60 * 1_000


@pytest.fixture
def data(template: Path, tmp_path: Path) -> Path:
    """The folder of a shop of one's own."""
    return shutil.copytree(template, tmp_path / "data")


def served(data: Path, certificate: Path, key: Path) -> ServerProcess:
    return ServerProcess(data, "--tls-cert", str(certificate), "--tls-key", str(key))


def noted(server: ServerProcess, event: str) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in server.log_text().splitlines()]
    return [line for line in lines if line["event"] == event]


def health(server: ServerProcess, certificate: str) -> int:
    """Ask with trust in one certificate alone."""
    trust = ssl.create_default_context(cadata=certificate)
    return httpx.get(f"{server.url}/healthz", verify=trust).status_code


@pytest.mark.parametrize(
    ("ruin", "said"),
    [
        (lambda certificate, _: certificate.write_text(""), "There is no certificate in {0}."),
        (lambda certificate, _: certificate.write_text("x"), "There is no certificate in {0}."),
        (
            lambda certificate, _: certificate.write_text(
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
            ),
            "There is no certificate in {0}.",
        ),
        (lambda certificate, _: certificate.unlink(), "{0} cannot be used: No such file"),
        (lambda _, key: key.unlink(), "{1} cannot be used: No such file"),
        (lambda _, key: key.write_text(""), "There is no key in {1}"),
        (lambda _, key: lock_key(key), "The key in {1} wants a pass phrase"),
        (
            lambda _, key: make_pair(key.parent, ends=in_days(90), name="other")[1].replace(key),
            "The key in {1} is not that of the certificate in {0}.",
        ),
    ],
)  # fmt: skip
def test_a_certificate_or_key_of_no_use_is_named_in_one_sentence(
    data: Path, ruin: Any, said: str
) -> None:
    files = make_pair(data, ends=in_days(90))
    ruin(*files)
    done = run_command(
        "serve", "--data", str(data), "--tls-cert", str(files[0]), "--tls-key", str(files[1])
    )
    assert done.returncode == 1
    assert done.stderr.startswith(said.format(*files))
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(("days", "said"), [(29.5, "ends on"), (0.5, "ends on"), (-3, "ended on")])
def test_a_certificate_that_ends_soon_or_has_ended_is_told_at_the_start(
    data: Path, days: float, said: str
) -> None:
    ends = in_days(days)
    with served(data, *make_pair(data, ends=ends)) as server:
        until(lambda: bool(noted(server, "certificate-ends")))
        (told,) = noted(server, "certificate-ends")
        assert said in told["reason"]
        assert f"{ends:%Y-%m-%d}" in told["reason"]
        assert "Tills that joined by its fingerprint take no other" in told["reason"]
        assert "have to join anew: choose the time. Send SIGHUP" in told["reason"]
        assert told["level"] == "warning"


def test_a_certificate_that_lasts_is_not_worth_a_word_and_has_its_figure(data: Path) -> None:
    ends = in_days(31)
    certificate, key = make_pair(data, ends=ends)
    with served(data, certificate, key) as server:
        trust = ssl.create_default_context(cafile=str(certificate))
        figures = httpx.get(f"{server.url}/metrics", verify=trust).text
        assert noted(server, "certificate-ends") == []
    (line,) = [
        line for line in figures.splitlines() if line.startswith("redemption_certificate_ends")
    ]
    assert abs(float(line.split()[1]) - ends.timestamp()) <= 1


def test_a_renewed_certificate_is_shown_from_the_signal_on_and_nobody_is_cut_off(
    data: Path,
) -> None:
    certificate, key = make_pair(data, ends=in_days(3))
    before = certificate.read_text()
    with served(data, certificate, key) as server:
        trust = ssl.create_default_context(cadata=before)
        with httpx.Client(base_url=server.url, verify=trust) as connected:
            assert connected.get("/healthz").status_code == 200
            make_pair(data, ends=in_days(90))
            assert health(server, before) == 200, "not before it is told"
            os.kill(server.pid, signal.SIGHUP)
            until(lambda: bool(noted(server, "certificate-renewed")))
            assert health(server, certificate.read_text()) == 200
            with pytest.raises(httpx.ConnectError):
                health(server, before)
            assert connected.get("/healthz").status_code == 200
        os.kill(server.pid, signal.SIGHUP)  # once more, with nothing new
        until(lambda: len(noted(server, "certificate-renewed")) == 2)
        renewed, repeated = noted(server, "certificate-renewed")
        assert renewed["detail"] == repeated["detail"] == fingerprint_of(certificate)
        assert "have to join anew" in renewed["reason"]
        assert repeated["reason"] is None
        assert server.stop() == 0
    assert len(noted(server, "ended")) == 1


def test_a_renewal_that_is_of_no_use_is_said_and_the_certificate_in_use_stays(data: Path) -> None:
    certificate, key = make_pair(data, ends=in_days(90))
    before = certificate.read_text()
    with served(data, certificate, key) as server:
        key.write_text("half of it")
        for times in (1, 2):
            os.kill(server.pid, signal.SIGHUP)
            until(lambda times=times: len(noted(server, "certificate-not-renewed")) == times)
        assert str(key) in noted(server, "certificate-not-renewed")[0]["reason"]
        assert health(server, before) == 200
        assert server.stop() == 0


def test_without_a_certificate_a_hang_up_ends_the_server_in_order(data: Path) -> None:
    with ServerProcess(data) as server:
        os.kill(server.pid, signal.SIGHUP)
        assert server.wait() == 0
    assert len(noted(server, "ended")) == 1
    assert not (data / "running.json").exists()


def test_a_server_that_runs_on_tells_of_the_end_from_thirty_days_before(tmp_path: Path) -> None:
    written = io.StringIO()
    observer = Observer(make_logger(written), CollectorRegistry())
    shown = ServedCertificate(*make_pair(tmp_path, ends=in_days(365)))
    clock = Clock(now_ms=shown.ends_at - 31 * DAY_MS)
    watch = CertificateWatch(shown, now_ms=clock, log=observer)

    def told() -> list[str]:
        asyncio.run(watch.look())
        lines = written.getvalue().splitlines()
        written.truncate(0)
        written.seek(0)
        return [json.loads(line)["reason"] for line in lines]

    assert told() == []
    clock.now_ms += DAY_MS + 1
    assert "ends on" in told()[0]
    clock.now_ms += 28 * DAY_MS
    assert "ends on" in told()[0]
    clock.now_ms += 9 * DAY_MS
    assert "ended on" in told()[0]
    clock.now_ms -= 100 * DAY_MS  # the clock was wrong
    assert told() == []
