-- Migration 39: which ids a run of a recall lies between, so that a card's recalls are found without opening all.

ALTER TABLE recall_runs ADD COLUMN first_id INTEGER;
ALTER TABLE recall_runs ADD COLUMN last_id INTEGER;

UPDATE recall_runs SET
    first_id = (SELECT min(CAST(value AS BIGINT)) FROM json_each(code_ids)),
    last_id = (SELECT max(CAST(value AS BIGINT)) FROM json_each(code_ids));

CREATE INDEX recall_runs_by_id ON recall_runs (app_id, last_id, first_id);
