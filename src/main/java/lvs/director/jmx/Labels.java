package lvs.director.jmx;

/** Labels of one line in Prometheus's text format. */
final class Labels {
  private Labels() {}

  /**
   * @param namesAndValues name, value, name, value …, the names in alphabetical order
   * @return {@code {name="value",…}}; nothing without labels
   */
  static String of(String... namesAndValues) {
    if (namesAndValues.length == 0) {
      return "";
    }
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      text.append(i == 0 ? "" : ",").append(namesAndValues[i]).append("=\"");
      text.append(escaped(namesAndValues[i + 1])).append('"');
    }
    return text.append('}').toString();
  }

  /** What the format gives a meaning to. */
  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
