CREATE VIRTUAL TABLE search USING fts5(
  words, content='searched', content_rowid='num',
  tokenize="unicode61 remove_diacritics 0 tokenchars '_'"
);
CREATE TRIGGER searched_inserted AFTER INSERT ON searched BEGIN
  INSERT INTO search (rowid, words) VALUES (new.num, new.words);
END;
CREATE TRIGGER searched_deleted AFTER DELETE ON searched BEGIN
  INSERT INTO search (search, rowid, words) VALUES ('delete', old.num, old.words);
END;
CREATE TRIGGER searched_updated AFTER UPDATE OF words ON searched BEGIN
  INSERT INTO search (search, rowid, words) VALUES ('delete', old.num, old.words);
  INSERT INTO search (rowid, words) VALUES (new.num, new.words);
END;
