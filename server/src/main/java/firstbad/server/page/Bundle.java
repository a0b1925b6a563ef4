package firstbad.server.page;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The scripts of the page as one: a browser on a slow line waits a round trip for six files, not
 * for forty. Each module becomes a function that runs once and returns what it exports, after those
 * that it imports; the first stays as it is, at the end. What stands in the sources must be of
 * these forms:
 *
 * <pre>
 * import { name, other as mine } from "./file.js";
 * export function name() {}    also async function, class and const
 * </pre>
 *
 * Comments that have lines of their own are left out, and so is the indentation of each line: no
 * text may go on in a second one.
 */
final class Bundle {
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import\\s*\\{([^}]*)\\}\\s*from\\s*\"\\./([a-z-]+\\.js)\";$");
  private static final Pattern EXPORT =
      Pattern.compile("(?m)^export (?=(?:async )?(?:function|class|const) (\\w+))");
  private static final Pattern OTHER = Pattern.compile("(?m)^(?:import|export)\\b.*$");
  private static final Pattern COMMENT =
      Pattern.compile("(?m)^\\s*(?://.*|/\\*\\*[^*]*(?:\\*(?!/)[^*]*)*\\*/)\\n");

  private static final Pattern INDENTATION = Pattern.compile("(?m)^[ \\t]+");

  private final String entry;
  private final UnaryOperator<String> sources;
  private final Map<String, String> written = new LinkedHashMap<>();

  private Bundle(String entry, UnaryOperator<String> sources) {
    this.entry = entry;
    this.sources = sources;
  }

  /**
   * A module and all that it imports, in one.
   *
   * @param sources the text of a file by its name
   * @throws IllegalStateException when a module has an import or export of another form, or modules
   *     import each other in a circle
   */
  static String of(String entry, UnaryOperator<String> sources) {
    Bundle bundle = new Bundle(entry, sources);
    bundle.add(entry);
    return String.join("", bundle.written.values());
  }

  private void add(String name) {
    String known = written.putIfAbsent(name, "");
    if (known != null) {
      if (known.isEmpty()) {
        throw new IllegalStateException(name + " imports itself, by way of others.");
      }
      return;
    }
    String source = sources.apply(name);
    IMPORT.matcher(source).results().forEach(found -> add(found.group(2)));
    written.remove(name); // after those that it needs
    written.put(name, module(name, source));
  }

  private String module(String name, String source) {
    String exported =
        EXPORT
            .matcher(source)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.joining(", "));
    String body = IMPORT.matcher(COMMENT.matcher(source).replaceAll("")).replaceAll(Bundle::needed);
    body = EXPORT.matcher(body).replaceAll("");
    Matcher other = OTHER.matcher(body);
    if (other.find()) {
      throw new IllegalStateException(
          name + " has a line that the bundle does not know: " + other.group());
    }
    body = INDENTATION.matcher(body).replaceAll("").strip();
    if (name.equals(entry)) {
      return body + "\n";
    }
    return "const "
        + variable(name)
        + " = (() => {\n"
        + body
        + "\nreturn { "
        + exported
        + " };\n})();\n";
  }

  private static String needed(MatchResult found) {
    return Matcher.quoteReplacement(
        "const {"
            + found.group(1).replaceAll("\\s+as\\s+", ": ").replaceAll("\\s+", " ")
            + "} = "
            + variable(found.group(2))
            + ";");
  }

  /** A name that no module has for anything of its own. */
  private static String variable(String name) {
    return "$" + name.replace(".js", "").replace('-', '_');
  }
}
