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

  private final RecordJournal journal;
  private final FileMaker maker;
  private final FailingFiles failing;
  private final DirtyFiles dirty;

  private record Open(ArchiveFile file, FileChannel channel, Changes changes) {}

  FileFlush(RecordJournal journal, FileMaker maker, FailingFiles failing, DirtyFiles dirty) {
    this.journal = journal;
    this.maker = maker;
    this.dirty = dirty;
    this.failing = failing;
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
      failing.written(open.file());
    } catch (IOException full) {
      failed(open.file(), full, failed);
    }
  }

  private void failed(ArchiveFile file, IOException why, List<ArchiveFile> failed) {
    if (!maker.isGivenUp(file, why)) {
      failed.add(file);
    }
  }
}
