package lvs.director.alert;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** All matters, and what follows from them together without looking at each. */
final class Books {
  private static final class Tally {
    int count;
    long sinceNanos;
  }

  private final Map<Thing, Matter> matters = new HashMap<>();
  private final Set<Matter> pending = new LinkedHashSet<>();
  private final Map<Haste, Tally> tallies = new EnumMap<>(Haste.class);
  private int wrong;
  private int toldWrong;

  Books() {
    for (Haste each : Haste.values()) {
      tallies.put(each, new Tally());
    }
  }

  Optional<Matter> find(Thing thing) {
    return Optional.ofNullable(matters.get(thing));
  }

  Matter open(Thing thing, Condition first, long nowNanos) {
    return matters.computeIfAbsent(thing, each -> new Matter(each, first, nowNanos));
  }

  void add(Matter matter) {
    matters.put(matter.thing, matter);
  }

  Collection<Matter> all() {
    return matters.values();
  }

  /** Waits to be told, in the order of things. */
  List<Matter> pending() {
    List<Matter> sorted = new ArrayList<>(pending);
    sorted.sort((a, b) -> a.thing.compareTo(b.thing));
    return sorted;
  }

  boolean hasPending() {
    return !pending.isEmpty();
  }

  /** How many are not well now. */
  int wrong() {
    return wrong;
  }

  /** How many mails said that something is not well and none that it is again. */
  int toldWrong() {
    return toldWrong;
  }

  /** When the first of those of this haste began to wait; empty when none does. */
  Optional<Long> waitingSince(Haste haste) {
    Tally tally = tallies.get(haste);
    return tally.count == 0 ? Optional.empty() : Optional.of(tally.sinceNanos);
  }

  /**
   * A matter may have to be told at another time than before.
   *
   * @param haste null when it need not be told
   */
  void enter(Matter matter, Haste haste, long nowNanos) {
    if (matter.haste != haste) {
      leave(matter);
      matter.haste = haste;
      if (haste != null) {
        Tally tally = tallies.get(haste);
        tally.sinceNanos = tally.count++ == 0 ? nowNanos : tally.sinceNanos;
        pending.add(matter);
      }
    }
    wrong += difference(matter.countedWrong, matter.countedWrong = matter.isWrong());
    toldWrong += difference(matter.countedTold, matter.countedTold = matter.isToldWrong());
    if (matter.isForgettable(nowNanos)) {
      drop(matter);
    }
  }

  private void leave(Matter matter) {
    if (matter.haste != null) {
      tallies.get(matter.haste).count--;
      pending.remove(matter);
    }
  }

  private static int difference(boolean before, boolean now) {
    return (now ? 1 : 0) - (before ? 1 : 0);
  }

  /** Forgets it without a word. */
  void drop(Matter matter) {
    leave(matter);
    matter.haste = null;
    wrong -= matter.countedWrong ? 1 : 0;
    toldWrong -= matter.countedTold ? 1 : 0;
    matter.countedWrong = false;
    matter.countedTold = false;
    matters.remove(matter.thing);
  }

  /** Told as wrong, and still so with nothing to add. */
  List<Matter> stillWrong() {
    return matters.values().stream()
        .filter(each -> each.haste == null && each.isToldWrong() && !each.paused)
        .sorted((a, b) -> a.thing.compareTo(b.thing))
        .toList();
  }

  List<Matter> matching(Predicate<Matter> condition) {
    return matters.values().stream().filter(condition).toList();
  }
}
