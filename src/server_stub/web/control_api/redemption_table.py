"""The command line's routes for the redemption service."""

from __future__ import annotations

from typing import Final

from card_contract.messages import Done
from server_stub.web.control_api import apps, codes
from server_stub.web.control_api.messages import OfApp
from server_stub.web.control_api.redemption_messages import (
    AddOne,
    Apps,
    AppSwitch,
    CodeShown,
    CodesOfJob,
    CodesShown,
    FindCode,
    InvalidateOne,
    JobBegun,
    JobShown,
    JobsShown,
    Left,
    NewApp,
    NewCodes,
    NewPersonal,
    NewScript,
    NewShared,
    OfCode,
    OfJob,
    OfScript,
    OfServer,
    OutcomeAnswer,
    Recovery,
    ScriptsListed,
    SecretAnswer,
    Servers,
    Switch,
)
from server_stub.web.route import Authority, Endpoint, Route


def _route(
    name: str, summary: str, endpoint: Endpoint, request: type[OfApp], answer: type
) -> Route:
    return Route(
        method="POST",
        path=f"/control/{name}",
        name=f"control_{name.replace('-', '_')}",
        summary=summary,
        endpoint=endpoint,
        authority=Authority.KEYS,
        request=request,
        answer=answer,
    )


REDEMPTION_CONTROL_ROUTES: Final[tuple[Route, ...]] = (
    _route("apps", "All apps.", apps.apps, OfApp, Apps),
    _route("add-app", "Make an app.", apps.add_app, NewApp, SecretAnswer),
    _route("rotate-app", "Replace an app's secret.", apps.rotate_app_secret, OfApp, SecretAnswer),
    _route("revoke-app", "Take an app's secret away.", apps.revoke_app_secret, OfApp, Done),
    _route("switch-app", "Disable or enable an app.", apps.switch_app, AppSwitch, Done),
    _route("servers", "All servers.", apps.servers, OfApp, Servers),
    _route("add-server", "Let a server in.", apps.add_server, OfServer, SecretAnswer),
    _route(
        "rotate-server",
        "Replace a server's secret.",
        apps.rotate_server_secret,
        OfServer,
        SecretAnswer,
    ),
    _route("revoke-server", "Shut a server out.", apps.revoke_server, OfServer, Done),
    _route("scripts", "All webhooks.", apps.scripts, OfApp, ScriptsListed),
    _route("add-script", "Register a webhook.", apps.register_script, NewScript, SecretAnswer),
    _route("shut-script", "Call a webhook no more.", apps.shut_script, OfScript, Done),
    _route("add-personal", "Make a campaign.", apps.add_personal, NewPersonal, Done),
    _route("add-shared", "Make a shared campaign.", apps.add_shared, NewShared, OutcomeAnswer),
    _route("switch-campaign", "Disable or enable.", apps.switch_campaign, Switch, Done),
    _route("add-code", "Add a code.", codes.add_code, AddOne, OutcomeAnswer),
    _route("activate-code", "Activate a code.", codes.activate_code, OfCode, OutcomeAnswer),
    _route(
        "invalidate-code", "Invalidate a code.", codes.invalidate_code, InvalidateOne, OutcomeAnswer
    ),
    _route("find-code", "Look a code up.", codes.find_code, FindCode, CodeShown),
    _route("recover", "Recover a failed redemption.", codes.recover, Recovery, OutcomeAnswer),
    _route("begin-codes", "Begin to make codes.", codes.begin_codes, NewCodes, JobBegun),
    _route("jobs", "The newest jobs.", codes.jobs, OfApp, JobsShown),
    _route("advance-job", "Do a piece of a job.", codes.advance_job, OfJob, JobShown),
    _route("cancel-job", "Call a job off.", codes.cancel_job, OfJob, JobShown),
    _route("begin-rotation", "Begin to seal anew.", codes.begin_rotation, OfApp, JobShown),
    _route("advance-rotation", "Do a piece of it.", codes.advance_rotation, OfJob, JobShown),
    _route("left-to-rotate", "What old keys hold.", codes.left_to_rotate, OfApp, Left),
    _route("codes-of-job", "Give a job's codes.", codes.codes_of_job, CodesOfJob, CodesShown),
)
