package lvs.director.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  @Test
  void anObjectOfEveryKindOfValueIsRead() {
    Map<String, Object> wanted = new LinkedHashMap<>();
    wanted.put("whole", -12L);
    wanted.put("broken", 0.5e3);
    wanted.put("huge", 1e30);
    wanted.put("text", "a\"\\/\b\f\n\r\té€\ud83d\ude00");
    wanted.put("yes", true);
    wanted.put("no", false);
    wanted.put("nothing", null);
    wanted.put("list", Arrays.asList(1L, List.of(), Map.of(), null));
    assertEquals(
        Optional.of(wanted),
        JsonReader.object(
            """
             { "whole" : -12, "broken":0.5e+3,"huge":1000000000000000000000000000000,
              "text":"a\\"\\\\\\/\\b\\f\\n\\r\\té\\u20AC\\ud83d\\ude00",
              "yes":true,"no":false,"nothing":null,"list":[1,[],{},null]}
            """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[]",
        "1",
        "null",
        "{}x",
        "{} {}",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":+1}",
        "{\"a\":1e}",
        "{\"a\":-}",
        "{\"a\":NaN}",
        "{\"a\":nul}",
        "{\"a\":truex}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\u١١١١\"}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":[1,]}",
        "{\"a\":[1 2]}",
        "{\"a\":\"",
        "{\"a\":\"\\",
        "{\"a\":\"\\u00"
      })
  void whatIsNotJsonIsNoObject(String text) {
    assertEquals(Optional.empty(), JsonReader.object(text), text);
  }

  @Test
  void endlessNestingAndEndlessDigitsAreRefused() {
    assertEquals(Optional.empty(), JsonReader.object("{\"a\":".repeat(100_000)));
    assertEquals(Optional.empty(), JsonReader.object("{\"a\":" + "[".repeat(100_000)));
    assertEquals(Optional.empty(), JsonReader.object("{\"a\":" + "1".repeat(100_000) + "}"));
  }

  @Test
  void whatTheWriterWritesIsReadBackAndCutTextNever() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Map<String, Object> object = object(random, 4);
      String text = random.nextBoolean() ? Json.compact(object) : Json.indented(object);
      assertEquals(Optional.of(object), JsonReader.object(text), "seed " + seed);
      String cut = text.substring(0, random.nextInt(text.length()));
      assertEquals(Optional.empty(), JsonReader.object(cut), "seed " + seed);
    }
  }

  @Test
  void randomCharactersEndInAnAnswer() {
    String letters = "{}[]\",:\\u0e-+.truefalsn 19";
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder("{");
      for (int i = random.nextInt(30); i > 0; i--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      Optional<Map<String, Object>> read = JsonReader.object(text.toString());
      read.ifPresent(
          object ->
              assertEquals(
                  Optional.of(object), JsonReader.object(Json.compact(object)), text.toString()));
    }
  }

  private static Map<String, Object> object(Random random, int depth) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      object.put(text(random), value(random, depth));
    }
    return object;
  }

  private static Object value(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 7)) {
      case 0 -> random.nextLong();
      case 1 -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
      case 2 -> random.nextBoolean();
      case 3 -> null;
      case 4 -> text(random);
      case 5 -> object(random, depth - 1);
      default -> {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(value(random, depth - 1));
        }
        yield list;
      }
    };
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
    }
    return text.toString();
  }
}
