package lvs.director.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Supplier;
import lvs.director.port.Launch;

/**
 * What a command sees of the world around it.
 *
 * @param out standard output
 * @param err standard error
 * @param environment environment variables
 * @param userId numeric id of the user; 0 is root
 * @param terminal whether standard output is a terminal
 * @param clock wall time, to say how long ago something was
 * @param zone in which times are printed
 * @param files root of the file system that default paths are looked up in
 * @param connector how a director is reached
 * @param launch what starts a director in this process
 */
record Surroundings(
    PrintWriter out,
    PrintWriter err,
    Map<String, String> environment,
    long userId,
    boolean terminal,
    InstantSource clock,
    ZoneId zone,
    Path files,
    Connector connector,
    Supplier<Launch> launch) {

  /** Finds a running director. */
  interface Connector {
    /**
     * @param runDirectory of the wanted instance
     * @throws Failure when none runs there, or this user may not talk to it
     */
    DirectorConnection connect(Path runDirectory);
  }

  /**
   * Those of this process. Output is UTF-8 whatever the locale says, as configuration files are.
   */
  static Surroundings ofThisProcess() {
    long userId = currentUserId();
    return new Surroundings(
        writer(FileDescriptor.out),
        writer(FileDescriptor.err),
        System.getenv(),
        userId,
        isTerminal(),
        InstantSource.system(),
        ZoneId.systemDefault(),
        Path.of("/"),
        new AttachConnector(userId),
        new LaunchLookup());
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  private static long currentUserId() {
    try {
      return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
    } catch (IOException | UnsupportedOperationException noProc) {
      return System.getProperty("user.name").equals("root") ? 0 : -1;
    }
  }

  /** Asks for standard output alone; System.console() would also want standard input. */
  private static boolean isTerminal() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException noProc) {
      return false;
    }
  }

  Instant now() {
    return clock.instant();
  }

  /** Up to the first dot, as conditions of a configuration compare it; never asks a name server. */
  static String hostName() {
    try {
      String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
      int dot = name.indexOf('.');
      return dot < 0 ? name : name.substring(0, dot);
    } catch (IOException noProc) {
      return "localhost";
    }
  }

  boolean root() {
    return userId == 0;
  }

  /** Colour only on a terminal, and never when NO_COLOR is set (no-color.org) or TERM is dumb. */
  boolean colour() {
    return terminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }
}
