package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import lvs.director.config.text.Problem;
import org.junit.jupiter.api.Test;

/** Whatever is typed, there is an answer: usable, or problems that point into the text. */
class MutatedConfigurationsTest {
  private static final int MUTANTS = 10_000;
  private static final String PIECES =
      "{}\"'#!$@~\\()= \t\n"
          + "\0\u00a0/0129.:-lO|äЖ€*?,;include real_server 99999999999 virtual_server\n";

  @Test
  void tenThousandMutantsAreAnsweredWithoutCrash() throws IOException {
    List<String> originals = originals();
    List<String> keywords = KeywordTable.rows().stream().map(KeywordTable.Row::keyword).toList();
    long seed = Long.getLong("mutants.seed", 20260101L);
    Random random = new Random(seed);
    for (int n = 0; n < MUTANTS; n++) {
      String mutant = mutate(originals.get(random.nextInt(originals.size())), keywords, random);
      try {
        answered(mutant);
      } catch (RuntimeException | AssertionError crash) {
        throw new AssertionError("mutant " + n + " of seed " + seed + ":\n" + mutant, crash);
      }
    }
  }

  private static void answered(String text) {
    Loaded loaded = Reading.text(text);
    boolean errors =
        loaded.problems().stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
    assertEquals(!errors, loaded.usable());
    for (Problem problem : loaded.problems()) {
      assertTrue(problem.at().line() >= 1 && problem.at().column() >= 1, problem::toString);
      assertNotNull(problem.line());
      assertTrue(isSentence(problem.what()) && isSentence(problem.remedy()), problem::toString);
    }
  }

  private static boolean isSentence(String text) {
    return text.endsWith(".") || text.endsWith("?");
  }

  private static String mutate(String original, List<String> keywords, Random random) {
    StringBuilder text = new StringBuilder(original);
    int changes = 1 + random.nextInt(6);
    for (int i = 0; i < changes && !text.isEmpty(); i++) {
      int at = random.nextInt(text.length());
      int to = Math.min(text.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(6)) {
        case 0 -> text.delete(at, to);
        case 1 -> text.insert(at, text.substring(at, to));
        case 2 -> text.insert(at, piece(random));
        case 3 -> text.replace(at, to, piece(random));
        case 4 -> text.insert(at, "\n" + keywords.get(random.nextInt(keywords.size())) + " ");
        default -> text.setLength(at);
      }
    }
    return text.toString();
  }

  private static String piece(Random random) {
    int from = random.nextInt(PIECES.length());
    return PIECES.substring(from, Math.min(PIECES.length(), from + 1 + random.nextInt(8)));
  }

  private static List<String> originals() throws IOException {
    List<String> texts = new ArrayList<>();
    for (Path dir : List.of(Path.of("src/test/resources/seeds"), Path.of("etc"))) {
      try (Stream<Path> files = Files.list(dir)) {
        for (Path file : files.filter(f -> f.toString().contains(".conf")).sorted().toList()) {
          texts.add(Files.readString(file));
        }
      }
    }
    return texts;
  }
}
