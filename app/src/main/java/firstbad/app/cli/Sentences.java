package firstbad.app.cli;

import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Exceptions in words. */
public final class Sentences {
  /** The reason an exception gives, as the end of a sentence, without its full stop. */
  public static String reason(Throwable failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof MalformedInputException) {
      return "it is not UTF-8 text";
    }
    if (failure instanceof FileSystemException file && file.getReason() != null) {
      return withoutFullStop(file.getReason());
    }
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : withoutFullStop(message.strip());
  }

  /** The innermost cause that says something. */
  public static Throwable root(Throwable failure) {
    Throwable at = failure;
    while (at.getCause() != null && at.getCause() != at) {
      at = Objects.requireNonNull(at.getCause());
    }
    return at.getMessage() == null ? failure : at;
  }

  /** With one full stop at its end. */
  public static String full(String sentence) {
    return withoutFullStop(sentence) + ".";
  }

  private static String withoutFullStop(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private Sentences() {}
}
