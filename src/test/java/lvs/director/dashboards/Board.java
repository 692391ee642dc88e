package lvs.director.dashboards;

import static lvs.director.base.Json.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One board: variables at the top, below them rows of panels that fill 24 columns. */
final class Board {
  static final String TAG = "lvs-director";
  private static final int COLUMNS = 24;

  /**
   * @param query label_values(…)
   * @param several more than one value, or all, can be chosen
   */
  record Variable(String name, String label, String query, boolean several) {}

  /** A row's title, or a panel. */
  sealed interface Item {
    record Row(String title) implements Item {}

    record Placed(Panel panel) implements Item {}
  }

  final String uid;
  final String title;
  final String description;
  final List<Variable> variables = new ArrayList<>();
  final List<Item> items = new ArrayList<>();

  Board(String uid, String title, String description) {
    this.uid = uid;
    this.title = title;
    this.description = description;
  }

  Board several(String name, String label, String query) {
    variables.add(new Variable(name, label, query, true));
    return this;
  }

  Board one(String name, String label, String query) {
    variables.add(new Variable(name, label, query, false));
    return this;
  }

  Board row(String rowTitle, Panel... panels) {
    items.add(new Item.Row(rowTitle));
    for (Panel each : panels) {
      items.add(new Item.Placed(each));
    }
    return this;
  }

  Map<String, Object> json() {
    return object(
        "uid",
        uid,
        "title",
        title,
        "description",
        description,
        "tags",
        List.of(TAG),
        "schemaVersion",
        41,
        "version",
        1,
        "editable",
        true,
        "graphTooltip",
        1,
        "refresh",
        "30s",
        "time",
        object("from", "now-3h", "to", "now"),
        "timezone",
        "browser",
        "links",
        List.of(links()),
        "annotations",
        object("list", List.of(failovers())),
        "templating",
        object("list", templating()),
        "panels",
        panels());
  }

  private static Map<String, Object> links() {
    return object(
        "type",
        "dashboards",
        "title",
        "LVS",
        "tags",
        List.of(TAG),
        "asDropdown",
        false,
        "includeVars",
        true,
        "keepTime",
        true,
        "targetBlank",
        false);
  }

  /** A mark at each change of state of a virtual router; the time is the value. */
  private static Map<String, Object> failovers() {
    return object(
        "name",
        "Changes of the election",
        "datasource",
        PanelJson.SOURCE,
        "enable",
        true,
        "iconColor",
        "orange",
        "expr",
        "max by (instance, router) (lvs_virtual_router_last_transition_time_seconds) * 1000",
        "useValueForTime",
        true,
        "titleFormat",
        "{{router}} on {{instance}} changed its state",
        "step",
        "60s");
  }

  private List<Object> templating() {
    List<Object> list = new ArrayList<>();
    list.add(
        object(
            "name",
            "datasource",
            "label",
            "Data source",
            "type",
            "datasource",
            "query",
            "prometheus",
            "regex",
            "",
            "hide",
            0));
    variables.forEach(each -> list.add(variable(each)));
    return list;
  }

  private static Map<String, Object> variable(Variable variable) {
    Map<String, Object> json =
        object(
            "name",
            variable.name(),
            "label",
            variable.label(),
            "type",
            "query",
            "datasource",
            PanelJson.SOURCE,
            "definition",
            variable.query(),
            "query",
            object("query", variable.query(), "refId", "Variable-" + variable.name()),
            "refresh",
            2,
            "sort",
            1,
            "multi",
            variable.several(),
            "includeAll",
            variable.several(),
            "hide",
            0);
    if (variable.several()) {
      json.put("allValue", ".*");
      json.put("current", object("text", List.of("All"), "value", List.of("$__all")));
    }
    return json;
  }

  /** Side by side while they fit, then below the tallest one. */
  private List<Object> panels() {
    List<Object> panels = new ArrayList<>();
    int x = 0;
    int y = 0;
    int tallest = 0;
    for (Item item : items) {
      int width = item instanceof Item.Placed(Panel panel) ? panel.width : COLUMNS;
      if (x + width > COLUMNS) {
        x = 0;
        y += tallest;
        tallest = 0;
      }
      panels.add(json(item, panels.size() + 1, x, y));
      x += width;
      tallest = Math.max(tallest, item instanceof Item.Placed(Panel panel) ? panel.height : 1);
    }
    return panels;
  }

  private static Map<String, Object> json(Item item, int id, int x, int y) {
    return switch (item) {
      case Item.Placed(Panel panel) -> new PanelJson(panel).json(id, x, y);
      case Item.Row(String title) ->
          object(
              "id",
              id,
              "type",
              "row",
              "title",
              title,
              "collapsed",
              false,
              "gridPos",
              object("x", x, "y", y, "w", COLUMNS, "h", 1),
              "panels",
              List.of());
    };
  }
}
