"""The words for campaigns: their fields, what cannot be about them, what was done to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from card_contract.studio_messages import ArtworkFault, CampaignFault
from server_stub.domain.job_machine import JobState
from server_stub.domain.mail_machine import MailState
from server_stub.web.portal.words import to_say

LABELS: Final[Mapping[str, str]] = {
    "campaign": to_say("Name"),
    "title": to_say("Title"),
    "description": to_say("Description"),
    "use": to_say("Kind"),
    "sells": to_say("What tills sell"),
    "issuer": to_say("Issuer's digits"),
    "price": to_say("Price"),
    "currency": to_say("Currency"),
    "code_form": to_say("Form of the codes"),
    "include_check": to_say("Check character"),
    "code_prefix": to_say("Codes begin with"),
    "scan_code": to_say("Code for everybody"),
    "valid_start": to_say("Valid from"),
    "valid_end": to_say("Valid until"),
    "redemptions_max": to_say("Redemptions at most"),
    "script": to_say("Script"),
    "is_async": to_say("In the background"),
    "retries_max": to_say("Retries"),
    "timeout_s": to_say("Time limit in seconds"),
    "artwork": to_say("Artwork"),
    "custom_code_info": to_say("Custom information (JSON)"),
}
COLUMNS: Final[Mapping[str, str]] = {
    "use_type": "use",
    "barcode_is_code": "sells",
    "price_minor": "price",
}
"""The fields that columns of other names stand for, as the ledger tells of them."""
CHOICES: Final[Mapping[str, Mapping[str, str]]] = {
    "use": {
        "personal": to_say("A code for each person"),
        "shared": to_say("One code for everybody"),
    },
    "sells": {
        "nothing": to_say("Nothing: the codes are given out"),
        "cards": to_say("Cards with numbers of their own"),
        "codes": to_say("Cards whose barcode is the code"),
    },
    "code_form": {
        "FiveByFive": to_say("Five by five: XXXXX-XXXXX-XXXXX-XXXXX-XXXXX"),
        "StructuredGuid": to_say("GUID: 8-4-4-4-12 digits and letters"),
    },
}
FAULTS: Final[Mapping[CampaignFault, tuple[str, str]]] = {
    CampaignFault.NAME_TAKEN: ("campaign", to_say("There is a campaign of this name already.")),
    CampaignFault.TITLE_MISSING: ("title", to_say("The campaign needs a title.")),
    CampaignFault.PRICE_NOT_POSITIVE: (
        "price",
        to_say("What is sold has a price above nothing."),
    ),
    CampaignFault.PRICE_TOO_HIGH: ("price", to_say("The price is too high.")),
    CampaignFault.CURRENCY_UNKNOWN: ("currency", to_say("Type a currency such as EUR.")),
    CampaignFault.CURRENCY_FIXED: (
        "currency",
        to_say("There are codes already, so the currency stays."),
    ),
    CampaignFault.ISSUER_INVALID: ("issuer", to_say("Six digits, the first of them a 9.")),
    CampaignFault.ISSUER_RESERVED: (
        "issuer",
        to_say("Numbers that begin with 99 stand on labels. Choose another."),
    ),
    CampaignFault.ISSUER_FIXED: (
        "issuer",
        to_say("There are codes already, so these digits stay."),
    ),
    CampaignFault.BARCODE_AMBIGUOUS: (
        "sells",
        to_say("A barcode is the card number or the code, not both."),
    ),
    CampaignFault.SHARED_HAS_NO_CARDS: (
        "sells",
        to_say("One code for everybody cannot be sold on cards."),
    ),
    CampaignFault.USE_FIXED: ("use", to_say("There are codes already, so this cannot be changed.")),
    CampaignFault.SCAN_CODE_FIXED: (
        "scan_code",
        to_say("Somebody has redeemed this code, so it stays."),
    ),
    CampaignFault.BARCODE_FIXED: (
        "sells",
        to_say("There are codes already, so the barcode stays."),
    ),
    CampaignFault.PREFIX_INVALID: ("code_prefix", to_say("Capitals, digits and -, at most 32.")),
    CampaignFault.VALIDITY_REVERSED: (
        "valid_end",
        to_say("The end comes before the beginning."),
    ),
    CampaignFault.SCAN_CODE_MISSING: (
        "scan_code",
        to_say("Type the one code that everybody uses, of 20 signs at most."),
    ),
    CampaignFault.SCAN_CODE_TAKEN: (
        "scan_code",
        to_say("Another campaign has this code already."),
    ),
    CampaignFault.LIMIT_INVALID: (
        "redemptions_max",
        to_say("At least one redemption, or leave it empty."),
    ),
    CampaignFault.SCRIPT_UNKNOWN: ("script", to_say("The server has no script of this name.")),
    CampaignFault.SCRIPT_MISSING: (
        "script",
        to_say("Retries and work in the background need a script."),
    ),
    CampaignFault.RETRIES_INVALID: ("retries_max", to_say("0 to 1,000 retries.")),
    CampaignFault.TIMEOUT_INVALID: ("timeout_s", to_say("1 second to 30 days.")),
    CampaignFault.ARTWORK_UNKNOWN: ("artwork", to_say("The server has no artwork of this name.")),
}
"""For each fault the field that it stands at, and its words."""
ARTWORK_FAULTS: Final[Mapping[ArtworkFault, str]] = {
    ArtworkFault.NOT_A_PICTURE: to_say(
        "This file is no picture that tills can show: PNG, JPEG and WebP are."
    ),
    ArtworkFault.DAMAGED: to_say("This picture is damaged. Choose another one."),
    ArtworkFault.TOO_LARGE: to_say("This picture is too large: 700 kB at most."),
    ArtworkFault.TOO_MANY_PIXELS: to_say(
        "This picture is too large: 2,400 pixels an edge at most."
    ),
}
CHANGES: Final[Mapping[str, str]] = {
    "campaign.made": to_say("Created"),
    "campaign.changed": to_say("Changed"),
    "campaign.disabled": to_say("Disabled"),
    "campaign.enabled": to_say("Enabled"),
}
MAILS: Final[Mapping[MailState, tuple[str, str]]] = {
    MailState.WAITING: (to_say("On its way"), "azure"),
    MailState.SENT: (to_say("Sent"), "green"),
    MailState.FAILED: (to_say("Given up"), "red"),
    MailState.TAKEN: (to_say("Link used"), "secondary"),
}
JOBS: Final[Mapping[JobState, tuple[str, str]]] = {
    JobState.RUNNING: (to_say("Running"), "azure"),
    JobState.DONE: (to_say("Done"), "green"),
    JobState.CANCELLED: (to_say("Cancelled"), "secondary"),
    JobState.FAILED: (to_say("Failed"), "red"),
}
