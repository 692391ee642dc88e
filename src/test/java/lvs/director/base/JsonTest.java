package lvs.director.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void everyKindOfValueHasItsForm() {
    Object value =
        Json.object(
            "text",
            "a",
            "int",
            1,
            "long",
            -9_000_000_000L,
            "double",
            0.5,
            "nan",
            Double.NaN,
            "infinite",
            Float.POSITIVE_INFINITY,
            "yes",
            true,
            "nothing",
            null,
            "absent",
            Optional.empty(),
            "present",
            Optional.of(2),
            "enum",
            Thread.State.NEW,
            "list",
            List.of(1, List.of(), Map.of()),
            "array",
            new Object[] {"x", null});
    assertEquals(
        "{\"text\":\"a\",\"int\":1,\"long\":-9000000000,\"double\":0.5,\"nan\":null,"
            + "\"infinite\":null,\"yes\":true,\"nothing\":null,\"absent\":null,\"present\":2,"
            + "\"enum\":\"NEW\",\"list\":[1,[],{}],\"array\":[\"x\",null]}",
        Json.compact(value));
  }

  @Test
  void indentedFormHasOneMemberALine() {
    assertEquals(
        "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {}\n}",
        Json.indented(Json.object("a", List.of(1, 2), "b", Map.of())));
    assertEquals("[]", Json.indented(List.of()));
  }

  @Test
  void textIsEscaped() {
    assertEquals(
        "\"\\\" \\\\ \\n \\r \\t \\u0000 \\u001b \\u007f \\u2028 / 虚 😀\"",
        Json.compact("\" \\ \n \r \t \0 \u001b \u007f \u2028 / 虚 😀"));
    assertEquals("\"\\ud83d x \\ude00\"", Json.compact("\ud83d x \ude00"));
    assertEquals("{\"a\\\"b\":1}", Json.compact(Json.object("a\"b", 1)));
  }

  @Test
  void whatHasNoFormIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Json.compact(new Object()));
    assertThrows(IllegalArgumentException.class, () -> Json.object("a"));
  }

  @Test
  void anyTextReadsBackAsItWas() {
    long seed = 4711;
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(8, 0, 0x3000).forEach(c -> text.append((char) c));
      random.ints(4, 0, 0x80).forEach(c -> text.append((char) c));
      assertEquals(text.toString(), unescape(Json.compact(text)), () -> "seed " + seed);
    }
  }

  /** A reader of JSON text made for this test: fails on anything that is not allowed raw. */
  private static String unescape(String json) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < json.length() - 1; i++) {
      char c = json.charAt(i);
      if (c != '\\') {
        assertEquals(false, c < ' ' || c == '"');
        text.append(c);
        continue;
      }
      c = json.charAt(++i);
      if (c == 'u') {
        text.append((char) Integer.parseInt(json.substring(i + 1, i + 5), 16));
        i += 4;
      } else {
        int known = Arrays.asList('"', '\\', 'n', 'r', 't').indexOf(c);
        text.append("\"\\\n\r\t".charAt(known));
      }
    }
    return text.toString();
  }
}
