package firstbad.server.view;

import firstbad.events.Revision;

/** A revision by its key. */
record RevisionKey(String id, int ordinal) {

  /** What a key of the topic names; an ordinal of -1 where it names none. */
  static RevisionKey of(String key) {
    int slash = key.lastIndexOf('/');
    boolean known = slash > 0 && key.substring(slash + 1).matches("[0-9]{1,9}");
    return known
        ? new RevisionKey(key.substring(0, slash), Integer.parseInt(key.substring(slash + 1)))
        : new RevisionKey(key, -1);
  }

  static RevisionKey of(Revision revision) {
    return new RevisionKey(EventJson.kept(revision.getBisectionId()), revision.getOrdinal());
  }
}
