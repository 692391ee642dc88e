package lvs.director.mail;

import java.util.List;
import java.util.Optional;
import lvs.director.alert.Draft;

/**
 * Text of others, fit for one line of a mail: names of the configuration, answers of servers. What
 * could end a line, turn the writing direction or is no character at all is gone.
 */
final class Clean {
  private Clean() {}

  static String line(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().forEach(each -> append(clean, each));
    return clean.toString().strip();
  }

  private static void append(StringBuilder clean, int codePoint) {
    switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          clean.append(' ');
      case Character.SURROGATE -> clean.append('?');
      case Character.FORMAT -> {
        // Invisible, and some turn what follows around.
      }
      default -> clean.appendCodePoint(codePoint);
    }
  }

  /** At most so many characters, with dots where something was left out. */
  static String line(String text, int most) {
    String line = line(text);
    return line.codePointCount(0, line.length()) <= most
        ? line
        : line.substring(0, line.offsetByCodePoints(0, most - 1)).strip() + "…";
  }

  private static List<String> lines(List<String> texts) {
    return texts.stream().map(Clean::line).filter(line -> !line.isEmpty()).toList();
  }

  static Draft draft(Draft draft) {
    return new Draft(
        line(draft.key()),
        lines(draft.thread()),
        draft.epochMillis(),
        draft.urgency(),
        line(draft.subject(), 300),
        lines(draft.paragraphs()),
        draft.facts().stream().map(Clean::fact).toList(),
        lines(draft.commands()),
        draft.picture().map(Clean::picture));
  }

  private static Draft.Fact fact(Draft.Fact fact) {
    return new Draft.Fact(
        line(fact.object()), line(fact.state()), fact.sinceEpochMillis(), line(fact.reason()));
  }

  private static Draft.Picture picture(Draft.Picture picture) {
    return new Draft.Picture(line(picture.archiveId()), line(picture.topic()), picture.hours());
  }

  /** What a relay answered, which may have many lines, each with its code. */
  static Optional<String> reply(String lines) {
    String line = line(lines, 300);
    return line.isEmpty() ? Optional.empty() : Optional.of(line);
  }
}
