package firstbad.app.bisect;

import firstbad.app.serve.ServerApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lines to a server over HTTP, a few at a time. */
final class ServerSink implements LineSink {
  private final ServerApi server;
  private final String id;
  private final Map<String, String> labels;
  private final List<String> waiting = new ArrayList<>();
  private long next = 1;

  ServerSink(ServerApi server, String id, Map<String, String> labels) {
    this.server = server;
    this.id = id;
    this.labels = labels;
  }

  @Override
  public void line(String text) {
    waiting.add(text);
  }

  @Override
  public void flush() {
    if (!waiting.isEmpty()) {
      send(true);
    }
  }

  @Override
  public void end() {
    send(false);
  }

  private void send(boolean more) {
    StringBuilder body = new StringBuilder();
    waiting.forEach(line -> body.append(line).append('\n'));
    server.upload(id, labels, next, more, body.toString());
    next += waiting.size();
    waiting.clear();
  }

  @Override
  public void close() {}
}
