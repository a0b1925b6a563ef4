package firstbad.app.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where log messages go: to standard error, or to a file when a command draws on the terminal.
 * Quiet unless asked: warnings and errors only. Found by Logback as a service, instead of an XML
 * file, since reading XML costs every command a tenth of a second.
 *
 * <p>FIRSTBAD_LOG_LEVEL and FIRSTBAD_LOG_FILE override what a command chose.
 */
public final class Logging extends ContextAwareBase implements Configurator {
  private static final String LEVEL = "firstbad.log.level";
  private static final String FILE = "firstbad.log.file";
  private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %logger{0} - %msg%n%ex{full}";

  /**
   * Libraries whose trouble firstbad says itself, once and in a sentence. What they say beside it
   * is for --debug and FIRSTBAD_LOG_LEVEL.
   */
  private static final List<String> SAID_BY_US =
      List.of("org.apache.kafka", "kafka", "io.confluent", "state.change.logger");

  /** Whose warnings say nothing that a person could act on. */
  private static final Map<String, String> ERRORS_ONLY =
      Map.of(
          "org.apache.kafka.streams.processor.internals.assignment.DefaultStandbyTaskAssignor",
          "warns for each task that a single instance has no second one to stand by");

  /** Sends messages to a file; only before the first message. */
  public static void toFile(String path) {
    System.setProperty(FILE, path);
  }

  /** Shows messages from this level on; only before the first message. */
  public static void from(String level) {
    System.setProperty(LEVEL, level);
  }

  /** The same for a command that says itself what went wrong; an option of the user's wins. */
  public static void unlessAsked(String level) {
    if (System.getProperty(LEVEL) == null) {
      from(level);
    }
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setPattern(PATTERN);
    encoder.start();

    OutputStreamAppender<ILoggingEvent> appender =
        setting("FIRSTBAD_LOG_FILE", FILE).map(Logging::file).orElseGet(Logging::standardError);
    appender.setContext(context);
    appender.setName("messages");
    appender.setEncoder(encoder);
    appender.start();

    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(
        Level.toLevel(
            setting("FIRSTBAD_LOG_LEVEL", LEVEL).orElse("WARN").toUpperCase(Locale.ROOT),
            Level.WARN));
    if (setting("FIRSTBAD_LOG_LEVEL", LEVEL).isEmpty()) {
      SAID_BY_US.forEach(name -> context.getLogger(name).setLevel(Level.OFF));
    }
    for (String name : ERRORS_ONLY.keySet()) {
      Logger logger = context.getLogger(name);
      if (logger.getEffectiveLevel() == Level.WARN) {
        logger.setLevel(Level.ERROR);
      }
    }
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static OutputStreamAppender<ILoggingEvent> file(String path) {
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setFile(path);
    return appender;
  }

  private static OutputStreamAppender<ILoggingEvent> standardError() {
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setTarget("System.err");
    return appender;
  }

  private static Optional<String> setting(String environment, String property) {
    return Optional.ofNullable(System.getenv(environment))
        .or(() -> Optional.ofNullable(System.getProperty(property)));
  }
}
