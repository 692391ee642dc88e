package lvs.director.config.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lvs.director.config.text.Problem.Severity;
import lvs.director.config.text.Statement.Block;

/**
 * Builds the tree from words and braces.
 *
 * <p>A statement may take a block as long as nothing came after it, so the brace may stand on a
 * later line. A brace that nothing can take opens a nameless block whose statements count as those
 * of the block around it; so one mistake does not hide the rest.
 */
final class StatementTree {
  /** Deeper blocks are flattened; keepalived's own grammar needs six. */
  private static final int MAX_DEPTH = 40;

  /** A statement takes the memory of so many words more. */
  private static final int STATEMENT = 2;

  /** Blocks that never stand inside another: one at the left edge proves a brace is missing. */
  private static final Set<String> ROOT_BLOCKS =
      Set.of(
          "global_defs",
          "vrrp_script",
          "vrrp_sync_group",
          "vrrp_instance",
          "vrrp_track_process",
          "bfd_instance",
          "static_ipaddress",
          "static_routes",
          "static_rules",
          "virtual_server_group",
          "virtual_server",
          "director");

  private final ProblemList problems;
  private final int limit;
  private long count;
  private final Deque<Frame> open = new ArrayDeque<>();
  private List<Statement> statements = new ArrayList<>();
  private Header loose;

  /** Open blocks beyond the depth that is kept. */
  private long flattened;

  private String suspect = "";

  StatementTree(ProblemList problems, int limit) {
    this.problems = problems;
    this.limit = limit;
  }

  /** A statement that may still get a block. */
  private record Header(List<Word> words, String rawArguments, SourceLine line) {
    Statement statement(Optional<Block> block) {
      return new Statement(words, rawArguments, block, line.raw());
    }

    int indent() {
      return Blanks.skip(line.raw(), 0);
    }

    String name() {
      String second = words.size() > 1 ? " " + words.get(1).text() : "";
      return "`" + words.getFirst().text() + second + "`";
    }
  }

  /**
   * An open block.
   *
   * @param header null for a nameless block
   * @param around the statements of the block around it
   */
  private record Frame(Header header, SourceLine line, int index, List<Statement> around) {
    Position at() {
      return line.at(index);
    }
  }

  int depth() {
    return open.size();
  }

  /** Adds a statement; it has no block until {@link #open} comes next. */
  void statement(List<Word> words, String rawArguments, SourceLine line) {
    settle();
    count += words.size() + STATEMENT;
    if (count <= limit) {
      loose = new Header(List.copyOf(words), rawArguments, line);
      return;
    }
    problems.errorOnce(
        "too-many-words",
        line,
        0,
        "The configuration has more than " + limit + " words; the rest is not read.",
        "Divide it between several directors.");
  }

  private void settle() {
    if (loose != null) {
      statements.add(loose.statement(Optional.empty()));
      loose = null;
    }
  }

  void open(SourceLine line, int index) {
    if (loose == null && count <= limit) {
      problems.error(
          "unexpected-brace",
          line,
          index,
          "No keyword stands before this {.",
          "Remove it, or write the name of the block before it.");
    } else if (loose != null) {
      provenMissing();
    }
    if (open.size() == MAX_DEPTH) {
      flatten(line, index);
      return;
    }
    open.push(new Frame(loose, line, index, statements));
    statements = loose == null ? statements : new ArrayList<>();
    loose = null;
  }

  private void flatten(SourceLine line, int index) {
    settle();
    flattened++;
    problems.errorOnce(
        "nested-too-deep",
        line,
        index,
        "Blocks are nested more than " + MAX_DEPTH + " deep.",
        "Close the blocks before this one.");
  }

  /** A root block at the left edge inside another block: what is open was meant to be closed. */
  private void provenMissing() {
    boolean atLeftEdge = loose.words().getFirst().at().column() == 1;
    if (open.isEmpty() || !atLeftEdge || !ROOT_BLOCKS.contains(loose.words().getFirst().text())) {
      return;
    }
    Header next = loose;
    loose = null;
    String before = "before " + next.name() + " in line " + next.line().number();
    while (!open.isEmpty()) {
      unclosed(open.peek(), before);
      pop();
    }
    flattened = 0;
    loose = next;
  }

  void close(SourceLine line, int index) {
    settle();
    if (flattened > 0) {
      flattened--;
      return;
    }
    if (open.isEmpty()) {
      problems.error(
          "stray-brace",
          line,
          index,
          "This } closes nothing.",
          "Remove it, or look for a { missing above.");
      return;
    }
    compareIndent(open.peek(), line, index);
    pop();
  }

  /** The first closing brace left of its block's keyword hints at where one is missing. */
  private void compareIndent(Frame frame, SourceLine line, int index) {
    boolean first = Blanks.skip(line.raw(), 0) == line.at(index).column() - 1;
    if (first
        && suspect.isEmpty()
        && frame.header() != null
        && frame.line().file().equals(line.file())
        && Blanks.skip(line.raw(), 0) < frame.header().indent()) {
      suspect = frame.header().name() + " in line " + frame.header().line().number();
    }
  }

  private void pop() {
    Frame frame = open.pop();
    if (frame.header() != null) {
      Block block = new Block(frame.at(), List.copyOf(statements));
      statements = frame.around();
      statements.add(frame.header().statement(Optional.of(block)));
    }
  }

  /** Ends the text: closes what is open, with a problem each, and gives the tree. */
  List<Statement> end() {
    settle();
    while (!open.isEmpty()) {
      unclosed(open.peek(), "until the end of the text");
      pop();
    }
    return List.copyOf(statements);
  }

  private void unclosed(Frame frame, String until) {
    String block = frame.header() == null ? "block" : "block " + frame.header().name();
    String hint = suspect.isEmpty() ? "" : "; by the indentation it is missing for " + suspect;
    problems.add(
        new Problem(
            Severity.ERROR,
            "unclosed-brace",
            frame.at(),
            "The " + block + " opened here is not closed " + until + ".",
            "Add the missing }" + hint + ".",
            frame.line().raw()));
    suspect = "";
  }
}
