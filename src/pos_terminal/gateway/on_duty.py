"""Who works at this till now, and which shop it stands in: set by sign-in, read by every page."""

from __future__ import annotations

from collections.abc import Callable

from card_contract.messages import Operator, Shop
from card_contract.states import Role

_SIGNS = frozenset({Role.MANAGER, Role.ADMINISTRATOR})


class OnDuty:
    """The shop as the server last told it, and the operator who is signed in."""

    def __init__(self, shop: Shop) -> None:
        self._watchers: list[Callable[[], None]] = []
        self.shop = shop
        self.operator: Operator | None = None

    @property
    def is_manager(self) -> bool:
        """Whether the operator may decide what only managers decide."""
        return self.operator is not None and self.operator.role in _SIGNS

    def watch(self, changed: Callable[[], None]) -> None:
        """Call ``changed`` when somebody signs in or out, or the shop's texts change."""
        self._watchers.append(changed)

    def signed_in(self, operator: Operator) -> None:
        """From now on this operator works here."""
        self.operator = operator
        self._tell()

    def signed_out(self) -> None:
        """Nobody works here now; what lies in the basket stays."""
        self.operator = None
        self._tell()

    def shop_changed(self, shop: Shop) -> None:
        """The server told the shop anew."""
        self.shop = shop
        self._tell()

    def _tell(self) -> None:
        for changed in self._watchers:
            changed()
