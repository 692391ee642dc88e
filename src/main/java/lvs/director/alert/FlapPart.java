package lvs.director.alert;

import java.util.List;
import lvs.director.alert.Draft.Fact;

/** What a mail says of what comes and goes, and of what came and went before anybody was told. */
final class FlapPart {
  private static final int IN_WORDS = 5;

  private final Words words;
  private final Clock clock;
  private final Letter letter;

  FlapPart(Words words, Clock clock, Letter letter) {
    this.words = words;
    this.clock = clock;
    this.letter = letter;
  }

  /**
   * @param flapping as it is not told yet: that it flaps, how it goes on, or that it has ended
   */
  void write(List<Matter> flapping) {
    some(flapping, Flapping.Phase.UNTOLD, "flaps", "flap");
    some(flapping, Flapping.Phase.SUMMARY, "still flaps", "still flap");
    some(flapping, Flapping.Phase.STABLE, "stable again", "stable again");
  }

  private void some(List<Matter> flapping, Flapping.Phase phase, String one, String many) {
    List<Matter> all =
        flapping.stream().filter(each -> each.flapping.orElseThrow().phase == phase).toList();
    if (all.isEmpty()) {
      return;
    }
    letter.subject(
        all.size() == 1 ? subject(all.getFirst(), one) : all.size() + " objects " + many);
    all.stream().limit(IN_WORDS).forEach(each -> letter.paragraph(sentence(each)));
    if (all.size() > IN_WORDS) {
      letter.paragraph("And " + (all.size() - IN_WORDS) + " more, in the table.");
    }
    if (phase != Flapping.Phase.STABLE) {
      letter.problem();
      letter.paragraph(
          "Nothing more is mailed about that until it has been stable for "
              + Clock.span(Matter.FLAP_WINDOW_NANOS)
              + "; a summary comes every hour while it goes on.");
    } else if (all.stream().anyMatch(each -> each.now.isProblem())) {
      letter.problem();
    } else {
      letter.recovery();
    }
    all.forEach(each -> fact(each, one.toUpperCase(java.util.Locale.ROOT)));
  }

  private String subject(Matter matter, String how) {
    String name =
        switch (matter.thing.kind()) {
          case SERVER -> words.keepalivedServer(matter.thing);
          case SERVICE -> "Virtualserver " + words.keepalivedService(matter.thing.name());
          case GROUP -> "VRRP Group " + matter.thing.name();
          default -> "VRRP Instance " + matter.thing.name();
        };
    return name + " - " + how + (how.startsWith("stable") ? ", " + matter.now : "");
  }

  private String sentence(Matter matter) {
    Flapping flapping = matter.flapping.orElseThrow();
    String counted =
        Words.count(flapping.changes, "change")
            + " since "
            + clock.time(flapping.sinceNanos)
            + outages(matter, flapping);
    String name = Words.capital(words.name(matter.thing));
    String state = " It is " + matter.now + " since " + clock.time(matter.sinceNanos);
    String reason = matter.reason.isEmpty() ? "." : ": " + matter.reason + ".";
    return flapping.phase == Flapping.Phase.STABLE
        ? name + " is stable again, after " + counted + "." + state + reason
        : name + " flaps: " + counted + "." + state + reason;
  }

  private static String outages(Matter matter, Flapping flapping) {
    return flapping.downs == 0
        ? ""
        : ", "
            + (matter.thing.kind().isOfTheElection() ? "in FAULT " : "down ")
            + Words.count(flapping.downs, "time")
            + " for "
            + Clock.span(flapping.downNanos)
            + " in all";
  }

  /** Outages, and recoveries, that ended before they were told. */
  void episodes(List<Matter> ended) {
    List<Matter> wrong = ended.stream().filter(each -> each.now.isProblem()).toList();
    List<Matter> well = ended.stream().filter(each -> !each.now.isProblem()).toList();
    if (!wrong.isEmpty()) {
      letter.problem();
      past(wrong, "short recoveries");
    }
    if (!well.isEmpty()) {
      letter.recovery();
      past(well, "short outages");
    }
  }

  private void past(List<Matter> ended, String many) {
    letter.subject(ended.size() == 1 ? subjectOfOne(ended.getFirst()) : ended.size() + " " + many);
    ended.stream().limit(IN_WORDS).forEach(each -> letter.paragraph(episode(each)));
    if (ended.size() > IN_WORDS) {
      letter.paragraph("And " + (ended.size() - IN_WORDS) + " more, in the table.");
    }
    ended.forEach(each -> fact(each, each.now.name()));
  }

  private String subjectOfOne(Matter matter) {
    return switch (matter.thing.kind()) {
      case SERVER -> words.keepalivedServer(matter.thing) + " - " + matter.now;
      case SERVICE ->
          "Virtualserver " + words.keepalivedService(matter.thing.name()) + " - " + matter.now;
      case GROUP -> "VRRP Group " + matter.thing.name() + " - Entering " + matter.now + " state";
      default -> "VRRP Instance " + matter.thing.name() + " - Entering " + matter.now + " state";
    };
  }

  private String episode(Matter matter) {
    String verb = matter.now.isProblem() ? " was well for " : " was not " + matter.now + " for ";
    return Words.capital(words.name(matter.thing))
        + verb
        + Clock.span(matter.episodeNanos)
        + (matter.episodes == 1 ? "" : ", " + matter.episodes + " times in all")
        + (matter.episodeReason.isEmpty() ? "" : ": " + matter.episodeReason)
        + ". It is "
        + matter.now
        + " again since "
        + clock.time(matter.sinceNanos)
        + (matter.now.isProblem() ? ": " + matter.reason : "")
        + ".";
  }

  private void fact(Matter each, String state) {
    letter.fact(
        new Fact(
            words.name(each.thing),
            state,
            clock.epochMillis(each.sinceNanos),
            each.now == each.told && !each.now.isProblem() && !each.episodeReason.isEmpty()
                ? each.episodeReason
                : each.reason));
  }
}
