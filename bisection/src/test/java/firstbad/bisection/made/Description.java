package firstbad.bisection.made;

import firstbad.bisection.made.History.Commit;

/** Git's conclusion and what it says about the commit, by git version. */
final class Description {
  private final Chance chance;
  private final Era era;
  private final Commit commit;

  Description(Chance chance, Era era, Commit commit) {
    this.chance = chance;
    this.era = era;
    this.commit = commit;
  }

  void write(Pen pen) {
    pen.write(commit.hash() + " is the first bad commit");
    boolean old = !era.since(2019, 8, 1);
    if (commit.merge() && (old || chance.of(0.5))) {
      return;
    }
    pen.write("commit " + commit.hash());
    if (commit.merge()) {
      pen.write("Merge: " + chance.hex(12) + " " + chance.hex(12));
    }
    pen.write("Author: A. Developer <dev@example.org>");
    pen.write("Date:   Mon May 6 10:11:12 2024 +0200");
    pen.write("");
    pen.write("    " + commit.title());
    pen.write(chance.any("    ", ""));
    pen.write(
        chance.any(
            "    testing commit messages may contain anything",
            "    # git bisect bad " + chance.hex(40),
            "    error: nothing",
            "    revisions tested: 99, total time: 1s (build: 1s, test: 0s)"));
    pen.write("");
    if (old) {
      pen.write(":040000 040000 %s %s M\tdrivers".formatted(chance.hex(40), chance.hex(40)));
      return;
    }
    pen.write(" drivers/foo/foo.c | 12 +++++++-----");
    if (chance.of(0.4)) {
      pen.write(" .../bar/{baz.c => qux.c}  | 40 ++++++++++++++++++++");
      pen.write(" 2 files changed, 47 insertions(+), 5 deletions(-)");
      pen.write(" create mode 100644 drivers/bar/qux.c");
    } else {
      pen.write(" 1 file changed, 7 insertions(+), 5 deletions(-)");
    }
  }
}
