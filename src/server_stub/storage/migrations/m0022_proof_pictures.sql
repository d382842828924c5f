-- A card that was read without a picture gets what a later picture says of its print.
ALTER TABLE print_proofs ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
