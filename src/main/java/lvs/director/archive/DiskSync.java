package lvs.director.archive;

import java.io.IOException;
import java.nio.file.Path;

/** Makes everything that was written to a file system safe from a power cut, in one call. */
@FunctionalInterface
public interface DiskSync {
  /**
   * Returns when all writes before the call are on the disk.
   *
   * @param folder on the file system that is meant
   */
  void sync(Path folder) throws IOException;
}
