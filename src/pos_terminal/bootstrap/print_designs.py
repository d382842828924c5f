"""The designs that cards can be printed in: a product's own, the shelf's, the shipped ones."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Final

from card_contract.card_number import CardNumber
from card_contract.studio_messages import BatchView
from pos_terminal.card_design.design import CardData
from pos_terminal.card_design.design_shelf import DesignShelf
from pos_terminal.card_design.findings import leads_nowhere, to_fix
from pos_terminal.card_design.linter import PRINTER_DPI, check
from pos_terminal.card_design.shipped import SHIPPED
from pos_terminal.card_design.template_file import (
    Template,
    TemplateRefusedError,
    read_template,
    template_digest,
)
from pos_terminal.devices.small_pictures import small_picture
from pos_terminal.look.money import format_price
from pos_terminal.print_page.jobs import DesignChoice, LoadedDesign
from pos_terminal.words import Message

PRODUCT: Final = "product"
_FREE: Final = "free:"
SHIPPED_KEY: Final = "shipped:"
FILE: Final = "file:"  # offered nowhere; a run from the command line may be in one


class PrintDesigns:
    """Read and checked beside the window's thread. Cards speak the shop's ``language``, and lead to
    its ``redeem_page``.
    """

    def __init__(
        self,
        shelf: DesignShelf,
        language: Callable[[], str],
        redeem_page: Callable[[], str] = lambda: "",
    ) -> None:
        self._shelf = shelf
        self._language = language
        self._redeem_page = redeem_page

    def card(self, batch: BatchView, sequence: int) -> CardData:
        number = CardNumber.build(issuer=batch.issuer or "", batch=batch.batch, sequence=sequence)
        price = format_price(batch.price_minor, batch.currency, self._language())
        return CardData.numbered(
            number,
            product=batch.title,
            price=price,
            code_length=batch.code_length,
            redeem_page=self._redeem_page(),
        )

    async def designs(self, campaign: str) -> tuple[DesignChoice, ...]:
        return await asyncio.to_thread(self._designs, campaign)

    def _designs(self, campaign: str) -> tuple[DesignChoice, ...]:
        own = campaign in self._shelf.products()
        # A shelf's free design may be drawn for another product: none is begun with.
        named = [(SHIPPED_KEY + key, make().name) for key, make in SHIPPED.items()]
        named += [(_FREE + name, name) for name in self._shelf.names()]
        choices = [
            DesignChoice(key=key, name=Message("design.named", {"name": name}))
            for key, name in named
        ]
        if own:
            choices.insert(
                0, DesignChoice(key=PRODUCT, name=Message("design.product"), is_own=True)
            )
        return tuple(choices)

    async def design(self, batch: BatchView, key: str, printer: str) -> LoadedDesign | Message:
        return await asyncio.to_thread(self._design, batch, key, printer)

    def dots_of(self, _printer: str) -> int:
        """With how many dots an inch is drawn; a file's are enough for any design."""
        return PRINTER_DPI

    def _design(self, batch: BatchView, key: str, printer: str) -> LoadedDesign | Message:
        try:
            template = self.template(batch.campaign, key)
        except TemplateRefusedError as error:
            return Message(f"file.{error.fault}")
        if template is None:
            return Message("file.cannot_read")
        pictures = {name: small_picture(content) for name, content in template.pictures.items()}
        drawn = template.design, template.pictures
        card = self.card(batch, 1)
        found = check(*drawn, card=card, dpi=self.dots_of(printer))
        faults = to_fix(found)
        return LoadedDesign(
            template=template,
            digest=template_digest(template, self._redeem_page()),
            shown=Template(design=template.design, pictures=pictures),
            to_fix=len(faults),
            too_coarse=bool(faults) and not to_fix(check(*drawn, card=card)),
            leads_nowhere=leads_nowhere(found),
        )

    def template(self, campaign: str, key: str) -> Template | None:
        """The design of this key; raises ``TemplateRefusedError``."""
        if key == PRODUCT:
            return self._shelf.of_product(campaign)
        if key.startswith(_FREE):
            return self._shelf.read(key.removeprefix(_FREE))
        if key.startswith(FILE):
            return read_template(Path(key.removeprefix(FILE)))
        make = SHIPPED.get(key.removeprefix(SHIPPED_KEY))
        return None if make is None else Template(design=make())
