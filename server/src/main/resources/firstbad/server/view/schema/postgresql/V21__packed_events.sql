-- Events are packed from here on: see PackedJson. What was kept as text is read as before.
ALTER TABLE heads ALTER COLUMN event TYPE BYTEA USING convert_to(event, 'UTF8');
ALTER TABLE assessments ALTER COLUMN event TYPE BYTEA USING convert_to(event, 'UTF8');
ALTER TABLE revisions ALTER COLUMN event TYPE BYTEA USING convert_to(event, 'UTF8');
ALTER TABLE culprits ALTER COLUMN event TYPE BYTEA USING convert_to(event, 'UTF8');
ALTER TABLE alerts ALTER COLUMN event TYPE BYTEA USING convert_to(event, 'UTF8');
ALTER TABLE crash_counts ALTER COLUMN event TYPE BYTEA USING convert_to(event, 'UTF8');
ALTER TABLE suspects ALTER COLUMN event TYPE BYTEA USING convert_to(event, 'UTF8');
ALTER TABLE verifications ALTER COLUMN event TYPE BYTEA USING convert_to(event, 'UTF8');
