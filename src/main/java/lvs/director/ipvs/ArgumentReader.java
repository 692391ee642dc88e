package lvs.director.ipvs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.ipvs.IpvsadmWord.Argument;

/**
 * Splits a command line as popt does for ipvsadm. Letters may stand together ({@code -Ln}); a value
 * may follow its letter at once ({@code -p50}), behind an equals sign ({@code -p=50}, {@code
 * --weight=5}) or as the next word, even if that begins with a dash, unless the value is optional.
 * Long names are never shortened. Words that are no options may stand anywhere; behind {@code --}
 * all are.
 */
final class ArgumentReader {
  private final List<String> words;
  private final List<String> leftovers = new ArrayList<>();
  private int next;
  private boolean optionsEnded;

  /** Letters of a word that were not read yet; empty when there are none. */
  private String letters = "";

  ArgumentReader(List<String> words) {
    this.words = words;
  }

  /**
   * @param value empty where the word has none
   */
  record Found(IpvsadmWord word, Optional<String> value) {}

  /** The next command or option; empty at the end. */
  Optional<Found> next() throws WrongArguments {
    while (letters.isEmpty()) {
      if (next == words.size()) {
        return Optional.empty();
      }
      String word = words.get(next++);
      if (optionsEnded || word.length() < 2 || word.charAt(0) != '-') {
        leftovers.add(word);
      } else if (word.equals("--")) {
        optionsEnded = true;
      } else if (word.startsWith("--")) {
        return Optional.of(longName(word));
      } else {
        letters = word.substring(1);
      }
    }
    return Optional.of(letter());
  }

  private Found longName(String text) throws WrongArguments {
    int equals = text.indexOf('=');
    String name = text.substring(0, equals < 0 ? text.length() : equals);
    IpvsadmWord word =
        IpvsadmWord.ofLongName(name.substring(2))
            .orElseThrow(() -> WrongArguments.unreadable("there is no option " + name));
    return found(
        word, name, Optional.of(equals).filter(at -> at >= 0).map(at -> text.substring(at + 1)));
  }

  private Found letter() throws WrongArguments {
    String name = "-" + letters.charAt(0);
    String rest = letters.substring(1);
    letters = "";
    IpvsadmWord word =
        IpvsadmWord.ofLetter(name.charAt(1))
            .orElseThrow(() -> WrongArguments.unreadable("there is no option " + name));
    if (word.argument() == Argument.NONE && !rest.startsWith("=")) {
      letters = rest;
      return new Found(word, Optional.empty());
    }
    return found(
        word,
        name,
        Optional.of(rest)
            .filter(value -> !value.isEmpty())
            .map(value -> value.startsWith("=") ? value.substring(1) : value));
  }

  /**
   * @param attached the value that stands in the same word
   */
  private Found found(IpvsadmWord word, String name, Optional<String> attached)
      throws WrongArguments {
    boolean taken = word.argument() == Argument.NONE;
    if (taken && attached.isPresent()) {
      throw WrongArguments.unreadable(name + " takes no value: write it without '='");
    }
    return new Found(word, taken || attached.isPresent() ? attached : following(word, name));
  }

  private Optional<String> following(IpvsadmWord word, String name) throws WrongArguments {
    boolean optional = word.argument() == Argument.OPTIONAL;
    if (next < words.size() && !(optional && words.get(next).startsWith("-"))) {
      return Optional.of(words.get(next++));
    }
    if (!optional) {
      throw WrongArguments.unreadable(name + " needs a value behind it");
    }
    return Optional.empty();
  }

  /** Words that are no options and no values, so far. */
  List<String> leftovers() {
    return leftovers;
  }
}
