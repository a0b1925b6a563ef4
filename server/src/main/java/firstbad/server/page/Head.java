package firstbad.server.page;

import firstbad.story.VisibleText;

/**
 * What a document says of itself before any script: to a tab, to a bookmark, to a shared link.
 *
 * @param title what it is about; text from a log, so hostile
 * @param description one or two sentences; the same
 */
public record Head(String title, String description) {
  /** Characters of a title that a tab or a bookmark shows, at most; the page has all of it. */
  private static final int TITLE = 100;

  /** The document with this head in the place of its own. */
  String in(String document) {
    String about = escaped(description);
    return document.replace(
        "<title>Firstbad</title>",
        "<title>"
            + escaped(beginning(title))
            + " · Firstbad</title>\n"
            + "<meta name=\"description\" content=\""
            + about
            + "\">\n<meta property=\"og:site_name\" content=\"Firstbad\">\n"
            + "<meta property=\"og:type\" content=\"article\">\n"
            + "<meta property=\"og:title\" content=\""
            + escaped(beginning(title))
            + "\">\n<meta property=\"og:description\" content=\""
            + about
            + "\">");
  }

  /** The document that says to its scripts where a commit can be looked at. */
  static String withCommitUrl(String document, String address) {
    return document.replace(
        "<link rel=\"icon\"",
        "<meta name=\"commit-url\" content=\"" + escaped(address) + "\">\n<link rel=\"icon\"");
  }

  private static String beginning(String title) {
    return title.codePointCount(0, title.length()) <= TITLE
        ? title
        : title.substring(0, title.offsetByCodePoints(0, TITLE)) + " …";
  }

  private static String escaped(String text) {
    return VisibleText.of(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
