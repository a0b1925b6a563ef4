ALTER TABLE searched ADD COLUMN tokens tsvector
  GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED;
CREATE INDEX searched_by_tokens ON searched USING gin (tokens);
