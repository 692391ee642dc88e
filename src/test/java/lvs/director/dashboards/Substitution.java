package lvs.director.dashboards;

import java.util.Map;

/**
 * Puts values into a query in the place of variables, as Grafana does before it asks Prometheus.
 */
final class Substitution {
  private final Map<String, String> values;

  /**
   * @param values by the name of the variable, as Grafana writes them: several as {@code (a|b)}
   */
  Substitution(Map<String, String> values) {
    this.values = values;
  }

  /**
   * @param rangeSeconds of the board
   * @param intervalSeconds between two points
   * @param scrapeSeconds of the data source: four scrapes are the shortest range of a rate
   */
  String apply(String query, long rangeSeconds, long intervalSeconds, long scrapeSeconds) {
    long rate = Math.max(intervalSeconds + scrapeSeconds, 4 * scrapeSeconds);
    String text =
        query
            .replace("$__rate_interval", rate + "s")
            .replace("$__range", rangeSeconds + "s")
            .replace("$__interval", intervalSeconds + "s");
    for (Map.Entry<String, String> each : values.entrySet()) {
      text =
          text.replace("${" + each.getKey() + "}", each.getValue())
              .replace("$" + each.getKey(), each.getValue());
    }
    return text;
  }
}
