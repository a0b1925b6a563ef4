package firstbad.server.ingest;

/**
 * How much of a log is in Kafka.
 *
 * @param lines number of the last line up to which all are durable; 0 for a log nobody has sent
 * @param ended whether its end is there too
 */
record LogPosition(long lines, boolean ended) {
  static final LogPosition NONE = new LogPosition(0, false);

  /** The one that knows more. */
  LogPosition or(LogPosition other) {
    if (other.lines != lines) {
      return other.lines > lines ? other : this;
    }
    return new LogPosition(lines, ended || other.ended);
  }
}
