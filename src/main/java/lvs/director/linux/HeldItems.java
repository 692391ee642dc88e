package lvs.director.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lvs.director.linux.rtnetlink.ItemKey;

/**
 * What the director has put on the machine, and for whom. Written by the thread that changes the
 * network, read by the one that watches it. An item that two virtual routers hold stays until both
 * have given it away.
 */
public final class HeldItems {
  private final Map<ItemKey, List<Held>> items = new ConcurrentHashMap<>();

  /**
   * An item of one virtual router.
   *
   * @param linkIndex interface it needs; 0 for none in particular
   * @param router empty for static items
   * @param what such as {@code address 10.0.0.1/24 on eth0}
   * @param settled the kernel has it; before that its absence means nothing
   * @param sinceNanos when it was put there
   */
  record Held(
      ItemKey key,
      int linkIndex,
      String router,
      String what,
      boolean tracked,
      Optional<String> trackGroup,
      boolean settled,
      long sinceNanos) {

    Held settle() {
      return new Held(key, linkIndex, router, what, tracked, trackGroup, true, sinceNanos);
    }
  }

  /** Takes the place of what the same router held under the same key. */
  void put(Held item) {
    items.compute(item.key, (_, before) -> replaced(before, item));
  }

  private static List<Held> replaced(List<Held> before, Held item) {
    List<Held> now = new ArrayList<>(before == null ? List.of() : before);
    now.removeIf(each -> each.router.equals(item.router));
    now.add(item);
    return List.copyOf(now);
  }

  /**
   * @return whether the router held it and nobody else does
   */
  boolean remove(ItemKey key, String router) {
    boolean[] last = {false};
    items.computeIfPresent(
        key,
        (_, before) -> {
          List<Held> now = new ArrayList<>(before);
          boolean held = now.removeIf(each -> each.router.equals(router));
          last[0] = held && now.isEmpty();
          return now.isEmpty() ? null : List.copyOf(now);
        });
    return last[0];
  }

  boolean contains(ItemKey key) {
    return items.containsKey(key);
  }

  boolean contains(ItemKey key, String router) {
    return get(key).stream().anyMatch(each -> each.router.equals(router));
  }

  List<Held> get(ItemKey key) {
    return items.getOrDefault(key, List.of());
  }

  List<Held> of(String router) {
    return all().stream().filter(each -> each.router.equals(router)).toList();
  }

  List<Held> all() {
    return items.values().stream().flatMap(List::stream).toList();
  }
}
