package lvs.director.probe;

import java.time.Duration;
import java.util.OptionalLong;

/** The numbers in tracked files, for FILE_CHECK. */
@FunctionalInterface
public interface FileNumbers {
  /** Knows no file. */
  FileNumbers NONE = (_, _) -> OptionalLong.empty();

  /**
   * The number in the file now; waits for its first reading.
   *
   * @param trackFile name of the track_file block
   * @return empty when it was not read in time
   */
  OptionalLong number(String trackFile, Duration limit) throws InterruptedException;
}
