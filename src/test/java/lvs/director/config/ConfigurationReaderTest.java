package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lvs.director.config.text.Problem;
import lvs.director.model.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationReaderTest {

  private static List<String> told(Loaded loaded) {
    return loaded.problems().stream()
        .map(p -> p.at().line() + ":" + p.at().column() + " " + p.severity() + " " + p.code())
        .toList();
  }

  @Test
  void anEmptyFileIsTheEmptyConfiguration() {
    Loaded loaded = Reading.text("\n# nothing\n");
    assertEquals(Optional.of(Configuration.EMPTY), loaded.configuration());
    assertEquals(List.of("1:1 WARNING empty-configuration"), told(loaded));
  }

  @Test
  void allProblemsOfTextAndMeaningAreToldInTheOrderOfTheText() {
    Loaded loaded =
        Reading.text(
            """
            virtual_server 192.0.2.1 80 {
              lb_algo quick // comment
              lb_kind NAT
              protokoll TCP
              real_server 192.0.2.2 99999 {
                weight -1
              }
            }
            global_defs {
              lvs_timeouts tcp x
            }
            }
            """);
    assertEquals(
        List.of(
            "1:1 WARNING default-used",
            "2:11 ERROR bad-choice",
            "2:17 WARNING slash-comment",
            "4:3 ERROR unknown-keyword",
            "5:25 ERROR out-of-range",
            "6:12 ERROR out-of-range",
            "10:20 ERROR not-a-number",
            "12:1 ERROR stray-brace"),
        told(loaded));
    assertFalse(loaded.usable());
    assertEquals(List.of("test.conf"), loaded.files());
  }

  @Test
  void everyMessageIsASentenceWithARemedyOfItsOwn() {
    for (Problem problem : Reading.text("virtual_server {\n} }\nrouter_id a // b").problems()) {
      assertTrue(problem.what().matches("(?s).*[.!?]"), problem::what);
      assertTrue(problem.remedy().matches("(?s)[A-Z].*[.!?]"), problem::remedy);
    }
  }

  @Test
  void aFileThatCannotBeReadIsNoConfigurationAndNoFile() {
    Loaded loaded = ConfigurationReader.load(Path.of("/nowhere/x.conf"), Reading.SETTINGS);
    assertEquals(List.of(), loaded.files());
    assertFalse(loaded.usable());
    assertEquals(
        List.of("file-unreadable"), loaded.problems().stream().map(Problem::code).toList());
  }

  @Test
  void aDirectorFileIncludesTheKeepalivedFile(@TempDir Path dir) throws IOException {
    Files.writeString(
        dir.resolve("keepalived.conf"), Reading.service("real_server 192.0.2.11 80 {\n}"));
    Path director = dir.resolve("director.conf");
    Files.writeString(director, "director {\nsyslog off\n}\ninclude keepalived.conf\n");
    Loaded loaded = ConfigurationReader.load(director, Reading.SETTINGS);
    assertEquals(List.of(), loaded.problems());
    assertEquals(2, loaded.files().size());
    assertFalse(loaded.configuration().orElseThrow().director().syslog());
    assertEquals(1, loaded.configuration().orElseThrow().virtualServices().size());
  }

  @Test
  void anIncludeThatMatchesNothingIsTold() {
    assertEquals(
        List.of("1:9 WARNING include-unmatched"), told(Reading.text("include missing.conf")));
  }

  @Test
  void globalDefinitionsHoldForBlocksBeforeThem() {
    String text = Reading.server("TCP_CHECK {\n}") + "global_defs {\nchecker_log_all_failures\n}";
    assertTrue(
        Reading.clean(text)
            .virtualServices()
            .getFirst()
            .realServers()
            .getFirst()
            .checks()
            .getFirst()
            .timing()
            .logAllFailures());
  }

  @Test
  void anAdvertisementHoldsNoMoreAddressesThanTheirCountMayBe() {
    StringBuilder text =
        new StringBuilder(
            "vrrp_instance VI {\ninterface eth0\nvirtual_router_id 5\nvirtual_ipaddress {\n");
    for (int i = 0; i < 400; i++) {
      text.append("10.0.").append(i / 250).append('.').append(i % 250 + 1).append('\n');
    }
    assertEquals(
        List.of("WARNING too-many-addresses"),
        Reading.text(text + "}\n}").problems().stream()
            .map(p -> p.severity() + " " + p.code())
            .toList());
  }
}
