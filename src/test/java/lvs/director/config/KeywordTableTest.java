package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class KeywordTableTest {
  private static final Path DOCUMENT = Path.of("docs/keywords.md");
  private static final Path REFERENCE = Path.of("src/test/resources/keywords.txt");

  @Test
  void everyKeywordOfKeepalivedIsBoundInItsBlock() throws IOException {
    Set<String> bound = new HashSet<>();
    KeywordTable.rows().forEach(row -> bound.add(row.block() + " " + row.keyword()));
    List<String> missing = new ArrayList<>();
    for (String line : reference()) {
      if (!bound.contains(line.replaceFirst("^root ", "the top level "))) {
        missing.add(line);
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void theReferenceListIsWhole() throws IOException {
    assertEquals(363, distinct().size());
  }

  @Test
  void whatHasNoEffectSaysWhy() {
    List<String> silent =
        KeywordTable.rows().stream()
            .filter(row -> row.state() != KeywordState.WORKS && row.note().isBlank())
            .map(row -> row.block() + " " + row.keyword())
            .toList();
    assertEquals(List.of(), silent);
  }

  @Test
  void everyBlockStandsOnceInTheTable() {
    assertTrue(KeywordTable.rows().stream().noneMatch(row -> row.block().endsWith(")")));
  }

  /** Run with {@code -Dkeywords.write=true} to write the document anew. */
  @Test
  void theDocumentIsUpToDate() throws IOException {
    String generated = KeywordTable.markdown(distinct());
    if (Boolean.getBoolean("keywords.write")) {
      Files.writeString(DOCUMENT, generated);
    }
    assertEquals(
        generated,
        Files.readString(DOCUMENT),
        "docs/keywords.md is stale: mvn test -Dtest=KeywordTableTest -Dkeywords.write=true");
  }

  private static List<String> reference() throws IOException {
    return Files.readAllLines(REFERENCE).stream().filter(line -> !line.startsWith("#")).toList();
  }

  private static Set<String> distinct() throws IOException {
    Set<String> keywords = new TreeSet<>();
    reference().forEach(line -> keywords.add(line.substring(line.indexOf(' ') + 1)));
    return keywords;
  }
}
