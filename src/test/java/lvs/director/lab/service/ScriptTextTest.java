package lvs.director.lab.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lvs.director.lab.net.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scripts do not have in them, each a fault of the scripts that people bring. */
class ScriptTextTest {
  private static final Path FOLDER = Path.of("init.d");

  private static List<String> code(String script) throws IOException {
    try (Stream<String> lines = Files.lines(FOLDER.resolve(script))) {
      return lines.map(String::strip).filter(line -> !line.startsWith("#")).toList();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "iptables, flushes everybody's firewall",
    "'nft ', changes everybody's firewall",
    "ipvsadm, clears everybody's services",
    "ifconfig, knows no prefix and takes lo down",
    "netstat, is not installed everywhere",
    "'route ', is not installed everywhere",
    "ip_forward, belongs to routers and containers too",
    "send_redirects, belongs to others too",
    "init.d/functions, is there on Red Hat only",
    "lsb/init-functions, is not installed everywhere",
    "link set lo down, ends all local connections",
    "addr flush, takes addresses of others",
    "chkconfig, is for the package",
  })
  void neitherScriptHas(String words, String why) throws IOException {
    for (String script : List.of("lvs-director", "lvs-realserver")) {
      for (String line : code(script)) {
        assertFalse(line.contains(words), () -> script + ": " + line + ": " + why);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lvs-director", "lvs-realserver"})
  void bothHaveTheHeadersOfLsbAndOfChkconfig(String script) throws IOException {
    String text = Files.readString(FOLDER.resolve(script));
    assertTrue(text.startsWith("#!/bin/sh\n### BEGIN INIT INFO\n"), script);
    for (String header :
        List.of(
            "# Provides:          " + script,
            "# Required-Start:    $network",
            "# Required-Stop:     $network",
            "# Default-Start:     2 3 4 5",
            "# Default-Stop:      0 1 6",
            "# Short-Description: ",
            "### END INIT INFO",
            "# description: ")) {
      assertTrue(text.contains("\n" + header), header);
    }
    assertTrue(text.lines().anyMatch(line -> line.matches("# chkconfig: 2345 \\d\\d \\d\\d")));
  }

  /** Stop comes in the reverse order of start: the real server's addresses go last. */
  @ParameterizedTest
  @CsvSource({"lvs-director, 88, 12", "lvs-realserver, 11, 89"})
  void theNumbersOfChkconfigAddUpToAHundred(String script, int start, int stop) throws IOException {
    assertEquals(100, start + stop);
    String text = Files.readString(FOLDER.resolve(script));
    assertTrue(text.contains("# chkconfig: 2345 " + start + " " + stop), script);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lvs-director", "lvs-realserver"})
  void theShellsOfDebianAndOfSmallSystemsReadThem(String script) {
    for (String shell : List.of("sh -n", "bash --posix -n", "busybox sh -n")) {
      if (isInstalled(shell.split(" ")[0])) {
        String[] words = (shell + " " + FOLDER.resolve(script)).split(" ");
        assertEquals("", Command.run(words), shell);
      }
    }
  }

  @Test
  void shellcheckFindsNothing() {
    if (isInstalled("shellcheck")) {
      assertEquals(
          "",
          Command.run(
              "shellcheck",
              FOLDER.resolve("lvs-director").toString(),
              FOLDER.resolve("lvs-realserver").toString()));
    }
  }

  private static boolean isInstalled(String program) {
    return Stream.of("/bin", "/usr/bin").anyMatch(bin -> Files.isExecutable(Path.of(bin, program)));
  }
}
