package lvs.director.daemon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import lvs.director.vrrp.OwnedItems;

/** What is on the machine for each virtual router, so that it can be dropped without the engine. */
final class Holdings {
  private final Map<String, OwnedItems> held = new LinkedHashMap<>();

  void took(String router, OwnedItems items) {
    held.merge(router, items, Holdings::union);
  }

  void dropped(String router, OwnedItems items) {
    OwnedItems rest = without(held.getOrDefault(router, OwnedItems.NONE), items);
    if (rest.isEmpty()) {
      held.remove(router);
    } else {
      held.put(router, rest);
    }
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  /** Gives away everything and forgets it. */
  void dropAll(BiConsumer<String, OwnedItems> drop) {
    held.forEach(drop);
    held.clear();
  }

  private static OwnedItems union(OwnedItems a, OwnedItems b) {
    return new OwnedItems(
        sum(a, b, OwnedItems::addresses),
        sum(a, b, OwnedItems::routes),
        sum(a, b, OwnedItems::rules),
        sum(a, b, OwnedItems::blocked),
        a.promotesSecondaries() || b.promotesSecondaries());
  }

  private static <T> List<T> sum(OwnedItems a, OwnedItems b, Function<OwnedItems, List<T>> part) {
    Set<T> all = new LinkedHashSet<>(part.apply(a));
    all.addAll(part.apply(b));
    return List.copyOf(all);
  }

  private static OwnedItems without(OwnedItems a, OwnedItems b) {
    return new OwnedItems(
        rest(a, b, OwnedItems::addresses),
        rest(a, b, OwnedItems::routes),
        rest(a, b, OwnedItems::rules),
        rest(a, b, OwnedItems::blocked),
        a.promotesSecondaries());
  }

  private static <T> List<T> rest(OwnedItems a, OwnedItems b, Function<OwnedItems, List<T>> part) {
    List<T> left = new ArrayList<>(part.apply(a));
    left.removeAll(part.apply(b));
    return List.copyOf(left);
  }
}
