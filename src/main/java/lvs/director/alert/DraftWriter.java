package lvs.director.alert;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lvs.director.alert.Draft.Fact;
import lvs.director.alert.Draft.Picture;

/** Makes one mail of all that is to be told. */
final class DraftWriter {
  private final Wishes wishes;
  private final Clock clock;
  private final Words words;
  private final Letter letter = new Letter();

  DraftWriter(Wishes wishes, Clock clock) {
    this.wishes = wishes;
    this.clock = clock;
    this.words = new Words(wishes);
  }

  /**
   * @param batch in the order of things
   * @param heldBackSinceNanos when the hourly limit is the reason that it comes only now
   * @param stillWrong other things that are not well, as told before
   */
  Draft changes(
      String key,
      List<Matter> batch,
      Optional<Long> heldBackSinceNanos,
      Optional<String> afterSilence,
      List<Matter> stillWrong) {
    List<Matter> flapping = of(batch, each -> each.flapping.isPresent());
    List<Matter> plain = of(batch, each -> each.flapping.isEmpty() && each.now != each.told);
    List<Matter> episodes =
        of(
            batch,
            each ->
                each.thing.kind().canFlap() && each.flapping.isEmpty() && each.now == each.told);
    List<Matter> others = of(batch, each -> !each.thing.kind().canFlap());
    new ElectionPart(wishes, words, clock, letter)
        .write(of(plain, each -> each.thing.kind().isOfTheElection()));
    new OtherPart(words, clock, letter).write(of(others, each -> isOfRouters(each.thing.kind())));
    new PoolPart(wishes, words, clock, letter)
        .write(of(plain, each -> each.thing.kind().isOfAService()));
    new OtherPart(words, clock, letter).write(of(others, each -> !isOfRouters(each.thing.kind())));
    FlapPart flaps = new FlapPart(words, clock, letter);
    flaps.write(flapping);
    flaps.episodes(episodes);
    remarks(heldBackSinceNanos, afterSilence, stillWrong);
    if (afterSilence.isPresent()) {
      table(stillWrong);
    }
    batch.forEach(each -> letter.continues(each.thread));
    if (batch.stream().anyMatch(Matter::isWrong)) {
      letter.command("lvs-director mail silence 2h --reason 'being worked on'");
    }
    return draft(key);
  }

  private void remarks(
      Optional<Long> heldBackSinceNanos, Optional<String> afterSilence, List<Matter> stillWrong) {
    heldBackSinceNanos.ifPresent(
        since ->
            letter.paragraph(
                "This is a summary of what happened since "
                    + clock.time(since)
                    + ": mail_hourly_limit "
                    + wishes.policy().hourlyLimit()
                    + " held it back."));
    afterSilence.ifPresent(
        reason ->
            letter.paragraph(
                silenced(reason) + "; this is what changed since then and still holds."));
    if (!stillWrong.isEmpty()) {
      letter.paragraph("Still not well, as told before: " + counts(stillWrong) + ".");
    }
  }

  private static String silenced(String reason) {
    return "Mail was silenced" + (reason.isEmpty() ? "" : " (" + reason + ")");
  }

  private static String counts(List<Matter> all) {
    return Stream.of(Thing.Kind.values())
        .map(kind -> Words.count((int) all.stream().filter(is(kind)).count(), kind.words()))
        .filter(text -> !text.startsWith("0 "))
        .collect(Collectors.joining(", "));
  }

  private static Predicate<Matter> is(Thing.Kind kind) {
    return each -> each.thing.kind() == kind;
  }

  /**
   * What is still wrong, once more.
   *
   * @param afterSilence why it was silent, where that is the reason of this reminder
   */
  Draft reminder(String key, List<Matter> wrong, Optional<String> afterSilence) {
    letter.problem();
    letter.subject(
        wrong.size() == 1
            ? words.name(wrong.getFirst().thing)
                + (wrong.getFirst().flaps() ? " still flaps" : " is still " + wrong.getFirst().now)
            : "still not well: " + counts(wrong));
    Matter oldest =
        wrong.stream()
            .min((a, b) -> Long.compare(a.wrongSinceNanos(), b.wrongSinceNanos()))
            .orElseThrow();
    letter.paragraph(
        (wrong.size() == 1
                ? Words.capital(words.name(oldest.thing)) + " is not well since "
                : "What the table shows is not well, the first of it since ")
            + clock.time(oldest.wrongSinceNanos())
            + ", for "
            + clock.since(oldest.wrongSinceNanos())
            + (wrong.size() == 1 && !oldest.reason.isEmpty() ? ": " + oldest.reason : "")
            + ".");
    letter.paragraph(
        afterSilence
            .map(reason -> silenced(reason) + "; nothing that changed since then still holds.")
            .orElseGet(
                () ->
                    "This reminder comes every "
                        + Clock.span(wishes.policy().repeat().toNanos())
                        + " (mail_repeat) until it is well again."));
    table(wrong);
    letter.command("lvs-director status");
    letter.command("lvs-director mail silence 12h --reason 'known'");
    letter.picture(new Picture("director", "connections", 6));
    return draft(key);
  }

  private void table(List<Matter> stillWrong) {
    for (Matter each : stillWrong) {
      letter.fact(
          new Fact(
              words.name(each.thing),
              "STILL " + (each.flaps() ? "FLAPS" : each.now),
              clock.epochMillis(each.wrongSinceNanos()),
              each.reason));
      letter.continues(each.thread);
    }
  }

  private Draft draft(String key) {
    return letter.draft(key, clock.nowEpochMillis(), wishes.routerId(), wishes.policy().pictures());
  }

  private static List<Matter> of(List<Matter> all, Predicate<Matter> condition) {
    return all.stream().filter(condition).toList();
  }

  private static boolean isOfRouters(Thing.Kind kind) {
    return kind == Thing.Kind.SECOND_MASTER || kind == Thing.Kind.NOBODY_SERVES;
  }
}
