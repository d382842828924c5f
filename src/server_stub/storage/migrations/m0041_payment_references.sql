-- Migration 41: payment references are kept in capitals, so that a slip pays once however it is typed.

-- Those that two sales have in two spellings stay as they were typed.
UPDATE sales SET payment_reference = upper(trim(payment_reference))
WHERE payment_reference <> upper(trim(payment_reference))
    AND (app_id, upper(trim(payment_reference))) IN (
        SELECT app_id, upper(trim(payment_reference)) FROM sales
        WHERE payment_reference IS NOT NULL
        GROUP BY app_id, upper(trim(payment_reference)) HAVING count(*) = 1
    );
