package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lvs.director.config.text.Problem;
import lvs.director.model.Configuration;
import lvs.director.model.VirtualRouter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each diagnostic about virtual routers: found where it is, and nothing else is. */
class VrrpProblemsTest {
  record Case(String title, String text, List<String> expected) {
    @Override
    public String toString() {
      return title;
    }
  }

  static Stream<Case> cases() throws IOException {
    String file = Files.readString(Path.of("src/test/resources/vrrp-problems.txt"));
    String[] sections = file.split("(?m)^(?===)");
    return Stream.of(sections).skip(1).map(VrrpProblemsTest::parse);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findsExactlyTheseProblems(Case each) {
    List<Problem> problems = VrrpTexts.load(each.text()).problems();
    List<String> found = problems.stream().map(VrrpProblemsTest::summary).toList();
    assertEquals(String.join("\n", each.expected()), String.join("\n", found), each.text());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyProblemSaysWhatToDo(Case each) {
    for (Problem problem : VrrpTexts.load(each.text()).problems()) {
      assertAll(
          () -> assertFalse(problem.what().isBlank()),
          () -> assertFalse(problem.remedy().isBlank(), problem.what()),
          () -> assertFalse(problem.line().isBlank(), problem.what()));
    }
  }

  @Test
  void aSecretIsNeverShown() {
    String secret = "hex:00112233445566778899aabbccddeeff";
    String text = VrrpTexts.instance("auth_hmac {\nkey 1 " + secret + "\nactive_key 1\n}");
    for (Problem problem : VrrpTexts.load(text).problems()) {
      assertFalse(problem.what().contains("0011"), problem.what());
    }
    String router =
        VrrpTexts.router("authentication {\nauth_type PASS\nauth_pass hidden\n}").toString();
    assertFalse(router.contains("hidden"), router);
  }

  @Test
  void aProgramThatOthersCanChangeIsInsecureForRootOnly() {
    FakeFiles files = new FakeFiles().program("/opt/check").changeable("/opt/check");
    String script = "vrrp_script s {\nscript /opt/check\n%s\n}\n";
    String secure = "global_defs {\nenable_script_security\n}\n";
    assertEquals(List.of(), VrrpTexts.load(script.formatted(""), files).problems());
    assertEquals(
        List.of("WARNING script-insecure 5"),
        VrrpTexts.load(secure + script.formatted(""), files).problems().stream()
            .map(VrrpProblemsTest::summary)
            .toList());
    assertEquals(
        List.of(), VrrpTexts.load(secure + script.formatted("user nobody"), files).problems());
  }

  @Test
  void aProgramThatOthersCanChangeIsNotRunForRoot() {
    FakeFiles files =
        new FakeFiles().program("/opt/check").program("/bin/safe").changeable("/opt/check");
    String text =
        """
        global_defs {
          enable_script_security
        }
        vrrp_script s {
          script /opt/check
        }
        vrrp_script t {
          script /opt/check
          user nobody
        }
        vrrp_instance V {
          interface eth0
          virtual_router_id 7
          virtual_ipaddress {
            192.0.2.7
          }
          track_script {
            s
            t
          }
          notify_master /opt/check
          notify_backup /bin/safe
          notify_fault "/opt/check x" nobody
        }
        virtual_server 192.0.2.7 80 {
          protocol TCP
          real_server 192.0.2.11 80 {
            MISC_CHECK {
              misc_path /opt/check
            }
            MISC_CHECK {
              misc_path /opt/check
              user nobody
            }
          }
        }
        """;
    Configuration configuration = VrrpTexts.load(text, files).configuration().orElseThrow();
    VirtualRouter router = configuration.vrrp().virtualRouters().getFirst();
    assertEquals(
        List.of("t"), configuration.vrrp().trackScripts().stream().map(s -> s.name()).toList());
    assertEquals(List.of("t"), router.tracking().scripts().stream().map(s -> s.name()).toList());
    assertTrue(router.notifyScripts().master().isEmpty());
    assertTrue(router.notifyScripts().backup().isPresent());
    assertTrue(router.notifyScripts().fault().isPresent());
    assertEquals(
        1, configuration.virtualServices().getFirst().realServers().getFirst().checks().size());
  }

  private static String summary(Problem problem) {
    return problem.severity() + " " + problem.code() + " " + problem.at().line();
  }

  private static Case parse(String section) {
    List<String> text = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    List<String> lines = section.lines().toList();
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith("> ")) {
        expected.add(line.substring(2));
      } else if (!line.isBlank()) {
        text.add(line);
      }
    }
    String body = String.join("\n", text);
    boolean inside = section.startsWith("===");
    return new Case(
        lines.getFirst().replaceFirst("^=+ ", ""),
        inside ? VrrpTexts.instance(body) : body + "\n",
        List.copyOf(expected));
  }
}
