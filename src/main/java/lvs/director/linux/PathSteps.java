package lvs.director.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The places at which a path can begin to lead elsewhere: every symbolic link on the way, and the
 * end, or the first name that does not exist.
 */
final class PathSteps {
  /** As many as the kernel follows (MAXSYMLINKS, include/linux/namei.h). */
  private static final int MOST_LINKS = 40;

  /**
   * @param directory exists, and is not a link itself
   * @param name in it
   */
  record Step(Path directory, String name) {}

  private PathSteps() {}

  /**
   * @param path absolute
   */
  static List<Step> of(Path path) {
    List<Step> steps = new ArrayList<>();
    Deque<Path> ahead = names(path);
    Path directory = path.getRoot();
    int links = 0;
    while (!ahead.isEmpty()) {
      Path name = ahead.pop();
      Path here = directory.resolve(name).normalize();
      Path target = links < MOST_LINKS ? linkTarget(here) : null;
      boolean goesOn = !ahead.isEmpty() && Files.isDirectory(here, LinkOption.NOFOLLOW_LINKS);
      if (target == null && goesOn) {
        directory = here;
        continue;
      }
      steps.add(new Step(directory, name.toString()));
      if (target == null) {
        break;
      }
      links++;
      directory = target.isAbsolute() ? target.getRoot() : directory;
      prepend(names(target), ahead);
    }
    return steps;
  }

  private static Deque<Path> names(Path path) {
    Deque<Path> names = new ArrayDeque<>();
    path.forEach(names::add);
    return names;
  }

  private static void prepend(Deque<Path> names, Deque<Path> to) {
    while (!names.isEmpty()) {
      to.push(names.removeLast());
    }
  }

  /** Null when it is no link. */
  private static Path linkTarget(Path path) {
    try {
      return Files.isSymbolicLink(path) ? Files.readSymbolicLink(path) : null;
    } catch (IOException gone) {
      return null;
    }
  }
}
