package firstbad.publisher;

/**
 * How far a followed file has been read.
 *
 * @param file what tells this file from one that takes its name later: the file system's own key
 * @param head length and SHA-256 of its first bytes, since a key may be given again
 * @param offset bytes up to the end of the last complete line
 */
public record FilePosition(String file, String head, long offset) {}
