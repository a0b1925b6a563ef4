package firstbad.server.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Narrows a list down to bisections with certain labels. */
final class LabelFilter {
  private static final String COUNT =
      "SELECT count(*) FROM (SELECT 1 FROM labels WHERE name = :name AND value = :value"
          + " LIMIT :most) AS found";

  private LabelFilter() {}

  /**
   * Of each label that is asked for, one of its values; of few rows these are looked up, of many
   * the list's order is walked.
   *
   * @param id the list's column of ids
   */
  static void narrow(Handle db, PageQuery listing, String id, QueryParameters asked) {
    int number = 0;
    for (Map.Entry<String, List<String>> label : asked.labels().entrySet()) {
      String name = "label" + number++;
      List<String> values = new ArrayList<>();
      long found = 0;
      for (String value : label.getValue()) {
        String one = name + "_" + values.size();
        values.add(":" + one);
        listing.where("1 = 1", one, value);
        found += count(db, label.getKey(), value);
      }
      String among = "(" + String.join(", ", values) + ")";
      listing.where(
          found < MatchingBisections.FEW
              ? id
                  + " IN (SELECT id FROM labels WHERE name = :"
                  + name
                  + " AND value IN "
                  + among
                  + ")"
              : "(SELECT value FROM labels WHERE labels.id = "
                  + id
                  + " AND labels.name = :"
                  + name
                  + ") IN "
                  + among,
          name,
          label.getKey());
    }
  }

  private static long count(Handle db, String name, String value) {
    return db.createQuery(COUNT)
        .bind("name", name)
        .bind("value", value)
        .bind("most", MatchingBisections.FEW)
        .mapTo(Long.class)
        .one();
  }
}
