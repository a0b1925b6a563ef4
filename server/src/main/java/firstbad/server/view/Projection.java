package firstbad.server.view;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Turns the records of one topic into rows. */
@FunctionalInterface
interface Projection {

  /**
   * Applies records in their order. What is older than what is there changes nothing.
   *
   * @param changes told what really changed
   */
  void apply(Handle db, List<TopicRecord> records, Changes changes);
}
