package lvs.director.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A strict reader of JSON (RFC 8259): what it does not throw at is JSON. Numbers become doubles.
 */
final class JsonReader {
  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  static Object read(String text) {
    JsonReader reader = new JsonReader(text);
    Object value = reader.value();
    reader.blanks();
    if (reader.at != text.length()) {
      throw reader.wrong("end of text");
    }
    return value;
  }

  private IllegalArgumentException wrong(String wanted) {
    return new IllegalArgumentException(
        "wanted " + wanted + " at " + at + ": " + text.substring(Math.min(at, text.length())));
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean accept(String token) {
    blanks();
    boolean here = text.startsWith(token, at);
    at += here ? token.length() : 0;
    return here;
  }

  private void expect(String token) {
    if (!accept(token)) {
      throw wrong(token);
    }
  }

  private Object value() {
    if (accept("{")) {
      return object();
    }
    if (accept("[")) {
      return array();
    }
    if (accept("\"")) {
      return string();
    }
    if (accept("true")) {
      return true;
    }
    if (accept("false")) {
      return false;
    }
    return accept("null") ? null : number();
  }

  private Map<String, Object> object() {
    Map<String, Object> map = new LinkedHashMap<>();
    if (accept("}")) {
      return map;
    }
    do {
      expect("\"");
      String key = string();
      expect(":");
      if (map.put(key, value()) != null) {
        throw wrong("a key once: " + key);
      }
    } while (accept(","));
    expect("}");
    return map;
  }

  private List<Object> array() {
    List<Object> list = new ArrayList<>();
    if (accept("]")) {
      return list;
    }
    do {
      list.add(value());
    } while (accept(","));
    expect("]");
    return list;
  }

  private String string() {
    StringBuilder value = new StringBuilder();
    while (text.charAt(at) != '"') {
      char letter = text.charAt(at++);
      if (letter < ' ') {
        throw wrong("no control character");
      }
      value.append(letter == '\\' ? escaped() : letter);
    }
    at++;
    return value.toString();
  }

  private char escaped() {
    char letter = text.charAt(at++);
    int plain = "\"\\/bfnrt".indexOf(letter);
    if (plain >= 0) {
      return "\"\\/\b\f\n\r\t".charAt(plain);
    }
    if (letter != 'u') {
      throw wrong("an escape");
    }
    at += 4;
    return (char) Integer.parseInt(text.substring(at - 4, at), 16);
  }

  private Double number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String number = text.substring(start, at);
    if (!number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
      throw wrong("a value");
    }
    return Double.valueOf(number);
  }
}
