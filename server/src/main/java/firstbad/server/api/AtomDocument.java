package firstbad.server.api;

import firstbad.story.VisibleText;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * One Atom feed as XML. Its texts come from logs: what XML cannot hold is made visible, and markup
 * in them stays text.
 *
 * @param base where the server is reached: scheme, host, port
 * @param path of the page that shows the same list
 * @param query of both, with its question mark; may be empty
 */
record AtomDocument(String title, String base, String path, String query) {
  private static final String ATOM = "http://www.w3.org/2005/Atom";

  /** What ids begin with (RFC 4151), so that they stay the same on every address of the server. */
  private static final String TAG = "tag:firstbad,2026:";

  /** When nothing has happened yet. */
  private static final String EPOCH = "1970-01-01T00:00:00Z";

  /**
   * One entry.
   *
   * @param name unique among all entries of all feeds, in the characters of a URI
   * @param updated RFC 3339
   * @param path of its page
   */
  record Entry(String name, String title, String updated, String path, String text) {}

  /** The document with these entries, newest first. */
  String of(List<Entry> entries) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("feed");
      xml.writeDefaultNamespace(ATOM);
      element(xml, "id", TAG + "feed" + path);
      element(xml, "title", title);
      element(xml, "updated", newest(entries));
      xml.writeStartElement("author");
      element(xml, "name", "Firstbad");
      xml.writeEndElement();
      link(xml, "self", "application/atom+xml", base + path + ".atom" + query);
      link(xml, null, "text/html", base + path + query);
      for (Entry entry : entries) {
        xml.writeStartElement("entry");
        element(xml, "id", TAG + entry.name());
        element(xml, "title", entry.title());
        element(xml, "updated", entry.updated());
        link(xml, null, "text/html", base + entry.path());
        element(xml, "summary", entry.text());
        xml.writeEndElement();
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e); // a string takes everything
    }
    return text.toString();
  }

  private static String newest(List<Entry> entries) {
    return entries.stream()
        .map(Entry::updated)
        .max(Comparator.comparing(Instant::parse))
        .orElse(EPOCH);
  }

  private static void element(XMLStreamWriter xml, String name, String content)
      throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(VisibleText.of(content));
    xml.writeEndElement();
  }

  private static void link(XMLStreamWriter xml, @Nullable String rel, String type, String address)
      throws XMLStreamException {
    xml.writeEmptyElement("link");
    if (rel != null) {
      xml.writeAttribute("rel", rel);
    }
    xml.writeAttribute("type", type);
    xml.writeAttribute("href", VisibleText.of(address));
  }
}
