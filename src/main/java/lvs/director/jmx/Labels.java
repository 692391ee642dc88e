package lvs.director.jmx;

import java.util.List;

/** Labels of one line in Prometheus's text format. */
final class Labels {
  private Labels() {}

  /**
   * @param namesAndValues name, value, name, value …, the names in alphabetical order
   * @return {@code {name="value",…}}
   */
  static String of(String... namesAndValues) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      append(text, namesAndValues[i], namesAndValues[i + 1]);
    }
    return text.append('}').toString();
  }

  /**
   * @param names in alphabetical order
   * @param values one for each; an empty one is left out, which Prometheus takes for the same
   */
  static String of(List<String> names, List<String> values) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      if (!values.get(i).isEmpty()) {
        append(text, names.get(i), values.get(i));
      }
    }
    return text.isEmpty() ? "" : text.append('}').toString();
  }

  private static void append(StringBuilder text, String name, String value) {
    text.append(text.isEmpty() ? '{' : ',').append(name).append("=\"");
    text.append(escaped(value)).append('"');
  }

  /** What the format gives a meaning to. */
  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
