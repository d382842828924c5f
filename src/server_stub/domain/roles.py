"""What roles may do at a till."""

from __future__ import annotations

from typing import Final

from card_contract.states import Role

MANAGING: Final = frozenset({Role.MANAGER, Role.ADMINISTRATOR})
"""Sign for another's act, settle, close cases, run the staff."""

SELLING: Final = MANAGING | {Role.CLERK}
"""Sell, cancel, and start a void of an own sale of the day."""

STUDIO: Final = frozenset({Role.STUDIO, Role.ADMINISTRATOR})
"""Make campaigns and batches, open codes for printing, print them, and prove the print."""

SUPPORTING: Final = frozenset({Role.SUPPORT, Role.ADMINISTRATOR})
"""Help customers whose redemption has failed."""

ADMINISTERING: Final = frozenset({Role.ADMINISTRATOR})
"""Bring a restored server back into use."""

LOOKING_UP: Final = MANAGING | {Role.SUPPORT}
"""Look up customers, and what they asked for."""

PORTAL: Final = frozenset(Role) - {Role.CLERK}
"""Sign in at the portal at all."""


def stands_above(role: Role, asker: Role) -> bool:
    """Whether a person of this role is not for ``asker`` to decide about, nor to be made."""
    return role is Role.ADMINISTRATOR and asker is not role
