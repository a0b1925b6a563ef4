-- One index for each kind of thing, so that a word that is common in one costs nothing in another.
-- They only say which rows hold a word: no places within them, no lengths.
CREATE VIRTUAL TABLE search_bisection USING fts5(
  words, content='searched', content_rowid='num', detail=none, columnsize=0,
  tokenize="unicode61 remove_diacritics 0 tokenchars '_'"
);
CREATE TRIGGER bisection_inserted AFTER INSERT ON searched WHEN new.kind = 'bisection' BEGIN
  INSERT INTO search_bisection (rowid, words) VALUES (new.num, new.words);
END;
CREATE TRIGGER bisection_deleted AFTER DELETE ON searched WHEN old.kind = 'bisection' BEGIN
  INSERT INTO search_bisection (search_bisection, rowid, words) VALUES ('delete', old.num, old.words);
END;
CREATE TRIGGER bisection_updated AFTER UPDATE OF words ON searched WHEN new.kind = 'bisection' BEGIN
  INSERT INTO search_bisection (search_bisection, rowid, words) VALUES ('delete', old.num, old.words);
  INSERT INTO search_bisection (rowid, words) VALUES (new.num, new.words);
END;
CREATE VIRTUAL TABLE search_commit USING fts5(
  words, content='searched', content_rowid='num', detail=none, columnsize=0,
  tokenize="unicode61 remove_diacritics 0 tokenchars '_'"
);
CREATE TRIGGER commit_inserted AFTER INSERT ON searched WHEN new.kind = 'commit' BEGIN
  INSERT INTO search_commit (rowid, words) VALUES (new.num, new.words);
END;
CREATE TRIGGER commit_deleted AFTER DELETE ON searched WHEN old.kind = 'commit' BEGIN
  INSERT INTO search_commit (search_commit, rowid, words) VALUES ('delete', old.num, old.words);
END;
CREATE TRIGGER commit_updated AFTER UPDATE OF words ON searched WHEN new.kind = 'commit' BEGIN
  INSERT INTO search_commit (search_commit, rowid, words) VALUES ('delete', old.num, old.words);
  INSERT INTO search_commit (rowid, words) VALUES (new.num, new.words);
END;
CREATE VIRTUAL TABLE search_title USING fts5(
  words, content='searched', content_rowid='num', detail=none, columnsize=0,
  tokenize="unicode61 remove_diacritics 0 tokenchars '_'"
);
CREATE TRIGGER title_inserted AFTER INSERT ON searched WHEN new.kind = 'title' BEGIN
  INSERT INTO search_title (rowid, words) VALUES (new.num, new.words);
END;
CREATE TRIGGER title_deleted AFTER DELETE ON searched WHEN old.kind = 'title' BEGIN
  INSERT INTO search_title (search_title, rowid, words) VALUES ('delete', old.num, old.words);
END;
CREATE TRIGGER title_updated AFTER UPDATE OF words ON searched WHEN new.kind = 'title' BEGIN
  INSERT INTO search_title (search_title, rowid, words) VALUES ('delete', old.num, old.words);
  INSERT INTO search_title (rowid, words) VALUES (new.num, new.words);
END;
