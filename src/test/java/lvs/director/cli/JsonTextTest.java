package lvs.director.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  @Test
  void whateverIsWrittenIsReadBackTheSame() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 3_000; i++) {
      Object value = value(random, 4);
      assertEquals(value, JsonReader.read(JsonText.print(value)), () -> "seed " + seed);
    }
  }

  private static Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> random.nextDouble() * random.nextInt();
      case 1 -> random.nextBoolean();
      case 2 -> null;
      case 3 -> string(random);
      case 4 -> list(random, depth - 1);
      default -> map(random, depth - 1);
    };
  }

  private static String string(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(8); length > 0; length--) {
      text.append((char) random.nextInt(random.nextBoolean() ? 128 : 65536));
    }
    return text.toString();
  }

  private static List<Object> list(Random random, int depth) {
    List<Object> list = new ArrayList<>();
    for (int length = random.nextInt(4); length > 0; length--) {
      list.add(value(random, depth));
    }
    return list;
  }

  private static Map<String, Object> map(Random random, int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int length = random.nextInt(4); length > 0; length--) {
      map.putIfAbsent(string(random) + length, value(random, depth));
    }
    return map;
  }
}
