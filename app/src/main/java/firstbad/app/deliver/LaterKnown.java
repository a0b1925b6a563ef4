package firstbad.app.deliver;

import firstbad.app.cli.DisplayText;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import firstbad.app.deliver.receiver.Pauses;
import firstbad.app.mail.LaterFacts;
import firstbad.app.read.EventReader;
import firstbad.app.read.Verifications;
import firstbad.events.GitFacts;
import firstbad.events.Verification;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.schemas.VerificationRules;
import firstbad.story.GitSentences;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became known of culprits after they were named: a thread of its own follows verifications
 * and git facts, so that a mail says what is known when it leaves. It explains only: while the
 * topics cannot be read, deliveries go on without it.
 */
final class LaterKnown implements EventReader.Handler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LaterKnown.class);
  private static final Duration READ_WITHIN = Duration.ofSeconds(15);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(3);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Map<String, GitFacts> git = new ConcurrentHashMap<>();
  private final Map<String, Verifications> verifications = new ConcurrentHashMap<>();
  private final CountDownLatch read = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean closing;

  /** Since it could read last; of the thread alone. */
  private int failures;

  /** Reads until it is closed or cannot go on. */
  @FunctionalInterface
  interface Reading {
    /**
     * Reads all topics from their beginning.
     *
     * @throws Problem when they cannot be read, or no longer
     */
    void into(LaterKnown known);
  }

  LaterKnown(Map<String, Object> properties, Topics topics) {
    this(known -> known.follow(properties, topics), new Pauses(FIRST_PAUSE, LONGEST_PAUSE));
  }

  LaterKnown(Reading reading, Pauses pauses) {
    this.thread = new Thread(() -> repeat(reading, pauses), "firstbad-deliver-later-known");
    thread.setDaemon(true);
  }

  void begin() {
    thread.start();
  }

  /**
   * What became known of a culprit, by bisection and commit. Waits a moment at the start, until
   * what there was has been read.
   */
  LaterFacts of(String id, String commit) throws InterruptedException {
    awaitRead(id);
    GitFacts known = git.get(commit);
    List<String> facts =
        known == null
            ? List.of()
            : GitSentences.of(known, id).stream().map(DisplayText::visible).toList();
    Verifications said = verifications.get(id);
    if (said == null) {
      return new LaterFacts(LaterFacts.NONE.standing(), List.of(), facts);
    }
    synchronized (said) {
      return new LaterFacts(said.standing(), said.sentences(commit), facts);
    }
  }

  private void awaitRead(String id) throws InterruptedException {
    if (!read.await(READ_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("Verifications and git facts are not read yet; {} goes without them.", id);
    }
  }

  /** Begins again where it cannot go on: brokers come back. */
  private void repeat(Reading reading, Pauses pauses) {
    while (!closing) {
      failures++;
      try {
        git.clear(); // what was removed meanwhile is not read again
        verifications.clear();
        reading.into(this);
      } catch (RuntimeException e) {
        if (!closing) {
          LOG.warn("Mails go without what became known of culprits: {}", Sentences.reason(e));
        }
      }
      read.countDown();
      try {
        if (ended.await(pauses.after(failures).toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void follow(Map<String, Object> properties, Topics topics) {
    try (EventReader reader = EventReader.open(properties, topics)) {
      reader.begin(Topic.GIT_FACTS, Topic.VERIFICATIONS);
      reader.takeAll(this);
      read.countDown();
      failures = 0;
      while (!closing) {
        reader.take(this);
      }
    }
  }

  @Override
  public void take(Topic topic, String key, SpecificRecord event) {
    if (event instanceof GitFacts facts && topic == Topic.GIT_FACTS) {
      git.put(key, facts);
    } else if (event instanceof Verification said) {
      Verifications all = verifications.computeIfAbsent(said.getId(), Verifications::new);
      synchronized (all) {
        all.take(topic, key, event);
      }
    }
  }

  @Override
  public void removed(Topic topic, String key) {
    if (topic == Topic.GIT_FACTS) {
      git.remove(key);
      return;
    }
    Verifications all = verifications.get(VerificationRules.id(key));
    if (all != null) {
      synchronized (all) {
        all.removed(topic, key);
      }
    }
  }

  @Override
  public void close() {
    closing = true;
    ended.countDown();
    try {
      thread.join(ENDS_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
