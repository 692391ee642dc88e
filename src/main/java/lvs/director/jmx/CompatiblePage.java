package lvs.director.jmx;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Stream;
import lvs.director.jmx.CompatibleTable.Column;
import lvs.director.jmx.CompatibleTable.Row;
import lvs.director.port.Director;

/**
 * The page {@code /metrics/compatible}: what dashboards made for other exporters ask for, in
 * Prometheus's text format 0.0.4.
 */
final class CompatiblePage {
  private static final CompatibleTable UP =
      new CompatibleTable(
          "Status",
          "The director answers.",
          List.of(),
          List.of(new Column("keepalived_up", "gauge", "1 while the director runs.")),
          _ -> List.of(new Row(List.of(), 1)));

  static final List<CompatibleTable> TABLES =
      Stream.of(List.of(UP), CompatibleRouters.TABLES, CompatibleServices.TABLES)
          .flatMap(List::stream)
          .toList();

  private final Director director;
  private final Writer out;

  CompatiblePage(Director director, Writer out) {
    this.director = director;
    this.out = out;
  }

  void write() throws IOException {
    for (CompatibleTable table : TABLES) {
      List<Row> rows = table.rows().apply(director);
      for (int column = 0; column < table.columns().size() && !rows.isEmpty(); column++) {
        write(table, rows, column);
      }
    }
  }

  private void write(CompatibleTable table, List<Row> rows, int number) throws IOException {
    Column column = table.columns().get(number);
    out.write("# HELP " + column.metric() + " " + column.help() + "\n");
    out.write("# TYPE " + column.metric() + " " + column.type() + "\n");
    for (Row row : rows) {
      out.write(column.metric());
      out.write(Labels.of(table.labels(), row.labels()));
      out.write(' ');
      out.write(Double.toString(row.values()[number]));
      out.write('\n');
    }
  }
}
