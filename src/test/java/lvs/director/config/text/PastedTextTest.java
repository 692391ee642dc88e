package lvs.director.config.text;

import static lvs.director.config.text.MemoryFiles.main;
import static lvs.director.config.text.MemoryFiles.outline;
import static lvs.director.config.text.MemoryFiles.problems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What copying from web pages, word processors and other systems does to a configuration. */
class PastedTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "state MASTER   //当前节点        | state MASTER;",
        "state MASTER //master node       | state MASTER;",
        "state MASTER //                  | state MASTER;",
        "a { //全局定义                    | a {}",
        "a { b }//c                       | a { b; }",
        "// a whole line                  | ''",
        "nopreempt //no \"preemption {    | nopreempt;",
        "path //x                         | path //x;",
        "path //x //y                     | path //x;",
        "path //路径                       | path;",
        "path http://x/y                  | path http://x/y;",
        "regex \"a //b\"                  | regex \"a //b\";",
        "notify //bin/x                   | notify //bin/x;",
        "weight 1//x                      | weight 1//x;",
      })
  void twoSlashesAtAWordBeginACommentExceptInPaths(String text, String expected) {
    ConfigText.Text read = main(text + "\n}").read();
    assertEquals(expected, outline(read.statements()));
  }

  @Test
  void slashCommentsAreToldOncePerFileWithACount() {
    MemoryFiles files =
        main("a //x\nb\n c //y\nd //z\ninclude e.conf").with("e.conf", "e\nf //x\n");
    ConfigText.Text read = files.read();
    assertEquals("a; b; c; d; e; f;", outline(read.statements()));
    assertEquals(List.of("slash-comment 1:3", "slash-comment 2:3"), problems(read));
    assertTrue(
        read.problems().getFirst().what().endsWith(" The same on 2 more lines, the last 4."),
        read.problems().getFirst().what());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00a0", "\u3000", "\u2003", "\u200b", "\ufeff", "\u202f"})
  void foreignBlanksSeparateWordsAndAreTold(String blank) {
    String text = "a b {\n" + blank + blank + "c" + blank + "d" + blank + "}";
    assertEquals("a b { c d; }", outline(text));
    assertEquals(List.of("foreign-blank 2:1"), problems(text));
    Statement inner =
        main(text).read().statements().getFirst().block().orElseThrow().statements().getFirst();
    assertEquals(3, inner.at().column());
  }

  @Test
  void foreignBlanksInCommentsAndQuotesAreNoProblem() {
    assertEquals(List.of(), problems("a \"b\u3000c\" #\u00a0d\u3000！"));
    assertEquals("a \"b\u3000c\";", outline("a \"b\u3000c\" #\u00a0d"));
  }

  @Test
  void typographicQuotesAndFullWidthBracesCountAsTheirAsciiSigns() {
    assertEquals("a \"b c\" { d; }", outline("a “b c” ｛\nd ＃ comment\n｝"));
    assertEquals(List.of("foreign-sign 1:3"), problems("a “b c” ｛\nd ＃ comment\n｝"));
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstWord() {
    assertEquals("a b;", outline("\ufeffa b"));
    assertEquals(List.of("byte-order-mark 1:1"), problems("\ufeffa b"));
    assertEquals(1, main("\ufeffa b").read().statements().getFirst().at().column());
  }

  @Test
  void utf16IsReadAndTold() {
    ConfigText.Text read = main("a b\n# 注释\n".getBytes(StandardCharsets.UTF_16)).read();
    assertEquals("a b;", outline(read.statements()));
    assertEquals(List.of("utf-16 1:1"), problems(read));
  }

  @Test
  void otherEncodingsMatterOnlyOutsideComments() {
    Charset gbk = Charset.forName("GBK");
    assertEquals(List.of(), main("weight 1 # 权重\n".getBytes(gbk)).read().problems());
    assertEquals(List.of("not-utf8 1:11"), problems(main("router_id 节点\n".getBytes(gbk)).read()));
  }

  @Test
  void carriageReturnsBelongToTheLineEnd() {
    assertEquals("a b { c; }", outline("a b {\r\n c\r\r\n}\r\n"));
    assertEquals("a b", main("a b\r\n").read().statements().getFirst().line());
  }

  @Test
  void aLineWithAZeroByteIsNotRead() {
    assertEquals("b;", outline("a x\0y\nb"));
    assertEquals(List.of("zero-byte 1:4"), problems("a x\0y\nb"));
  }

  @Test
  void anAbsurdlyLongLineIsNotRead() {
    String text = "b\n" + "a ".repeat(10_000) + "\nc";
    assertEquals("b; c;", outline(text));
    assertEquals(List.of("line-not-read 2:1"), problems(text));
    assertEquals(List.of("line-not-read 1:1"), problems("a\0".repeat(10_000)));
    Problem told = main("a".repeat(20_000)).read().problems().getFirst();
    assertEquals("a".repeat(200), told.line(), "a problem is not as long as what it is about");
  }

  @Test
  void aLineThatKeepalivedFindsTooLongIsReadAndTold() {
    assertEquals(List.of(), problems("a " + "b".repeat(1021)));
    assertEquals(List.of("line-too-long 1:1"), problems("a " + "b".repeat(1022)));
    assertEquals(List.of("line-too-long 1:1"), problems("a # " + "字".repeat(400)));
    assertEquals(
        1022,
        main("a " + "b".repeat(1022))
            .read()
            .statements()
            .getFirst()
            .words()
            .get(1)
            .text()
            .length());
  }
}
