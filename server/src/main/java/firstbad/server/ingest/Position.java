package firstbad.server.ingest;

/**
 * How much of a log is in Kafka.
 *
 * @param lines number of the last line up to which all are durable; 0 for a log nobody has sent
 * @param ended whether its end is there too
 */
record Position(long lines, boolean ended) {
  static final Position NONE = new Position(0, false);

  /** The one that knows more. */
  Position or(Position other) {
    if (other.lines != lines) {
      return other.lines > lines ? other : this;
    }
    return new Position(lines, ended || other.ended);
  }
}
