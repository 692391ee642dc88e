package lvs.director.config.text;

import static lvs.director.config.text.MemoryFiles.main;
import static lvs.director.config.text.MemoryFiles.outline;
import static lvs.director.config.text.MemoryFiles.problems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words, quotes, comments and braces. */
class StatementTreeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b {\n c d\n}\n",
        "a b\n{\n c d\n}\n",
        "a b\n\n # comment\n\n{\nc d }",
        "a b { c d }",
        "a b{c d}",
        "a\tb {c\td\r\n}\r\n",
        "a b { c d # x }\n}",
        "a b { ! {\n c d }"
      })
  void theBraceMayStandAtTheEndOfTheLineOrLater(String text) {
    assertEquals("a b { c d; }", outline(text));
    assertEquals(List.of(), problems(text));
  }

  @Test
  void severalStatementsAndBracesShareALine() {
    assertEquals(
        "a { b { c; } } d { } e f;".replace("{ }", "{}"), outline("a { b { c } } d { } e f"));
  }

  @Test
  void aValueBlockHoldsOneStatementALine() {
    String text = "virtual_ipaddress { 10.0.0.1\n10.0.0.2/24 dev eth0\n}\ngroup { A B }";
    assertEquals(
        "virtual_ipaddress { 10.0.0.1; 10.0.0.2/24 dev eth0; } group { A B; }", outline(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b#c", "a b #c", "a b!c", "a b ! c # d", "#x\n!y\na b", "a b # \"c"})
  void aCommentBeginsAtAHashOrABang(String text) {
    assertEquals("a b;", outline(text));
  }

  @Test
  void commentSignsCountAsTextInQuotesAndAfterABackslash() {
    assertEquals("a \"b # c ! d\" e#f g!h;", outline("a \"b # c ! d\" e\\#f g\\!h # comment"));
    assertEquals("a b#c d!e;", outline("a b${_HASH}c d${_BANG}e # comment"));
    assertEquals("a \"b#c\" \"!\";", outline("a \"b${_HASH}c\" \"${_BANG}\""));
  }

  @Test
  void aCommentSignInsideAWordIsMentioned() {
    assertEquals(List.of("comment-in-word 1:14"), problems("auth_pass abc!def"));
    assertEquals(List.of("comment-in-word 1:14"), problems("auth_pass abc#def"));
    assertEquals(List.of(), problems("weight 1#优先级\nweight 1!优先级\nweight 1# the weight"));
  }

  @Test
  void aQuoteEndsAWordAndBeginsAnother() {
    assertEquals("a \"b\" c \"d e\" \"\";", outline("a\"b\"c \"d e\" \"\""));
    assertEquals("\"a b\" c;", outline("\"a b\" c"));
    assertEquals("a \"b { c }\" { d; }", outline("a \"b { c }\" { d }"));
  }

  @Test
  void anEscapedQuoteIsText() {
    assertEquals("a \"b \"c\" d\" e;", outline("a \"b \\\"c\\\" d\" e"));
  }

  @Test
  void aMissingClosingQuoteIsToldWhereItWasOpened() {
    String text = "a \"b c } # d\nnext";
    assertEquals("a \"b c } # d\"; next;", outline(text));
    assertEquals(List.of("unclosed-quote 1:3"), problems(text));
  }

  @Test
  void rawArgumentsKeepQuotesAndLoseComments() {
    String text = "s  { script  \"/bin/x 'a b'\" root  # comment\n} t 'x' {";
    List<Statement> statements = main(text).read().statements();
    Statement script = statements.getFirst().block().orElseThrow().statements().getFirst();
    assertEquals("\"/bin/x 'a b'\" root", script.rawArguments());
    assertEquals("s  { script  \"/bin/x 'a b'\" root  # comment", script.line());
    assertEquals("'x'", statements.get(1).rawArguments());
    assertEquals("", statements.getFirst().rawArguments());
  }

  @Test
  void everyWordKnowsItsPlace() {
    Statement outer = main("\n  a  \"b c\" {\n\td e }\n").read().statements().getFirst();
    Statement inner = outer.block().orElseThrow().statements().getFirst();
    assertEquals(
        List.of(
            "test.conf:2:3", "test.conf:2:6", "test.conf:2:12", "test.conf:3:2", "test.conf:3:4"),
        Stream.of(
                outer.at(),
                outer.arguments().getFirst().at(),
                outer.block().orElseThrow().opened(),
                inner.at(),
                inner.arguments().getFirst().at())
            .map(Position::toString)
            .toList());
  }

  @Test
  void columnsCountCharactersAlsoOutsideTheBasicPlane() {
    Statement statement = main("a \"😀虚拟\" b").read().statements().getFirst();
    assertEquals(9, statement.words().get(2).at().column());
  }

  @Test
  void anUnclosedBlockIsToldWhereItWasOpened() {
    String text = "a {\n b {\n  c\n }\n";
    assertEquals("a { b { c; } }", outline(text));
    assertEquals(List.of("unclosed-brace 1:3"), problems(text));
  }

  @Test
  void theIndentationShowsWhichBlockLacksItsBrace() {
    String text = "a {\n  b {\n    c\n  d {\n  }\n}\n";
    Problem problem = MemoryFiles.first(text).orElseThrow();
    assertEquals("unclosed-brace", problem.code());
    assertTrue(problem.remedy().contains("`b` in line 2"), problem.remedy());
  }

  @Test
  void aRootBlockAtTheLeftEdgeProvesThatABraceIsMissing() {
    String text =
        "vrrp_instance A {\n"
            + "  x {\n"
            + "  y\n"
            + "}\n"
            + "virtual_server 1.2.3.4 80 {\n"
            + "  z\n"
            + "}\n"
            + "vrrp_script s\n"
            + "{\n"
            + "}";
    assertEquals(
        "vrrp_instance A { x { y; } } virtual_server 1.2.3.4 80 { z; } vrrp_script s {}",
        outline(text));
    Problem problem = MemoryFiles.first(text).orElseThrow();
    assertEquals(List.of("unclosed-brace 1:17"), problems(text));
    assertTrue(
        problem.what().contains("before `virtual_server 1.2.3.4` in line 5"), problem.what());
  }

  @Test
  void aStrayBraceIsToldAndTheRestIsRead() {
    String text = "a {\n}\n}\nb { c }";
    assertEquals("a {} b { c; }", outline(text));
    assertEquals(List.of("stray-brace 3:1"), problems(text));
  }

  @Test
  void aBraceThatNothingTakesIsToldAndWhatIsInsideCounts() {
    String text = "{ a\n}\nb { c } { d }\ne";
    assertEquals("a; b { c; } d; e;", outline(text));
    assertEquals(List.of("unexpected-brace 1:1", "unexpected-brace 3:9"), problems(text));
  }

  @Test
  void deepNestingIsFlattenedWithOneProblem() {
    String text = "a {\n".repeat(500) + "b" + "\n}".repeat(500);
    ConfigText.Text read = main(text).read();
    assertEquals(
        List.of("nested-too-deep 41:3"),
        problems(read).stream().filter(p -> p.startsWith("nested")).toList());
    assertTrue(outline(read.statements()).contains("b;"));
  }

  @Test
  void wordsAreBounded() {
    ReadSettings.Limits limits = new ReadSettings.Limits(9, 9, 9, 9, 999, 99);
    ConfigText.Text read = main("a\nb { c\n d {\n e } }\nf { g }").limited(limits).read();
    assertEquals("a; b { c; }", outline(read.statements()));
    assertEquals(List.of("too-many-words 3:2"), problems(read));
  }

  @Test
  void problemsAreBounded() {
    ReadSettings.Limits limits = new ReadSettings.Limits(9, 99, 9, 9, 999, 5);
    List<Problem> problems = main("}\n".repeat(20)).limited(limits).read().problems();
    assertEquals(6, problems.size());
    assertEquals("There are 15 more problems, not shown.", problems.getLast().what());
  }

  @Test
  void anEmptyTextIsAnEmptyTree() {
    assertEquals("", outline(""));
    assertEquals(List.of(), problems("\n\n# only a comment\n   \n"));
  }
}
