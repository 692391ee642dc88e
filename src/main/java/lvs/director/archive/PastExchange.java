package lvs.director.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Puts another file in the place of an archive. Whichever of both a power cut leaves, the journal
 * must not put changes of the other into it.
 */
final class PastExchange {
  private final RecordJournal journal;

  PastExchange(RecordJournal journal) {
    this.journal = journal;
  }

  /**
   * @param file everything sampled is in it
   * @param fresh is on the disk
   */
  void run(ArchiveFile file, Path fresh) throws IOException {
    try (FileChannel old = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
      old.force(true);
    }
    file.declare(journal);
    journal.forget(file.number);
    journal.commit();
    file.replace(fresh);
    RecordJournal.syncFolder(file.path().getParent());
    try (FileChannel now = FileChannel.open(file.path(), StandardOpenOption.READ)) {
      file.lastEpochSeconds = RrdHead.read(now).lastEpochSeconds();
    }
  }
}
