"""Campaigns: nothing typed is lost, and what another person changed meanwhile is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from card_contract.studio_messages import CampaignFault, CampaignSettings
from pos_terminal.batches.campaign_fields import settings_of, values_of
from pos_terminal.batches.model import CampaignField, Section
from support.batches_office import BatchesOffice


@pytest.fixture
def office(tmp_path: Path) -> Iterator[BatchesOffice]:
    office = BatchesOffice(tmp_path)
    assert office.state.rows
    office.page.open_section(Section.CAMPAIGNS)
    assert office.state.campaigns
    yield office
    office.close()


def save(office: BatchesOffice) -> None:
    assert office.campaign.save.enabled
    office.page.save_campaign()
    office.floor.tasks.deliver()


def said(office: BatchesOffice) -> dict[CampaignField, str]:
    return {one.field: one.fault.id for one in office.campaign.faults}


def test_fields_and_settings_are_two_ways_to_say_the_same() -> None:
    settings = CampaignSettings(
        title="Gift",
        price_minor=2550,
        currency="EUR",
        issuer="970010",
        valid_start=1_790_000_000_123,
    )
    values = values_of("gift", settings, "Europe/Berlin")
    assert settings_of(values, settings, "Europe/Berlin") == settings


def test_a_last_day_lasts_until_its_end() -> None:
    before = CampaignSettings(title="Gift")
    values = values_of("gift", before, "UTC") | {CampaignField.VALID_END: "1970-01-01"}
    assert settings_of(values, before, "UTC").valid_end == 86_400_000 - 1


def test_a_change_is_saved_once_though_the_reply_was_lost(office: BatchesOffice) -> None:
    office.page.choose_campaign("gift")
    assert not office.campaign.save.enabled
    office.page.edit_campaign(CampaignField.PRICE, "45,00")
    office.faults.lose_replies["save_campaign"] = 1
    save(office)
    assert office.campaign.fault is not None
    save(office)
    assert office.campaign.fault is None
    assert len(office.studio.saved) == 1
    saved = office.studio.product("gift")
    assert saved is not None
    assert saved.settings.price_minor == 4500


def test_another_persons_change_is_shown_and_nothing_typed_is_lost(office: BatchesOffice) -> None:
    office.page.choose_campaign("gift")
    office.page.edit_campaign(CampaignField.PRICE, "45.00")
    there = office.studio.product("gift")
    assert there is not None
    theirs = replace(there.settings, price_minor=4000, title="Present")
    office.studio.put_product(replace(there, settings=theirs, version=2))
    save(office)
    assert office.studio.saved == []
    assert office.campaign.fault is not None
    assert office.campaign.fault.id == "campaign.changed_meanwhile"
    assert office.campaign.value(CampaignField.PRICE) == "45.00"
    assert office.campaign.value(CampaignField.TITLE) == "Present"
    shown = {one.field: one.fault.values["value"] for one in office.campaign.theirs}
    assert shown == {CampaignField.PRICE: "40.00", CampaignField.TITLE: "Present"}
    save(office)
    saved = office.studio.product("gift")
    assert saved is not None
    assert (saved.settings.title, saved.settings.price_minor) == ("Present", 4500)


def test_refusals_stand_at_their_fields(office: BatchesOffice) -> None:
    office.page.open_new_campaign()
    office.page.edit_campaign(CampaignField.CAMPAIGN, "gift 50")
    office.page.edit_campaign(CampaignField.PRICE, "much")
    save(office)
    assert said(office) == {
        CampaignField.CAMPAIGN: "typed.campaign",
        CampaignField.PRICE: "typed.price",
    }
    office.page.edit_campaign(CampaignField.CAMPAIGN, "gift-50")
    office.page.edit_campaign(CampaignField.PRICE, "50")
    office.studio.save_faults = (CampaignFault.ISSUER_RESERVED, CampaignFault.TITLE_MISSING)
    save(office)
    assert said(office) == {
        CampaignField.ISSUER: "campaign_fault.ISSUER_RESERVED",
        CampaignField.TITLE: "campaign_fault.TITLE_MISSING",
    }


def test_a_product_is_disabled_and_enabled_again(office: BatchesOffice) -> None:
    office.page.choose_campaign("gift")
    for disabled in (True, False):
        office.page.switch_campaign()
        office.floor.tasks.deliver()
        assert office.campaign.disabled is disabled


@pytest.mark.parametrize("was_disabled", [False, True])
def test_whoever_switches_a_product_is_told_what_another_has_changed(
    office: BatchesOffice, was_disabled: bool
) -> None:
    office.page.choose_campaign("gift")
    if was_disabled:
        office.page.switch_campaign()
        office.floor.tasks.deliver()
    there = office.studio.product("gift")
    assert there is not None
    theirs = replace(there.settings, title="Present")
    office.studio.put_product(replace(there, settings=theirs, version=there.version + 1))
    office.page.switch_campaign()
    office.floor.tasks.deliver()
    assert office.campaign.fault is not None
    assert office.campaign.fault.id == "campaign.changed_meanwhile"
    assert office.campaign.disabled, "disabled at once, but not enabled unseen"
    assert office.campaign.value(CampaignField.TITLE) == "Present"
