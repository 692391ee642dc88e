package lvs.director.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import lvs.director.config.text.IncludeChecks;
import lvs.director.config.text.Word;
import lvs.director.model.ReloadSettings.IncludeCheck;

/** {@code include_check} as a keyword of global_defs: reports words that nobody knows. */
final class IncludeCheckWords {
  private static final List<String> CHOICES =
      List.of("read", "match", "wildcard_match", "brace_match");

  private IncludeCheckWords() {}

  /** The checks after this line, as the text layer takes them too. */
  static Set<IncludeCheck> read(Arguments arguments, Set<IncludeCheck> before) {
    List<Word> words = arguments.rest();
    words.stream()
        .filter(word -> !IncludeChecks.knows(word.text()))
        .forEach(word -> arguments.badChoice(word, CHOICES));
    Set<IncludeCheck> errors = EnumSet.noneOf(IncludeCheck.class);
    errors.addAll(before);
    return new IncludeChecks(errors).set(words.stream().map(Word::text).toList()).errors();
  }
}
