-- Migration 40: mails with a list's link that were given up are counted among what has failed.

CREATE INDEX job_mails_failed ON job_mails (app_id, updated_at) WHERE state = 'failed';
