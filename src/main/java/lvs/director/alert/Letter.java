package lvs.director.alert;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import lvs.director.alert.Draft.Fact;
import lvs.director.alert.Draft.Picture;
import lvs.director.alert.Draft.Urgency;

/** A mail while it is being written: its parts add what they know. */
final class Letter {
  static final int FACTS_SHOWN = 50;
  private static final int SUBJECT_CHARACTERS = 180;
  private static final int KEYS_REFERRED = 20;

  private final List<String> subject = new ArrayList<>();
  private final List<String> paragraphs = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();
  private final SequencedSet<String> commands = new LinkedHashSet<>();
  private final SequencedSet<String> thread = new LinkedHashSet<>();
  private Optional<Picture> picture = Optional.empty();
  private int factsLeftOut;
  private boolean problem;
  private boolean recovery;

  void subject(String part) {
    subject.add(part);
  }

  void paragraph(String text) {
    paragraphs.add(text);
  }

  void problem() {
    problem = true;
  }

  void recovery() {
    recovery = true;
  }

  void fact(Fact fact) {
    if (facts.size() < FACTS_SHOWN) {
      facts.add(fact);
    } else {
      factsLeftOut++;
    }
  }

  void command(String command) {
    commands.add(command);
  }

  void continues(SequencedSet<String> keys) {
    thread.addAll(keys);
  }

  /** The first one wins. */
  void picture(Picture candidate) {
    picture = picture.or(() -> Optional.of(candidate));
  }

  Draft draft(String key, long epochMillis, String routerId, boolean pictures) {
    if (factsLeftOut > 0) {
      paragraphs.add("The table shows " + facts.size() + "; there are " + factsLeftOut + " more.");
    }
    return new Draft(
        key,
        references(),
        epochMillis,
        problem ? Urgency.PROBLEM : recovery ? Urgency.RECOVERY : Urgency.NOTE,
        subjectLine(routerId),
        paragraphs.stream().map(Letter::printable).toList(),
        List.copyOf(facts),
        List.copyOf(commands),
        pictures ? picture : Optional.empty());
  }

  /** The oldest one and the newest ones, where there are too many for a header. */
  private List<String> references() {
    List<String> all = List.copyOf(thread);
    if (all.size() <= KEYS_REFERRED) {
      return all;
    }
    List<String> some = new ArrayList<>(List.of(all.getFirst()));
    some.addAll(all.subList(all.size() - KEYS_REFERRED + 1, all.size()));
    return some;
  }

  /** Whole parts as far as they fit. */
  private String subjectLine(String routerId) {
    StringBuilder line = new StringBuilder("[" + routerId + "] " + subject.getFirst());
    for (int i = 1; i < subject.size(); i++) {
      if (line.length() + subject.get(i).length() > SUBJECT_CHARACTERS) {
        line.append("; and more");
        break;
      }
      line.append("; ").append(subject.get(i));
    }
    return printable(line.toString());
  }

  private static String printable(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().forEach(c -> clean.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return clean.toString();
  }
}
