"""What the first paint must not wait for."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("numpy", "httpx", "PIL", "zxingcpp", "escpos", "keyring", "cryptography", "qtawesome",
         "PySide6.QtMultimedia", "PySide6.QtPdf", "PySide6.QtPrintSupport")  # fmt: skip


def test_the_sign_in_screen_imports_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "import pos_terminal.sign_in.view, pos_terminal.sign_in.presenter\n"
        "import pos_terminal.look.window, pos_terminal.look.frame, pos_terminal.look.language\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
