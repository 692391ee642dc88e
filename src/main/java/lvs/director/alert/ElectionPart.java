package lvs.director.alert;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lvs.director.alert.Draft.Fact;
import lvs.director.alert.Draft.Picture;

/** What a mail says of virtual routers and sync groups. A group speaks for its members. */
final class ElectionPart {
  private static final int UNITS_IN_WORDS = 8;
  private static final int MEMBERS_IN_WORDS = 3;
  private static final List<Condition> ORDER =
      List.of(
          Condition.FAULT,
          Condition.STOPPED,
          Condition.MASTER,
          Condition.BACKUP,
          Condition.DELETED);

  private final Wishes wishes;
  private final Words words;
  private final Clock clock;
  private final Letter letter;

  ElectionPart(Wishes wishes, Words words, Clock clock, Letter letter) {
    this.wishes = wishes;
    this.words = words;
    this.clock = clock;
    this.letter = letter;
  }

  /**
   * @param changed virtual routers and groups, each in a condition that is not told yet
   */
  void write(List<Matter> changed) {
    for (Condition condition : ORDER) {
      List<Matter> all = changed.stream().filter(each -> each.now == condition).toList();
      if (!all.isEmpty()) {
        write(condition, all);
      }
    }
  }

  private void write(Condition condition, List<Matter> all) {
    List<Matter> units = units(all);
    letter.subject(subject(condition, units));
    units.stream().limit(UNITS_IN_WORDS).forEach(each -> say(each, all));
    if (units.size() > UNITS_IN_WORDS) {
      letter.paragraph("And " + (units.size() - UNITS_IN_WORDS) + " more, in the table.");
    }
    all.forEach(this::fact);
    commands(condition, units);
    mark(condition, units);
  }

  /** Groups, and virtual routers whose group does not speak for them. */
  private List<Matter> units(List<Matter> all) {
    Set<String> covered = new HashSet<>();
    all.stream()
        .filter(each -> each.thing.kind() == Thing.Kind.GROUP)
        .forEach(each -> covered.addAll(wishes.members(each.thing.name())));
    return all.stream()
        .filter(
            each -> each.thing.kind() == Thing.Kind.GROUP || !covered.contains(each.thing.name()))
        .toList();
  }

  private static String subject(Condition condition, List<Matter> units) {
    String what =
        switch (condition) {
          case STOPPED -> "Stopping";
          case DELETED -> "Deleted";
          default -> "Entering " + condition + " state";
        };
    return who(units) + " - " + what;
  }

  private static String who(List<Matter> units) {
    if (units.size() == 1) {
      Thing thing = units.getFirst().thing;
      return thing.kind() == Thing.Kind.GROUP
          ? "VRRP Group " + thing.name()
          : "VRRP Instance " + thing.name();
    }
    int groups = (int) units.stream().filter(e -> e.thing.kind() == Thing.Kind.GROUP).count();
    List<String> counts = new ArrayList<>();
    if (groups > 0) {
      counts.add(Words.count(groups, "VRRP Group"));
    }
    if (groups < units.size()) {
      counts.add(Words.count(units.size() - groups, "VRRP Instance"));
    }
    return String.join(" and ", counts);
  }

  private void say(Matter unit, List<Matter> all) {
    letter.paragraph(sentence(unit) + members(unit, all) + before(unit) + away(unit));
  }

  private String sentence(Matter unit) {
    return Words.capital(unit.reason) + " (" + clock.time(unit.sinceNanos) + ").";
  }

  /** A group changes because of a member. */
  private String members(Matter unit, List<Matter> all) {
    List<String> members =
        unit.thing.kind() == Thing.Kind.GROUP ? wishes.members(unit.thing.name()) : List.of();
    return all.stream()
        .filter(each -> each.thing.kind() == Thing.Kind.ROUTER)
        .filter(each -> members.contains(each.thing.name()))
        .limit(MEMBERS_IN_WORDS)
        .map(each -> " " + Words.capital(each.reason) + ".")
        .collect(Collectors.joining());
  }

  private String before(Matter unit) {
    return switch (unit.told) {
      case FAULT ->
          unit.now == Condition.FAULT
              ? ""
              : " It was in FAULT for "
                  + Clock.span(unit.divergedNanos - unit.problemSinceNanos)
                  + ".";
      case STOPPED -> " It was stopped before.";
      case MASTER, BACKUP -> unit.now == unit.told ? "" : " It was " + unit.told + " before.";
      default -> "";
    };
  }

  private String away(Matter unit) {
    boolean back = unit.now == unit.home && !unit.thread.isEmpty();
    return back
        ? " So it is as it was before "
            + clock.time(unit.awaySinceNanos)
            + ", after "
            + Clock.span(unit.sinceNanos - unit.awaySinceNanos)
            + "."
        : "";
  }

  private void fact(Matter each) {
    letter.fact(
        new Fact(
            words.name(each.thing),
            each.now.name(),
            clock.epochMillis(each.sinceNanos),
            each.reason));
  }

  private void commands(Condition condition, List<Matter> units) {
    if (condition == Condition.MASTER) {
      letter.command("lvs-director failover " + units.getFirst().thing.name());
    } else {
      letter.command("lvs-director status");
    }
    units.stream()
        .filter(each -> each.thing.kind() == Thing.Kind.ROUTER)
        .findFirst()
        .ifPresent(each -> letter.picture(new Picture("router/" + each.thing.name(), "state", 6)));
  }

  private void mark(Condition condition, List<Matter> units) {
    if (condition.isProblem()) {
      letter.problem();
    } else if (units.stream()
        .anyMatch(each -> each.told.isProblem() || each.told == Condition.STOPPED)) {
      letter.recovery();
    }
  }
}
