package firstbad.server.page;

import java.util.Optional;

/** What the documents of views say of themselves; empty where nothing is known, or may be told. */
public interface DocumentHeads {

  /** Tells nothing to anybody, since only those who signed in may know it. */
  DocumentHeads HIDDEN =
      new DocumentHeads() {
        @Override
        public boolean tells() {
          return false;
        }

        @Override
        public Optional<Head> ofBisection(String id) {
          return Optional.empty();
        }

        @Override
        public Optional<Head> ofCommit(String hash) {
          return Optional.empty();
        }

        @Override
        public Optional<Head> ofBug(String title) {
          return Optional.empty();
        }
      };

  /** Whether what they know may be told: what they do not tell then is not there. */
  boolean tells();

  /**
   * The head of a bisection.
   *
   * @param id text from an address, so anything
   */
  Optional<Head> ofBisection(String id);

  /**
   * The head of a commit.
   *
   * @param hash or its beginning; text from an address, so anything
   */
  Optional<Head> ofCommit(String hash);

  /**
   * The head of a bug by one of its crash titles.
   *
   * @param title text from an address, so anything
   */
  Optional<Head> ofBug(String title);
}
