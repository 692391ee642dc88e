package lvs.director.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The process that a run directory names.
 *
 * @param processId of a Java process that lives and that this user may attach to
 */
record RunningProcess(long processId) {
  /** Holds the process id in decimal digits. */
  static final String PID_FILE = "director.pid";

  private static final Path SYSTEM_RUN_DIRECTORY = Path.of("/run/lvs-director");

  /**
   * Looks, and never touches the process: attaching sends a signal that would end a process which
   * is not a Java machine, so everything is made sure of first.
   *
   * @throws Failure when nothing runs there, or this user may not talk to it
   */
  static RunningProcess find(Path runDirectory, long userId) {
    Path file = runDirectory.resolve(PID_FILE);
    long processId = read(file);
    if (!Files.exists(Path.of("/proc", Long.toString(processId)))) {
      throw notRunning(file + " names process " + processId + ", which has ended");
    }
    refuseOtherUsers(file, processId, userId);
    refuseOtherPrograms(file, processId);
    return new RunningProcess(processId);
  }

  private static long read(Path file) {
    try {
      String text = Files.readString(file).strip();
      if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(Character::isDigit)) {
        throw notRunning(file + " holds no process id");
      }
      return Long.parseLong(text);
    } catch (NoSuchFileException none) {
      throw notRunning("there is no " + file + instanceHint(file));
    } catch (AccessDeniedException denied) {
      throw new Failure(
          ExitCode.DENIED,
          file + " may not be read by this user: run as root or with sudo",
          denied);
    } catch (IOException broken) {
      throw new Failure(ExitCode.NO_ANSWER, file + " cannot be read: " + broken, broken);
    }
  }

  /** Who forgets sudo looks into a directory of his own, where nothing runs. */
  private static String instanceHint(Path file) {
    boolean elsewhere =
        !file.startsWith(SYSTEM_RUN_DIRECTORY) && Files.exists(SYSTEM_RUN_DIRECTORY);
    return elsewhere
        ? "; for the instance in " + SYSTEM_RUN_DIRECTORY + " run as root or with sudo"
        : "; --run-dir chooses another instance";
  }

  private static Failure notRunning(String why) {
    return new Failure(ExitCode.NOT_RUNNING, "no director is running: " + why);
  }

  private static void refuseOtherUsers(Path file, long processId, long userId) {
    long owner = effectiveUser(processId);
    if (userId != 0 && owner >= 0 && owner != userId) {
      throw new Failure(
          ExitCode.DENIED,
          "the director (process "
              + processId
              + ") is owned by "
              + nameOfOwner(file, owner)
              + ": run as root or with sudo");
    }
  }

  /**
   * From the status file: the directory in /proc belongs to root when a process has capabilities.
   */
  private static long effectiveUser(long processId) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + processId + "/status"))) {
        if (line.startsWith("Uid:")) {
          return Long.parseLong(line.split("\t")[2]);
        }
      }
    } catch (IOException gone) {
      return -1;
    }
    return -1;
  }

  private static String nameOfOwner(Path file, long owner) {
    try {
      return owner == 0 ? "root" : Files.getOwner(file).getName();
    } catch (IOException unknown) {
      return "user " + owner;
    }
  }

  private static void refuseOtherPrograms(Path file, long processId) {
    String command =
        ProcessHandle.of(processId).flatMap(handle -> handle.info().command()).orElse("java");
    if (!isJava(command)) {
      throw notRunning(file + " is left over: process " + processId + " is now " + command);
    }
  }

  /** Also when an upgrade has replaced the program, of which the kernel then says so. */
  static boolean isJava(String command) {
    return Path.of(command.replaceFirst(" \\(deleted\\)$", "")).endsWith("java");
  }
}
