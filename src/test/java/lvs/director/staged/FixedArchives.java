package lvs.director.staged;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import lvs.director.port.Archives;
import lvs.director.port.Refusal;

/** Archives of one service and of the director, with three values each of which one is unknown. */
public final class FixedArchives implements Archives {
  public static final String SERVICE = "service/tcp_10.0.0.1_80";

  /** What was taken in, as {@code ID XML}. */
  public final List<String> imported = new CopyOnWriteArrayList<>();

  /** What was drawn last. */
  public volatile Drawing drawn;

  @Override
  public List<Archive> list() {
    return List.of(
        new Archive("director", Subject.DIRECTOR, "", "", true, 10, 1_700_000_000, 2_000),
        new Archive(
            SERVICE, Subject.SERVICE, "tcp_10.0.0.1_80", "", true, 10, 1_700_000_000, 1_000));
  }

  @Override
  public Optional<Archive> archive(String id) {
    return list().stream().filter(each -> each.id().equals(id)).findFirst();
  }

  private Archive known(String id) throws Refusal {
    return archive(id).orElseThrow(() -> new Refusal("there is no archive '" + id + "'"));
  }

  @Override
  public Series fetch(String id, Consolidation by, long from, long to, int most) throws Refusal {
    known(id);
    double[][] values = {{1, Double.NaN, 3}, {4, 5, 6}};
    return new Series(from, 10, List.of("connections", "active"), values);
  }

  @Override
  public byte[] draw(Drawing drawing) throws Refusal {
    known(drawing.id());
    drawn = drawing;
    return new byte[] {(byte) 0x89, 'P', 'N', 'G'};
  }

  @Override
  public List<String> topics(Subject subject) {
    return List.of("connections", "traffic");
  }

  @Override
  public String exportXml(String id) throws Refusal {
    return "<rrd>" + known(id).id() + "</rrd>";
  }

  @Override
  public String importXml(String id, String xml) throws Refusal {
    known(id);
    imported.add(id + " " + xml);
    return "3 values taken";
  }

  @Override
  public Health health() {
    return new Health(true, "/a", 2, 1, 3_000, 9_000, 77, 1_700_000_000_000L, 0, 2.5, 4, 1, "full");
  }
}
