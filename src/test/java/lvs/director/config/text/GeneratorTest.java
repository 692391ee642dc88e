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
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ~SEQ}, {@code ~SEQx} and {@code ~LST}. */
class GeneratorTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "~SEQ(i, 3) a$i                 | a1; a2; a3;",
        "~SEQ(i,0,2) a ${i}x            | a 0x; a 1x; a 2x;",
        "~SEQ(i,1,2,6) a$i              | a1; a3; a5;",
        "~SEQ(i,3,1) a$i                | a3; a2; a1;",
        "~SEQ(i,-2) a$i                 | a-1; a-2;",
        "~SEQ(i,5,-2,1) a$i             | a5; a3; a1;",
        "~SEQ(i,7,7)a$i                 | a7;",
        "~SEQ(i,0x9,011)a$i             | a9;",
        "~SEQx(i,8,11) a$i              | a8; a9; aa; ab;",
        "~SEQx(i,0x90,0x10,0xb0) a$i    | a90; aa0; ab0;",
        "~LST(i,x,y) a$i                | ax; ay;",
        "~LST(i,x,) a${i}b              | axb; ab;",
        "~LST({i,j},{1,2},{3,4}) a$i $j | a1 2; a3 4;",
        "~LST({i, j} , {1 , 2}) a${i}.$j| a1.2;",
        "~LST({i,j},{1}) a${i}-${j}.    | a1-.;",
        "~SEQ(i,2) ~LST(j,a,b) x$i $j   | x1 a; x1 b; x2 a; x2 b;",
        "~SEQ(i,2) b$i { c }            | b1 { c; } b2 { c; }",
        "~SEQ(i,2) @one a$i             | a1; a2;",
        "@one ~SEQ(i,2) a$i             | a1; a2;",
        "@two ~SEQ(i,2) a$i             | ''",
        "pre ~SEQ(i,2)                  | pre ~SEQ(i,2);"
      })
  void aGeneratorReadsTheRestOfTheLineForEachValue(String text, String expected) {
    assertEquals(expected, outline(text));
    assertEquals(List.of(), problems(text));
  }

  @Test
  void argumentsMayUseDefinitions() {
    assertEquals("a2; a3;", outline("$FROM=2\n$TO=3\n~SEQ(i,$FROM,$TO) a$i"));
    assertEquals("ax; ay;", outline("$L=x,y\n~LST(i,${L}) a$i"));
    assertEquals("a1; a2;", outline("$G=~SEQ(i,2)\n$G a$i"));
  }

  @Test
  void aGeneratorExpandsMultiLineDefinitions() {
    String text = "$V=\\\nv $i { \\\nw $j \\\n}\n~SEQ(i,2) ~SEQ(j,5,5) $V\n";
    assertEquals("v 1 { w 5; } v 2 { w 5; }", outline(text));
  }

  @Test
  void theVariableIsAsBeforeWhenTheGeneratorIsDone() {
    assertEquals("a1; b old;", outline("$i=old\n~SEQ(i,1) a$i\nb $i"));
    assertEquals("a1; b $i;", outline("~SEQ(i,1) a$i\nb $i"));
  }

  @Test
  void generatedTextStandsAtTheReference() {
    ConfigText.Text read = main("~SEQ(n,2) a $n").read();
    assertEquals("test.conf:1:13", read.statements().get(1).words().get(1).at().toString());
    assertEquals("test.conf:1:11", read.statements().get(1).at().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "~SEQ(i) a",
        "~SEQ() a",
        "~SEQ(,3) a",
        "~SEQ(i,x) a",
        "~SEQ(i,1,2,3,4) a",
        "~SEQ(i,1,0,3) a",
        "~SEQ(i,1,-1,3) a",
        "~SEQ(i,99999999999) a",
        "~SEQ(9,2) a",
        "~SEQ(i,2 a",
        "~LST() a",
        "~LST(i) a",
        "~LST(i,a b) a",
        "~LST({i,j},{1,2,3}) a",
        "~LST({i,j,{1,2}) a",
        "~LST(i,}{) a"
      })
  void aMalformedGeneratorIsOneProblemAndNoStatement(String text) {
    assertEquals(List.of("generator 2:2"), problems("b\n " + text));
    assertEquals("b; c;", outline("b\n " + text + "\nc"));
  }

  @Test
  void aHugeRangeStopsAtTheLimitWithOneProblem() {
    ReadSettings.Limits limits = new ReadSettings.Limits(500, 100_000, 10, 10, 1 << 20, 10);
    ConfigText.Text read =
        main("~SEQ(i,-2147483648,2147483647) ~SEQ(j,2000000000) a\nb").limited(limits).read();
    assertEquals(List.of("too-many-lines 1:51"), problems(read));
    assertTrue(read.statements().size() <= 500);
    assertEquals("b", read.statements().getLast().keyword());
  }

  @Test
  void manyGeneratorsOnOneLineAreBounded() {
    assertEquals(List.of("nested-expansion 1:910"), problems("~SEQ(i,1)".repeat(105) + "a"));
  }
}
