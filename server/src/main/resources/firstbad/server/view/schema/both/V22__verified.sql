-- How culprits stand after all verifications, and with which parameters they were judged. Both topics
-- are read again from their beginning.
CREATE TABLE verified (
  id ${text} NOT NULL PRIMARY KEY,
  standing ${text} NOT NULL
);
CREATE INDEX verified_by_standing ON verified (standing, id);
DELETE FROM verifications;
DELETE FROM places WHERE topic LIKE '%verifications';

ALTER TABLE culprits ADD COLUMN parameters ${text} DEFAULT '' NOT NULL;
ALTER TABLE culprits ADD COLUMN probability DOUBLE PRECISION;
CREATE INDEX culprits_by_parameters ON culprits (parameters, level, id);
UPDATE culprits SET at_offset = -1;
DELETE FROM places WHERE topic LIKE '%culprits';
