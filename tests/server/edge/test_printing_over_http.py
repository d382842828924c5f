"""Printing over HTTP, on a real server: a run is opened, given out, reported on, and ended."""

from __future__ import annotations

from support.server_process import ServerProcess
from support.till_client import TillClient
from support.tills import Tills

RUN = f"/v1/print-runs/Q-{1:026d}"


def test_a_run_is_printed_with_a_jam_and_its_codes_are_never_cached(studio: TillClient) -> None:
    asked = {"batch": 1, "cards": {"first": 1, "last": 4}, "reason": "winter cards"}
    opened = studio.post(RUN, asked)
    assert opened.status_code == 200, opened.text
    given = studio.post(f"{RUN}/give", {"cards": {"first": 1, "last": 4}})
    assert given.headers["cache-control"] == "no-store"
    assert len({card["code"] for card in given.json()["cards"]}) == 4
    told = {
        "run_id": RUN.rpartition("/")[2],
        "printed": [{"first": 1, "last": 2}],
        "spoiled": [{"first": 3, "last": 4}],
    }
    report = f"/v1/print-reports/J-{1:026d}"
    first, again = studio.post(report, told).json(), studio.post(report, told).json()
    assert len(first["replacements"]) == 2
    assert again == {**first, "replayed": True}
    touched = studio.get(f"{RUN}/cards").json()
    assert [card["state"] for card in touched["cards"]].count("spoiled") == 2
    ended = studio.send("POST", f"{RUN}/end")
    assert ended.json()["state"] == "ended"
    figures = ended.json()
    assert (figures["printed"], figures["waiting"]) == (2, 2)
    detail = studio.get("/v1/batches/1").json()
    assert detail["figures"]["printed"] == 2
    kinds = [entry["kind"] for entry in detail["history"]]
    assert kinds[:2] == ["print-run.ended", "print-run.opened"]
    assert kinds[-1] == "batch.opened"
    listed = studio.get("/v1/print-runs").json()["runs"]
    assert listed[0]["run_id"] == told["run_id"]
    stands = studio.get("/v1/batches/1/print").json()
    assert (stands["printed"], stands["spoiled"], stands["replacing"]) == (2, 2, 2)
    assert stands["first_new"] == first["replacements"][0]["sequence"]
    assert studio.get("/v1/batches/999/print").json()["code"] == "BATCH_UNKNOWN"
    over = studio.post(f"{RUN}/give", {"cards": {"first": 5, "last": 6}})
    assert (over.status_code, over.json()["code"]) == (409, "RUN_ENDED")


def test_no_manager_and_no_clerk_opens_codes(server: ServerProcess, tills: Tills) -> None:
    for person in (("anna", "333333"), ("mia", "111111")):
        till = tills.enrolled(server, *person)
        assert till.get("/v1/print-runs").json()["code"] == "NOT_ALLOWED"
