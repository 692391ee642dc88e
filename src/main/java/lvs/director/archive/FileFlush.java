package lvs.director.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import lvs.director.archive.ArchiveFile.Changes;

/**
 * Brings samples from memory into the files. What will change stands in the journal, safe from a
 * power cut, before a file has it: a file of which the disk has only parts is then made whole by
 * doing the same again.
 */
final class FileFlush {
  /** So many files are open at a time, and share one commit of the journal. */
  private static final int BATCH = 128;

  private static final String WRITING = "writing files";

  private final RecordJournal journal;
  private final FileMaker maker;
  private final Troubles troubles;
  private final DirtyFiles dirty;

  private record Open(ArchiveFile file, FileChannel channel, Changes changes) {}

  FileFlush(RecordJournal journal, FileMaker maker, DirtyFiles dirty, Troubles troubles) {
    this.journal = journal;
    this.maker = maker;
    this.dirty = dirty;
    this.troubles = troubles;
  }

  /**
   * Those that fail keep their samples for another try.
   *
   * @return what failed
   * @throws IOException of the journal; nothing was written then
   */
  List<ArchiveFile> run(List<ArchiveFile> files) throws IOException {
    List<ArchiveFile> failed = new ArrayList<>();
    for (int from = 0; from < files.size(); from += BATCH) {
      batch(files.subList(from, Math.min(files.size(), from + BATCH)), failed);
    }
    if (failed.isEmpty() && !files.isEmpty()) {
      troubles.end(WRITING);
    }
    return failed;
  }

  private void batch(List<ArchiveFile> files, List<ArchiveFile> failed) throws IOException {
    List<Open> open = new ArrayList<>(files.size());
    try {
      for (ArchiveFile file : files) {
        prepare(file, open, failed);
      }
      journal.commit();
      for (Open each : open) {
        write(each, failed);
      }
    } finally {
      for (Open each : open) {
        each.channel().close();
      }
    }
  }

  private void prepare(ArchiveFile file, List<Open> open, List<ArchiveFile> failed)
      throws IOException {
    Open prepared;
    try {
      prepared = open(file);
      open.add(prepared);
    } catch (NoSuchFileException gone) {
      maker.vanished(file);
      return;
    } catch (DamagedArchive damage) {
      maker.setAside(file, damage);
      return;
    } catch (IOException unreadable) {
      failed(file, unreadable, failed);
      return;
    }
    if (!file.isJournaled()) {
      file.declare(journal);
      journal.redo(file.number, prepared.changes().bytes());
    }
  }

  private static Open open(ArchiveFile file) throws IOException {
    FileChannel channel =
        FileChannel.open(file.path(), StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      return new Open(file, channel, file.changes(channel));
    } catch (IOException failed) {
      channel.close();
      throw failed;
    }
  }

  private void write(Open open, List<ArchiveFile> failed) {
    try {
      open.file().write(open.changes(), open.channel());
      dirty.add(open.file().path());
    } catch (DamagedArchive damage) {
      maker.setAside(open.file(), damage);
    } catch (IOException full) {
      failed(open.file(), full, failed);
    }
  }

  private void failed(ArchiveFile file, IOException why, List<ArchiveFile> failed) {
    failed.add(file);
    troubles.begin(
        WRITING,
        "archives: cannot write "
            + file.path()
            + ": "
            + Words.of(why)
            + "; recording goes on in the journal");
  }
}
