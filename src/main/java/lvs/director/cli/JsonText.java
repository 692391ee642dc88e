package lvs.director.cli;

import java.util.List;
import java.util.Map;

/** Writes maps, lists, strings, numbers and booleans as JSON (RFC 8259), two spaces a level. */
final class JsonText {
  private final StringBuilder text = new StringBuilder();

  private JsonText() {}

  static String print(Object value) {
    JsonText json = new JsonText();
    json.value(value, "\n");
    return json.text.toString();
  }

  private void value(Object value, String newline) {
    switch (value) {
      case null -> text.append("null");
      case Map<?, ?> map -> object(map, newline);
      case List<?> list -> array(list, newline);
      case Double number when !Double.isFinite(number) -> text.append("null");
      case Number number -> text.append(number);
      case Boolean flag -> text.append(flag);
      default -> string(value.toString());
    }
  }

  private void object(Map<?, ?> map, String newline) {
    text.append('{');
    String separator = newline + "  ";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      text.append(separator);
      string(entry.getKey().toString());
      text.append(": ");
      value(entry.getValue(), newline + "  ");
      separator = "," + newline + "  ";
    }
    text.append(map.isEmpty() ? "" : newline).append('}');
  }

  private void array(List<?> list, String newline) {
    text.append('[');
    String separator = newline + "  ";
    for (Object element : list) {
      text.append(separator);
      value(element, newline + "  ");
      separator = "," + newline + "  ";
    }
    text.append(list.isEmpty() ? "" : newline).append(']');
  }

  private void string(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      character(value.charAt(i));
    }
    text.append('"');
  }

  private void character(char letter) {
    switch (letter) {
      case '"' -> text.append("\\\"");
      case '\\' -> text.append("\\\\");
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        if (letter < ' ' || Character.isSurrogate(letter)) {
          text.append("\\u").append(String.format("%04x", (int) letter));
        } else {
          text.append(letter);
        }
      }
    }
  }
}
