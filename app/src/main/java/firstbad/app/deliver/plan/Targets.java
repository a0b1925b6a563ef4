package firstbad.app.deliver.plan;

import firstbad.app.cli.Sentences;
import firstbad.app.deliver.receiver.Signature;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads where events go, and keeps secrets off the wire and out of the file. */
final class Targets {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int SUBMISSION = 587;
  private static final int LAST_PORT = 65_535;

  private final Path folder;
  private final boolean canMail;

  /**
   * Where files are looked for.
   *
   * @param canMail whether the file names a mail server
   */
  Targets(Path folder, boolean canMail) {
    this.folder = folder;
    this.canMail = canMail;
  }

  /** The one target of a subscription; null, and a mistake, where there is not exactly one. */
  @Nullable Target target(Section section) {
    List<String> named =
        List.of("webhook", "mail", "command").stream().filter(section::has).toList();
    if (named.size() != 1) {
      section.mistake("name", "The subscription needs one of 'webhook', 'mail' and 'command'");
      return null;
    }
    return switch (named.get(0)) {
      case "webhook" -> webhook(section);
      case "mail" -> mail(section);
      default -> command(section);
    };
  }

  private static @Nullable Target command(Section section) {
    String command = section.text("command");
    return command == null
        ? null
        : new Target.Command(command, section.duration("limit", Duration.ofMinutes(1)));
  }

  private @Nullable Target webhook(Section section) {
    Section hook = section.section("webhook");
    if (hook == null) {
      return null;
    }
    URI url = hook.has("url-file") ? hiddenUrl(hook) : url(hook);
    String template = hook.text("template");
    Target.Template how = Target.Template.GENERIC;
    if (template != null) {
      try {
        how = Target.Template.valueOf(template.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        hook.mistake(
            "template",
            "There is no template '" + template + "'; there are generic, slack" + " and matrix");
      }
    }
    Path secret = file(hook, "secret-file");
    Path token = file(hook, "token-file");
    Duration limit = hook.duration("limit", LIMIT);
    hook.end();
    boolean matrix = how == Target.Template.MATRIX;
    if (matrix && url != null && (url.getRawQuery() != null || url.getRawFragment() != null)) {
      hook.mistake(
          "template",
          "The address of a Matrix room must end with its path, since each message adds its own"
              + " number to it; a token belongs into 'token-file'");
    }
    return url == null ? null : new Target.Webhook(url, how, secret, token, limit);
  }

  private static @Nullable URI url(Section hook) {
    String address = hook.required("url");
    return address == null ? null : url(hook, "url", "'" + address + "'", address);
  }

  /** An address that is a secret, as those of Slack are. */
  private @Nullable URI hiddenUrl(Section hook) {
    if (hook.has("url")) {
      hook.mistake("url-file", "The address is either in 'url' or in 'url-file'");
      return null;
    }
    Path file = file(hook, "url-file");
    if (file == null) {
      return null;
    }
    try {
      return url(hook, "url-file", "The first line of " + file, SecretFile.read(file));
    } catch (IOException e) {
      return null; // said already
    }
  }

  private static @Nullable URI url(Section hook, String key, String what, String address) {
    URI url = parsed(address);
    if (url == null || url.getHost() == null || url.getScheme() == null) {
      hook.mistake(key, what + " is not an address such as https://example.org/hook");
      return null;
    }
    if (url.getUserInfo() != null) {
      hook.mistake(key, "An address must not hold a password; use 'token-file'");
    }
    boolean plain = url.getScheme().equalsIgnoreCase("http");
    if (!url.getScheme().equalsIgnoreCase("https") && !(plain && loopback(url.getHost()))) {
      hook.mistake(key, "Use https for other machines; http is allowed for this one only");
    }
    return url;
  }

  private static @Nullable URI parsed(String address) {
    try {
      return new URI(address);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** By the name alone: a name that somebody else resolves is not this machine. */
  static boolean loopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.equals("[::1]")
        || host.equals("::1")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }

  private @Nullable Target mail(Section section) {
    Section mail = section.section("mail");
    if (mail == null) {
      return null;
    }
    if (!canMail) {
      section.mistake("mail", "Mail needs 'smtp' with the mail server, at the top of the file");
    }
    List<String> to = addresses(mail, "to");
    if (!mail.has("to")) {
      mail.mistake("to", "'mail' needs 'to' with one address or more");
    }
    List<String> cc = addresses(mail, "cc");
    mail.end();
    return new Target.Mail(to, cc);
  }

  private static List<String> addresses(Section mail, String key) {
    List<String> addresses = mail.texts(key);
    for (String address : addresses) {
      address(mail, key, address);
    }
    return addresses;
  }

  private static void address(Section section, String key, String address) {
    try {
      new InternetAddress(address, true);
      if (address.matches("[^@\\s]+@[^@\\s]+|[^<>\\r\\n]+<[^@\\s]+@[^@\\s]+>")) {
        return;
      }
    } catch (AddressException e) {
      // said below
    }
    section.mistake(key, "'" + address + "' is not a mail address");
  }

  Smtp smtp(Section smtp) {
    String host = smtp.required("host");
    String from = smtp.required("from");
    if (from != null) {
      address(smtp, "from", from);
    }
    String word = smtp.text("security");
    Smtp.Security security = Smtp.Security.STARTTLS;
    if (word != null) {
      try {
        security = Smtp.Security.valueOf(word.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        smtp.mistake("security", "'security' has to be starttls, tls or none");
      }
    }
    if (security == Smtp.Security.NONE && host != null && !loopback(host)) {
      smtp.mistake("security", "Without encryption, only a mail server on this machine is allowed");
    }
    String user = smtp.text("user");
    Path password = file(smtp, "password-file");
    if ((user == null) != (password == null)) {
      smtp.mistake("user", "'user' and 'password-file' go together");
    }
    Smtp read =
        new Smtp(
            host == null ? "" : host,
            smtp.number("port", 1, LAST_PORT, SUBMISSION),
            from == null ? "" : from,
            security,
            user,
            password,
            smtp.duration("limit", LIMIT));
    smtp.end();
    return read;
  }

  private @Nullable Path file(Section section, String key) {
    String name = section.text(key);
    if (name == null) {
      return null;
    }
    Path file = folder.resolve(name);
    try {
      String secret = SecretFile.read(file);
      if (key.equals("secret-file")) {
        var unused = Signature.of(secret, "", 0, "");
      }
    } catch (IOException e) {
      section.mistake(key, "The file " + file + " cannot be used: " + Sentences.reason(e));
    } catch (IllegalArgumentException e) {
      section.mistake(key, "The file " + file + " has to hold Base64 after 'whsec_'");
    }
    return file;
  }
}
