package firstbad.server.api;

import firstbad.server.view.Dialect;
import firstbad.server.view.SearchWords;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Which bisections a question means: the one with this id, or all whose words fit. */
final class MatchingBisections {

  /** To look up more rows than these costs more than to walk along a list until a page is full. */
  static final int FEW = 2000;

  private static final String ID = "SELECT count(*) FROM bisections WHERE id = :id";

  private MatchingBisections() {}

  /**
   * Narrows a list down to them.
   *
   * @param id the list's column of ids
   */
  static void narrow(Handle db, Dialect dialect, PageQuery listing, String id, String question) {
    List<String> words = SearchWords.asked(question);
    if (words.isEmpty()) {
      listing.where("1 = 0");
    } else if (count(db, ID, "id", question) > 0) {
      listing.where(id + " = :meant", "meant", question);
    } else if (count(db, dialect.countFound("bisection", FEW), "match", dialect.match(words))
        < FEW) {
      listing.where(id + " IN (" + dialect.found("bisection") + ")", "match", dialect.match(words));
    } else {
      for (int i = 0; i < words.size(); i++) {
        String fits = dialect.fits("' ' || words", ":word" + i);
        listing.where(
            "EXISTS (SELECT 1 FROM searched WHERE kind = 'bisection' AND name = "
                + id
                + " AND "
                + fits
                + ")",
            "word" + i,
            " " + words.get(i));
      }
    }
  }

  private static long count(Handle db, String sql, String name, String value) {
    return db.createQuery(sql).bind(name, value).mapTo(Long.class).one();
  }
}
