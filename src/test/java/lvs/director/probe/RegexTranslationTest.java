package lvs.director.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import lvs.director.model.Check.BodyPattern;
import org.junit.jupiter.api.Test;

class RegexTranslationTest {
  private final Watchdog watchdog = new Watchdog();

  private boolean matches(String regex, String body, String... options) throws Exception {
    return matches(new BodyPattern(regex, List.of(options), true, 0, 0), body);
  }

  private boolean matches(BodyPattern pattern, String body) throws Exception {
    return BodyMatcher.of(pattern)
        .matches(body.getBytes(StandardCharsets.UTF_8), new Attempt(Checks.PATIENT, watchdog));
  }

  @Test
  void patternsAreWrittenAsJavaUnderstandsThem() {
    assertEquals("\\{\"status\":\"ok\"}", toJava("{\"status\":\"ok\"}"));
    assertEquals("a{2}b{2,}c{2,3}\\{,3}\\{}", toJava("a{2}b{2,}c{2,3}{,3}{}"));
    assertEquals("[\\]\\[a\\&\\&b]", toJava("[][a&&b]"));
    assertEquals("[^\\p{Alpha}_\\P{Digit}]", toJava("[^[:alpha:]_[:^digit:]]"));
    assertEquals("(?<n>x)\\k<n>", toJava("(?P<n>x)(?P=n)"));
    assertEquals("\\Q{[\\E\\{\\[", toJava("\\Q{[\\E\\{\\["));
    assertEquals("a*?b+c??d{2}?e++", toJava("a*b+?c?d{2}e++", "ungreedy"));
    assertEquals("a\\z", toJava("a$", "dollar_endonly"));
    assertEquals("a$", toJava("a$", "dollar_endonly", "multiline"));
  }

  private static String toJava(String regex, String... options) {
    return RegexTranslation.toJava(regex, List.of(options));
  }

  @Test
  void optionsMeanWhatTheyMeanToPcre() throws Exception {
    assertTrue(!matches("OK", "ok") && matches("OK", "ok", "caseless"));
    assertTrue(!matches("^b", "a\nb") && matches("^b", "a\nb", "multiline"));
    assertTrue(!matches("a.b", "a\nb") && matches("a.b", "a\nb", "dotall"));
    assertTrue(matches("a.b", "a\rb"), "only a line feed ends a line");
    assertTrue(!matches("a b", "ab") && matches("a b # c", "ab", "extended"));
    assertTrue(matches("a$", "a\n") && !matches("a$", "a\n", "dollar_endonly"));
    assertTrue(matches("b", "a\nb") && !matches("b", "a\nb", "firstline"));
    assertTrue(matches("^.{6}$", "好的") && matches("^.{2}$", "好的", "utf"));
    assertTrue(matches("好", "你好"), "bytes of the pattern are compared with bytes of the body");
    assertTrue(matches("Ä", "ä", "utf", "caseless"));
  }

  @Test
  void offsetsBoundWhereAMatchStarts() throws Exception {
    assertTrue(matches(new BodyPattern("b", List.of(), true, 1, 0), "ab"));
    assertTrue(!matches(new BodyPattern("a", List.of(), true, 1, 0), "ab"));
    assertTrue(!matches(new BodyPattern("b", List.of(), true, 0, 1), "ab"));
    assertTrue(matches(new BodyPattern("b", List.of(), true, 0, 2), "ab"));
    assertTrue(!matches(new BodyPattern("b", List.of(), true, 9, 0), "ab"));
    assertTrue(matches(new BodyPattern("b", List.of("utf"), true, 3, 4), "好b"));
  }

  @Test
  void aSearchThatExplodesEndsAtTheDeadline() throws Exception {
    BodyPattern explosive = new BodyPattern("(x+x+)+y", List.of(), true, 0, 0);
    Attempt attempt = new Attempt(Duration.ofMillis(300), watchdog);
    String reason =
        reason(explosive, "x".repeat(5000).getBytes(StandardCharsets.US_ASCII), attempt);
    assertTrue(
        reason.startsWith("regex /(x+x+)+y/ needs too long: no verdict on 5000 bytes"), reason);
  }

  @Test
  void aSearchThatNeedsTooMuchStackIsAVerdictToo() throws Exception {
    BodyPattern deep = new BodyPattern("(a|b|\n)*c", List.of(), true, 0, 0);
    byte[] body = new byte[1 << 20];
    Arrays.fill(body, (byte) 'a');
    String reason = reason(deep, body, new Attempt(Checks.PATIENT, watchdog));
    assertTrue(reason.contains("needs too m"), reason);
  }

  private static String reason(BodyPattern pattern, byte[] body, Attempt attempt) throws Exception {
    try {
      return "matches: " + BodyMatcher.of(pattern).matches(body, attempt);
    } catch (BadAnswer bad) {
      return bad.reason();
    }
  }

  @Test
  void whatIsWrongWithAPatternIsSaid() {
    assertEquals(
        Optional.of("regex /(a/ is not understood: Unclosed group near character 3"),
        BodyMatcher.problem(new BodyPattern("(a", List.of(), true, 0, 0)));
    assertEquals(
        Optional.empty(), BodyMatcher.problem(new BodyPattern("a", List.of(), true, 0, 0)));
  }

  @Test
  void randomPatternsAreUnderstoodOrRefused() {
    String alphabet = "ab[]{}()?*+\\^$.,1:&-|<>=P!QE#\u00e9";
    for (long seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      StringBuilder regex = new StringBuilder();
      for (int i = random.nextInt(14); i >= 0; i--) {
        regex.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      List<String> options =
          random.nextBoolean() ? List.of("ungreedy", "dollar_endonly") : List.of();
      try {
        BodyMatcher.problem(new BodyPattern(regex.toString(), options, true, 0, 0));
      } catch (RuntimeException broken) {
        throw new AssertionError("seed " + seed + ": " + regex, broken);
      }
    }
  }
}
