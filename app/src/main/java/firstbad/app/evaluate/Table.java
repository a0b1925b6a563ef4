package firstbad.app.evaluate;

import static firstbad.app.cli.DisplayText.visible;

import java.util.ArrayList;
import java.util.List;

/** Rows of a name and numbers; each column as wide as its widest cell. */
final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  Table(String name, String... headings) {
    row(name, headings);
  }

  void row(String name, String... cells) {
    List<String> row = new ArrayList<>();
    row.add(visible(name));
    row.addAll(List.of(cells));
    rows.add(row);
  }

  /** The name to the left, the others to the right of their columns. */
  List<String> lines() {
    return rows.stream().map(this::line).toList();
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String cell = row.get(i);
      String blanks = " ".repeat(width(i) - cell.length());
      line.append(i == 0 ? cell + blanks : GAP + blanks + cell);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> row.size() > column)
        .mapToInt(row -> row.get(column).length())
        .max()
        .orElse(0);
  }
}
