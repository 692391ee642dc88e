package lvs.director.archive;

import java.io.IOException;
import org.rrd4j.core.Archive;
import org.rrd4j.core.Datasource;
import org.rrd4j.core.RrdDb;

/**
 * An archive in the XML form of {@code rrdtool dump}, version 0003, which {@code rrdtool restore}
 * takes. Our own, since rrd4j's lacks elements that the version asks for, and rounds.
 */
final class DumpPrinter {
  private final RrdDb archive;
  private final StringBuilder out = new StringBuilder(1 << 16);
  private final int sources;

  private DumpPrinter(RrdDb archive) throws IOException {
    this.archive = archive;
    this.sources = archive.getDsCount();
  }

  static String print(RrdDb archive) throws IOException {
    DumpPrinter printer = new DumpPrinter(archive);
    printer.write();
    return printer.out.toString();
  }

  private void write() throws IOException {
    out.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    out.append(
        "<!-- times are seconds since 1970-01-01 UTC and the ends of their rows -->\n<rrd>\n");
    element("version", "0003");
    element("step", archive.getHeader().getStep());
    element("lastupdate", archive.getLastUpdateTime());
    for (int i = 0; i < sources; i++) {
      source(archive.getDatasource(i));
    }
    for (int i = 0; i < archive.getArcCount(); i++) {
      rows(archive.getArchive(i));
    }
    out.append("</rrd>\n");
  }

  private void source(Datasource source) throws IOException {
    out.append("<ds>\n");
    element("name", source.getName());
    element("type", source.getType().name());
    element("minimal_heartbeat", source.getHeartbeat());
    element("min", number(source.getMinValue()));
    element("max", number(source.getMaxValue()));
    element("last_ds", last(source.getLastValue()));
    element("value", number(source.getAccumValue()));
    element("unknown_sec", source.getNanSeconds());
    out.append("</ds>\n");
  }

  private static String last(double value) {
    return Double.isNaN(value) ? "U" : number(value);
  }

  private void rows(Archive rows) throws IOException {
    out.append("<rra>\n");
    element("cf", rows.getConsolFun().name());
    element("pdp_per_row", rows.getSteps());
    out.append("<params>\n");
    element("xff", number(rows.getXff()));
    out.append("</params>\n<cdp_prep>\n");
    for (int i = 0; i < sources; i++) {
      preparation(rows, i);
    }
    out.append("</cdp_prep>\n<database>\n");
    double[][] values = new double[sources][];
    for (int i = 0; i < sources; i++) {
      values[i] = rows.getRobin(i).getValues();
    }
    for (int row = 0; row < rows.getRows(); row++) {
      out.append("<!-- ").append(rows.getStartTime() + row * rows.getArcStep()).append(" -->");
      row(values, row);
    }
    out.append("</database>\n</rra>\n");
  }

  private void preparation(Archive rows, int source) throws IOException {
    out.append("<ds>\n");
    element("primary_value", number(rows.getRobin(source).getValue(rows.getRows() - 1)));
    element("secondary_value", "NaN");
    element("value", number(rows.getArcState(source).getAccumValue()));
    element("unknown_datapoints", rows.getArcState(source).getNanSteps());
    out.append("</ds>\n");
  }

  private void row(double[][] values, int row) {
    out.append("<row>");
    for (double[] each : values) {
      out.append("<v>").append(number(each[row])).append("</v>");
    }
    out.append("</row>\n");
  }

  /** All digits that make a difference. */
  private static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "NaN";
  }

  /** What is written holds no character that XML gives a meaning to. */
  private void element(String name, Object content) {
    out.append('<').append(name).append('>').append(content);
    out.append("</").append(name).append(">\n");
  }
}
