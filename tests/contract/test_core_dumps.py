"""A crashed till or server leaves no picture of its memory, and neither do processes it started."""

from __future__ import annotations

import subprocess
import sys

import pytest

resource = pytest.importorskip("resource")

CRASH = """
import contextlib, resource, subprocess, sys
most = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (most, most))
from {module} import main
sys.argv[1:] = ["--help"]
with contextlib.suppress(SystemExit):
    main()
crash = "import os, resource; print(resource.getrlimit(resource.RLIMIT_CORE)[0], flush=True);"
crash += "os.abort()"
subprocess.run([sys.executable, "-c", crash])
"""


@pytest.mark.parametrize("module", ["pos_terminal.cli", "server_stub.cli"])
def test_a_crash_leaves_no_core_dump(module, tmp_path):
    ended = subprocess.run(
        [sys.executable, "-c", CRASH.format(module=module)],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    # Of 1 byte: a limit of 0 would not hold for a program that takes dumps through a pipe.
    assert int(ended.stdout.split()[-1]) <= 1
    assert list(tmp_path.iterdir()) == []
