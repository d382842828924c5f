"""The command line's routes for the redemption service."""

from __future__ import annotations

from typing import Final

from card_contract.messages import Done
from server_stub.web.control_api import apps, codes
from server_stub.web.control_api.control_route import control
from server_stub.web.control_api.messages import OfApp, WasSo
from server_stub.web.control_api.redemption_messages import (
    AddOne,
    AppChanged,
    Apps,
    AppSettings,
    AppShown,
    AppSwitch,
    CodeActsSigned,
    CodeShown,
    CodesOfJob,
    CodesShown,
    FindCode,
    InformOne,
    InvalidateOne,
    JobBegun,
    JobShown,
    JobsShown,
    Left,
    NewApp,
    NewCodes,
    NewScript,
    OfCode,
    OfJob,
    OfServer,
    OutcomeAnswer,
    PrintRules,
    RecallSignedAbove,
    Recovery,
    ScriptAdded,
    ScriptsListed,
    SecretAnswer,
    Servers,
    ShutScript,
    StillNamed,
    Switch,
)
from server_stub.web.route import Route

REDEMPTION_CONTROL_ROUTES: Final[tuple[Route, ...]] = (
    control("apps", "All apps.", apps.apps, OfApp, Apps),
    control("add-app", "Make an app.", apps.add_app, NewApp, SecretAnswer),
    control("app", "One app.", apps.show_app, OfApp, AppShown),
    control("set-app", "Change an app's settings.", apps.set_app, AppSettings, AppChanged),
    control("rotate-app", "Replace an app's secret.", apps.rotate_app_secret, OfApp, SecretAnswer),
    control("revoke-app", "Take an app's secret away.", apps.revoke_app_secret, OfApp, Done),
    control("switch-app", "Disable or enable an app.", apps.switch_app, AppSwitch, WasSo),
    control(
        "recall-signed-above",
        "How many cards one manager recalls alone.",
        apps.set_recall_signed_above,
        RecallSignedAbove,
        WasSo,
    ),
    control(
        "code-acts-signed",
        "Whether what is done to one code takes two persons.",
        apps.set_code_acts_signed,
        CodeActsSigned,
        WasSo,
    ),
    control(
        "print-rules",
        "How many cards one person prints alone, how many are read back.",
        apps.set_print_rules,
        PrintRules,
        WasSo,
    ),
    control("servers", "All servers.", apps.servers, OfApp, Servers),
    control("add-server", "Let a server in.", apps.add_server, OfServer, SecretAnswer),
    control(
        "rotate-server",
        "Replace a server's secret.",
        apps.rotate_server_secret,
        OfServer,
        SecretAnswer,
    ),
    control("revoke-server", "Shut a server out.", apps.revoke_server, OfServer, WasSo),
    control("scripts", "All webhooks.", apps.scripts, OfApp, ScriptsListed),
    control("add-script", "Register a webhook.", apps.register_script, NewScript, ScriptAdded),
    control("shut-script", "Call a webhook no more.", apps.shut_script, ShutScript, StillNamed),
    control("switch-campaign", "Disable or enable.", apps.switch_campaign, Switch, WasSo),
    control("add-code", "Add a code.", codes.add_code, AddOne, OutcomeAnswer),
    control("activate-code", "Activate a code.", codes.activate_code, OfCode, OutcomeAnswer),
    control(
        "invalidate-code", "Invalidate a code.", codes.invalidate_code, InvalidateOne, OutcomeAnswer
    ),
    control("inform-code", "Replace a code's info.", codes.inform_code, InformOne, OutcomeAnswer),
    control("find-code", "Look a code up.", codes.find_code, FindCode, CodeShown),
    control("recover", "Recover a failed redemption.", codes.recover, Recovery, OutcomeAnswer),
    control("begin-codes", "Begin to make codes.", codes.begin_codes, NewCodes, JobBegun),
    control("jobs", "The newest jobs.", codes.jobs, OfApp, JobsShown),
    control("advance-job", "Do a piece of a job.", codes.advance_job, OfJob, JobShown),
    control("cancel-job", "Call a job off.", codes.cancel_job, OfJob, JobShown),
    control("begin-rotation", "Begin to seal anew.", codes.begin_rotation, OfApp, JobShown),
    control("advance-rotation", "Do a piece of it.", codes.advance_rotation, OfJob, JobShown),
    control("left-to-rotate", "What old keys hold.", codes.left_to_rotate, OfApp, Left),
    control("codes-of-job", "Give a job's codes.", codes.codes_of_job, CodesOfJob, CodesShown),
)
