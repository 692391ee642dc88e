package lvs.director.alert;

import java.util.List;
import lvs.director.alert.Draft.Fact;

/** What a mail says of second masters, of services nobody has, and of the kernel's table. */
final class OtherPart {
  private final Words words;
  private final Clock clock;
  private final Letter letter;

  OtherPart(Words words, Clock clock, Letter letter) {
    this.words = words;
    this.clock = clock;
    this.letter = letter;
  }

  void write(List<Matter> changed) {
    changed.forEach(this::write);
  }

  private void write(Matter matter) {
    letter.subject(subject(matter));
    if (matter.now == Condition.DELETED) {
      letter.recovery();
      letter.paragraph(Words.capital(words.name(matter.thing)) + Words.REMOVED);
    } else if (matter.thing.kind() == Thing.Kind.MENDED) {
      mended(matter);
    } else if (matter.now.isProblem()) {
      letter.problem();
      letter.paragraph(
          Words.capital(matter.reason) + " (since " + clock.time(matter.sinceNanos) + ").");
    } else {
      letter.recovery();
      over(matter);
      if (matter.now == matter.told) {
        letter.paragraph("Nobody was told while it lasted: " + matter.reason + ".");
      }
    }
    letter.fact(
        new Fact(
            words.name(matter.thing),
            state(matter),
            clock.epochMillis(matter.sinceNanos),
            matter.reason));
    letter.command(command(matter));
  }

  private static String subject(Matter matter) {
    boolean bad = matter.now.isProblem();
    boolean past = !bad && matter.now == matter.told;
    String router = "VRRP Instance " + matter.thing.name() + " - ";
    if (matter.now == Condition.DELETED) {
      return router + "Deleted";
    }
    return switch (matter.thing.kind()) {
      case SECOND_MASTER ->
          router + (bad ? "two masters" : past ? "had two masters" : "one master");
      case NOBODY_SERVES ->
          router + (bad ? "nobody serves" : past ? "was not served" : "is served again");
      case DRIFT ->
          "IPVS table "
              + (bad ? "changed by others" : past ? "was changed by others" : "as wanted again");
      default ->
          matter.seen - matter.seenTold > 1 || matter.seenTold > 0
              ? "IPVS table changed by others and put right " + matter.seen + " times"
              : "IPVS table changed by others and put right";
    };
  }

  private static String state(Matter matter) {
    if (matter.now == Condition.DELETED) {
      return "REMOVED";
    }
    return switch (matter.thing.kind()) {
      case SECOND_MASTER -> matter.now.isProblem() ? "TWO MASTERS" : "ONE MASTER";
      case NOBODY_SERVES -> matter.now.isProblem() ? "NOBODY SERVES" : "SERVED";
      case DRIFT -> matter.now.isProblem() ? "CHANGED" : "AS WANTED";
      default -> "PUT RIGHT";
    };
  }

  private void mended(Matter matter) {
    letter.paragraph(
        Words.capital(matter.reason)
            + " (the last time at "
            + clock.time(matter.lastSeenNanos)
            + ").");
    if (matter.seen > 1) {
      letter.paragraph(
          "That happened "
              + matter.seen
              + " times since "
              + clock.time(matter.problemSinceNanos)
              + ". Look for another program that changes the table, such as a second director or a"
              + " script with ipvsadm.");
    }
  }

  private void over(Matter matter) {
    String first = clock.time(matter.problemSinceNanos);
    String last = clock.time(matter.lastSeenNanos);
    String when = " last at " + last + ", for the first time at " + first + ".";
    letter.paragraph(
        switch (matter.thing.kind()) {
          case SECOND_MASTER -> "A second master of " + matter.thing.name() + " was heard" + when;
          case NOBODY_SERVES -> "That nobody serves " + matter.thing.name() + " was seen" + when;
          default ->
              "None of the changes that others made in the kernel's table stands any more since "
                  + clock.time(matter.sinceNanos)
                  + ", after "
                  + Clock.span(matter.sinceNanos - matter.problemSinceNanos)
                  + ".";
        });
  }

  private static String command(Matter matter) {
    return switch (matter.thing.kind()) {
      case NOBODY_SERVES ->
          matter.now.isProblem()
              ? "lvs-director failover " + matter.thing.name() + " --release"
              : "lvs-director status";
      case SECOND_MASTER -> "lvs-director status";
      default -> "lvs-director list";
    };
  }
}
