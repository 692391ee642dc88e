package lvs.director.config.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What reading a configuration depends on besides its text.
 *
 * @param configId what {@code @ID} conditions compare with and {@code ${_INSTANCE}} says; by
 *     default the host name up to its first dot
 * @param environment what {@code ${_ENV NAME}} sees
 * @param random what {@code ${_RANDOM}} draws from
 * @param limits where expansion stops
 */
public record ReadSettings(
    String configId, Map<String, String> environment, RandomGenerator random, Limits limits) {

  /**
   * Bounds that keep a hostile or mistaken file from filling memory or time. Each one, when
   * reached, is a problem of its own.
   *
   * @param expandedLines lines that definitions and generators may produce, 1 to 10 000 000; the
   *     work on their text is bounded along with it
   * @param words in the whole tree, each statement counting as two more, 1 to 100 000 000
   * @param files that may be read, the first one included, 1 to 1 000 000
   * @param includeDepth includes inside includes, 1 to 100
   * @param bytes of all files together, 1 to 1 GiB
   * @param problems reported before the rest is only counted
   */
  public record Limits(
      int expandedLines, int words, int files, int includeDepth, int bytes, int problems) {
    /** Several times the largest configuration on record: 37,205 real servers, 5 MB. */
    public static final Limits DEFAULT =
        new Limits(1_000_000, 4_000_000, 10_000, 32, 64 << 20, 1_000);
  }

  public ReadSettings {
    environment = Map.copyOf(environment);
  }

  /** Settings as a program on this machine has them: its host name and environment. */
  public static ReadSettings ofThisMachine() {
    return of(shortHostName(), System.getenv(), RandomGenerator.getDefault());
  }

  private static String shortHostName() {
    try {
      String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
      return name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    } catch (IOException unknown) {
      return "";
    }
  }

  /** Settings with the default limits. */
  public static ReadSettings of(
      String configId, Map<String, String> environment, RandomGenerator random) {
    return new ReadSettings(configId, environment, random, Limits.DEFAULT);
  }
}
