package lvs.director.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The pages' own files: what lies in the folder {@code console} of the program. */
final class StaticFiles {
  private static final String INDEX = "index.html";

  /** Names without dots at their begin, so that none leads out of the folder. */
  private static final Pattern NAME =
      Pattern.compile("(?:[A-Za-z0-9_-]+/){0,4}[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*\\.([a-z0-9]+)");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "webmanifest", "application/manifest+json",
          "woff2", "font/woff2");

  private final Function<String, InputStream> folder;
  private final Map<String, Answer> read = new ConcurrentHashMap<>();
  private final boolean keeps;

  StaticFiles() {
    this(name -> StaticFiles.class.getResourceAsStream("/console/" + name), true);
  }

  /**
   * @param folder null for a file that is not there
   * @param keeps reads each file once
   */
  StaticFiles(Function<String, InputStream> folder, boolean keeps) {
    this.folder = folder;
    this.keeps = keeps;
  }

  /**
   * @param name below {@code /lvs/}; empty is the page itself
   */
  Optional<Answer> file(String name) {
    String file = name.isEmpty() ? INDEX : name;
    var fits = NAME.matcher(file);
    if (file.length() > 200 || !fits.matches() || !TYPES.containsKey(fits.group(1))) {
      return Optional.empty();
    }
    Answer known = read.get(file);
    return known != null ? Optional.of(known) : read(file, TYPES.get(fits.group(1)));
  }

  private Optional<Answer> read(String name, String type) {
    try (InputStream in = folder.apply(name)) {
      if (in == null) {
        return Optional.empty();
      }
      byte[] body = in.readAllBytes();
      Map<String, String> headers = Map.of("ETag", tag(body), "Cache-Control", "no-cache");
      Answer answer = new Answer(200, type, body, headers);
      if (keeps) {
        read.put(name, answer);
      }
      return Optional.of(answer);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String tag(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      return "\"" + HexFormat.of().formatHex(digest, 0, 12) + "\"";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
