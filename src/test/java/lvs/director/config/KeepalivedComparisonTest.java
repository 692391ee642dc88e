package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lvs.director.config.text.ConfigText;
import lvs.director.config.text.ReadSettings;
import lvs.director.config.text.Statement;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same words in the same lines as the real keepalived finds them: its configuration test names
 * every keyword that it does not know, so texts of unknown keywords show how it cuts lines.
 */
@Tag("lab")
class KeepalivedComparisonTest {
  private static final Path KEEPALIVED = Path.of("/usr/sbin/keepalived");
  private static final Pattern UNKNOWN =
      Pattern.compile("^\\(Line (\\d+)\\) Unknown keyword '(.*)'$");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aa b # c\nbb!c\n#cc\n  !dd\nee \"f # g\" h\n\"two words\" x\n",
        "aa\"b\"c\nbb \\# c\ncc\tdd\r\nee { ff gg }\nhh {\n ii\n}\n",
        "aa\n{\nbb\n}\ncc {dd {ee\nff }} gg\n",
        "$A=1\naa$A\nbb${A}x\n$A\ncc$A, dd\n$A.x\nee$B\n$A=\nff$A\n",
        "$B=${C}\n$C=z\naa${B}\nbb$B\n$C=y\ncc$B\n",
        "$M= \\\n aa \\\n bb # c \\\n # no line\n cc\nxx$M\n $M\n",
        "$M=aa\\\nbb\n$M\n$N= \\\n cc \\\n $M\n$N\n",
        "~SEQ(x,3) aa$x\n~SEQ(y,5,-2,1) bb$y\n~SEQ(z,-2) cc$z\n~SEQ(u,0x3) dd$u\n",
        "~SEQx(x,8,11) aa$x\n~SEQx(y,0x90,0x10,0xb0) bb$y\n",
        "~LST(a,x,y) aa$a\n~LST({b,c},{1,2},{3}) bb${b}-${c}.\n~LST(d,x,) cc${d}e\n",
        "~SEQ(i,2) ~LST(j,a,b) xx${i}$j\n$D=5 6\n~SEQ(k,2) yy${k}$D\n",
        "$M= \\\n aa$x \\\n bb\n~SEQ(x,2) $M\n",
        "@one aa\n@two bb\n@^one cc\n@^two dd\n @one ee\n",
        "@one $K=1\n@two $K=2\ncc$K\n$N= \\\n @two aa \\\n @^two bb\n$N\n",
        "~SEQ(i) aa\n~SEQ(i,1,0,3) bb\n~LST() cc\n~LST(i,a b) dd\nee\n",
        "aa ${_INSTANCE}\nbb${_INSTANCE}\n"
      })
  void linesAreCutAsKeepalivedCutsThem(String text, @TempDir Path directory) throws Exception {
    boolean present = Files.isExecutable(KEEPALIVED);
    if (!present) {
      System.out.println("skipped: " + KEEPALIVED + " is missing, install Debian's keepalived");
    }
    Assumptions.assumeTrue(present, "keepalived is not installed");
    Path file = Files.writeString(directory.resolve("test.conf"), text);
    ReadSettings settings = ReadSettings.of("one", Map.of(), new Random(1));
    List<String> ours = keywords(ConfigText.read(file, settings).statements()).toList();
    assertEquals(keepalived(file), ours);
  }

  private static Stream<String> keywords(List<Statement> statements) {
    return statements.stream()
        .flatMap(
            statement ->
                Stream.concat(
                    Stream.of(statement.at().line() + " " + statement.keyword()),
                    statement.block().stream().flatMap(block -> keywords(block.statements()))));
  }

  /** What the parent process says; its children say it again with the name of the file. */
  private static List<String> keepalived(Path file) throws IOException, InterruptedException {
    Path log = file.resolveSibling("keepalived.log");
    Process process =
        new ProcessBuilder(
                KEEPALIVED.toString(), "-t", "-n", "-l", "-i", "one", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertTrue(process.waitFor(30, TimeUnit.SECONDS), "keepalived -t did not end");
    } finally {
      process.destroyForcibly();
    }
    List<String> keywords = new ArrayList<>();
    for (String line : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
      Matcher unknown =
          UNKNOWN.matcher(line.replaceFirst("^\\w{3} \\w{3} +\\d+ [\\d:]+ \\d+: ", ""));
      if (unknown.matches() && !unknown.group(2).equals("}")) {
        keywords.add(unknown.group(1) + " " + unknown.group(2));
      }
    }
    return keywords;
  }
}
