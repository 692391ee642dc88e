package lvs.director.jmx;

import java.util.List;
import java.util.function.Function;
import lvs.director.port.Director;

/**
 * Metrics of another exporter that have the same labels: one row for each set of labels, one column
 * a metric.
 *
 * @param name of the attribute that shows the table
 * @param labels in that exporter's words, in alphabetical order; none is a table of one row
 * @param columns what each value of a row is
 * @param rows reads them
 */
record CompatibleTable(
    String name,
    String description,
    List<String> labels,
    List<Column> columns,
    Function<Director, List<Row>> rows) {

  /**
   * @param metric its name there
   * @param type counter, gauge or untyped: a counter whose name does not end in {@code _total} can
   *     be written by no library of today
   */
  record Column(String metric, String type, String help) {}

  /**
   * @param labels one value for each name
   * @param values one for each column; NaN where there is none
   */
  record Row(List<String> labels, double... values) {}
}
