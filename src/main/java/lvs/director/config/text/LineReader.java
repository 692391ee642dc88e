package lvs.director.config.text;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Takes lines as they stand in files and gives statements to the tree: comments, conditions,
 * definitions, generators and substitution, in this order, until nothing is left to replace.
 */
final class LineReader {
  /** Includes, definitions and generators inside each other. */
  static final int MAX_NESTING = 100;

  private static final int MAX_TURNS = 1_000;

  private final ProblemList problems;
  private final StatementTree tree;
  private final Definitions definitions;
  private final Substitution substitution;
  private final Conditions conditions;
  private final LineScanner scanner;
  private final Includes includes;
  private final DefinitionReader definitionReader;
  private final Budget budget;

  LineReader(ReadSettings settings, ProblemList problems, StatementTree tree, Includes includes) {
    this.budget = new Budget(settings.limits(), problems);
    this.problems = problems;
    this.tree = tree;
    this.includes = includes;
    this.definitions = new Definitions(settings);
    this.substitution = new Substitution(definitions, problems, budget);
    this.conditions = new Conditions(settings.configId(), problems);
    this.scanner = new LineScanner(problems);
    this.definitionReader = new DefinitionReader(definitions, scanner, problems);
  }

  /**
   * Where the lines of one file come from.
   *
   * @param directory of the file, from the root
   * @param nesting how many includes and expansions are around it
   */
  record Place(Iterator<SourceLine> lines, String directory, int nesting) {
    Place deeper() {
      return new Place(List.<SourceLine>of().iterator(), directory, nesting + 1);
    }
  }

  /** Reads all lines of a place. */
  void lines(Place place) {
    while (place.lines().hasNext()) {
      line(place.lines().next(), place);
    }
  }

  void end() {
    conditions.end();
  }

  private void line(SourceLine line, Place place) {
    SourceLine code = scanner.code(line);
    strangeBytes(code);
    read(code, place);
  }

  private void strangeBytes(SourceLine code) {
    int index = code.text().indexOf('\ufffd');
    if (index >= 0) {
      problems.everyLine(
          "not-utf8",
          code,
          index,
          "Bytes that are not UTF-8 stand in a word.",
          "Save the file as UTF-8, or keep such text in comments.");
    }
  }

  /** Looks at the beginning of a line again and again until it is an ordinary line. */
  private void read(SourceLine line, Place place) {
    SourceLine code = line.isEmpty() ? line : conditions.counting(line);
    for (int turn = 0; turn < MAX_TURNS && !code.isEmpty(); turn++) {
      if (code.charAt(0) == '@') {
        SourceLine counting = conditions.condition(code);
        if (counting.isEmpty()) {
          definitionReader.discard(code, place.lines());
        }
        code = counting;
        continue;
      }
      if (definitionReader.defines(code, place.lines()) || generates(code, place)) {
        return;
      }
      Substitution.Expanded expanded = substitution.expand(code, place.directory());
      if (!expanded.further().isEmpty()) {
        several(expanded, place);
        return;
      }
      if (expanded.line() == code) {
        statements(code, place);
        return;
      }
      code = expanded.line().strip();
    }
  }

  private boolean generates(SourceLine code, Place place) {
    String keyword = Generator.keyword(code.text());
    if (keyword.isEmpty()) {
      return false;
    }
    int close = closingBracket(code.text(), keyword.length());
    if (close < 0) {
      malformed(code, "its closing bracket is missing");
      return true;
    }
    try {
      SourceLine arguments = code.slice(keyword.length(), close);
      String known = substitution.expand(padded(arguments), place.directory()).line().text();
      rounds(Generator.parse(keyword, known.strip()), code.from(close + 1).strip(), place);
    } catch (Generator.Malformed malformed) {
      malformed(code, malformed.getMessage());
    }
    return true;
  }

  /** A blank in front keeps substitution from stopping after the first reference. */
  private static SourceLine padded(SourceLine arguments) {
    return arguments.replace(0, 0, " ");
  }

  private static int closingBracket(String text, int begin) {
    int depth = 1;
    for (int i = begin; i < text.length(); i++) {
      depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private void malformed(SourceLine code, String why) {
    String keyword = Generator.keyword(code.text());
    problems.errorHere(
        "generator",
        code,
        0,
        keyword.substring(0, keyword.length() - 1) + " cannot be understood: " + why + ".",
        keyword.equals("~LST(")
            ? "Write ~LST(NAME, VALUE, VALUE) or ~LST({NAME,NAME}, {VALUE,VALUE})."
            : "Write ~SEQ(NAME, START, STEP, END), where START and STEP may be left out.");
  }

  private void rounds(Generator generator, SourceLine rest, Place place) {
    List<String> names = generator.names();
    List<List<String>> before = new ArrayList<>();
    names.forEach(name -> before.add(definitions.lines(name)));
    Place inside = place.deeper();
    Iterator<List<String>> rounds = generator.rounds().iterator();
    while (!rest.isEmpty() && affordable(rest, inside) && rounds.hasNext()) {
      List<String> values = rounds.next();
      for (int i = 0; i < names.size(); i++) {
        definitions.define(names.get(i), List.of(values.get(i)));
      }
      read(rest, inside);
    }
    for (int i = 0; i < names.size(); i++) {
      definitions.restore(names.get(i), before.get(i));
    }
  }

  private void several(Substitution.Expanded expanded, Place place) {
    Place inside = place.deeper();
    if (affordable(expanded.line(), inside)) {
      read(expanded.line().strip(), inside);
    }
    for (SourceLine line : expanded.further()) {
      if (!affordable(line, inside)) {
        return;
      }
      read(scanner.code(line), inside);
    }
  }

  /** Counts a line that expansion made; false, with a problem, when there are too many. */
  private boolean affordable(SourceLine line, Place place) {
    if (place.nesting() > MAX_NESTING) {
      problems.errorOnce(
          "nested-expansion",
          line,
          0,
          "Definitions and generators are nested more than " + MAX_NESTING + " deep.",
          "Look for a definition that uses itself.");
      return false;
    }
    return budget.line(line);
  }

  private void statements(SourceLine code, Place place) {
    List<Token> tokens = Tokenizer.tokens(code, problems);
    int i = 0;
    while (i < tokens.size()) {
      switch (tokens.get(i)) {
        case Token.Open open -> tree.open(code, open.begin());
        case Token.Close close -> tree.close(code, close.begin());
        case Token.Text first -> {
          List<Token.Text> texts = texts(tokens, i);
          i += texts.size() - 1;
          statement(code, texts, i + 1 < tokens.size() ? tokens.get(i + 1).begin() : -1, place);
        }
      }
      i++;
    }
  }

  private static List<Token.Text> texts(List<Token> tokens, int begin) {
    List<Token.Text> texts = new ArrayList<>();
    for (int i = begin; i < tokens.size() && tokens.get(i) instanceof Token.Text text; i++) {
      texts.add(text);
    }
    return texts;
  }

  private void statement(SourceLine code, List<Token.Text> texts, int next, Place place) {
    Token.Text first = texts.getFirst();
    if (!first.word().quoted() && Tokenizer.INCLUDES.contains(first.word().text())) {
      includes.include(code, texts, place, this);
      return;
    }
    int end = next < 0 ? code.length() : next;
    List<Word> words = new ArrayList<>(texts.size());
    for (Token.Text text : texts) {
      words.add(text.word());
    }
    if (first.word().text().equals("include_check")) {
      includes.check(words.stream().skip(1).map(Word::text).toList());
    }
    tree.statement(words, code.text().substring(first.end(), end).strip(), code);
  }
}
