"""The page in the assembled program, on a real server: the studio prints a batch into a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from pos_terminal.look.rail import PRINT
from support.assembled_till import AssembledTill, demo_till_folder
from support.server_process import ServerProcess, demo_template, run_command


def test_the_studio_finds_its_batch_and_prints_it_into_a_file(
    qapp: QApplication,
    tmp_path_factory: pytest.TempPathFactory,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    base, file = tmp_path_factory.mktemp("print-shop"), tmp_path / "cards.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(file), ""))
    with ServerProcess.of_demo(demo_template(), base / "served") as server:
        made = run_command("generate", "game-25", "--quantity", "25", "--data", str(server.data))
        root = demo_till_folder(server.data, tmp_path)
        with AssembledTill(qapp, root, url=server.url) as till:
            till.wait_for_staff()
            till.sign_in("studio")
            page = till.pages.print
            till.pages.show_page(PRINT.page)
            page.choose(int(made.stdout.strip()))
            till.wait("the sheets", lambda: page.state.act_word.values == {"count": 3})
            till.wait("the design", lambda: page.state.act.enabled)
            till.clerk.press(Qt.Key.Key_F12)
            till.clerk.press(Qt.Key.Key_F12)
            till.wait("its end", lambda: page.state.toast is not None)
            assert page.state.toast is not None
            assert page.state.toast.fact.id == "toast.printed.file"
            assert page.state.toast.fact.values == {"count": 25}
            assert file.exists()
            till.wait("how it stands", lambda: page.state.act_word.id == "act.again")
