-- Bisections that 'firstbad forget' removed, of which nothing is kept any more. The lines are read
-- again from the beginning of their topic, where the requests are.
CREATE TABLE forgotten (id ${text} NOT NULL PRIMARY KEY)${by_key};
DELETE FROM offsets WHERE topic LIKE '%log-lines';
