package firstbad.server.live;

import static java.nio.charset.StandardCharsets.UTF_8;

/** One change of the view, as it is sent. */
final class Event {
  private final long seq;
  private final String kind;
  private final String of;
  private final byte[] bytes;

  /**
   * @param seq its number in the view
   * @param of the bisection or commit it is about
   * @param json its data: one line
   */
  Event(String epoch, long seq, String kind, String of, String json) {
    this.seq = seq;
    this.kind = kind;
    this.of = of;
    this.bytes =
        ("id: " + epoch + '.' + seq + "\nevent: " + kind + "\ndata: " + json + "\n\n")
            .getBytes(UTF_8);
  }

  long seq() {
    return seq;
  }

  /** Whether it is for someone who listens to one bisection only. */
  boolean isAbout(String bisection) {
    return of.equals(bisection) || kind.equals("reset");
  }

  byte[] bytes() {
    return bytes;
  }
}
