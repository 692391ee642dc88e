package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptWordsTest {

  private static List<String> words(String raw) {
    return ScriptWords.split(raw).words();
  }

  @Test
  void quotesGroupAlsoInTheMiddleOfAWord() {
    assertEquals(List.of("abcd efg h jkl mnop"), words("abcd\" efg h jkl \"mnop"));
    assertEquals(List.of("abcd", "efg h jkl", "mnop"), words("abcd \"efg h jkl\" mnop"));
    assertEquals(List.of("a \"b\" c", "d'e", ""), words("'a \"b\" c' \"d'e\" ''"));
    assertEquals(List.of(), words("  \t "));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "\\a, 7",
        "\\b, 8",
        "\\E, 27",
        "\\f, 12",
        "\\n, 10",
        "\\r, 13",
        "\\t, 9",
        "\\v, 11",
        "\\0, 0",
        "\\101, 65",
        "\\33, 27",
        "\\x41, 65",
        "\\x9, 9",
        "\\cA, 1",
        "\\c[, 27",
        "\\q, 113",
        "\\\\, 92",
        "\\\", 34",
        "\\', 39",
        "\\ , 32",
        "\\, 92",
        "\\#, 35"
      })
  void eachEscapeIsOneCharacter(String raw, int character) {
    String text = raw.equals("\\") && character == 32 ? "\\ " : raw;
    assertEquals(List.of(Character.toString(character)), words(text));
  }

  @Test
  void escapesEndWhereTheirDigitsEnd() {
    assertEquals(List.of("A1", "A1", "x", "c"), words("\\1011 \\x411 \\x \\c"));
  }

  @Test
  void anEscapedQuoteNeitherOpensNorCloses() {
    assertEquals(List.of("a\"b", "c"), words("a\\\"b c"));
    assertEquals(List.of("a\" b"), words("\"a\\\" b\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a \"b c", "a 'b c", "a \"b \\\""})
  void anOpenQuoteIsAProblemAtItsPlace(String raw) {
    ScriptWords.Split split = ScriptWords.split(raw);
    assertEquals(2, split.problemAt());
    assertEquals(Optional.of("the quote " + raw.charAt(2) + " is not closed"), split.problem());
  }

  @Test
  void aCommandIsOneWordSplitAgain() {
    ScriptWords.Command command =
        ScriptWords.command("\"/bin/sh -c 'echo \\\"a b\\\"' x\\x41\" root adm");
    assertEquals(List.of("/bin/sh", "-c", "echo \"a b\"", "xA"), command.argv());
    assertEquals(List.of("root", "adm"), command.after());
    assertEquals(Optional.empty(), command.problem());
  }

  @Test
  void anUnquotedCommandHasNoArguments() {
    ScriptWords.Command command = ScriptWords.command("/bin/x nobody");
    assertEquals(List.of("/bin/x"), command.argv());
    assertEquals(List.of("nobody"), command.after());
  }

  @Test
  void aCommandMayBeQuotedEitherWay() {
    assertEquals(List.of("/bin/x", "a b"), ScriptWords.command("'/bin/x \"a b\"'").argv());
    assertEquals(List.of(), ScriptWords.command("").argv());
    assertEquals(
        Optional.of("the quote ' is not closed"), ScriptWords.command("\"/bin/x it's\"").problem());
  }

  @Test
  void anyTextSplitsWithoutFailing() {
    long seed = 20_261_121;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder raw = new StringBuilder();
      random
          .ints(random.nextInt(20), 0, 18)
          .forEach(c -> raw.append("ab \t'\"\\\\xcn0178fE#".charAt(c)));
      ScriptWords.Split split = ScriptWords.split(raw.toString());
      int at = split.problemAt();
      assertTrue(at >= 0 && at <= raw.length(), () -> "seed " + seed + ": " + raw);
      assertNotNull(ScriptWords.command(raw.toString()));
    }
  }
}
