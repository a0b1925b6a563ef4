package firstbad.server.ingest;

import firstbad.server.view.KeptLog;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/**
 * Where logs stand: what this server has seen acknowledged, and what the view has read of what
 * others published. The first is at once right and forgotten with the process, the second a moment
 * late and kept.
 */
final class LogPositions {
  private static final int REMEMBERED = 10_000;

  private final Jdbi reader;
  private final Map<String, LogPosition> acknowledged =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LogPosition> eldest) {
          return size() > REMEMBERED;
        }
      };

  LogPositions(Jdbi reader) {
    this.reader = reader;
  }

  /** Kafka has acknowledged so much. */
  void note(String id, LogPosition position) {
    synchronized (acknowledged) {
      acknowledged.merge(id, position, LogPosition::or);
    }
  }

  LogPosition of(String id) {
    LogPosition seen;
    synchronized (acknowledged) {
      seen = acknowledged.getOrDefault(id, LogPosition.NONE);
    }
    return reader
        .withHandle(db -> KeptLog.of(db, id))
        .map(log -> new LogPosition(log.lastLine(), log.ended()))
        .orElse(LogPosition.NONE)
        .or(seen);
  }
}
