package lvs.director.archive;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import lvs.director.port.Archives;
import lvs.director.port.EventHistory;
import lvs.director.port.Refusal;

/** Reads the archives of a folder: values, pictures, XML. */
public final class RecordedArchives implements Archives {
  private static final int MOST_VALUES = 100_000;

  private final ArchiveFolder folder;
  private final Drawings drawings;

  /**
   * @param events marks on the pictures
   */
  public RecordedArchives(ArchiveFolder folder, EventHistory events) {
    this(folder, events, () -> System.currentTimeMillis() / 1000);
  }

  RecordedArchives(ArchiveFolder folder, EventHistory events, LongSupplier epochSeconds) {
    this.folder = folder;
    this.drawings = new Drawings(folder, events, epochSeconds);
  }

  @Override
  public List<Archive> list() {
    return folder.list();
  }

  @Override
  public Optional<Archive> archive(String id) {
    return folder.archive(id);
  }

  @Override
  public Series fetch(String id, Consolidation by, long from, long to, int most) throws Refusal {
    span(from, to);
    if (most < 1 || most > MOST_VALUES) {
      throw new Refusal("so many values cannot be given: " + most + "; write 1 to " + MOST_VALUES);
    }
    return folder.read(id, archive -> new SeriesReader(archive, by).read(from, to, most));
  }

  /** Times of an archive are seconds; what is far outside would only be not a number. */
  private static void span(long from, long to) throws Refusal {
    if (from >= to) {
      throw new Refusal("the span is empty: its end must come after its begin");
    }
    if (from < 0 || to > LATEST_EPOCH_SECONDS) {
      throw new Refusal("times are seconds since 1970, and end before the year 2200");
    }
  }

  private static final long LATEST_EPOCH_SECONDS = 7_258_118_400L;

  @Override
  public byte[] draw(Drawing drawing) throws Refusal {
    span(drawing.fromEpochSeconds(), drawing.toEpochSeconds());
    return drawings.draw(drawing);
  }

  @Override
  public List<String> topics(Subject subject) {
    return Topic.of(subject).stream().map(Topic::name).toList();
  }

  @Override
  public String exportXml(String id) throws Refusal {
    return folder.read(id, DumpPrinter::print);
  }

  @Override
  public String importXml(String id, String xml) throws Refusal {
    Transfer transfer = new Transfer(DumpReader.read(xml));
    folder.rewrite(id, transfer::into);
    return transfer.outcome();
  }

  @Override
  public Health health() {
    return folder.health();
  }
}
