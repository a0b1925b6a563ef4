package firstbad.server.ingest;

import java.time.Duration;

/**
 * What uploads may cost.
 *
 * @param uploads how many may be open at the same time; each holds a thread and at most one line
 * @param silence how long one may send no line, nor a part of one: a kernel is built between two
 * @param longest how long one may take in all
 * @param bytes the longest body
 */
public record UploadLimits(int uploads, Duration silence, Duration longest, long bytes) {

  /** 100 uploads, 90 minutes between two lines, 7 days in all, 1 GiB. */
  public static final UploadLimits DEFAULT =
      new UploadLimits(100, Duration.ofMinutes(90), Duration.ofDays(7), 1L << 30);

  /** The same for another number of uploads. */
  public UploadLimits withUploads(int number) {
    return new UploadLimits(number, silence, longest, bytes);
  }

  /** A limit in words, such as {@code 90 minutes}. */
  static String words(Duration limit) {
    if (limit.toDays() > 1) {
      return limit.toDays() + " days";
    }
    return limit.toMinutes() > 1 ? limit.toMinutes() + " minutes" : limit.toSeconds() + " s";
  }
}
