package firstbad.app.publish;

import firstbad.app.cli.DisplayText;
import firstbad.bisection.grammar.Splitter;
import firstbad.publisher.DecodedLine;
import firstbad.publisher.LineDecoder;
import firstbad.publisher.LogPublisher;
import firstbad.publisher.LogSource;
import firstbad.publisher.Publication;
import firstbad.publisher.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Publishes logs from their first byte to their last, one after the other. */
final class FinishedLogs {

  /**
   * How logs are published.
   *
   * @param labels for each of them
   * @param split whether a text may hold several bisections
   * @param end whether the last one of a text gets an end
   */
  record Manner(Map<String, String> labels, boolean split, boolean end, PublishRate tempo) {}

  private static final int PIECE = 1 << 16;

  private final LogPublisher publisher;
  private final Manner manner;
  private final PublishProgress tally;
  private final BooleanSupplier stopping;
  private final Map<String, String> takenIds = new HashMap<>();
  private final List<Publication> publications = new ArrayList<>();

  FinishedLogs(
      LogPublisher publisher, Manner manner, PublishProgress tally, BooleanSupplier stopping) {
    this.publisher = publisher;
    this.manner = manner;
    this.tally = tally;
    this.stopping = stopping;
  }

  /** Sends one text; what is wrong with it is told to the tally. */
  void publish(LogSource source, String id) {
    tally.input();
    Reading reading = new Reading(source, id);
    try {
      reading.read();
    } catch (RefusedException e) {
      tally.complain(DisplayText.visible(source.name()) + " is left out: " + e.getMessage());
    } catch (IOException e) {
      boolean interrupted = Thread.interrupted();
      tally.complain(
          (interrupted ? "Interrupted." : String.valueOf(e.getMessage())) + reading.soFar());
    }
  }

  /** Waits until all is durable and says so, log by log. */
  void settle() {
    try {
      publications.forEach(Publication::awaitDurable);
    } finally {
      publications.forEach(log -> tally.log(log.id(), log.durable()));
    }
  }

  /** One text on its way. */
  private final class Reading implements Splitter.Parts {
    private final LogSource source;
    private final Splitter splitter;
    private final String id;
    private Map<String, Publication> parts = new HashMap<>();
    private long lines;
    private boolean last;

    Reading(LogSource source, String id) {
      this.source = source;
      this.id = id;
      this.splitter = new Splitter(id, this);
    }

    void read() throws IOException {
      PublishRate.Beat beat = manner.tempo().of(source, stopping);
      LineDecoder decoder = new LineDecoder();
      try (InputStream text = source.open()) {
        byte[] piece = new byte[PIECE];
        for (int read = text.read(piece); read >= 0; read = text.read(piece)) {
          decoder.feed(piece, 0, read, line -> take(line, beat));
          if (stopping.getAsBoolean()) {
            throw new IOException("Interrupted.");
          }
        }
      }
      decoder.end(line -> take(line, beat));
      last = true;
      if (stopping.getAsBoolean()) {
        throw new IOException("Interrupted.");
      }
      if (lines == 0) {
        throw new IOException(
            DisplayText.visible(source.name()) + " is empty: nothing to publish.");
      }
      if (manner.split()) {
        splitter.end();
      } else {
        end(id, lines + 1);
      }
    }

    private void take(DecodedLine line, PublishRate.Beat beat) {
      boolean waited = beat.await();
      if (stopping.getAsBoolean()) {
        return;
      }
      lines++;
      if (manner.split()) {
        splitter.read(line.text());
      } else {
        line(id, lines, line.text());
      }
      tally.line(source.name(), lines, line, waited);
    }

    @Override
    public void line(String part, long number, String text) {
      parts.computeIfAbsent(part, this::begin).line(text);
    }

    @Override
    public void end(String part, long number) {
      Publication log = parts.get(part);
      if (log != null && (!last || manner.end())) {
        log.end();
      }
    }

    private Publication begin(String part) {
      String taken = takenIds.putIfAbsent(part, source.name());
      if (taken != null) {
        throw new RefusedException(
            "its id "
                + part
                + " is taken by "
                + DisplayText.visible(taken)
                + "; publish it with --id.");
      }
      Publication log = publisher.begin(part, manner.labels());
      publications.add(log);
      return log;
    }

    String soFar() {
      return lines == 0
          ? ""
          : " The first "
              + DisplayText.count(lines, "line")
              + " of "
              + DisplayText.visible(source.name())
              + " went out, without an end; publish it again to complete it.";
    }
  }
}
