package firstbad.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import firstbad.events.LogLine;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Topic;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * From a line that is sent to the event it causes, as a browser hears it: the line that begins the
 * first revision of a log, and the event that tells of that revision.
 */
final class LiveDelay {
  private static final long APART_MS = 50;
  private static final long PATIENCE_NANOS = 120_000_000_000L;
  private static final String FIRST_REVISION = "testing commit ";
  private static final Pattern ID = Pattern.compile("\"id\":\"(live-[0-9]+)\"");

  private final BenchKafka cluster;
  private final String url;
  private final Map<String, Long> heard = new ConcurrentHashMap<>();

  LiveDelay(BenchKafka cluster, String url) {
    this.cluster = cluster;
    this.url = url;
  }

  /** Delays of so many logs, in milliseconds; the first tenth warms up and is not among them. */
  List<Double> measured(int logs) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v1/events")).build();
    try (InputStream stream =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream()).body()) {
      Thread listener = new Thread(() -> listen(stream), "listener");
      listener.setDaemon(true);
      listener.start();
      int warmUp = logs / 10;
      await(send(0, 1)); // what stands in the topic before it has been read then
      await(send(1, warmUp));
      Map<String, Long> sent = send(warmUp, logs);
      await(sent);
      List<Double> millis = new ArrayList<>();
      sent.forEach((id, at) -> millis.add((heard.getOrDefault(id, 0L) - at) / 1e6));
      return millis;
    }
  }

  private void await(Map<String, Long> sent) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!heard.keySet().containsAll(sent.keySet())) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "Wrong answer: " + heard.size() + " logs were heard of, others that began were not.");
      }
      Thread.sleep(20);
    }
  }

  private static String id(int number) {
    return "live-" + number;
  }

  private void listen(InputStream stream) {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
      boolean revision = false;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher id = ID.matcher(line);
        if (line.startsWith("event: ")) {
          revision = line.equals("event: revision");
        } else if (revision && id.find()) {
          heard.putIfAbsent(id.group(1), System.nanoTime());
        }
      }
    } catch (IOException e) {
      // the measurement has ended
    }
  }

  private Map<String, Long> send(int from, int behind) throws InterruptedException {
    Map<String, Long> sent = new HashMap<>();
    List<List<String>> samples =
        SampleLogs.read().stream().filter(log -> firstRevision(log) > 0).toList();
    try (EventSerdes serdes = EventSerdes.of(cluster.properties());
        KafkaProducer<String, LogLine> producer =
            new KafkaProducer<>(
                new HashMap<>(cluster.properties()),
                new StringSerializer(),
                serdes.serializer(LogLine.class))) {
      for (int number = from; number < behind; number++) {
        List<String> log = samples.get(number % samples.size());
        int last = firstRevision(log);
        for (int i = 0; i <= last; i++) {
          if (i == last) {
            producer.flush();
            sent.put(id(number), System.nanoTime());
          }
          LogLine line = new LogLine(i + 1L, log.get(i), Instant.now(), Map.of(), false);
          var unused =
              producer.send(
                  new ProducerRecord<>(BenchKafka.TOPICS.name(Topic.LOG_LINES), id(number), line));
        }
        producer.flush();
        Thread.sleep(APART_MS);
      }
    }
    return sent;
  }

  /** The index of the line that begins the first revision; -1 where another kind of line does. */
  private static int firstRevision(List<String> log) {
    for (int i = 0; i < log.size(); i++) {
      if (log.get(i).startsWith(FIRST_REVISION)) {
        return i;
      }
    }
    return -1;
  }
}
