package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import lvs.director.config.text.Problem;
import lvs.director.model.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of keywords outside virtual services: each is bound, with its range. */
class VrrpKeywordsTest {
  /** Bound by the part about virtual services, whose tests cover them. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "lvs_timeouts",
          "lvs_flush",
          "lvs_flush_on_stop",
          "lvs_flush_onstop",
          "lvs_sync_daemon",
          "nftables_ipvs",
          "nftables_ipvs_priority",
          "nftables_ipvs_start_fwmark",
          "rs_init_notifies",
          "checker_log_all_failures",
          "director",
          "SSL",
          "virtual_server_group",
          "virtual_server");

  record Case(String block, String prelude, String statement, List<String> good, List<String> bad) {
    boolean leavesNoTrace() {
      return block.startsWith("-");
    }

    String blockName() {
      return leavesNoTrace() ? block.substring(1) : block;
    }

    String keyword() {
      return statement.split(" ")[0];
    }

    String with(String value) {
      return statement.replace("%", value);
    }

    @Override
    public String toString() {
      return blockName() + " " + statement;
    }
  }

  static Stream<Case> cases() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/vrrp-keywords.txt")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(VrrpKeywordsTest::parse);
  }

  @Test
  void theTableHasEveryKeyword() throws IOException {
    Set<String> covered = new TreeSet<>();
    cases().forEach(each -> covered.add(each.blockName() + " " + each.keyword()));
    Set<String> blocks = new TreeSet<>();
    cases().forEach(each -> blocks.add(each.blockName()));
    Set<String> bound = new TreeSet<>();
    for (KeywordTable.Row row : KeywordTable.rows()) {
      String block = row.block().equals("the top level") ? "root" : row.block();
      if (blocks.contains(block) && !ELSEWHERE.contains(row.keyword())) {
        bound.add(block + " " + row.keyword());
      }
    }
    assertEquals(bound, covered);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyKeywordReachesTheModel(Case each) {
    Configuration without = VrrpTexts.usable(text(each, ""));
    String value = each.good().isEmpty() ? "" : each.good().getFirst();
    Configuration with = VrrpTexts.usable(text(each, each.with(value)));
    if (each.leavesNoTrace()) {
      assertEquals(without, with);
    } else {
      assertNotEquals(without, with);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void goodValuesAreNoErrors(Case each) {
    for (String value : each.good()) {
      Loaded loaded = VrrpTexts.load(text(each, each.with(value)));
      assertEquals(List.of(), VrrpTexts.errors(loaded), value);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void badValuesAreErrorsWithRemedy(Case each) {
    for (String value : each.bad()) {
      List<Problem> errors = VrrpTexts.errors(VrrpTexts.load(text(each, each.with(value))));
      assertTrue(!errors.isEmpty(), () -> each.with(value) + " was taken");
      assertTrue(errors.stream().noneMatch(problem -> problem.remedy().isBlank()));
    }
  }

  private static Case parse(String line) {
    String[] columns = line.split("(?<!\\\\)\\|", -1);
    return new Case(
        columns[0].strip(),
        columns[1].strip(),
        columns[2].strip(),
        columns.length > 3 ? values(columns[3]) : List.of(),
        columns.length > 4 ? values(columns[4]) : List.of());
  }

  private static List<String> values(String column) {
    return Arrays.stream(column.split(","))
        .map(value -> value.strip().replace("\\|", "|"))
        .toList();
  }

  /** The least that makes a whole configuration around a statement of this block. */
  private static String text(Case each, String statement) {
    String lines = each.prelude() + "\n" + statement + "\n";
    return VrrpTexts.around(each.blockName(), lines.replace(" ; ", "\n"));
  }
}
