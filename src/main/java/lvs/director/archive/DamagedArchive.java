package lvs.director.archive;

import java.io.IOException;

/** A file that is no archive of ours, or no longer: trying again does not help. */
final class DamagedArchive extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedArchive(String what) {
    super(what);
  }

  DamagedArchive(String what, Throwable cause) {
    super(what, cause);
  }
}
