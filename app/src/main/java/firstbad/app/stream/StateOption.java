package firstbad.app.stream;

import firstbad.app.cli.Problem;
import firstbad.topology.codec.StateFormat;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** In which version the topology keeps its state. A mixin. */
public final class StateOption {
  @Option(
      names = "--upgrade-from",
      paramLabel = "VERSION",
      defaultValue = "${env:FIRSTBAD_UPGRADE_FROM}",
      description =
          "Keeps the state in the version of an older firstbad until none of its instances runs any"
              + " more, so that both can share the work, and so that there is a way back"
              + " (FIRSTBAD_UPGRADE_FROM); default: this firstbad's own, which is "
              + StateFormat.NEWEST
              + ".")
  private @Nullable String from;

  /** What is read and what is written. */
  public StateFormat format() {
    if (from == null || from.isBlank()) {
      return StateFormat.shipped();
    }
    try {
      return StateFormat.shipped().writing(Integer.parseInt(from.strip()));
    } catch (NumberFormatException e) {
      throw new Problem(
          "--upgrade-from expects the number of a version of the state, not " + from + ".", e);
    } catch (IllegalArgumentException e) {
      throw new Problem("--upgrade-from: " + e.getMessage(), e);
    }
  }

  /** Says that an older version is written, so that the option is not forgotten. */
  public void say(StateFormat format, PrintWriter out) {
    if (format.writes() < format.newest()) {
      out.printf(
          "State is kept in version %d for an older firstbad; once no instance of that one runs,"
              + " start the instances again without --upgrade-from.%n",
          format.writes());
      out.flush();
    }
  }
}
