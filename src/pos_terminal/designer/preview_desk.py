"""The card on the preview: a made-up one, or one that was scanned; and its product's own design."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import msgspec

from card_contract.card_number import CardNumber
from card_contract.messages import CardView
from card_contract.outcomes import Refusal
from card_contract.scan_text import recognise
from card_contract.studio_messages import BatchDetail, CampaignsAnswer, CampaignView
from pos_terminal.card_design.design import CODE_LENGTH, SAMPLE, CardData
from pos_terminal.card_design.template_file import Template
from pos_terminal.designer.model import ProductServer, Sample
from pos_terminal.designer.product_picture import ProductPicture, Wish
from pos_terminal.designer.shelf_desk import ShelfDesk
from pos_terminal.gateway.asking import Asking
from pos_terminal.journal.till import Till
from pos_terminal.words import ON, Button, Message, off

_REFUSALS: Final = {Refusal.CARDS_REFUSED: "refused.gone"}
_BATCH_REFUSALS: Final = {Refusal.NOT_FOUND: "refused.batch_gone"}
_MADE_UP: Final = Sample(campaign="", name="", card=SAMPLE)


class PreviewDesk:
    """``changed`` is called when another card is shown, ``told`` when a question goes on.

    ``studio`` tells which products there are, ``picture`` gives them theirs.
    """

    def __init__(
        self,
        till: Till,
        studio: ProductServer,
        shelf: ShelfDesk,
        price: Callable[[int, str], str],
        picture: ProductPicture,
        *,
        changed: Callable[[], None],
        told: Callable[[], None],
    ) -> None:
        self._server = till.server
        self._studio = studio
        self._shelf = shelf
        self._price = price
        self._picture = picture
        self._changed = changed
        self._told = told
        self._samples = {_MADE_UP.campaign: _MADE_UP}
        self._sample = _MADE_UP
        self._scanned: set[str] = set()
        self._code_lengths: dict[str, int] = {}
        self._given: Template | None = None
        self._asking = Asking(till.tasks, changed=told, late=lambda: None)
        self._listing = Asking(till.tasks, changed=told, late=lambda: None)

    @property
    def card(self) -> CardData:
        return self._sample.card

    @property
    def product(self) -> str:
        """The name of the product, empty for the made-up card."""
        return self._sample.name

    @property
    def campaign(self) -> str:
        return self._sample.campaign

    @property
    def fault(self) -> Message | None:
        return self._picture.fault or self._asking.fault or self._listing.fault

    def choices(self) -> tuple[tuple[str, str], ...]:
        known = sorted(self._samples.values(), key=lambda one: one.name.casefold())
        return tuple((one.campaign, one.name) for one in known)

    def choose(self, campaign: str) -> None:
        sample = self._samples.get(campaign)
        if sample is not None:
            if campaign != self._sample.campaign:
                self._picture.leave()
            self._sample = sample
            self._given = self._shelf.of_product(campaign) if campaign else None
            self._changed()

    def learn(self) -> None:
        """Learn which products there are: those that have a design, and all that are sold."""
        for campaign in self._shelf.products():
            named = Sample(campaign=campaign, name=campaign, card=SAMPLE)
            self._samples.setdefault(campaign, named)
        self._listing.ask(
            self._studio.campaigns, then=self._listed, no_reply="fault.products_unknown"
        )

    def _listed(self, answer: CampaignsAnswer) -> None:
        for view in answer.campaigns:
            self._code_lengths[view.campaign] = view.settings.code_length
            if view.campaign in self._scanned:
                self._put(self._samples[view.campaign])
            elif _sells_cards(view):
                self._put(self._made_up(view))
        if self._sample != self._samples[self._sample.campaign]:
            self.choose(self._sample.campaign)
        self._told()

    def _made_up(self, view: CampaignView) -> Sample:
        """A product of which no card was scanned."""
        card = self._made_up_card(view)
        return Sample(campaign=view.campaign, name=view.settings.title, card=card)

    def _made_up_card(self, view: CampaignView) -> CardData:
        """A card of the product; its number is that of none."""
        settings = view.settings
        price = self._price(settings.price_minor, settings.currency)
        return msgspec.structs.replace(SAMPLE, product=settings.title, price=price)

    def scan(self, text: str) -> bool:
        """Look a card up; false for what is no card number."""
        if not isinstance(recognise(text), CardNumber):
            return False
        self._asking.ask(
            lambda: self._server.look_up_card(text), then=self._looked_up, refusals=_REFUSALS
        )
        return True

    def show_batch(self, batch: int) -> None:
        """Show the first card of a batch."""
        self._asking.ask(
            lambda: self._studio.batch(batch), then=self._batch_told, refusals=_BATCH_REFUSALS
        )

    def _batch_told(self, detail: BatchDetail) -> None:
        view = detail.batch
        self._code_lengths[view.campaign] = view.code_length
        price = self._price(view.price_minor, view.currency)
        if view.issuer is None:
            card = msgspec.structs.replace(SAMPLE, product=view.title, price=price)
        else:
            number = CardNumber.build(issuer=view.issuer, batch=view.batch, sequence=1)
            card = CardData.numbered(number, product=view.title, price=price)
        self._show(Sample(campaign=view.campaign, name=view.title, card=card))

    def _looked_up(self, view: CardView) -> None:
        product = view.product
        price = self._price(view.price_minor, view.currency)
        if view.number is None:  # where the barcode is the code, no true one is ever shown
            card = msgspec.structs.replace(SAMPLE, product=product.name, price=price)
        else:
            number = CardNumber.parse(view.number)
            card = CardData.numbered(number, product=product.name, price=price)
        self._show(Sample(campaign=product.campaign, name=product.name, card=card))

    def _put(self, sample: Sample) -> None:
        """Keep it, with room for the codes of its product."""
        length = self._code_lengths.get(sample.campaign, CODE_LENGTH)
        card = msgspec.structs.replace(sample.card, code_length=length)
        self._samples[sample.campaign] = replace(sample, card=card)

    def _show(self, sample: Sample) -> None:
        """Show a card that there is; a made-up one never takes its place again."""
        self._put(sample)
        self._scanned.add(sample.campaign)
        self.choose(sample.campaign)

    # --- The product's own design ----------------------------------------------------------------

    def give(self, template: Template) -> Message | None:
        """Print the product so from now on, and let tills show it so; tells what stands against it.

        A card that was scanned is not what is shown: its number is somebody's.
        """
        fault = self._shelf.give_product(self._sample.campaign)
        if fault is None:
            self._given = template
            self._picture.give(
                Wish(
                    campaign=self._sample.campaign,
                    name=self._sample.name,
                    template=template,
                    card_of=self._made_up_card,
                )
            )
        return fault

    @property
    def given(self) -> Template | None:
        """What the product is printed with."""
        return self._given

    def give_button(self, template: Template, *, is_sound: bool) -> Button:
        if not self._sample.campaign:
            return off("off.scan_card")
        if self._picture.busy:
            return off("off.picture")
        if self._given == template and not self._picture.is_open_for(self._sample.campaign):
            return off("off.given")
        return ON if is_sound else off("off.to_fix")

    def given_word(self, template: Template) -> Message | None:
        """What the product is printed with now."""
        if not self._sample.campaign:
            return None
        values = {"product": self._sample.name}
        if self._given is None:
            return Message("given.none", values)
        if self._given != template:
            return Message("given.other", values)
        is_open = self._picture.is_open_for(self._sample.campaign) and not self._picture.busy
        return Message("given.not_shown" if is_open else "given.same", values)


def _sells_cards(view: CampaignView) -> bool:
    settings = view.settings
    return not view.disabled and (settings.issuer is not None or settings.barcode_is_code)
