package lvs.director.config.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever the bytes are, reading ends, fails never, and every problem and word points into the
 * text.
 */
class ConfigTextFuzzTest {
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_121L);
  private static final int MUTANTS = Integer.getInteger("fuzz.mutants", 12_000);
  private static final Path DEBIAN = Path.of("/usr/share/doc/keepalived/samples");

  private static final ReadSettings.Limits LIMITS =
      new ReadSettings.Limits(2_000, 100_000, 20, 8, 1 << 20, 200);

  /** Pieces of grammar, thrown in anywhere. */
  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "\"",
          "'",
          "#",
          "!",
          "\\",
          "\\\n",
          "\n",
          "\r\n",
          "\0",
          "@one ",
          "@^one ",
          "@two ",
          "$A",
          "${A}",
          "$A=$A ",
          "$A=\\\n",
          "$B=${A}${A}\n",
          "${",
          "${_RANDOM 5 1}",
          "${_PWD}",
          "${_HASH}",
          "~SEQ(A,9)",
          "~SEQ(A,1,999999999) ",
          "~LST(A,b,c) ",
          "~LST({A,B},{1,2}) ",
          "~SEQx(",
          "include ",
          "includea *\n",
          "include test.conf\n",
          "include d/{a,b}*.conf\n",
          " //",
          "//x",
          "\u00a0",
          "\u3000",
          "“",
          "｛",
          "\ufeff",
          "虚",
          "\ud83d\ude00",
          "\t",
          "virtual_server 1.2.3.4 80 {\n",
          "vrrp_instance X {\n",
          "=",
          ",",
          ")",
          "(");

  private static List<byte[]> samples() throws IOException {
    List<byte[]> samples = new ArrayList<>();
    for (Path directory :
        List.of(
            Path.of("src/test/resources/samples"), Path.of("src/test/resources/seeds"), DEBIAN)) {
      if (Files.isDirectory(directory)) {
        try (Stream<Path> files = Files.list(directory).sorted()) {
          for (Path file : files.filter(each -> each.toString().contains(".conf")).toList()) {
            samples.add(Files.readAllBytes(file));
          }
        }
      }
    }
    return samples;
  }

  private static MemoryFiles files(byte[] bytes) {
    return MemoryFiles.main(bytes)
        .with("d/a.conf", "a {\n x $A\n}\ninclude b.conf")
        .with("d/b.conf", "b ${A}\n}")
        .limited(LIMITS);
  }

  private static void holds(byte[] bytes) {
    ConfigText.Text read = files(bytes).read();
    List<String> lines = lines(bytes);
    assertTrue(read.read());
    assertTrue(read.problems().size() <= LIMITS.problems() + 2 * 8);
    for (Problem problem : read.problems()) {
      inside(problem.at(), problem.line(), lines);
      assertTrue(!problem.what().isBlank() && !problem.remedy().isBlank());
    }
    read.statements().forEach(statement -> holds(statement, lines));
    assertNotNull(ProblemPrinter.text(read.problems()));
    assertNotNull(ProblemPrinter.json(read.problems()));
  }

  private static void holds(Statement statement, List<String> lines) {
    assertTrue(!statement.words().isEmpty());
    statement.words().forEach(word -> inside(word.at(), statement.line(), lines));
    statement.block().ifPresent(block -> block.statements().forEach(each -> holds(each, lines)));
  }

  /** The line is really that line of the file, and the column is in it or just behind it. */
  private static void inside(Position at, String line, List<String> lines) {
    int length = line.codePointCount(0, line.length());
    assertTrue(at.column() >= 1 && at.column() <= length + 1, () -> at + " in: " + line);
    if (at.file().equals(MemoryFiles.MAIN) && !lines.isEmpty()) {
      assertTrue(at.line() >= 1 && at.line() <= lines.size(), at::toString);
      assertTrue(lines.get(at.line() - 1).equals(line), () -> at + ": " + line);
    }
  }

  /** The lines of a file, or none when it is not UTF-8. */
  private static List<String> lines(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    String[] lines = (text.startsWith("\ufeff") ? text.substring(1) : text).split("\n", -1);
    return utf16(bytes)
        ? List.of()
        : Arrays.stream(lines).map(line -> line.replaceAll("\r+$", "")).toList();
  }

  private static boolean utf16(byte[] bytes) {
    return bytes.length > 1 && (bytes[0] & 0xff) + (bytes[1] & 0xff) == 0x1fd;
  }

  private static byte[] mutant(byte[] sample, Random random) {
    byte[] bytes = sample;
    for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
      bytes = changed(bytes, random);
    }
    return bytes;
  }

  private static byte[] changed(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length + 1);
    int end = Math.min(bytes.length, at + random.nextInt(random.nextBoolean() ? 4 : 200));
    byte[] piece =
        switch (random.nextInt(6)) {
          case 0 -> new byte[0];
          case 1 -> new byte[] {(byte) random.nextInt(256)};
          case 2 -> Arrays.copyOfRange(bytes, at, end);
          case 3 -> {
            int from = random.nextInt(bytes.length + 1);
            yield Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + 80));
          }
          default -> PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8);
        };
    int goOn = random.nextBoolean() ? end : at;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    out.writeBytes(piece);
    out.write(bytes, goOn, bytes.length - goOn);
    return out.toByteArray();
  }

  private static void checked(String name, byte[] bytes) {
    try {
      holds(bytes);
    } catch (Throwable failure) {
      throw new AssertionError(
          name + ", -Dfuzz.seed=" + SEED + ", text:\n" + new String(bytes, UTF_8), failure);
    }
  }

  @Test
  void tenThousandMutantsNeitherFailNorHang() throws IOException {
    List<byte[]> samples = samples();
    Random random = new Random(SEED);
    assertTimeoutPreemptively(
        Duration.ofMinutes(5),
        () -> {
          for (int i = 0; i < MUTANTS; i++) {
            checked("mutant " + i, mutant(samples.get(i % samples.size()), random));
          }
        },
        () -> "hangs, -Dfuzz.seed=" + SEED);
  }

  @Test
  void everyTruncationOfASampleIsRead() throws IOException {
    for (String name : List.of("web", "generated")) {
      byte[] sample = Files.readAllBytes(Path.of("src/test/resources/samples/" + name + ".conf"));
      for (int length = 0; length <= sample.length; length++) {
        checked(name + " cut at " + length, Arrays.copyOf(sample, length));
      }
    }
  }

  @Test
  void randomBytesAreRead() {
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(600)];
      random.nextBytes(bytes);
      checked("random bytes " + i, bytes);
    }
  }

  @Test
  void randomPiecesOfGrammarAreRead() {
    Random random = new Random(SEED);
    for (int i = 0; i < 4_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int pieces = random.nextInt(60); pieces > 0; pieces--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
        text.append(random.nextInt(3) == 0 ? "a" : "");
      }
      checked("pieces " + i, text.toString().getBytes(UTF_8));
    }
  }
}
