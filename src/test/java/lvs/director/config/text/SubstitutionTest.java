package lvs.director.config.text;

import static lvs.director.config.text.MemoryFiles.main;
import static lvs.director.config.text.MemoryFiles.outline;
import static lvs.director.config.text.MemoryFiles.problems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Definitions: {@code $NAME=VALUE}, their use, multi-line ones and the built-in ones. */
class SubstitutionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "q $A        | q 1;",
        "q x$A       | q x1;",
        "q ${A}x     | q 1x;",
        "q $A,x      | q 1,x;",
        "q ($A)      | q (1);",
        "q $A.x      | q $A.x;",
        "q $A/24     | q $A/24;",
        "$A x        | 1 x;",
        "q $TWO      | q 2 3;",
        "q $EMPTY x  | q x;",
        "q x${EMPTY}y| q xy;",
        "q \"${A} b\"| q \"1 b\";",
        "q $NEST     | q <2 3>;",
        "q $UNKNOWN  | q $UNKNOWN;",
        "q ${OTHER}x | q ${OTHER}x;",
        "q $ 5$ $5   | q $ 5$ $5;",
      })
  void aReferenceIsReplacedBeforeABlankACommaABracketOrInBraces(String text, String expected) {
    String definitions =
        "$A=1\n  $TWO=  2 3  # comment\n$EMPTY=\n$NEST=<$IN>\n$NEST=<${IN}>\n$IN=${TWO}\n";
    assertEquals(expected, outline(definitions + text));
  }

  @Test
  void valuesAreExpandedWhereTheyAreUsed() {
    String text =
        "$BASE=10.2.${SUB}\n"
            + "$SUB=0\n"
            + "a ${BASE}.100/32\n"
            + "$SUB=10\n"
            + "a ${BASE}.100/32\n"
            + "$BASE=x\n"
            + "a ${BASE}";
    assertEquals("a 10.2.0.100/32; a 10.2.10.100/32; a x;", outline(text));
  }

  @Test
  void aBraceInAValueIsABrace() {
    assertEquals("q { a; }", outline("$W={ a\nq $W\n}"));
  }

  @Test
  void replacedTextStandsAtTheReference() {
    Statement statement = main("$A=one two three\nq $A four").read().statements().getFirst();
    assertEquals(
        List.of(1, 3, 3, 3, 6),
        statement.words().stream().map(word -> word.at().column()).toList());
    assertEquals("q $A four", statement.line());
  }

  @Test
  void anUndefinedNameNamesTheNearestOne() {
    String text = "$PRIORITY=5\npriority $PRIORTY\nweight ${PRIO}\nauth_pass pa$word\n";
    assertEquals(List.of("undefined-name 2:10", "undefined-name 3:8"), problems(text));
    assertEquals("Did you mean $PRIORITY?", main(text).read().problems().getFirst().remedy());
  }

  @Test
  void shellVariablesInQuotesAreNoMistake() {
    assertEquals(
        List.of(),
        problems("$VIP=1.2.3.4\nscript \"/bin/sh -c 'echo $HOME ${USER} $1 $?'\"\nregex \"^a$\""));
    assertEquals(
        List.of("undefined-name 2:16"), problems("$ADDRESS=1\nscript \"/bin/x ${ADRESS}\""));
  }

  @Test
  void aReferenceWithoutDelimiterIsMentioned() {
    assertEquals(List.of("reference-not-delimited 2:3"), problems("$NET=10.0\na $NET.1"));
  }

  @Test
  void aBlankBeforeTheEqualsSignIsMentioned() {
    assertEquals(List.of("definition-blank 1:3"), problems("$A =5\nq $A"));
    assertEquals("q 5;", outline("$A =5\nq $A"));
    assertEquals(List.of("definition-name 1:1"), problems("$1A=5\n"));
    assertEquals(List.of("definition-name 1:1"), problems("$-A=5\n"));
  }

  @Test
  void aMultiLineDefinitionMakesSeveralLines() {
    String text =
        "$V= \\\n v VI_${N} { \\\n @one p 1 \\\n @two p 2 \\\n # no line \\\n x $N \\\n }\n"
            + "$N=0\n$V\n$N=1\n  $V\nend";
    assertEquals("v VI_0 { p 1; x 0; } v VI_1 { p 1; x 1; } end;", outline(text));
    assertEquals(List.of(), problems(text));
  }

  @Test
  void theFirstLineOfAMultiLineValueContinuesTheLineOfItsUse() {
    assertEquals("q a b; c;", outline("$M=a b\\\nc\nq $M"));
    assertEquals("q a b; c;", outline("$M= \\\na b\\\nc\nq ${M}\n"));
  }

  @Test
  void linesOfAMultiLineValueStandAtTheReference() {
    ConfigText.Text read = main("$M=\\\na\\\n b c\n\n  $M").read();
    assertEquals(
        List.of("test.conf:5:3", "test.conf:5:3"),
        read.statements().stream().map(each -> each.at().toString()).toList());
    assertEquals("  $M", read.statements().get(1).line());
  }

  @Test
  void multiLineDefinitionsNestAndDefineInside() {
    String text =
        "$RS= \\\n"
            + "rs $N { \\\n"
            + " w 1 \\\n\n"
            + " x \\\n\n"
            + "}\n"
            + "$VS= \\\n"
            + "vs { \\\n"
            + "$N=1 \\\n"
            + "$RS \\\n"
            + "$N=2 \\\n"
            + "$RS \\\n"
            + "}\n"
            + "$VS\n";
    assertEquals("vs { rs 1 { w 1; x; } rs 2 { w 1; x; } }", outline(text));
  }

  @Test
  void anEmptyLineEndsAValueOutsideBraces() {
    assertEquals("b; a;", outline("$M=a \\\n\nb\n$M"));
  }

  @Test
  void textBehindAMultiLineReferenceIsAnError() {
    String text = "$M=\\\na\\\nb\n$M c";
    assertEquals(List.of("multi-line-not-last 4:3"), problems(text));
    assertEquals("a; b; c;", outline(text));
  }

  @Test
  void aDefinitionThatUsesItselfIsTold() {
    assertEquals(List.of("definition-recursion 3:3"), problems("$A=x$B\n$B=y$A\nq $A\nnext"));
    assertEquals("next;", outline("$A=x$B\n$B=y$A\nq $A\nnext"));
    assertEquals(List.of("definition-recursion 2:3"), problems("$A=${A}${A}\nq ${A}"));
    assertEquals(List.of("nested-expansion 4:1"), problems("$M=\\\na\\\n$M\n$M\n"));
  }

  @Test
  void aDefinitionWithAMissingBackslashIsTold() {
    String text = "$M=\\\na { \\\n b\n}\n$M\n";
    assertEquals(
        List.of("definition-unbalanced 1:1", "stray-brace 4:1", "unclosed-brace 5:1"),
        problems(text));
  }

  @Test
  void substitutionThatIsOnlyLaborIsBounded() {
    ReadSettings.Limits limits = new ReadSettings.Limits(100, 1_000, 10, 10, 1 << 20, 10);
    String text = "$A=" + "x".repeat(900) + "\n" + ("q " + "${A}".repeat(15) + "\n").repeat(90);
    assertEquals(List.of("too-many-lines 2:1"), problems(main(text).limited(limits).read()));
  }

  @Test
  void definitionsThatDoubleManyTimesStopAtTheLimit() {
    StringBuilder text = new StringBuilder("$M0=\\\na\\\nb\n");
    for (int i = 1; i < 40; i++) {
      text.append("$M%d=\\\n$M%d \\\n$M%d\n".formatted(i, i - 1, i - 1));
    }
    ReadSettings.Limits limits = new ReadSettings.Limits(1_000, 100_000, 10, 10, 1 << 20, 10);
    ConfigText.Text read = main(text + "$M39\n").limited(limits).read();
    assertEquals(List.of("too-many-lines 121:1"), problems(read));
  }

  @Test
  void builtInNamesAreReplaced() {
    assertEquals("q /etc/lvs one left;", outline("q ${_PWD} $_INSTANCE ${_ENV SITE}"));
    assertEquals("q;", outline("q ${_ENV NOT_SET}"));
    assertEquals("q mine;", outline("$_INSTANCE=mine\nq ${_INSTANCE}"));
    assertEquals("q 5;", outline("q ${_RANDOM 5 5}"));
    assertEquals(List.of("random-bounds 1:3"), problems("q ${_RANDOM 6 5}"));
  }

  @Test
  void randomNumbersStayInTheirBounds() {
    StringBuilder text = new StringBuilder();
    text.append("q ${_RANDOM 3 4}\n".repeat(100)).append("q ${_RANDOM}\n".repeat(100));
    List<Statement> statements = main(text.toString()).read().statements();
    List<Integer> numbers =
        statements.stream().map(each -> Integer.parseInt(each.words().get(1).text())).toList();
    assertEquals(List.of(3, 4), numbers.stream().limit(100).distinct().sorted().toList());
    assertTrue(numbers.stream().skip(100).allMatch(n -> n >= 0 && n <= 32767));
    assertTrue(numbers.stream().skip(100).distinct().count() > 50);
  }
}
