-- Migration 28: a player's session is good at the door where it was opened.

-- 'app' (the dispatcher and the REST interface) or 'page' (the customer's page).
ALTER TABLE player_sessions ADD COLUMN door TEXT NOT NULL DEFAULT 'app';
