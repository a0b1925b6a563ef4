package firstbad.app.bisect;

/** Where the lines of a search go while it runs. */
interface LineSink extends AutoCloseable {

  /** Takes the next line. */
  void line(String text);

  /** Sends what was taken; lines that cannot be sent now are kept for the next time. */
  void flush();

  /** Says that the log has ended. */
  void end();

  @Override
  void close();
}
