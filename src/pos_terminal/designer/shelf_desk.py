"""Opening, saving and keeping: nothing drawn is lost, and bad files are refused in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pos_terminal.card_design.artwork import (
    ArtworkFault,
    ArtworkRefusedError,
    TakenArtwork,
    read_artwork,
)
from pos_terminal.card_design.design_shelf import DesignShelf, renamed
from pos_terminal.card_design.template_file import (
    Template,
    TemplateFault,
    TemplateRefusedError,
    read_template,
    write_template,
)
from pos_terminal.designer.model import Workshop
from pos_terminal.gateway.answers import NoAnswerError
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.words import ON, Button, Message, off

Opened = Callable[[Template], None]
Refused = Callable[[Message], None]


class ShelfDesk:
    """The files of the page. ``now`` tells what is drawn; ``changed`` is called when a file is."""

    def __init__(
        self,
        shelf: DesignShelf,
        workshop: Workshop,
        tasks: TaskRunner,
        *,
        now: Callable[[], Template],
        changed: Callable[[], None],
    ) -> None:
        self._shelf = shelf
        self._workshop = workshop
        self._tasks = tasks
        self._now = now
        self._changed = changed
        self._stored = ""  # the name under which the design lies on the shelf
        self._keeping = False
        self._keep_again = False
        self.is_draft = False
        self.saved_at_ms: int | None = None
        self.draft_kept = True

    def names(self) -> tuple[str, ...]:
        return self._shelf.names()

    def has(self, name: str) -> bool:
        return self._shelf.has(name)

    # --- The draft -------------------------------------------------------------------------------

    def touched(self) -> None:
        """Something was drawn: keep it, in the background, the newest last."""
        self.is_draft = True
        if self._keeping:
            self._keep_again = True
            return
        self._keeping = True
        template = self._now()
        self._tasks.run(
            lambda: self._workshop.away(lambda: self._keep(template)),
            then=self._kept,
            failed=lambda _error: self._kept(False),
        )

    def _keep(self, template: Template) -> bool:
        try:
            self._shelf.keep_draft(template)
        except OSError:
            return False
        return True

    def _kept(self, kept: bool) -> None:
        self._keeping = False
        self.draft_kept = kept
        if not self.is_draft:
            self._drop_draft()  # it was saved while its draft was still being written
        elif self._keep_again:
            self._keep_again = False
            self.touched()
        self._changed()

    def _drop_draft(self) -> None:
        try:
            self._shelf.drop_draft()
        except OSError:
            self.draft_kept = False

    def bring_back(self) -> tuple[Template | None, Message | None]:
        """The draft of last time, and what is to be said of it."""
        try:
            draft = self._shelf.draft()
        except (TemplateRefusedError, OSError):
            return None, Message("draft.cannot_read")
        if draft is None:
            return None, None
        name = draft.design.name
        if self._shelf.has(name):
            self._stored, self.saved_at_ms = name, self._shelf.saved_at_ms(name)
        self.is_draft = True
        return draft, Message("toast.recovered", {"name": draft.design.name})

    # --- Opening ---------------------------------------------------------------------------------

    def put_by(self) -> str | None:
        """Before another design is opened: a draft goes to the shelf; tells its name there.

        Raises ``OSError``.
        """
        if not self.is_draft:
            return None
        template = self._now()
        name = template.design.name
        if self._shelf.has(name):
            name = self._shelf.free_name(name)
        self._shelf.save(renamed(template, name))
        return name

    def opened(self, name: str) -> None:
        """Another design is on the table; ``name`` is its own on the shelf, or empty."""
        self._stored = name
        self.is_draft = False
        self.saved_at_ms = self._shelf.saved_at_ms(name) if name else None
        self._drop_draft()

    def unused(self, name: str) -> str:
        return self._shelf.free_name(name) if self._shelf.has(name) else name

    def read_named(self, name: str, then: Opened, refused: Refused) -> None:
        self._read(lambda: self._shelf.read(name), then, refused)

    def read_file(self, file: Path, then: Opened, refused: Refused) -> None:
        self._read(lambda: read_template(file), then, refused)

    def _read(self, read: Callable[[], Template], then: Opened, refused: Refused) -> None:
        def tried() -> Template | TemplateFault:
            try:
                return read()
            except TemplateRefusedError as error:
                return error.fault

        def answered(found: Template | TemplateFault) -> None:
            if isinstance(found, TemplateFault):
                refused(Message(f"file.{found}"))
            else:
                then(found)

        self._tasks.run(lambda: self._workshop.away(tried), then=answered, failed=_told(refused))

    def read_artwork(
        self, file: Path, then: Callable[[TakenArtwork], None], refused: Refused
    ) -> None:
        def tried() -> TakenArtwork | ArtworkFault:
            try:
                return read_artwork(file)
            except ArtworkRefusedError as error:
                return error.fault

        def answered(found: TakenArtwork | ArtworkFault) -> None:
            if isinstance(found, ArtworkFault):
                refused(Message(f"artwork.{found}"))
            else:
                then(found)

        self._tasks.run(lambda: self._workshop.away(tried), then=answered, failed=_told(refused))

    # --- Saving ----------------------------------------------------------------------------------

    def save(self, now_ms: int) -> Message | None:
        """Save under the design's name; tells what stands against it."""
        template = self._now()
        name = template.design.name
        if name != self._stored and self._shelf.has(name):
            return Message("fault.name_taken", {"name": name})
        try:
            self._shelf.save(template)
        except OSError:
            return Message("fault.not_saved")
        self._stored = name
        self.is_draft = False
        self.saved_at_ms = now_ms
        self._drop_draft()
        return None

    def save_button(self) -> Button:
        """There is something to save until it has been saved as it is."""
        return off("off.saved") if self._stored and not self.is_draft else ON

    def standing(self) -> Message:
        """How what is drawn stands to what is saved."""
        if self.is_draft and not self.draft_kept:
            return Message("standing.not_kept")
        if self.saved_at_ms is None:
            return Message("standing.draft_new" if self.is_draft else "standing.new")
        word = "standing.draft" if self.is_draft else "standing.saved"
        return Message(word, {"saved_at": self.saved_at_ms})

    def save_to(self, file: Path) -> Message | None:
        try:
            write_template(file, self._now())
        except OSError:
            return Message("fault.not_saved")
        return None

    # --- Products --------------------------------------------------------------------------------

    def products(self) -> tuple[str, ...]:
        return self._shelf.products()

    def of_product(self, campaign: str) -> Template | None:
        """A product's own design; one that cannot be read is as good as none."""
        try:
            return self._shelf.of_product(campaign)
        except (TemplateRefusedError, OSError):
            return None

    def give_product(self, campaign: str) -> Message | None:
        try:
            self._shelf.give_product(campaign, self._now())
        except OSError:
            return Message("fault.not_saved")
        return None


def _told(refused: Refused) -> Callable[[NoAnswerError], None]:
    return lambda _error: refused(Message("file.cannot_read"))
