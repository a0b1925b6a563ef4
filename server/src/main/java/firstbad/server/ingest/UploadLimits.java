package firstbad.server.ingest;

import java.time.Duration;

/**
 * What uploads may cost.
 *
 * @param uploads how many may be open at the same time; each holds a thread and at most one line
 * @param silence how long one may send nothing: a kernel is built between two lines
 * @param bytes the longest body
 */
public record UploadLimits(int uploads, Duration silence, long bytes) {

  /** 100 uploads, 90 minutes between two lines, 1 GiB. */
  public static final UploadLimits DEFAULT =
      new UploadLimits(100, Duration.ofMinutes(90), 1L << 30);

  /** The same for another number of uploads. */
  public UploadLimits withUploads(int number) {
    return new UploadLimits(number, silence, bytes);
  }
}
