package lvs.director.config.text;

import static lvs.director.config.text.MemoryFiles.main;
import static lvs.director.config.text.MemoryFiles.outline;
import static lvs.director.config.text.MemoryFiles.problems;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code @ID} and {@code @^ID}; the configuration id of these tests is {@code one}. */
class ConditionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@one a                               | a;",
        "@two a                               | ''",
        "@^one a                              | ''",
        "@^two a                              | a;",
        "  @one  a b                          | a b;",
        "@one @^two a                         | a;",
        "@one @two a                          | ''",
        "@one                                 | ''",
        "$I=@one;$I a                         | a;",
        "$I=@two;$I a                         | ''",
        "@two $A=1;@one $A=2;a $A             | a 2;",
        "@two a { b };c                       | c;",
        "@two a {;b;};c                       | c;",
        "@two a {;b {;};};c                   | c;",
        "@two a;{;b;};c                       | c;",
        "@two a;c                             | c;",
        "@one a {;b;};c                       | a { b; } c;",
        "@two a {;include nowhere;$A=x;};c    | c;",
        "@two a {;b \"}\";};c                 | c;",
        "@two a {;b ${X} };c                  | c;",
        "@two a { } b                         | b;"
      })
  void aLineCountsForItsIdAndTakesItsBlockWithIt(String text, String expected) {
    assertEquals(expected, outline(text.replace(';', '\n')));
    assertEquals(List.of(), problems(text.replace(';', '\n')));
  }

  @ParameterizedTest
  @CsvSource({"one,v A { x; } z;", "two,v B { x; } z;", "three,z;"})
  void conditionalOpenersUnderEachOtherShareABody(String configId, String expected) {
    String text = "@one v A {\n@two v B {\n x\n}\nz\n";
    assertEquals(expected, outline(main(text).as(configId).read().statements()));
  }

  @Test
  void aSharedBodyInsideASkippedBlockIsSkipped() {
    assertEquals("z;", outline("@two o {\n p\n@one v A {\n@two v B {\n x\n}\n}\nz"));
  }

  @Test
  void conditionsWorkInsideBlocksAndMultiLineDefinitions() {
    assertEquals("v { p 1; }", outline("v {\n@one p 1\n@two p 2\n}"));
    assertEquals(
        "v { p 1; } w;", outline("$V=\\\nv { \\\n@one p 1 \\\n@two q { \\\nr \\\n} \\\n}\n$V\nw"));
  }

  @Test
  void aDefinitionThatDoesNotCountTakesItsContinuationWithIt() {
    assertEquals("z $M; y;", outline("@two $M= \\\n a { \\\n b \\\n }\nz $M\ny"));
    assertEquals("z a; b;", outline("@one $M= \\\n a \\\n b\nz $M"));
  }

  @Test
  void aConditionWithoutIdIsAnError() {
    assertEquals(List.of("condition-without-id 1:1"), problems("@ a"));
    assertEquals(List.of("condition-without-id 1:1"), problems("@^ a"));
  }

  @Test
  void anUnclosedSkippedBlockIsToldWhereItWasOpened() {
    assertEquals(List.of("unclosed-brace 2:6"), problems("a\n@two b {\n c\n"));
  }
}
