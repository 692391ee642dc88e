package lvs.director.config;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lvs.director.config.TrackingKeywords.Kind;
import lvs.director.config.TrackingKeywords.TrackedName;
import lvs.director.config.text.NearestWord;
import lvs.director.config.text.Word;
import lvs.director.model.Tracking;

/** The things that can be tracked, by kind and name, and what is wrong with references to them. */
final class Trackers {
  /** What a reference takes over when it gives no weight of its own. */
  private record Known(Optional<Tracking.Tracked> tracked, int order) {}

  private final Map<Kind, Map<String, Known>> known = new EnumMap<>(Kind.class);
  private final Binding binding;
  private final LocalInterfaces interfaces;
  private final boolean interfacesMayCome;

  Trackers(Binding binding, LocalInterfaces interfaces, boolean interfacesMayCome) {
    this.binding = binding;
    this.interfaces = interfaces;
    this.interfacesMayCome = interfacesMayCome;
    for (Kind kind : Kind.values()) {
      known.put(kind, new LinkedHashMap<>());
    }
  }

  /**
   * @param tracked empty for a definition that had to be left out; references follow it silently
   */
  void define(Kind kind, String name, int order, Optional<Tracking.Tracked> tracked) {
    known.get(kind).put(name, new Known(tracked, order));
  }

  /**
   * The references that lead somewhere; the others are reported.
   *
   * @param order of the block that refers
   */
  Tracking resolve(TrackingKeywords draft, int order) {
    Map<Kind, List<Tracking.Tracked>> lists = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      lists.put(kind, resolve(draft, kind, order));
    }
    return new Tracking(
        !draft.primaryIgnored(),
        lists.get(Kind.INTERFACE),
        lists.get(Kind.SCRIPT),
        lists.get(Kind.FILE),
        lists.get(Kind.PROCESS),
        lists.get(Kind.BFD));
  }

  private List<Tracking.Tracked> resolve(TrackingKeywords draft, Kind kind, int order) {
    Map<String, Tracking.Tracked> found = new LinkedHashMap<>();
    for (TrackedName reference : draft.references()) {
      if (reference.kind() == kind) {
        resolve(reference, order).ifPresent(tracked -> put(found, reference, tracked));
      }
    }
    return List.copyOf(found.values());
  }

  private void put(
      Map<String, Tracking.Tracked> found, TrackedName reference, Tracking.Tracked tracked) {
    if (found.putIfAbsent(tracked.name(), tracked) != null) {
      binding.warning(
          "duplicate-reference",
          reference.at(),
          tracked.name() + " is tracked twice; the first line holds.",
          "Remove one of the two lines.");
    }
  }

  private Optional<Tracking.Tracked> resolve(TrackedName reference, int order) {
    if (reference.kind() == Kind.INTERFACE) {
      checkInterface(reference);
      return Optional.of(weighted(reference, 0, false));
    }
    Known target = known.get(reference.kind()).get(reference.name().text());
    if (target == null) {
      reportUnknown(reference);
      return Optional.empty();
    }
    if (target.order() > order) {
      binding.warning(
          "defined-later",
          reference.at(),
          reference.name() + " is defined below its use; keepalived would not find it.",
          "Move " + reference.kind().definedBy + " " + reference.name() + " above this block.");
    }
    return target.tracked().map(t -> weighted(reference, t.weight(), t.reverse()));
  }

  private static Tracking.Tracked weighted(TrackedName reference, int weight, boolean reverse) {
    return new Tracking.Tracked(
        reference.name().text(),
        reference.weight().orElse(weight),
        reference.reverse().orElse(reverse));
  }

  private void checkInterface(TrackedName reference) {
    String name = reference.name().text();
    InterfaceChecks.warnIfMissing(
        binding, interfaces, interfacesMayCome, name, reference.at(), "is tracked");
  }

  private void reportUnknown(TrackedName reference) {
    Kind kind = reference.kind();
    Word name = reference.name();
    binding.error(
        "unknown-tracker",
        name.at(),
        reference.at().line(),
        "There is no " + kind.definedBy + " " + name + ".",
        NearestWord.of(name.text(), known.get(kind).keySet())
            .map(nearest -> "Did you mean " + nearest + "?")
            .orElse("Define " + kind.definedBy + " " + name + " { … } above this block."));
  }
}
