package lvs.director.jmx;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A part of the metrics page that can be asked for alone, as {@code collect[]} does it for
 * node_exporter: real servers and their checks are nearly all lines of a large configuration.
 */
enum MetricsPart {
  /** With archives and mail. */
  DIRECTOR,
  /** With sync groups and trackers. */
  ROUTERS,
  SERVICES,
  SERVERS,
  CHECKS,
  JVM;

  private static final String PARAMETER = "collect[]=";

  /**
   * @param rawQuery of the URL, null without one
   * @return what is asked for; all of it where nothing is said
   * @throws IllegalArgumentException when a part does not exist; the message names those that do
   */
  static Set<MetricsPart> of(String rawQuery) {
    Set<MetricsPart> parts = EnumSet.noneOf(MetricsPart.class);
    for (String each : rawQuery == null ? new String[0] : rawQuery.split("&")) {
      String parameter = URLDecoder.decode(each, StandardCharsets.UTF_8);
      if (parameter.startsWith(PARAMETER)) {
        parts.add(part(parameter.substring(PARAMETER.length())));
      }
    }
    return parts.isEmpty() ? EnumSet.allOf(MetricsPart.class) : parts;
  }

  private static MetricsPart part(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "collect[] is one of "
                        + Arrays.stream(values())
                            .map(MetricsPart::word)
                            .collect(Collectors.joining(", "))));
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
