#!/usr/bin/env python3
"""What one full-text index for all kinds of things would cost SQLite, beside one index for each kind."""
import sqlite3
import statistics
import sys
import time

BISECTIONS, TITLES, ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, 4_000, 11
FTS = """CREATE VIRTUAL TABLE search_{} USING fts5(words, content='searched', content_rowid='num', detail=none,
         columnsize=0, tokenize="unicode61 remove_diacritics 0 tokenchars '_'")"""
APART = "SELECT rowid FROM search_title WHERE search_title MATCH '\"kasan\" *' ORDER BY rowid DESC LIMIT 20"
TOGETHER = """SELECT rowid FROM search_all WHERE search_all MATCH '\"kasan\" *'
              AND (SELECT kind FROM searched WHERE num = search_all.rowid) = 'title' ORDER BY rowid DESC LIMIT 20"""

db = sqlite3.connect(":memory:")
db.execute("CREATE TABLE searched (num INTEGER PRIMARY KEY, kind TEXT, words TEXT)")
for kind in ("bisection", "title", "all"):
    db.execute(FTS.format(kind))
# Titles are met early, bisections come all the time: every 25th row is a title until there are enough.
kinds = ["title" if i % 25 == 0 and i < 25 * TITLES else "bisection" for i in range(BISECTIONS + TITLES)]
for num, kind in enumerate(kinds):
    words = f"kasan use after free read in func_{num % TITLES}"
    db.execute("INSERT INTO searched VALUES (?, ?, ?)", (num, kind, words))
    for index in (kind, "all"):
        db.execute(f"INSERT INTO search_{index} (rowid, words) VALUES (?, ?)", (num, words))


def millis(query):
    took = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        db.execute(query).fetchall()
        took.append(time.perf_counter() - begun)
    return statistics.median(took) * 1000


apart, together = millis(APART), millis(TOGETHER)
print(f"SQLite {sqlite3.sqlite_version}, {BISECTIONS:,} bisections, {TITLES:,} titles: newest 20 titles with kasan")
print(f"an index for each kind {apart:.2f} ms, one index {together:.2f} ms, {together / apart:.0f} times as long")
