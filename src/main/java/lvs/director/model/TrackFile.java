package lvs.director.model;

import java.util.Optional;

/**
 * A track_file block: a file that holds one number, which is multiplied by the weight and added to
 * the priority.
 *
 * @param path absolute
 * @param weight default for references, -254 to 254; 0 makes any number but 0 a FAULT
 * @param reverse default for references
 * @param initial written when the director starts
 */
public record TrackFile(
    String name, String path, int weight, boolean reverse, Optional<InitialContent> initial) {

  /**
   * @param overwrite also when the file is there already
   */
  public record InitialContent(int value, boolean overwrite) {}
}
