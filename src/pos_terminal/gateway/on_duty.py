"""Who works at this till now, and which shop it stands in: set by sign-in, read by every page."""

from __future__ import annotations

from collections.abc import Callable

from card_contract.messages import Operator, ReceiptTexts, Shop
from card_contract.states import Role

_SIGNS = frozenset({Role.MANAGER, Role.ADMINISTRATOR})
_PRINTS = frozenset({Role.STUDIO, Role.ADMINISTRATOR})


class OnDuty:
    """The shop as the server last told it, and the operator who is signed in."""

    def __init__(self, shop: Shop) -> None:
        self._watchers: list[Callable[[], None]] = []
        self.shop = shop
        self.staff: tuple[Operator, ...] = ()
        self.operator: Operator | None = None

    @property
    def is_manager(self) -> bool:
        """Whether the operator may decide what only managers decide."""
        return self.operator is not None and self.operator.role in _SIGNS

    @property
    def is_studio(self) -> bool:
        """Whether the operator may make and print cards."""
        return self.operator is not None and self.operator.role in _PRINTS

    @property
    def operator_id(self) -> str | None:
        """Who works here, or null where nobody does."""
        return None if self.operator is None else self.operator.operator_id

    def watch(self, changed: Callable[[], None]) -> None:
        """Call ``changed`` when somebody signs in or out, or the shop's texts change."""
        self._watchers.append(changed)

    def watch_operator(self, changed: Callable[[], None]) -> None:
        """Call ``changed`` when somebody else works here, or nobody."""
        told: str | None = None

        def look() -> None:
            nonlocal told
            if self.operator_id != told:
                told = self.operator_id
                changed()

        self.watch(look)

    def signed_in(self, operator: Operator) -> None:
        """From now on this operator works here."""
        self.operator = operator
        self._tell()

    def signed_out(self) -> None:
        """Nobody works here now; what lies in the basket stays."""
        self.operator = None
        self._tell()

    @property
    def managers(self) -> tuple[Operator, ...]:
        """Who may sign for what only managers decide."""
        return tuple(one for one in self.staff if one.role in _SIGNS)

    @property
    def studio(self) -> tuple[Operator, ...]:
        """Who may sign for the opening of codes."""
        return tuple(one for one in self.staff if one.role in _PRINTS)

    def shop_told(self, shop: Shop, staff: tuple[Operator, ...]) -> None:
        """The server told the shop and its people anew."""
        self.shop = shop
        self.staff = staff
        self._tell()

    def _tell(self) -> None:
        for changed in self._watchers:
            changed()


def unknown_shop(till_id: str) -> Shop:
    """The shop of a till that has not reached its server yet: nobody can sign in to sell in it."""
    return Shop(
        app_id="",
        name="",
        demo=False,
        store_id="",
        store_name="",
        till_id=till_id,
        till_name=till_id,
        currency="EUR",
        time_zone="UTC",
        language="en",
        issuers=[],
        sells_codes=False,
        idle_lock_s=0,
        receipt=ReceiptTexts(header=[], legal=[]),
    )
