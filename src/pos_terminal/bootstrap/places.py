"""Where the till keeps its things."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

APPLICATION: Final = "pos-terminal"
DEMO_FILE: Final = "demo.json"
_DATABASE_FILE: Final = "redemption.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The folders of one till. ``keys`` lies outside ``root``: a copy of the data is no till."""

    root: Path
    keys: Path
    cache: Path

    @property
    def till(self) -> Path:
        """The journal, the identity, the settings."""
        return self.root / "till"

    @property
    def server(self) -> Path:
        """The folder of the till's own server; a demo shop may lie in ``root`` itself."""
        return self.root if (self.root / DEMO_FILE).exists() else self.root / "server"

    @property
    def receipts(self) -> Path:
        """Where receipts are written while there is no printer."""
        return self.root / "receipts"

    @property
    def designs(self) -> Path:
        """The designs of cards: free ones, those of products, and the draft."""
        return self.root / "designs"

    @property
    def demo_cards(self) -> Path:
        """Pictures of the demo shop's cards, to drop on the window."""
        return self.root / "demo cards"

    @property
    def has_own_server(self) -> bool:
        """Whether a shop was made here, so that the till starts its server."""
        return (self.server / _DATABASE_FILE).exists()


def places_for(data: Path | None, *, demo: bool, practice: bool = False) -> Places:
    """The folders for a till with its data in ``data``, by default in the user's own folder.

    Practice has a folder of its own in it, whatever it is, and never one of another till's.
    """
    import platformdirs

    root = data
    if root is None:
        root = platformdirs.user_data_path(APPLICATION)
        if not practice:
            root /= "demo" if demo else "shop"
    if practice:
        root /= "practice"
    return Places(
        root=root.absolute(),
        keys=platformdirs.user_config_path(APPLICATION) / "keys",
        cache=platformdirs.user_cache_path(APPLICATION),
    )
