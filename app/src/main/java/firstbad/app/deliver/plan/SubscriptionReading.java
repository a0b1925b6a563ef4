package firstbad.app.deliver.plan;

import firstbad.app.cli.Durations;
import firstbad.app.deliver.receiver.Pauses;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/** One subscription of the file. */
final class SubscriptionReading {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final Duration GIVE_UP_AFTER = Duration.ofHours(24);

  private final Section section;
  private final Targets targets;

  SubscriptionReading(Section section, Targets targets) {
    this.section = section;
    this.targets = targets;
  }

  /** The subscription; null where a mistake leaves nothing to be followed. */
  @Nullable Subscription read() {
    String name = section.required("name");
    if (name != null && !name.matches("[A-Za-z0-9._-]{1,100}")) {
      section.mistake(
          "name", "A name can have up to 100 letters, digits, '.', '_' and '-', and no other");
    }
    Set<EventKind> events = events();
    List<Condition> conditions = conditions(events);
    Target target = targets.target(section);
    List<Limit> limits = limits();
    QuietHours quiet = quiet();
    Duration digest = section.has("digest") ? section.duration("digest", Duration.ofDays(1)) : null;
    Section retry = section.section("retry");
    Pauses pauses = new Pauses(FIRST_PAUSE, LONGEST_PAUSE);
    Duration giveUpAfter = GIVE_UP_AFTER;
    if (retry != null) {
      pauses =
          new Pauses(
              retry.duration("first", FIRST_PAUSE), retry.duration("longest", LONGEST_PAUSE));
      giveUpAfter = retry.duration("for", GIVE_UP_AFTER);
      retry.end();
    }
    section.end();
    return name == null || target == null
        ? null
        : new Subscription(
            name, events, conditions, target, limits, quiet, digest, pauses, giveUpAfter);
  }

  private Set<EventKind> events() {
    Set<EventKind> events = EnumSet.noneOf(EventKind.class);
    for (String word : section.texts("events")) {
      EventKind.named(word)
          .ifPresentOrElse(
              events::add,
              () ->
                  section.mistake(
                      "events",
                      "There is no event '" + word + "'; there are " + EventKind.words()));
    }
    if (events.isEmpty() && !section.has("events")) {
      section.mistake("name", "The subscription needs 'events': some of " + EventKind.words());
    }
    return events;
  }

  private List<Condition> conditions(Set<EventKind> events) {
    List<Condition> conditions = new ArrayList<>();
    Section where = section.section("where");
    if (where == null) {
      return conditions;
    }
    for (Conditions row : Conditions.values()) {
      if (where.has(row.word())) {
        conditions.add(row.among(where.texts(row.word()), events, where));
        for (EventKind kind : events) {
          if (!row.fits(kind)) {
            where.mistake(
                row.word(),
                kind.plural()
                    + " have no '"
                    + row.word()
                    + "', so none would match; give them a subscription of their own");
          }
        }
      }
    }
    Section labels = where.section("label");
    if (labels != null) {
      labelled(labels).forEach(conditions::add);
    }
    where.end();
    return conditions;
  }

  private static List<Condition> labelled(Section labels) {
    List<Condition> conditions = new ArrayList<>();
    for (String key : labels.others()) {
      List<String> asked = labels.texts(key);
      try {
        var any = asked.stream().map(Condition.Comparison.GLOB::of).toList();
        conditions.add(
            new Condition(
                "label",
                event -> {
                  String value = event.path("labels").path(key).asText("");
                  return !value.isEmpty() && any.stream().anyMatch(each -> each.test(value));
                }));
      } catch (PatternSyntaxException e) {
        labels.mistake(key, "'" + asked + "' is not a pattern such as 'ci-*'");
      }
    }
    return conditions;
  }

  private List<Limit> limits() {
    List<Limit> limits = new ArrayList<>();
    String rate = section.text("rate");
    if (rate != null) {
      rate(rate).ifPresent(limits::add);
    }
    if (section.has("daily-cap")) {
      limits.add(new Limit(section.number("daily-cap", 1, 1_000_000, 1), Duration.ofDays(1)));
    }
    return limits;
  }

  private Optional<Limit> rate(String rate) {
    String[] parts = rate.split("\\s*(?:/|per)\\s*", 2);
    try {
      int most = Integer.parseInt(parts[0].strip());
      Duration within = new Durations().convert(parts.length < 2 ? "" : parts[1].strip());
      if (most > 0 && !within.isZero() && within.compareTo(Limit.LONGEST) <= 0) {
        return Optional.of(new Limit(most, within));
      }
      section.mistake(
          "rate", "'" + rate + "' has to be 1 or more in a time of more than 0 and at most 24h");
      return Optional.empty();
    } catch (NumberFormatException | TypeConversionException e) {
      section.mistake("rate", "'" + rate + "' is not a rate such as '10 per 1h'");
      return Optional.empty();
    }
  }

  private @Nullable QuietHours quiet() {
    String text = section.text("quiet");
    if (text == null) {
      return null;
    }
    try {
      return QuietHours.parse(text);
    } catch (DateTimeException e) {
      section.mistake("quiet", "'" + text + "' are not hours such as '22:00-07:00 Europe/Berlin'");
      return null;
    }
  }
}
