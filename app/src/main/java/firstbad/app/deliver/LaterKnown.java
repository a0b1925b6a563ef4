package firstbad.app.deliver;

import firstbad.app.cli.DisplayText;
import firstbad.app.cli.Problem;
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
 * and git facts, so that a mail says what is known when it leaves. It explains only: where the
 * topics cannot be read, deliveries go on without it.
 */
final class LaterKnown implements EventReader.Handler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LaterKnown.class);
  private static final Duration READ_WITHIN = Duration.ofSeconds(15);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(3);

  private final Map<String, List<String>> git = new ConcurrentHashMap<>();
  private final Map<String, Verifications> verifications = new ConcurrentHashMap<>();
  private final CountDownLatch read = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean closing;

  LaterKnown(Map<String, Object> properties, Topics topics) {
    this.thread = new Thread(() -> follow(properties, topics), "firstbad-deliver-later-known");
    thread.setDaemon(true);
  }

  void begin() {
    thread.start();
  }

  /** What is known by now; waits a moment at the start, until what there was has been read. */
  LaterFacts of(String id, String commit) throws InterruptedException {
    if (!read.await(READ_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("Verifications and git facts are not read yet; {} goes without them.", id);
    }
    List<String> facts = git.getOrDefault(commit, List.of());
    Verifications said = verifications.get(id);
    if (said == null) {
      return new LaterFacts(LaterFacts.NONE.standing(), List.of(), facts);
    }
    synchronized (said) {
      return new LaterFacts(said.standing(), said.sentences(), facts);
    }
  }

  private void follow(Map<String, Object> properties, Topics topics) {
    try (EventReader reader = EventReader.open(properties, topics)) {
      reader.begin(Topic.GIT_FACTS, Topic.VERIFICATIONS);
      reader.takeAll(this);
      read.countDown();
      while (!closing) {
        reader.take(this);
      }
    } catch (Problem e) {
      if (!closing) {
        LOG.warn("Mails go without verifications and git facts: {}", e.getMessage());
      }
    } finally {
      read.countDown();
    }
  }

  @Override
  public void take(Topic topic, String key, SpecificRecord event) {
    if (event instanceof GitFacts facts && topic == Topic.GIT_FACTS) {
      git.put(key, GitSentences.of(facts).stream().map(DisplayText::visible).toList());
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
    try {
      thread.join(ENDS_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
