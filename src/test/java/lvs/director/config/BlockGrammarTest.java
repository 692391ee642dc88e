package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lvs.director.config.text.Problem;
import org.junit.jupiter.api.Test;

class BlockGrammarTest {
  private static final class Draft {
    final List<String> log = new ArrayList<>();
  }

  private static final FileFacts NO_FILES =
      new FileFacts() {
        @Override
        public boolean exists(Path file) {
          return false;
        }

        @Override
        public boolean isExecutable(Path file) {
          return false;
        }

        @Override
        public boolean isReadableByOthers(Path file) {
          return false;
        }
      };

  private final Draft draft = new Draft();

  private static BlockGrammar<Draft> grammar() {
    BlockGrammar<Draft> inner = new BlockGrammar<>("inner");
    inner.integer("depth", "3", 1, 9, (d, n) -> d.log.add("depth=" + n));
    BlockGrammar<Draft> g = new BlockGrammar<>("outer");
    g.integer("weight", "1", 0, 100, (d, n) -> d.log.add("weight=" + n));
    g.seconds("delay", "60", "0.000001", "100", (d, s) -> d.log.add("delay=" + s));
    g.bool("alert", "off", (d, on) -> d.log.add("alert=" + on));
    g.flag("alpha", (d, on) -> d.log.add("alpha"));
    g.word("name", "STRING", "-", (d, s) -> d.log.add("name=" + s));
    g.script("notify", (d, s) -> d.log.add("notify=" + s.argv() + s.user() + s.group()));
    g.synonym("lightness", "weight");
    g.keyword(
        "bind", "IP [PORT]", "-", "-", (a, d) -> a.endpoint().ifPresent(e -> d.log.add("" + e)));
    g.items("peers", "", (a, d) -> a.items(i -> i.address().ifPresent(p -> d.log.add("" + p))));
    g.block("inner", "", inner, (a, d) -> a.block(inner, d));
    return g;
  }

  private List<Problem> bind(String text) {
    Binding binding = new Binding(NO_FILES, grammar());
    grammar().bind(binding, Statements.of(text), draft);
    return binding.problems();
  }

  private void expect(String text, String code, String place, String what, String remedy) {
    List<Problem> problems = bind(text);
    assertEquals(1, problems.size(), problems::toString);
    Problem problem = problems.getFirst();
    assertEquals(code, problem.code());
    assertEquals("test.conf:" + place, problem.at().toString());
    assertEquals(what, problem.what());
    assertEquals(remedy, problem.remedy());
  }

  @Test
  void valuesReachTheDraftWithoutProblem() {
    List<Problem> problems =
        bind(
            """
            weight 7
            delay 2.5
            alert
            alpha
            name "a b"
            bind 192.0.2.1 80
            peers {
              192.0.2.9
            }
            inner {
              depth 9
            }
            """);
    assertEquals(List.of(), problems);
    assertEquals(
        List.of(
            "weight=7",
            "delay=PT2.5S",
            "alert=true",
            "alpha",
            "name=a b",
            "192.0.2.1:80",
            "/192.0.2.9",
            "depth=9"),
        draft.log);
  }

  @Test
  void aNumberOutOfRangeNamesRangeAndDefault() {
    expect(
        "weight 101",
        "out-of-range",
        "1:8",
        "weight cannot be 101.",
        "Write a value from 0 to 100; the default is 1.");
    assertTrue(draft.log.isEmpty());
  }

  @Test
  void textWhereANumberBelongsIsNotANumber() {
    expect(
        "weight many",
        "not-a-number",
        "1:8",
        "\"many\" is not a whole number.",
        "Write a number from 0 to 100; the default is 1.");
  }

  @Test
  void aMissingValueIsReportedOnce() {
    expect("bind", "missing-argument", "1:1", "bind needs a value.", "Write bind IP [PORT].");
  }

  @Test
  void wordsAfterTheLastValueAreIgnoredAloud() {
    expect(
        "weight 5 // heavy",
        "surplus-argument",
        "1:10",
        "\"// heavy\" is ignored: weight takes no more values.",
        "Begin a comment with # or !.");
    assertEquals(List.of("weight=5"), draft.log);
  }

  @Test
  void anUnknownKeywordGetsTheNearestOne() {
    expect(
        "wieght 5",
        "unknown-keyword",
        "1:1",
        "wieght is not a keyword of outer.",
        "Did you mean weight?");
  }

  @Test
  void aKeywordOfAnotherBlockIsInTheWrongContext() {
    expect(
        "depth 5",
        "wrong-context",
        "1:1",
        "depth does not belong into outer; it is ignored here.",
        "Move it into inner; check the braces above this line.");
  }

  @Test
  void theLastOfTwoEqualKeywordsHolds() {
    expect(
        "weight 5\nweight 6",
        "duplicate-keyword",
        "2:1",
        "weight already stands in line 1; this one holds.",
        "Keep one of the two lines.");
  }

  @Test
  void aDeprecatedKeywordNamesItsSuccessor() {
    expect(
        "lightness 5", "deprecated-keyword", "1:1", "lightness is an old name.", "Write weight.");
    assertEquals(List.of("weight=5"), draft.log);
  }

  @Test
  void aLetterInAnAddressIsPointedOut() {
    expect(
        "bind 192.l68.1.1 80",
        "bad-address",
        "1:6",
        "\"192.l68.1.1\" is not an IP address: character 5 is the letter l, not the digit 1.",
        "Write 192.168.1.1.");
  }

  @Test
  void aBlockWithoutBracesAndBracesWithoutBlockAreErrors() {
    expect("inner", "missing-block", "1:1", "inner needs a block in braces.", "Write inner { … }.");
    expect(
        "weight 5 {\n}",
        "unexpected-block",
        "1:10",
        "weight in outer takes no block in braces.",
        "Remove the braces, or close the block before this line.");
  }

  @Test
  void aScriptKeepsArgumentsUserAndGroupAndWarnsWhenItIsMissing() {
    expect(
        "notify \"/opt/tell me\" ha staff",
        "script-missing",
        "1:8",
        "The program /opt/tell does not exist.",
        "Install it, or correct the path.");
    assertEquals(List.of("notify=[/opt/tell, me]Optional[ha]Optional[staff]"), draft.log);
  }

  @Test
  void switchesKnowSixWordsInLowerCase() {
    for (String word : List.of("on", "true", "yes")) {
      assertEquals(List.of(), bind("alert " + word));
    }
    assertEquals(List.of("alert=true", "alert=true", "alert=true"), draft.log);
    expect(
        "alert On",
        "not-a-switch",
        "1:7",
        "\"On\" is neither on nor off.",
        "Write on, true, yes, off, false or no; the default is off.");
  }
}
