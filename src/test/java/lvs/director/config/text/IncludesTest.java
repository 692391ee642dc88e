package lvs.director.config.text;

import static lvs.director.config.text.MemoryFiles.main;
import static lvs.director.config.text.MemoryFiles.outline;
import static lvs.director.config.text.MemoryFiles.problems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lvs.director.config.text.ConfigFiles.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The include family. */
class IncludesTest {

  private static MemoryFiles directory(String main) {
    return main(main)
        .with("d/b.conf", "b")
        .with("d/a.conf", "a {\n x\n}")
        .with("d/c.txt", "c")
        .with("d/.hidden.conf", "hidden")
        .with("d/e/f.conf", "f");
  }

  private static String read(String main) {
    return outline(directory(main).read().statements());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "include d/a.conf               | a { x; }",
        "include \"d/a.conf\"           | a { x; }",
        "  include  d/a.conf  # comment | a { x; }",
        "include d/*.conf               | a { x; } b;",
        "include d/?.conf               | a { x; } b;",
        "include d/[b-c].*              | b; c;",
        "include \"d/[!a].conf\"        | b;",
        "include d/{b,a}.conf           | b; a { x; }",
        "include {d/{c.txt,b.conf},d/a.conf} | c; b; a { x; }",
        "include d/*/*.conf             | f;",
        "include */e/f.conf             | f;",
        "include none/*.conf            | ''",
        "g { include d/b.conf           | g { b; }",
        "g { include d/b.conf }         | g { b; }",
        "$F=d;include ${F}/b.conf       | b;",
        "@one include d/b.conf          | b;",
        "@two include d/b.conf          | ''",
        "~LST(n,a,b) include d/$n.conf  | ''",
        "~LST(n,a,b) include d/${n}.conf| a { x; } b;",
        "q include d/b.conf             | q include d/b.conf;"
      })
  void anIncludeReadsWhatItsPatternMatches(String text, String expected) {
    assertEquals(expected, read(text.replace(';', '\n')));
  }

  @Test
  void relativeNamesBeginInTheDirectoryOfTheIncludingFile() {
    MemoryFiles files =
        main("include d/a.conf\nz ${_PWD}")
            .with("d/a.conf", "include e/b.conf\ny ${_PWD}")
            .with("d/e/b.conf", "x ${_PWD}\ninclude ../../c.conf")
            .with("d/e/../../c.conf", "w");
    ConfigText.Text read = files.read();
    assertEquals("x /etc/lvs/d/e; w; y /etc/lvs/d; z /etc/lvs;", outline(read.statements()));
    assertEquals(List.of("test.conf", "d/a.conf", "d/e/b.conf", "d/e/../../c.conf"), read.files());
    assertEquals("d/e/b.conf:1:1", read.statements().getFirst().at().toString());
  }

  @Test
  void definitionsAndBlocksReachAcrossFiles() {
    MemoryFiles files = main("$A=1\ninclude d/a.conf\nx $B\n}").with("d/a.conf", "b $A {\n$B=2");
    ConfigText.Text read = files.read();
    assertEquals("b 1 { x 2; }", outline(read.statements()));
    assertEquals(List.of(), read.problems());
  }

  @Test
  void executableFilesAndDirectoriesAreSkippedWithAWarning() {
    MemoryFiles files =
        directory("include d/*").with("d/run.sh", "x", Kind.EXECUTABLE).with("d/s", "", Kind.OTHER);
    ConfigText.Text read = files.read();
    assertEquals("a { x; } b; c;", outline(read.statements()));
    assertEquals(
        List.of(
            "d/e is not read: it is a directory.",
            "d/run.sh is not read: it is executable, and keepalived skips executable files.",
            "d/s is not read: it is not a regular file."),
        read.problems().stream().map(Problem::what).sorted().toList());
    assertTrue(
        read.problems().stream().allMatch(each -> each.severity() == Problem.Severity.WARNING));
  }

  /** What each keyword calls an error (E), a warning (W) or nothing (-). */
  @ParameterizedTest
  @CsvSource({
    "include,  W, W, -, -",
    "includer, E, W, -, -",
    "includem, E, E, -, -",
    "includew, E, E, E, -",
    "includeb, E, E, E, E",
    "include_check;include, E, E, E, E",
    "include_check read;include, E, W, -, -",
    "include_check readable match;include, E, E, -, -",
    "include_check wildcard_match;include, W, W, E, -",
    "include_check;include_check -match brace_match;include, E, W, E, -",
    "include_check +match;include, W, E, -, -",
    "include_check;include_check match;includer, E, E, -, -",
    "include d/lax.conf;include_check -read;includer, E, W, -, -",
    "include d/strict.conf;include, W, W, -, -",
    "includea, E, E, E, E"
  })
  void eachKeywordHasItsStrictness(
      String keyword, String executable, String missing, String wildcard, String brace) {
    assertEquals(executable, severity(keyword + " d/run.sh"));
    assertEquals(missing, severity(keyword + " d/none.conf"));
    assertEquals(wildcard, severity(keyword + " d/none*"));
    assertEquals(brace, severity(keyword + " d/{a,none*}.conf"));
    assertEquals("-", severity(keyword + " d/{a,b}.conf"));
  }

  private static String severity(String text) {
    MemoryFiles files =
        directory(text.replace(';', '\n'))
            .with("d/run.sh", "x", Kind.EXECUTABLE)
            .with("d/strict.conf", "include_check")
            .with("d/lax.conf", "");
    return files.read().problems().stream()
        .findFirst()
        .map(problem -> problem.severity().name().substring(0, 1))
        .orElse("-");
  }

  @Test
  void anIncludeLoopIsToldWithItsPath() {
    MemoryFiles files =
        main("include a.conf")
            .with("a.conf", "a\n include b.conf")
            .with("b.conf", "include a.conf\nb");
    ConfigText.Text read = files.read();
    assertEquals("a; b;", outline(read.statements()));
    Problem loop = read.problems().getFirst();
    assertEquals("include-loop", loop.code());
    assertEquals("b.conf:1:9", loop.at().toString());
    assertEquals(
        "a.conf is being read already: test.conf includes a.conf includes b.conf includes a.conf.",
        loop.what());
  }

  @Test
  void includesAreBoundedInDepthAndNumber() {
    MemoryFiles files = main("include f0.conf");
    for (int i = 0; i < 60; i++) {
      files.with("f" + i + ".conf", "include f" + (i + 1) + ".conf");
    }
    assertEquals(List.of("include-depth 1:9"), problems(files.read()));
    MemoryFiles twice = main("include a.conf\n".repeat(9)).with("a.conf", "a");
    ConfigText.Text read = twice.limited(new ReadSettings.Limits(9, 100_000, 5, 9, 999, 99)).read();
    assertEquals(List.of("too-many-files 5:9"), problems(read));
    assertEquals("a; a; a; a;", outline(read.statements()));
  }

  @Test
  void anIncludeWithoutNameOrWithTwoIsAnError() {
    assertEquals(List.of("include-without-name 1:1"), problems("include\n"));
    assertEquals(
        List.of("include-extra-words 1:18"),
        problems(directory("include d/a.conf d/b.conf").read()));
  }

  @Test
  void aFileThatIsTooLargeIsNotRead() {
    MemoryFiles files = main("include a.conf").with("a.conf", "a\n".repeat(20));
    ConfigText.Text read = files.limited(new ReadSettings.Limits(9, 100_000, 5, 9, 20, 99)).read();
    assertEquals(List.of("include-skipped 1:9"), problems(read));
  }

  @Test
  void anUnreadableFirstFileIsToldApart() {
    ConfigText.Text read = new MemoryFiles().read();
    assertFalse(read.read());
    assertEquals(List.of("file-unreadable 1:1"), problems(read));
    assertTrue(main("").read().read());
  }

  @Test
  void manyStarsDoNotRunAway() {
    String name = "a".repeat(200);
    assertFalse(IncludePattern.matches("*a".repeat(60) + "b", name));
    assertTrue(IncludePattern.matches("*a".repeat(60), name));
    assertTrue(IncludePattern.alternatives("{a,b}".repeat(30)).size() < 1_000);
  }

  @Test
  void filesOnDiskAreReadFromTheirDirectory(@TempDir Path directory) throws Exception {
    Files.createDirectories(directory.resolve("conf.d/sub"));
    Files.writeString(directory.resolve("main.conf"), "include conf.d/*\nx");
    Files.writeString(directory.resolve("conf.d/a.conf"), "a ${_PWD}");
    Path script = Files.writeString(directory.resolve("conf.d/run.sh"), "b");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rw-r--r-x"));
    ReadSettings settings = ReadSettings.of("one", Map.of(), new Random(1));
    ConfigText.Text read = ConfigText.read(directory.resolve("main.conf"), settings);
    assertEquals("a " + directory.resolve("conf.d") + "; x;", outline(read.statements()));
    assertEquals(List.of("include-skipped 1:9"), problems(read).stream().distinct().toList());
    assertFalse(ConfigText.read(directory.resolve("none"), settings).read());
    assertFalse(ConfigText.read(directory, settings).read());
    assertTrue(ConfigText.read(directory.resolve("ma*.conf"), settings).read());
  }
}
