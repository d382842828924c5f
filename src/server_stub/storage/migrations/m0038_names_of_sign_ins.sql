-- Migration 38: what was answered to sign-ins is no longer kept under a digest without a key.

-- The signature of such a packet covers its password. No repeat of them is let in any more by now.
DELETE FROM answers WHERE key LIKE 'bc-sign-in:%';
