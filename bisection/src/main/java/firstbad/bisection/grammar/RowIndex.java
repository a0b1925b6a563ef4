package firstbad.bisection.grammar;

import java.util.List;

/**
 * The rows of the grammar by the first four characters of a line, so that a line meets only those
 * few that it can match; the rows that start with a field, by its first character.
 */
final class RowIndex {
  private static final int CHARACTERS = 4;
  private static final int SLOTS = 1024;
  private static final int ASCII = 128;

  /** Open addressing: the key in a slot belongs to the rows in the same slot. */
  private final int[] keys = new int[SLOTS];

  private final Row[][] byKey = new Row[SLOTS][];
  private final Row[][] byFirst = new Row[ASCII + 1][];

  RowIndex(List<Row> rows) {
    for (char first = 0; first <= ASCII; first++) {
      byFirst[first] = rows(rows, first, 0);
    }
    for (Row row : rows) {
      String head = row.template().head();
      if (head.length() >= CHARACTERS) {
        int key = key(head);
        int slot = slot(key);
        keys[slot] = key;
        byKey[slot] = rows(rows, head.charAt(0), key);
      }
    }
  }

  /** The rows that a line can match, in the order of the table. */
  Row[] rows(String line) {
    if (line.length() >= CHARACTERS) {
      Row[] rows = byKey[slot(key(line))];
      if (rows != null) {
        return rows;
      }
    }
    return byFirst[Math.min(line.charAt(0), ASCII)];
  }

  /** Whether a line that begins at this place may have a row; one of any beginning apart. */
  boolean mayBegin(String line, int at) {
    if (line.length() - at >= CHARACTERS && byKey[slot(key(line, at))] != null) {
      return true;
    }
    for (Row row : byFirst[Math.min(line.charAt(at), ASCII)]) {
      if (row.template().mayBegin(line, at)) {
        return true;
      }
    }
    return false;
  }

  private static Row[] rows(List<Row> rows, char first, int key) {
    return rows.stream()
        .filter(
            row -> {
              String head = row.template().head();
              return head.length() < CHARACTERS
                  ? row.template().canStart(first)
                  : key != 0 && key(head) == key;
            })
        .toArray(Row[]::new);
  }

  /** The first four characters in one number, not zero; those beyond Latin-1 may collide. */
  private static int key(String line) {
    return key(line, 0);
  }

  private static int key(String line, int at) {
    return (line.charAt(at) << 24)
        ^ (line.charAt(at + 1) << 16)
        ^ (line.charAt(at + 2) << 8)
        ^ line.charAt(at + 3);
  }

  private int slot(int key) {
    int slot = (key * 0x9E3779B9) >>> 22;
    while (byKey[slot] != null && keys[slot] != key) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    return slot;
  }
}
