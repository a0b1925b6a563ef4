package firstbad.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OwnFaultsTest {
  private static final String HOSTILE = "what a log says";

  private final AtomicLong nanos = new AtomicLong();
  private final Logger log = (Logger) LoggerFactory.getLogger("own-faults-test");
  private final ListAppender<ILoggingEvent> written = new ListAppender<>();
  private final OwnFaults faults = new OwnFaults(log, new OncePerMinute(nanos::get));

  @Test
  void a_fault_at_each_of_many_lines_is_one_sentence_a_minute() {
    listen(Level.WARN);
    for (int line = 1; line <= 10_000; line++) {
      faults.say("Line " + line + " could not be processed", fault());
    }
    faults.say("Line 7 could not be processed", new IllegalArgumentException(HOSTILE));
    nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
    faults.say("Line 8 could not be processed", fault());

    List<String> sentences = written.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    assertThat(sentences).hasSize(3).noneMatch(each -> each.contains(HOSTILE));
    assertThat(sentences.get(0))
        .startsWith("Line 1 could not be processed: a fault of firstbad (IllegalStateException in ")
        .contains("OwnFaultsTest.fault(OwnFaultsTest.java:");
    assertThat(sentences.get(1)).as("another cause").contains("Line 7 ");
    assertThat(sentences.get(2)).contains("Line 8 ", "as 9999 times more");
    assertThat(written.list).allMatch(each -> each.getThrowableProxy() == null);
  }

  @Test
  void its_trace_is_shown_where_one_looks_for_faults() {
    listen(Level.INFO);
    faults.say("It could not be done", fault());

    assertThat(written.list).allMatch(each -> each.getThrowableProxy() != null).hasSize(1);
  }

  private void listen(Level level) {
    log.setLevel(level);
    log.setAdditive(false);
    written.start();
    log.addAppender(written);
  }

  private static RuntimeException fault() {
    return new IllegalStateException(HOSTILE);
  }
}
