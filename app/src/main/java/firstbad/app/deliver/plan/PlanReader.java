package firstbad.app.deliver.plan;

import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a file of subscriptions, which is YAML, and finds all mistakes at once. */
public final class PlanReader {
  private static final int LONGEST_FILE = 1024 * 1024;

  private final List<Mistake> mistakes = new ArrayList<>();
  private final Path folder;

  private PlanReader(Path folder) {
    this.folder = folder;
  }

  /**
   * What was read.
   *
   * @param plan as far as it could be read
   * @param mistakes by their lines; the plan can be followed when there is none
   */
  public record Reading(Plan plan, List<Mistake> mistakes) {}

  /**
   * Reads a file.
   *
   * @throws Problem when it cannot be read at all
   */
  public static Reading read(Path file) {
    PlanReader reader = new PlanReader(file.toAbsolutePath().resolveSibling(".").normalize());
    Plan plan = new Plan(null, List.of());
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      LoadSettings settings =
          LoadSettings.builder().setCodePointLimit(LONGEST_FILE).setLabel(file.toString()).build();
      Optional<Node> root = new Compose(settings).composeReader(text);
      if (root.isPresent()) {
        plan = reader.plan(Section.of("The file", root.get(), reader.mistakes));
      } else {
        reader.mistakes.add(new Mistake(1, "The file is empty; it needs 'subscriptions'."));
      }
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      reader.mistakes.add(new Mistake(line, "This is not YAML: " + e.getProblem() + "."));
    } catch (YamlEngineException e) {
      reader.mistakes.add(new Mistake(1, "This is not YAML: " + Sentences.reason(e) + "."));
    } catch (IOException e) {
      throw new Problem("Cannot read " + file + ": " + Sentences.reason(e) + ".", e);
    }
    List<Mistake> ordered = new ArrayList<>(reader.mistakes);
    ordered.sort(Comparator.comparingInt(Mistake::line));
    return new Reading(plan, List.copyOf(ordered));
  }

  private Plan plan(Section file) {
    Section mail = file.section("smtp");
    Targets targets = new Targets(folder, mail != null);
    Smtp smtp = mail == null ? null : targets.smtp(mail);
    List<Subscription> subscriptions = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Section each : file.sections("subscriptions", "A subscription")) {
      @Nullable Subscription read = new SubscriptionReading(each, targets).read();
      if (read != null) {
        subscriptions.add(read);
        if (!names.add(read.name())) {
          each.mistake("name", "Another subscription is called '" + read.name() + "' too");
        }
      }
    }
    if (!file.has("subscriptions")) {
      mistakes.add(new Mistake(1, "The file needs 'subscriptions'."));
    } else if (names.isEmpty() && mistakes.isEmpty()) {
      file.mistake("subscriptions", "'subscriptions' needs one entry or more");
    }
    file.end();
    return new Plan(smtp, List.copyOf(subscriptions));
  }
}
