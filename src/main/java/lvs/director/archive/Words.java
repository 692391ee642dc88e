package lvs.director.archive;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What went wrong with a file, for people: the JDK's messages often are the path alone. */
final class Words {
  private Words() {}

  static String of(IOException failure) {
    if (failure instanceof NoSuchFileException missing) {
      return missing.getFile() + " is not there";
    }
    if (failure instanceof FileSystemException other) {
      String reason = other.getReason() == null ? nameOf(other) : other.getReason();
      return other.getFile() + ": " + reason;
    }
    return failure.getMessage() == null ? nameOf(failure) : failure.getMessage();
  }

  private static String nameOf(IOException failure) {
    return failure.getClass().getSimpleName();
  }
}
