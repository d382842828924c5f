"""Campaigns: nothing typed is lost, and what another person changed meanwhile is shown."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from card_contract.studio_messages import (
    ARTWORK_BYTES_MAX,
    ArtworkFault,
    CampaignFault,
    CampaignSettings,
)
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


# --- The picture of a product --------------------------------------------------------------------


def picture(folder: Path, size: tuple[int, int] = (3000, 1900), kind: str = "PNG") -> Path:
    file = folder / f"picture.{kind.lower()}"
    Image.effect_noise(size, 90.0).convert("RGB").save(file, kind)
    return file


def choose(office: BatchesOffice, file: Path) -> None:
    assert office.campaign.artwork.choose.enabled
    office.page.choose_artwork(file)
    office.floor.tasks.deliver()


def fault_of_picture(office: BatchesOffice) -> str | None:
    fault = office.campaign.artwork.fault
    return None if fault is None else fault.id


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_from_a_file_is_made_small_stored_and_set_once_it_is_saved(
    office: BatchesOffice, tmp_path: Path, kind: str
) -> None:
    office.page.choose_campaign("gift")
    choose(office, picture(tmp_path, kind=kind))
    [content] = office.studio.artworks
    assert len(content) <= ARTWORK_BYTES_MAX
    with Image.open(io.BytesIO(content)) as stored:
        assert max(stored.size) <= 1200
    artwork = office.campaign.artwork.artwork
    assert artwork is not None
    there = office.studio.product("gift")
    assert there is not None
    assert there.settings.artwork is None, "nothing counts before it is saved"
    save(office)
    there = office.studio.product("gift")
    assert there is not None
    assert there.settings.artwork == artwork
    office.page.drop_artwork()
    assert office.campaign.artwork.artwork is None
    save(office)
    there = office.studio.product("gift")
    assert there is not None
    assert there.settings.artwork is None


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"<svg><script>alert(1)</script></svg>", "artwork.svg"),
        (b"no picture", "artwork.not_a_picture"),
        (None, "artwork.cannot_read"),
    ],
)
def test_a_file_that_is_no_picture_is_refused_in_words_and_what_was_typed_stays(
    office: BatchesOffice, tmp_path: Path, content: bytes | None, word: str
) -> None:
    file = tmp_path / "file"
    if content is not None:
        file.write_bytes(content)
    office.page.choose_campaign("gift")
    office.page.edit_campaign(CampaignField.TITLE, "Present")
    choose(office, file)
    assert fault_of_picture(office) == word
    assert office.studio.artworks == []
    assert office.campaign.value(CampaignField.TITLE) == "Present"
    choose(office, picture(tmp_path, (100, 60)))
    assert fault_of_picture(office) is None


def test_whether_a_picture_is_stored_is_not_known_after_a_lost_reply_and_chosen_again_it_is_once(
    office: BatchesOffice, tmp_path: Path
) -> None:
    file = picture(tmp_path, (100, 60))
    office.page.choose_campaign("gift")
    office.faults.lose_replies["store_artwork"] = 1
    choose(office, file)
    assert fault_of_picture(office) == "fault.no_reply_artwork"
    assert office.campaign.artwork.artwork is None
    choose(office, file)
    assert fault_of_picture(office) is None
    assert len(office.studio.artworks) == 1


def test_a_picture_that_comes_after_its_form_was_left_is_nobody_elses(
    office: BatchesOffice, tmp_path: Path
) -> None:
    office.page.choose_campaign("gift")
    office.page.choose_artwork(picture(tmp_path, (100, 60)))
    on_its_way = office.page.state.campaign
    assert on_its_way is not None
    assert not on_its_way.save.enabled
    office.page.back()
    office.page.choose_campaign("game")
    assert office.campaign.artwork.artwork is None
    assert not office.campaign.save.enabled, "nothing was changed"


def test_a_picture_that_the_server_does_not_take_is_said_beside_it(
    office: BatchesOffice, tmp_path: Path
) -> None:
    office.page.choose_campaign("gift")
    office.studio.artwork_fault = ArtworkFault.DAMAGED
    choose(office, picture(tmp_path, (100, 60)))
    assert fault_of_picture(office) == "fault.artwork_not_taken"
    office.studio.artwork_fault = None
    office.studio.save_faults = (CampaignFault.ARTWORK_UNKNOWN,)
    choose(office, picture(tmp_path, (100, 60)))
    save(office)
    assert fault_of_picture(office) == "campaign_fault.ARTWORK_UNKNOWN"


def test_another_persons_picture_is_said_without_its_id(
    office: BatchesOffice, tmp_path: Path
) -> None:
    office.page.choose_campaign("gift")
    choose(office, picture(tmp_path, (100, 60)))
    there = office.studio.product("gift")
    assert there is not None
    theirs = replace(there.settings, artwork="other")
    office.studio.put_product(replace(there, settings=theirs, version=2))
    save(office)
    note = office.campaign.artwork.note
    assert note is not None
    assert note.id == "campaign.theirs_artwork"
    save(office)
    saved = office.studio.product("gift")
    assert saved is not None
    assert saved.settings.artwork not in (None, "other")
