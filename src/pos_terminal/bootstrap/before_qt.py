"""Loads the parts of the till that have nothing to do with Qt; imported before Qt.

Qt's import hook reads the source of every module that is loaded after it, which costs a tenth of
the time to the first paint.
"""

import pos_terminal.gateway.gateway
import pos_terminal.gateway.loop_thread
import pos_terminal.identity
import pos_terminal.journal.reconciliation
import pos_terminal.journal.retelling
import pos_terminal.journal.till
import pos_terminal.receipts
import pos_terminal.settings
import pos_terminal.sign_in.presenter  # noqa: F401 - imported to be loaded
