-- Labels of bisections, for lists that are narrowed down by them. The heads are read again from the
-- beginning of their topic.
CREATE TABLE labels (
  id ${text} NOT NULL,
  name ${text} NOT NULL,
  value ${text} NOT NULL,
  PRIMARY KEY (id, name)
)${by_key};
CREATE INDEX labels_by_value ON labels (name, value, id);
UPDATE heads SET version = -1;
DELETE FROM offsets WHERE topic LIKE '%bisections';
