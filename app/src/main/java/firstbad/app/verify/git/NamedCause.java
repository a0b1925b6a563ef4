package firstbad.app.verify.git;

/**
 * What one commit says of the cause of a bug: {@code line} of {@code commit} names {@code cause}.
 *
 * @param strong whether it speaks against other causes; what is weak counts where nothing is strong
 */
record NamedCause(GitCommit commit, GitCommit cause, String line, boolean strong) {}
