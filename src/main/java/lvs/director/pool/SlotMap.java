package lvs.director.pool;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * An immutable map over a fixed list of possible keys, each with a slot that is filled or empty. A
 * changed copy shares all but one chunk with the original, so that one real server out of tens of
 * thousands can change without copying the others. Iterates in the order of the keys.
 */
final class SlotMap<K, V> extends AbstractMap<K, V> {
  private static final int CHUNK = 64;

  private final Keys<K> keys;
  private final Object[][] chunks;
  private final int filled;

  private SlotMap(Keys<K> keys, Object[][] chunks, int filled) {
    this.keys = keys;
    this.chunks = chunks;
    this.filled = filled;
  }

  /** The possible keys with their slots, shared by all copies. */
  record Keys<K>(List<K> list, Map<K, Integer> slots) {

    /** A key that is listed twice keeps its first slot; the second stays unused. */
    static <K> Keys<K> of(List<K> list) {
      Map<K, Integer> slots = HashMap.newHashMap(list.size());
      for (int i = 0; i < list.size(); i++) {
        slots.putIfAbsent(list.get(i), i);
      }
      return new Keys<>(List.copyOf(list), slots);
    }
  }

  /** A map with every slot empty. */
  static <K, V> SlotMap<K, V> empty(Keys<K> keys) {
    int size = keys.list().size();
    Object[][] chunks = new Object[(size + CHUNK - 1) / CHUNK][];
    for (int i = 0; i < chunks.length; i++) {
      chunks[i] = new Object[Math.min(CHUNK, size - i * CHUNK)];
    }
    return new SlotMap<>(keys, chunks, 0);
  }

  /** A map with these values in the slots of the keys; null leaves a slot empty. */
  static <K, V> SlotMap<K, V> of(Keys<K> keys, List<V> values) {
    SlotMap<K, V> map = empty(keys);
    int filled = 0;
    for (int slot = 0; slot < values.size(); slot++) {
      map.chunks[slot / CHUNK][slot % CHUNK] = values.get(slot);
      filled += values.get(slot) == null ? 0 : 1;
    }
    return new SlotMap<>(keys, map.chunks, filled);
  }

  Keys<K> keys() {
    return keys;
  }

  /** What stands in a slot, or null. */
  @SuppressWarnings("unchecked")
  V at(int slot) {
    return (V) chunks[slot / CHUNK][slot % CHUNK];
  }

  /** The same map with another value in one slot; null empties it. */
  SlotMap<K, V> with(int slot, V value) {
    Object[][] spine = chunks.clone();
    Object[] chunk = chunks[slot / CHUNK].clone();
    int before = chunk[slot % CHUNK] == null ? 0 : 1;
    chunk[slot % CHUNK] = value;
    spine[slot / CHUNK] = chunk;
    return new SlotMap<>(keys, spine, filled - before + (value == null ? 0 : 1));
  }

  @Override
  public V get(Object key) {
    Integer slot = keys.slots().get(key);
    return slot == null ? null : at(slot);
  }

  @Override
  public boolean containsKey(Object key) {
    return get(key) != null;
  }

  @Override
  public int size() {
    return filled;
  }

  @Override
  public Set<Entry<K, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<K, V>> iterator() {
        return new Entries();
      }

      @Override
      public int size() {
        return filled;
      }
    };
  }

  private final class Entries implements Iterator<Entry<K, V>> {
    private int next = skipEmpty(0);

    private int skipEmpty(int slot) {
      while (slot < keys.list().size() && at(slot) == null) {
        slot++;
      }
      return slot;
    }

    @Override
    public boolean hasNext() {
      return next < keys.list().size();
    }

    @Override
    public Entry<K, V> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Entry<K, V> entry = Map.entry(keys.list().get(next), at(next));
      next = skipEmpty(next + 1);
      return entry;
    }
  }
}
