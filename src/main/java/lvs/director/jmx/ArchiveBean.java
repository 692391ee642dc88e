package lvs.director.jmx;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import lvs.director.port.Archives;
import lvs.director.port.Director;
import lvs.director.port.Event;
import lvs.director.port.Refusal;

/** Reads the recorded past. */
final class ArchiveBean extends DescribedBean implements ArchiveMXBean {
  private static final int MOST_EVENTS = 10_000;
  private static final int MOST_VALUES = 100_000;

  private final Director director;

  ArchiveBean(Director director) {
    super(ArchiveMXBean.class);
    this.director = director;
  }

  private Archives archives() {
    return director.archives();
  }

  private Archives.Health health() {
    return archives().health();
  }

  @Override
  public int getRecording() {
    return health().recording() ? 1 : 0;
  }

  @Override
  public String getFolder() {
    return health().folder();
  }

  @Override
  public int getArchives() {
    return health().archives();
  }

  @Override
  public int getLiveArchives() {
    return health().live();
  }

  @Override
  public long getSizeBytes() {
    return health().bytes();
  }

  @Override
  public long getLimitBytes() {
    return health().limitBytes();
  }

  @Override
  public long getSamples() {
    return health().samples();
  }

  @Override
  public long getLastSampleEpochMillis() {
    return health().lastSampleEpochMillis();
  }

  @Override
  public long getLastSyncEpochMillis() {
    return health().lastSyncEpochMillis();
  }

  @Override
  public double getLagSeconds() {
    return health().lagSeconds();
  }

  @Override
  public long getErrors() {
    return health().errors();
  }

  @Override
  public long getSetAside() {
    return health().setAside();
  }

  @Override
  public String getLastError() {
    return health().lastError();
  }

  @Override
  public List<String> listIds(String begin) {
    return archives().list().stream()
        .map(Archives.Archive::id)
        .filter(id -> id.startsWith(begin))
        .toList();
  }

  @Override
  public List<Entry> list(String begin, int limit) {
    Commands.limit(limit);
    return archives().list().stream()
        .filter(each -> each.id().startsWith(begin))
        .limit(limit)
        .map(ArchiveBean::entry)
        .toList();
  }

  private static Entry entry(Archives.Archive archive) {
    return new Entry(
        archive.id(),
        archive.subject().name(),
        archive.owner(),
        archive.server(),
        archive.live() ? 1 : 0,
        archive.stepSeconds(),
        archive.lastEpochSeconds(),
        archive.bytes());
  }

  @Override
  public List<String> listTopics(String id) {
    return Commands.ask(
        () ->
            archives()
                .topics(
                    archives()
                        .archive(id)
                        .orElseThrow(() -> new Refusal("there is no archive '" + id + "'"))
                        .subject()));
  }

  @Override
  public Values fetch(String id, String consolidation, long from, long to, int mostValues) {
    Commands.within("mostValues", mostValues, 1, MOST_VALUES);
    Archives.Consolidation by = consolidation(consolidation);
    Archives.Series series = Commands.ask(() -> archives().fetch(id, by, from, to, mostValues));
    return new Values(
        series.startEpochSeconds(),
        series.stepSeconds(),
        series.names(),
        Arrays.stream(series.values()).map(ArchiveBean::known).toArray(Double[][]::new));
  }

  private static Archives.Consolidation consolidation(String name) {
    for (Archives.Consolidation each : Archives.Consolidation.values()) {
      if (each.name().equalsIgnoreCase(name)) {
        return each;
      }
    }
    throw new IllegalArgumentException("consolidation '" + name + "' is not AVERAGE or MAX");
  }

  /** JSON has no word for what is not a number. */
  private static Double[] known(double... values) {
    return Arrays.stream(values)
        .mapToObj(value -> Double.isFinite(value) ? Double.valueOf(value) : null)
        .toArray(Double[]::new);
  }

  @Override
  public String draw(
      String id, String topic, long from, long to, int width, int height, boolean dark) {
    Archives.Drawing drawing = new Archives.Drawing(id, topic, from, to, width, height, dark);
    byte[] picture = Commands.ask(() -> archives().draw(drawing));
    return Base64.getEncoder().encodeToString(picture);
  }

  @Override
  public String exportXml(String id) {
    return Commands.ask(() -> archives().exportXml(id));
  }

  @Override
  public String importXml(String id, String xml) {
    return Commands.ask(() -> archives().importXml(id, xml));
  }

  @Override
  public List<Happening> listEvents(long before, String subject, int limit) {
    Commands.within("limit", limit, 1, MOST_EVENTS);
    long number = before == 0 ? Long.MAX_VALUE : before;
    return director.events().before(number, subject, limit).stream()
        .map(ArchiveBean::happening)
        .toList();
  }

  private static Happening happening(Event event) {
    return new Happening(
        event.number(),
        event.epochMillis(),
        event.severity().name(),
        event.kind(),
        event.subject(),
        event.server(),
        event.text());
  }
}
