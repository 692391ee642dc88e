package lvs.director.config.text;

import java.io.IOException;
import java.util.List;

/** Where configuration files come from: the disk, or a map in a test. Paths use {@code /}. */
public interface ConfigFiles {

  /** What stands at a path. */
  enum Kind {
    MISSING,
    /** A regular file without execute permission, the only kind that an include reads. */
    FILE,
    EXECUTABLE,
    DIRECTORY,
    /** A device, a pipe, a socket. */
    OTHER
  }

  /** The kind of what stands at a path; {@code MISSING} also when the path makes no sense. */
  Kind kind(String path);

  /** Names in a directory, in no order; empty when it cannot be listed. */
  List<String> names(String directory);

  /**
   * The content of a file.
   *
   * @param limitBytes never read more than this; a longer file is an error
   * @throws IOException with a message for the operator
   */
  byte[] read(String path, int limitBytes) throws IOException;

  /** The same path from the root, for {@code ${_PWD}} and for telling files apart. */
  String absolute(String path);
}
