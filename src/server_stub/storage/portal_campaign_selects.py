"""The SQL of the portal's campaigns and of the jobs that make their codes.

Only what SQLite and PostgreSQL both understand. Values stand as ``?`` in the order of the comment.
"""

from __future__ import annotations

from typing import Final

# App, after (campaign), pattern twice, limit.
LISTED: Final = r"""
    SELECT campaign, title, use_type, price_minor, currency, issuer, barcode_is_code, disabled
    FROM campaigns
    WHERE app_id = ? AND campaign > ?
        AND (lower(campaign) LIKE lower(?) ESCAPE '\' OR lower(title) LIKE lower(?) ESCAPE '\')
    ORDER BY campaign LIMIT ?
"""

# App.
SCRIPTS: Final = """
    SELECT script FROM scripts WHERE app_id = ? AND disabled_at IS NULL ORDER BY script LIMIT 200
"""

# App. The codes that are the same for everybody.
SHARED_CODES: Final = """
    SELECT campaign, scan_code FROM campaigns WHERE app_id = ? AND scan_code IS NOT NULL
"""

_JOB: Final = """
    SELECT job_id, parameters, state, done, total, asked_by, error, created_at, ended_at FROM jobs
    WHERE app_id = ? AND kind = 'generate-codes'
"""

# App, job.
CODE_JOB: Final = f"{_JOB} AND job_id = ?"

# App, job.
MAIL_OF_JOB: Final = """
    SELECT address, state, tries, error, taken_by, updated_at, version
    FROM job_mails WHERE app_id = ? AND job_id = ?
"""

# App, job as a text, app, job, limit. When the list of a job was let out or fetched by its link,
# and when the first of its codes were given, the newest first. Others may have the same number.
LISTS_OF_JOB: Final = """
    SELECT position, entry FROM ledger
    WHERE app_id = ? AND json_extract(entry, '$[5]') = ?
        AND CASE WHEN entry LIKE '%,"job.codes-given",%'
            THEN CAST(json_extract(entry, '$[6].codes[0]') AS BIGINT)
                = (SELECT min(first_id) FROM codes_made WHERE app_id = ? AND job_id = ?)
            ELSE entry LIKE '%,"job.list-%' END
    ORDER BY position DESC LIMIT ?
"""

# App, start of the parameters, limit. The newest first.
CODE_JOBS: Final = rf"""
    {_JOB} AND parameters LIKE ? ESCAPE '\' ORDER BY job_id DESC LIMIT ?
"""

# App, campaign, limit. The newest first.
BATCHES: Final = """
    SELECT batch, name, quantity, made, created_at, cancelled_at FROM batches
    WHERE app_id = ? AND campaign = ? ORDER BY batch DESC LIMIT ?
"""

# App, campaign, how many to look at, limit. What the ledger says of a campaign itself, the newest
# first: of its codes it says much more, so only the newest entries are looked through.
HISTORY: Final = """
    SELECT position, entry FROM (
        SELECT position, entry FROM ledger
        WHERE app_id = ? AND json_extract(entry, '$[5]') = ? ORDER BY position DESC LIMIT ?
    ) AS newest
    WHERE entry LIKE '%,"campaign.%' ORDER BY position DESC LIMIT ?
"""
