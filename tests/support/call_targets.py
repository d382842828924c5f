"""Where to send a call that is only to be refused or to find nothing, whichever route it is."""

from __future__ import annotations

from server_stub.web.route import Route

SUBJECTS = {
    "sale_id": "T01.1.000001.00000000000000000000000000",
    "void_id": "V-T01.1.000001.00000000000000000000000000",
    "till_id": "T77",
    "artwork": "none-such",
    "case_id": "refund-due:T01.1.000001.00000000000000000000000000:1",
    "operator_id": "nobody",
    "new_operator_id": f"O-{0:026d}",
    "card_id": "77777",
    "recall_id": "77",
    "request_id": f"R-{0:026d}",
    "list_id": f"L-{0:026d}",
    "move_id": f"K-{0:026d}",
    "run_id": f"Q-{0:026d}",
    "report_id": f"J-{0:026d}",
    "proof_id": f"F-{0:026d}",
    "batch": "77777",
    "campaign": "none-such",
    "studio_request": f"S-{0:026d}",
}


def target_of(route: Route) -> str:
    path = route.path
    for name, value in SUBJECTS.items():
        path = path.replace("{" + name + "}", value)
    assert "{" not in path
    return path
