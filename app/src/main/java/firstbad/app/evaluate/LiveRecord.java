package firstbad.app.evaluate;

import firstbad.app.cli.DisplayText;
import firstbad.app.cli.Sentences;
import firstbad.app.cli.Terminal;
import firstbad.story.SummaryJson;
import firstbad.story.TrackTable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often trust was right, by what became of culprits since, and what could follow from it.
 *
 * @param recalibration null where there are too few answers
 */
record LiveRecord(TrackTable table, @Nullable Recalibration recalibration) {

  /** For a person. */
  String text(Terminal terminal) {
    StringBuilder text = new StringBuilder("\nTrack record\n");
    for (TrackTable.Row row : table.rows()) {
      paragraph(text, row.sentence(), terminal);
      if (row.before() != null) {
        paragraph(text, row.before(), terminal);
      }
    }
    if (table.rows().isEmpty()) {
      paragraph(text, "No culprit was judged yet.", terminal);
    }
    table.bins().stream()
        .filter(bin -> bin.answered() > 0)
        .map(TrackTable.Bin::parameters)
        .distinct()
        .forEach(
            version -> {
              text.append("\nCalibration of what was answered, with parameters ")
                  .append(DisplayText.visible(version))
                  .append('\n');
              bins(version).lines().forEach(line -> text.append("  ").append(line).append('\n'));
            });
    if (recalibration != null) {
      text.append("\nRecalibration\n");
      paragraph(text, recalibration.sentence(), terminal);
    }
    return text.toString();
  }

  /** What trust claimed, and what was right, in tenths of the probability. */
  private Table bins(String parameters) {
    Table shown = new Table("probability", "culprits", "claimed", "right");
    for (TrackTable.Bin bin : table.bins()) {
      if (!bin.parameters().equals(parameters)) {
        continue;
      }
      Double claimed = bin.claimed();
      shown.row(
          String.format(Locale.ROOT, "%.1f to %.1f", bin.from(), bin.to()),
          String.valueOf(bin.answered()),
          claimed == null ? "-" : percent(claimed),
          claimed == null ? "-" : percent(bin.right() / (double) bin.answered()));
    }
    return shown;
  }

  private static String percent(double share) {
    return Math.round(100 * share) + " %";
  }

  private static void paragraph(StringBuilder text, String sentence, Terminal terminal) {
    DisplayText.wrapped(sentence, terminal.columns() - 2)
        .forEach(line -> text.append("  ").append(line).append('\n'));
  }

  /**
   * Writes the file of parameters that follows, where one does, and where there is none yet: one
   * that is in use must not change because somebody measured again.
   *
   * @return why it was not written; empty where it was
   */
  Optional<String> writeRecalibrated(Path file) {
    if (recalibration == null) {
      return Optional.of(
          "No parameters were written to "
              + file
              + ": they take "
              + Recalibration.LEAST_MARKS
              + " culprits that were judged with the shipped parameters and have an answer, right"
              + " ones and wrong ones.");
    }
    try {
      Files.writeString(file, recalibration.parameters(), StandardOpenOption.CREATE_NEW);
      return Optional.empty();
    } catch (FileAlreadyExistsException e) {
      return Optional.of(file + " is there already, and stays as it is; name a new file.");
    } catch (IOException e) {
      return Optional.of(
          "The parameters cannot be written: " + Sentences.full(Sentences.reason(e)));
    }
  }

  /** As members of a JSON object. */
  String members() {
    return "\"track_record\":"
        + SummaryJson.of(table)
        + ",\"recalibration\":"
        + (recalibration == null
            ? "null"
            : "{\"slope\":"
                + recalibration.slope()
                + ",\"shift\":"
                + recalibration.shift()
                + ",\"marks\":"
                + recalibration.marks()
                + "}");
  }
}
