-- Migration 13: what a recall decided of cards that follow one another, alike, is one row.

CREATE TABLE recall_runs (
    app_id TEXT NOT NULL,
    recall_id INTEGER NOT NULL,
    last_place INTEGER NOT NULL,
    cards INTEGER NOT NULL CHECK (cards > 0),
    kind TEXT NOT NULL,
    effect TEXT NOT NULL,
    decided_at INTEGER NOT NULL,
    code_ids TEXT NOT NULL,
    sale_ids TEXT NOT NULL,
    numbers TEXT NOT NULL,
    PRIMARY KEY (app_id, recall_id, last_place),
    FOREIGN KEY (app_id, recall_id) REFERENCES recalls,
    CHECK ((kind = 'unknown') = (code_ids = '[]'))
) STRICT, WITHOUT ROWID;

INSERT INTO recall_runs
SELECT app_id, recall_id, place, 1, kind, effect, decided_at,
    CASE WHEN code_id IS NULL THEN '[]' ELSE '[' || code_id || ']' END,
    CASE WHEN sale_id IS NULL THEN '[]'
         ELSE '["' || replace(replace(sale_id, '\', '\\'), '"', '\"') || '"]' END,
    CASE WHEN number IS NULL OR code_id IS NOT NULL THEN '[]' ELSE '[' || number || ']' END
FROM recall_cards;

DROP TABLE recall_cards;
