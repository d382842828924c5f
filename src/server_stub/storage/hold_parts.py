"""The part that the reads of held sales have in common: which sales hang."""

from __future__ import annotations

from typing import Final

# App, held before (ms). The sales that hang; what a till that is shut out holds it never ends.
HANGING: Final = """
    FROM sales s
    JOIN tills t ON t.app_id = s.app_id AND t.till_id = s.till_id
    WHERE s.app_id = ? AND s.stage = 'held' AND (s.held_at < ? OR t.revoked_at IS NOT NULL)
"""
