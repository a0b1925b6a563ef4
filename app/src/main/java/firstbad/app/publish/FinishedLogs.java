package firstbad.app.publish;

import firstbad.app.cli.DisplayText;
import firstbad.app.read.ForgottenIds;
import firstbad.bisection.intake.DecodedLine;
import firstbad.bisection.intake.LineDecoder;
import firstbad.bisection.intake.NoBisectionLog;
import firstbad.publisher.LogPublisher;
import firstbad.publisher.LogSource;
import firstbad.publisher.RefusedException;
import firstbad.publisher.TextPublication;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Publishes logs from their first byte to their last, one after the other. */
final class FinishedLogs {

  /**
   * How logs are published.
   *
   * @param labels for each of them
   * @param end whether the last one of a text gets an end
   */
  record PublishOptions(
      Map<String, String> labels, boolean end, PublishRate rate, ObservedAt observedAt) {}

  private static final int PIECE = 1 << 16;

  private final LogPublisher publisher;
  private final PublishOptions manner;
  private final PublishProgress tally;
  private final Set<String> forgotten;
  private final PublishedIds ids;
  private final BooleanSupplier stopping;
  private final Map<String, String> takenIds = new HashMap<>();
  private final List<TextPublication> texts = new ArrayList<>();

  /**
   * @param forgotten ids that cannot be used again
   * @param ids compares what is sent with what Kafka has
   */
  FinishedLogs(
      LogPublisher publisher,
      PublishOptions manner,
      PublishProgress tally,
      Set<String> forgotten,
      PublishedIds ids,
      BooleanSupplier stopping) {
    this.publisher = publisher;
    this.forgotten = forgotten;
    this.manner = manner;
    this.tally = tally;
    this.ids = ids;
    this.stopping = stopping;
  }

  /** Sends one text; what is wrong with it is told to the tally. */
  void publish(LogSource source, String id) {
    tally.input();
    try {
      publish(new Reading(source, id));
    } catch (NoBisectionLog e) {
      tally.complain(e.sentence(DisplayText.visible(source.name())));
    } catch (RefusedException e) {
      tally.complain(DisplayText.visible(source.name()) + " is left out: " + e.getMessage());
    }
  }

  private void publish(Reading reading) {
    texts.add(reading.text);
    try {
      reading.read();
    } catch (IOException e) {
      boolean interrupted = Thread.interrupted();
      tally.complain(
          (interrupted ? "Interrupted." : String.valueOf(e.getMessage())) + reading.soFar());
    }
  }

  /** Waits until all is durable and says so, log by log. */
  void settle() {
    try {
      texts.forEach(TextPublication::awaitDurable);
    } finally {
      texts.forEach(text -> text.parts().forEach(log -> tally.log(log.id(), log.durable())));
    }
  }

  /** One text on its way. */
  private final class Reading {
    private final LogSource source;
    private final TextPublication text;

    /** Lines that nobody was told of, since they may be part of no log. */
    private final List<DecodedLine> waiting = new ArrayList<>();

    private long lines;

    Reading(LogSource source, String id) {
      this.source = source;
      this.text = new TextPublication(publisher, id, manner.labels(), this::claim);
      text.watchedBy(ids);
    }

    void read() throws IOException {
      ObservedAt.Clock clock = manner.observedAt().of(source);
      text.observedBy(clock);
      readLines(clock);
      requireGoingOn();
      text.end(manner.end());
      String readAs = text.intake().readAs();
      if (!readAs.isEmpty()) {
        tally.say(DisplayText.visible(source.name()) + " was read " + readAs + ".");
      }
      if (clock.missed()) {
        tally.timeless(source);
      }
    }

    private void readLines(ObservedAt.Clock clock) throws IOException {
      PublishRate.Pacer beat = manner.rate().of(source, stopping);
      LineDecoder decoder = new LineDecoder();
      try (InputStream bytes = source.open()) {
        byte[] piece = new byte[PIECE];
        for (int read = bytes.read(piece); read >= 0; read = bytes.read(piece)) {
          decoder.feed(piece, 0, read, line -> take(line, beat, clock));
          requireGoingOn();
        }
      }
      decoder.end(line -> last(line, beat, clock));
    }

    /** A last line without a line feed may be a part of one, where more is to follow. */
    private void last(DecodedLine line, PublishRate.Pacer beat, ObservedAt.Clock clock) {
      if (manner.end()) {
        take(line, beat, clock);
      } else {
        tally.say(
            DisplayText.visible(source.name())
                + " ends without a line feed. Its last line may be a part of one and is left out;"
                + " publish it again once it is whole.");
      }
    }

    private void requireGoingOn() throws IOException {
      if (stopping.getAsBoolean()) {
        throw new IOException("Interrupted.");
      }
    }

    private void take(DecodedLine line, PublishRate.Pacer beat, ObservedAt.Clock clock) {
      boolean waited = beat.await();
      if (stopping.getAsBoolean()) {
        return;
      }
      clock.read(line.text());
      text.line(line);
      waiting.add(line);
      if (text.intake().recognised()) {
        waiting.forEach(each -> tally.line(source.name(), ++lines, each, waited));
        waiting.clear();
      }
    }

    private void claim(String part) {
      if (forgotten.contains(part)) {
        throw new RefusedException(ForgottenIds.refusal(part));
      }
      String taken = takenIds.putIfAbsent(part, source.name());
      if (taken != null) {
        throw new RefusedException(
            "its id "
                + part
                + " is taken by "
                + DisplayText.visible(taken)
                + "; publish it with --id.");
      }
    }

    String soFar() {
      long sent = text.intake().position().all();
      return sent == 0
          ? ""
          : " The first "
              + DisplayText.count(sent, "line")
              + " of "
              + DisplayText.visible(source.name())
              + " reached Kafka, without an end; publish it again to complete it.";
    }
  }
}
