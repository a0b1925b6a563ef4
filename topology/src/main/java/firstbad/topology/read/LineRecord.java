package firstbad.topology.read;

import firstbad.bisection.fold.Input;

/**
 * A record of {@code log-lines}: what it says, and its bytes as they were read, for the dead
 * letters.
 *
 * @param input a {@link Input.Line} or {@link Input.End}
 * @param number its line number
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes belong to Kafka and are only passed on
public record LineRecord(Input input, long number, byte[] raw) {}
