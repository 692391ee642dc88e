package lvs.director.alert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lvs.director.base.Endpoint;

/**
 * What the next run must know, as text: one line a fact, words between tabs. Times are milliseconds
 * since 1970, since monotonic time ends with the machine's run. A line that cannot be read is left
 * out, as if it had never been kept.
 */
final class Memory {
  static final String HEADER = "# lvs-director: what was mailed, for the next start";
  private static final int FIELDS = 15;

  /** What the lines say. */
  static final class Content {
    long counter;
    List<Long> mailsNanos = new ArrayList<>();
    Optional<Long> failoverNanos = Optional.empty();
    Optional<Long> remindedNanos = Optional.empty();
    Optional<Silenced> silence = Optional.empty();
    final List<Matter> matters = new ArrayList<>();
  }

  /**
   * @param untilNanos monotonic
   * @param lengthNanos from when it was asked for; a clock that was set makes it no longer
   */
  record Silenced(long untilNanos, long lengthNanos, String reason) {
    static Silenced of(long nowNanos, long lengthNanos, String reason) {
      return new Silenced(nowNanos + lengthNanos, lengthNanos, reason);
    }
  }

  private Memory() {}

  // Writing

  static String write(Content content, Clock clock) {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    line(text, "counter", Long.toString(content.counter));
    if (!content.mailsNanos.isEmpty()) {
      List<String> words = new ArrayList<>(List.of("mails"));
      content.mailsNanos.forEach(each -> words.add(epoch(clock, each)));
      line(text, words.toArray(String[]::new));
    }
    content.failoverNanos.ifPresent(each -> line(text, "failover", epoch(clock, each)));
    content.remindedNanos.ifPresent(each -> line(text, "reminded", epoch(clock, each)));
    content.silence.ifPresent(
        each ->
            line(
                text,
                "silence",
                epoch(clock, each.untilNanos()),
                each.reason(),
                Long.toString(each.lengthNanos() / 1_000_000)));
    content.matters.stream()
        .sorted((a, b) -> a.thing.compareTo(b.thing))
        .forEach(each -> line(text, fields(each, clock)));
    return text.toString();
  }

  private static String[] fields(Matter m, Clock clock) {
    Flapping flapping = m.flapping.orElse(null);
    return new String[] {
      "matter",
      m.thing.kind().name(),
      m.thing.name(),
      m.thing.server().map(Endpoint::toString).orElse(""),
      m.told.name(),
      epoch(clock, m.sinceNanos),
      epoch(clock, m.problemSinceNanos),
      m.home.name(),
      epoch(clock, m.awaySinceNanos),
      String.join(" ", m.thread),
      Integer.toString(m.seen),
      m.explicit ? "explicit" : "implied",
      flapping == null ? "" : flapping(flapping, clock),
      m.reason,
      m.left
    };
  }

  private static String flapping(Flapping each, Clock clock) {
    return epoch(clock, each.sinceNanos)
        + " "
        + each.changes
        + " "
        + each.downs
        + " "
        + each.downNanos / 1_000_000
        + " "
        + each.changesTold
        + " "
        + epoch(clock, Math.min(each.summaryNanos, clock.nowNanos() + Endings.SUMMARY_NANOS));
  }

  private static void line(StringBuilder text, String... words) {
    for (int i = 0; i < words.length; i++) {
      text.append(i == 0 ? "" : "\t").append(escaped(words[i]));
    }
    text.append('\n');
  }

  private static String escaped(String word) {
    return word.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static String epoch(Clock clock, long nanos) {
    return Long.toString(clock.epochMillis(nanos));
  }

  // Reading

  static Content read(String text, Clock clock) {
    Content content = new Content();
    for (String line : text.split("\n")) {
      if (!line.startsWith("#")) {
        try {
          read(content, Arrays.stream(line.split("\t", -1)).map(Memory::plain).toList(), clock);
        } catch (IllegalArgumentException | IndexOutOfBoundsException damaged) {
          // What it said is not known any more; the director will see how things are.
        }
      }
    }
    return content;
  }

  private static void read(Content content, List<String> words, Clock clock) {
    switch (words.getFirst()) {
      case "counter" -> content.counter = Long.parseLong(words.get(1));
      case "mails" -> {
        List<Long> past = new ArrayList<>();
        words.stream().skip(1).forEach(each -> past.add(past(each, clock)));
        content.mailsNanos = past;
      }
      case "failover" -> content.failoverNanos = Optional.of(past(words.get(1), clock));
      case "reminded" -> content.remindedNanos = Optional.of(past(words.get(1), clock));
      case "silence" -> content.silence = Optional.of(silence(words, clock));
      case "matter" -> content.matters.add(matter(words, clock));
      default -> {
        // From a later version.
      }
    }
  }

  private static Silenced silence(List<String> words, Clock clock) {
    long untilNanos = clock.nanos(Long.parseLong(words.get(1)));
    long lengthNanos = Long.parseLong(words.get(3)) * 1_000_000;
    return new Silenced(
        Math.min(untilNanos, clock.nowNanos() + lengthNanos), lengthNanos, words.get(2));
  }

  /** A clock that was set back must not make the past the future. */
  private static long past(String epochMillis, Clock clock) {
    return Math.min(clock.nowNanos(), clock.nanos(Long.parseLong(epochMillis)));
  }

  private static Matter matter(List<String> words, Clock clock) {
    if (words.size() != FIELDS) {
      throw new IllegalArgumentException("a matter has " + FIELDS + " fields");
    }
    Thing.Kind kind = Thing.Kind.valueOf(words.get(1));
    Optional<Endpoint> server = Endpoint.parse(words.get(3));
    if (server.isPresent() != (kind == Thing.Kind.SERVER)) {
      throw new IllegalArgumentException("not the name of one");
    }
    Matter matter =
        new Matter(
            new Thing(kind, words.get(2), server),
            Condition.valueOf(words.get(4)),
            clock.nowNanos());
    matter.sinceNanos = past(words.get(5), clock);
    matter.problemSinceNanos = past(words.get(6), clock);
    matter.home = Condition.valueOf(words.get(7));
    matter.awaySinceNanos = past(words.get(8), clock);
    for (String key : words.get(9).split(" ")) {
      if (!key.isEmpty()) {
        matter.thread.add(key);
      }
    }
    matter.seen = Integer.parseInt(words.get(10));
    matter.seenTold = matter.seen;
    matter.explicit = words.get(11).equals("explicit");
    matter.lastSeenNanos = clock.nowNanos();
    matter.reason = words.get(13);
    matter.left = words.get(14);
    matter.unconfirmed = true;
    if (!words.get(12).isEmpty()) {
      matter.flapping = Optional.of(flapping(words.get(12).split(" "), clock));
    }
    return matter;
  }

  private static Flapping flapping(String[] words, Clock clock) {
    Flapping flapping = new Flapping(past(words[0], clock));
    flapping.changes = Integer.parseInt(words[1]);
    flapping.downs = Integer.parseInt(words[2]);
    flapping.downNanos = Long.parseLong(words[3]) * 1_000_000;
    flapping.changesTold = Integer.parseInt(words[4]);
    flapping.lastChangeNanos = clock.nowNanos();
    flapping.phase = flapping.changesTold == 0 ? Flapping.Phase.UNTOLD : Flapping.Phase.TOLD;
    flapping.summaryNanos =
        Math.min(clock.nanos(Long.parseLong(words[5])), clock.nowNanos() + Endings.SUMMARY_NANOS);
    return flapping;
  }

  private static String plain(String word) {
    if (word.indexOf('\\') < 0) {
      return word;
    }
    StringBuilder text = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '\\' && i + 1 < word.length()) {
        char escaped = word.charAt(++i);
        text.append(
            escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
