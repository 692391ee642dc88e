package lvs.director.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SlotMapTest {

  @Test
  void itBehavesLikeAnOrdinaryMapAndLeavesItsOriginalsAlone() {
    for (long seed = 0; seed < 40; seed++) {
      compare(seed);
    }
  }

  private static void compare(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int size = random.nextInt(1, 300);
    List<String> keys = Blocks.many(size, i -> "key " + i);
    SlotMap<String, Integer> map = SlotMap.empty(SlotMap.Keys.of(keys));
    Integer[] values = new Integer[size];
    for (int i = 0; i < 200; i++) {
      int slot = random.nextInt(size);
      values[slot] = random.nextInt(3) == 0 ? null : random.nextInt(100);
      Map<String, Integer> before = new LinkedHashMap<>(map);
      SlotMap<String, Integer> original = map;
      map = map.with(slot, values[slot]);
      assertEquals(before, original, "seed " + seed);
      assertEquals(expected(keys, values), new ArrayList<>(map.entrySet()), "seed " + seed);
      assertEquals(map.entrySet().size(), map.size(), "seed " + seed);
      assertEquals(values[slot], map.get(keys.get(slot)), "seed " + seed);
      assertEquals(values[slot] != null, map.containsKey(keys.get(slot)), "seed " + seed);
    }
  }

  private static List<Map.Entry<String, Integer>> expected(List<String> keys, Integer[] values) {
    List<Map.Entry<String, Integer>> entries = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        entries.add(Map.entry(keys.get(i), values[i]));
      }
    }
    return entries;
  }

  @Test
  void aKeyThatIsListedTwiceHasItsFirstSlot() {
    SlotMap.Keys<String> keys = SlotMap.Keys.of(List.of("a", "b", "a"));
    SlotMap<String, Integer> map = SlotMap.<String, Integer>empty(keys).with(0, 1);
    assertEquals(Map.of("a", 1), map);
    assertNull(map.get("c"));
  }

  @Test
  void anEmptyMapHasNoFirstEntry() {
    SlotMap<String, Integer> map = SlotMap.empty(SlotMap.Keys.of(List.of()));
    assertEquals(Map.of(), map);
    assertThrows(NoSuchElementException.class, map.entrySet().iterator()::next);
  }
}
