package lvs.director.dashboards;

import static lvs.director.base.Json.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One panel: what it asks, and how Grafana shall draw it. */
final class Panel {
  enum Kind {
    TIMESERIES("timeseries"),
    STAT("stat"),
    TABLE("table"),
    STATE_TIMELINE("state-timeline");

    final String plugin;

    Kind(String plugin) {
      this.plugin = plugin;
    }
  }

  /**
   * @param refId A, B, C …
   * @param legend of a series; of a table the title of its column
   */
  record Query(String refId, String expr, String legend, String unit) {}

  final Kind kind;
  final String title;
  final String description;
  final String unit;
  final List<Query> queries = new ArrayList<>();
  final List<Object> steps = new ArrayList<>();
  final List<Map<String, Object>> mappings = new ArrayList<>();
  int width = 12;
  int height = 8;
  boolean stacked;
  boolean stepped;
  boolean sparkline;
  boolean named;
  String link = "";

  private Panel(Kind kind, String title, String unit, String description) {
    this.kind = kind;
    this.title = title;
    this.unit = unit;
    this.description = description;
  }

  static Panel series(String title, String unit, String description) {
    return new Panel(Kind.TIMESERIES, title, unit, description).size(8, 8);
  }

  static Panel stat(String title, String unit, String description) {
    return new Panel(Kind.STAT, title, unit, description).size(4, 4);
  }

  static Panel table(String title, String description) {
    return new Panel(Kind.TABLE, title, "none", description).size(24, 8);
  }

  static Panel states(String title, String description) {
    return new Panel(Kind.STATE_TIMELINE, title, "none", description).size(12, 8);
  }

  Panel size(int columns, int rows) {
    width = columns;
    height = rows;
    return this;
  }

  Panel ask(String legend, String expr) {
    return ask(legend, unit, expr);
  }

  Panel ask(String legend, String itsUnit, String expr) {
    String refId = String.valueOf((char) ('A' + queries.size()));
    queries.add(new Query(refId, expr.strip().replaceAll("\\s+", " "), legend, itsUnit));
    return this;
  }

  /**
   * @param color from the lowest value on
   */
  Panel base(String color) {
    steps.add(object("color", color, "value", null));
    return this;
  }

  Panel from(double value, String color) {
    steps.add(object("color", color, "value", value));
    return this;
  }

  Panel word(int value, String text, String color) {
    mappings.add(
        object(
            "type",
            "value",
            "options",
            object(
                Integer.toString(value),
                object("text", text, "color", color, "index", mappings.size()))));
    return this;
  }

  Panel upOrDown() {
    return word(0, "down", "red").word(1, "up", "green");
  }

  Panel stacked() {
    stacked = true;
    return this;
  }

  /** What jumps from one value to the next. */
  Panel stepped() {
    stepped = true;
    return this;
  }

  Panel sparkline() {
    sparkline = true;
    return this;
  }

  /** Shows the legend instead of the value. */
  Panel named() {
    named = true;
    return this;
  }

  /** Where a click on a row leads. */
  Panel link(String url) {
    link = url;
    return this;
  }
}
