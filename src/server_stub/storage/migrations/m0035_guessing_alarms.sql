-- Migration 35: that codes are being guessed is an alarm as others are.

DROP INDEX cases_alarms;
CREATE INDEX cases_alarms ON cases (app_id, opened_at, case_id)
    WHERE kind IN ('guessing', 'ledger-misfit', 'probed', 'till-fork', 'till-gap', 'two-stores');
