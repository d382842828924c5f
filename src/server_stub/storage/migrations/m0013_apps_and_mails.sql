-- Migration 13: apps that are disabled, and mails that bring a link to a job's list of codes.

ALTER TABLE apps ADD COLUMN disabled_at INTEGER;
