"""The SQL of requests to redeem, of figures and of customers, as the portal shows them.

Only what SQLite and PostgreSQL both understand. Values stand as ``?`` in the order of the comment.
"""

from __future__ import annotations

from typing import Final

_REQUEST: Final = """
    r.at, r.request, r.profile_id, r.profile_name, r.campaign, coalesce(k.title, r.campaign),
    r.last_four, r.redemption_id, r.outcome
"""

# App, before (ms, request), since (ms); campaign, last four, customer (id, name), each with ""
# before it for all; outcomes as a JSON array, limit. Newest first.
REQUESTS: Final = f"""
    SELECT {_REQUEST} FROM redemption_requests r
    LEFT JOIN campaigns k ON k.app_id = r.app_id AND k.campaign = r.campaign
    WHERE r.app_id = ? AND (r.at, r.request) < (?, ?) AND r.at >= ?
        AND ? IN ('', r.campaign) AND ? IN ('', r.last_four)
        AND ? IN ('', r.profile_id, r.profile_name)
        AND r.outcome IN (SELECT value FROM json_each(?))
    ORDER BY r.at DESC, r.request DESC LIMIT ?
"""  # noqa: S608 - no value is pasted in

# App, customer, limit. The places are laid down first: SQLite would walk back through all requests.
REQUESTS_OF_PROFILE: Final = f"""
    WITH own AS MATERIALIZED (
        SELECT app_id, at, request FROM redemption_requests
        WHERE app_id = ? AND profile_id = ? ORDER BY at DESC, request DESC LIMIT ?)
    SELECT {_REQUEST} FROM own
    JOIN redemption_requests r
        ON r.app_id = own.app_id AND r.at = own.at AND r.request = own.request
    LEFT JOIN campaigns k ON k.app_id = r.app_id AND k.campaign = r.campaign
    ORDER BY own.at DESC, own.request DESC
"""  # noqa: S608 - no value is pasted in

# App, campaign, from and before (ms).
OUTCOMES: Final = """
    SELECT outcome, count(*) FROM redemption_requests
    WHERE app_id = ? AND campaign = ? AND at >= ? AND at < ? GROUP BY outcome
"""

# App.
OLDEST_REQUEST: Final = """
    SELECT at FROM redemption_requests WHERE app_id = ? ORDER BY at LIMIT 1
"""

# App, number: the moment of the first that is more than so many.
REQUEST_BEYOND: Final = """
    SELECT at FROM redemption_requests WHERE app_id = ? ORDER BY at DESC LIMIT 1 OFFSET ?
"""
