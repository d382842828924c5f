"""The demo shop, made once a run; tests copy it and ruin their copies."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support.command_line import CommandLine
from support.server_process import demo_template


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_template(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def shop(template: Path, tmp_path: Path) -> CommandLine:
    """The command line over a copy of the demo shop; no server runs."""
    shutil.copytree(template, tmp_path / "shop")
    return CommandLine(tmp_path / "shop")
