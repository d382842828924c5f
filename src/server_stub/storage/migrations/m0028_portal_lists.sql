-- Migration 28: what the portal lists, page by page.

-- Alarms lie among the cases, of which a shop may have a hundred times as many.
CREATE INDEX cases_alarms ON cases (app_id, opened_at, case_id)
    WHERE kind IN ('ledger-misfit', 'probed', 'till-fork', 'till-gap', 'two-stores');
