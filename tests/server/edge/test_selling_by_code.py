"""Cards whose barcode is the code, on a real server: made as a list, sold by scanning the code."""

from __future__ import annotations

from pathlib import Path

from support.server_process import ServerProcess, run_command
from support.tills import Tills

PRICE = 1500


def test_a_card_whose_barcode_is_the_code_is_sold_by_it_and_the_code_is_kept_nowhere(
    own_server: ServerProcess, tills: Tills, tmp_path: Path
) -> None:
    studio = tills.enrolled(own_server, "sam", "444444")
    settings = {
        "title": "Simple card", "price_minor": PRICE, "currency": "EUR", "barcode_is_code": True,
    }  # fmt: skip
    saved = studio.post(
        f"/v1/campaign-requests/S-{1:026d}", {"campaign": "simple", "settings": settings}
    )
    assert saved.json()["faults"] == [], saved.text
    wanted = {"campaign": "simple", "quantity": 2, "cards_per_pack": 2, "packs_per_carton": 1}
    for number, dry_run in ((2, True), (3, False)):
        batch = studio.post(f"/v1/batch-requests/S-{number:026d}", {**wanted, "dry_run": dry_run})
        assert batch.json()["faults"] == ["CAMPAIGN_WITHOUT_NUMBERS"]
    at = ("--data", str(own_server.data))
    job = run_command("code", "generate", "simple", "--quantity", "2", *at).stdout.strip()
    listing = tmp_path / "codes.txt"
    who = ("--operator", "sam", "--reason", "printed by ourselves", "--out", str(listing))
    assert run_command("code", "list", job, *who, *at).returncode == 0
    code, other = listing.read_text().split()
    till = tills.demo(own_server, "mia", "111111")
    assert till.get("/v1/shop").json()["sells_codes"] is True
    card = till.look_up(code).json()
    assert (card["number"], card["last_four"], card["refusal"]) == (None, code[-4:], None)
    sale = till.new_sale_id()
    held = till.reserve(sale, [card])
    sold = till.confirm(sale, PRICE)
    assert [line["activated"] for line in sold.json()["lines"]] == [True]
    again = till.look_up(code)
    assert again.json()["refusal"] is not None
    assert till.look_up(other).json()["refusal"] is None
    for answer in (held, sold, again):
        assert code not in answer.text
    own_server.stop()
    kept = [own_server.log, *(file for file in own_server.data.rglob("*") if file.is_file())]
    assert not [file for file in kept if code.encode() in file.read_bytes()]
