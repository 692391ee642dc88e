package lvs.director.dashboards;

import static lvs.director.base.Json.object;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A panel as Grafana 11 and later read it. */
final class PanelJson {
  static final Map<String, Object> SOURCE = object("type", "prometheus", "uid", "${datasource}");

  private final Panel panel;

  PanelJson(Panel panel) {
    this.panel = panel;
  }

  Map<String, Object> json(int id, int x, int y) {
    Map<String, Object> json =
        object(
            "id",
            id,
            "type",
            panel.kind.plugin,
            "title",
            panel.title,
            "description",
            panel.description,
            "datasource",
            SOURCE,
            "gridPos",
            object("x", x, "y", y, "w", panel.width, "h", panel.height),
            "targets",
            panel.queries.stream().map(this::target).toList(),
            "fieldConfig",
            object("defaults", defaults(), "overrides", overrides()),
            "options",
            options());
    if (panel.kind == Panel.Kind.TABLE) {
      json.put("transformations", transformations());
    }
    return json;
  }

  private Map<String, Object> target(Panel.Query query) {
    boolean table = panel.kind == Panel.Kind.TABLE;
    return object(
        "refId",
        query.refId(),
        "datasource",
        SOURCE,
        "expr",
        query.expr(),
        "legendFormat",
        table ? "__auto" : query.legend(),
        "format",
        table ? "table" : "time_series",
        "instant",
        table,
        "range",
        !table);
  }

  private Map<String, Object> defaults() {
    Map<String, Object> defaults = object("unit", panel.unit);
    if (panel.kind == Panel.Kind.TIMESERIES) {
      defaults.put("min", 0);
    }
    List<Object> steps =
        panel.steps.isEmpty()
            ? List.of(
                object("color", panel.kind == Panel.Kind.STAT ? "blue" : "green", "value", null))
            : panel.steps;
    defaults.put("thresholds", object("mode", "absolute", "steps", steps));
    defaults.put("color", object("mode", color()));
    defaults.put("mappings", panel.mappings);
    defaults.put("custom", custom());
    return defaults;
  }

  private String color() {
    return panel.kind == Panel.Kind.TIMESERIES ? "palette-classic" : "thresholds";
  }

  private Map<String, Object> custom() {
    return switch (panel.kind) {
      case TIMESERIES ->
          object(
              "drawStyle",
              "line",
              "lineInterpolation",
              panel.stepped ? "stepAfter" : "linear",
              "lineWidth",
              1,
              "fillOpacity",
              panel.stacked ? 30 : 8,
              "showPoints",
              "never",
              "spanNulls",
              false,
              "stacking",
              object("mode", panel.stacked ? "normal" : "none", "group", "A"),
              "thresholdsStyle",
              object("mode", panel.steps.isEmpty() ? "off" : "line"));
      case STATE_TIMELINE -> object("lineWidth", 0, "fillOpacity", 75);
      case TABLE -> object("align", "auto", "filterable", true);
      case STAT -> object();
    };
  }

  private Map<String, Object> options() {
    return switch (panel.kind) {
      case TIMESERIES ->
          object(
              "legend",
              object("displayMode", "list", "placement", "bottom", "showLegend", true),
              "tooltip",
              object("mode", "multi", "sort", "desc"));
      case STAT ->
          object(
              "reduceOptions",
              object("calcs", List.of("lastNotNull"), "fields", "", "values", false),
              "colorMode",
              panel.steps.isEmpty() && panel.mappings.isEmpty() ? "value" : "background",
              "graphMode",
              panel.sparkline ? "area" : "none",
              "textMode",
              panel.named ? "name" : "auto",
              "justifyMode",
              "auto",
              "orientation",
              "auto");
      case TABLE -> object("showHeader", true, "cellHeight", "sm");
      case STATE_TIMELINE ->
          object(
              "mergeValues",
              true,
              "showValue",
              "auto",
              "alignValue",
              "left",
              "rowHeight",
              0.85,
              "legend",
              object("displayMode", "list", "placement", "bottom", "showLegend", true),
              "tooltip",
              object("mode", "single", "sort", "none"));
    };
  }

  /** Units of the columns; the words of a state; where a row leads. */
  private List<Object> overrides() {
    List<Object> overrides = new ArrayList<>();
    if (panel.kind == Panel.Kind.TABLE) {
      panel.queries.forEach(query -> overrides.add(column(query)));
      if (!panel.link.isEmpty()) {
        String field = panel.link.replaceFirst(".*__data\\.fields\\.(\\w+)}.*", "$1");
        overrides.add(
            object(
                "matcher",
                object("id", "byName", "options", field),
                "properties",
                List.of(
                    object(
                        "id",
                        "links",
                        "value",
                        List.of(object("title", "Open its board", "url", panel.link))))));
      }
    }
    return overrides;
  }

  private Map<String, Object> column(Panel.Query query) {
    List<Object> properties = new ArrayList<>();
    properties.add(object("id", "unit", "value", query.unit()));
    if (query.unit().equals("none") && !panel.mappings.isEmpty() && query.refId().equals("A")) {
      properties.add(
          object("id", "custom.cellOptions", "value", object("type", "color-background")));
    } else {
      properties.add(object("id", "mappings", "value", List.of()));
    }
    return object(
        "matcher", object("id", "byName", "options", query.legend()), "properties", properties);
  }

  /** One row for each set of labels, one column for each query. */
  private List<Object> transformations() {
    Map<String, Object> names = new LinkedHashMap<>();
    panel.queries.forEach(query -> names.put("Value #" + query.refId(), query.legend()));
    return List.of(
        object("id", "merge", "options", object()),
        object(
            "id",
            "organize",
            "options",
            object("excludeByName", object("Time", true), "renameByName", names)));
  }
}
