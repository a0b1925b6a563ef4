package firstbad.app.evaluate;

import firstbad.app.cli.DisplayText;
import firstbad.app.cli.Terminal;
import firstbad.story.SummaryJson;
import firstbad.story.TrackRecord;
import org.jspecify.annotations.Nullable;

/**
 * How often trust was right, by what became of culprits since, and what could follow from it.
 *
 * @param recalibration null where there are too few answers
 */
record LiveRecord(TrackRecord record, @Nullable Recalibration recalibration) {

  /** For a person. */
  String text(Terminal terminal) {
    StringBuilder text = new StringBuilder("\nTrack record\n");
    record.rows().forEach(row -> paragraph(text, row.sentence(), terminal));
    if (record.rows().isEmpty()) {
      paragraph(text, "No culprit was judged yet.", terminal);
    }
    if (recalibration != null) {
      text.append("\nRecalibration\n");
      recalibration.sentences().forEach(sentence -> paragraph(text, sentence, terminal));
      text.append('\n').append(recalibration.parameters());
    }
    return text.toString();
  }

  private static void paragraph(StringBuilder text, String sentence, Terminal terminal) {
    DisplayText.wrapped(sentence, terminal.columns() - 2)
        .forEach(line -> text.append("  ").append(line).append('\n'));
  }

  /** As members of a JSON object. */
  String members() {
    return "\"track_record\":"
        + SummaryJson.of(record)
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
