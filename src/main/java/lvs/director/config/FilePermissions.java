package lvs.director.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/** Who may write to a file of this machine. */
final class FilePermissions {
  private static final int GROUP_WRITE = 0020;
  private static final int OTHERS_WRITE = 0002;
  private static final int STICKY = 01000;
  private static final int ROOT = 0;

  private FilePermissions() {}

  /** The file itself and every directory above it, links followed. */
  static boolean changeableByOthers(Path file) {
    try {
      Path real = file.toRealPath();
      for (Path each = real; each != null; each = each.getParent()) {
        if (isOpen(Files.readAttributes(each, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS))) {
          return true;
        }
      }
      return false;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
      return false;
    }
  }

  /** In a sticky directory such as /tmp others cannot replace what is not theirs. */
  private static boolean isOpen(Map<String, Object> attributes) {
    int mode = (Integer) attributes.get("mode");
    boolean group = (mode & GROUP_WRITE) != 0 && (Integer) attributes.get("gid") != ROOT;
    boolean others = (mode & OTHERS_WRITE) != 0;
    boolean foreignOwner = (Integer) attributes.get("uid") != ROOT;
    return foreignOwner || (group || others) && (mode & STICKY) == 0;
  }
}
