package lvs.director.lab.ipvs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A configuration that somebody published, with virtual servers, and with shorter waits than the
 * original so that it converges in seconds.
 */
record Sample(String name, String text) {
  private static final Path SAMPLES = Path.of("/usr/share/doc/keepalived/samples");
  private static final List<String> SEEDS =
      List.of("003-keepalived-lvs.conf", "004-virtual-server.conf");

  /** Those of Debian's keepalived package, and the listings of web pages. */
  static List<Sample> all() throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(SAMPLES), "skipped: keepalived has no samples here");
    List<Sample> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(SAMPLES)) {
      for (Path file : files.sorted().toList()) {
        if (file.getFileName().toString().startsWith("keepalived.conf.")) {
          found.add(of(file.getFileName().toString(), Files.readString(file)));
        }
      }
    }
    for (String seed : SEEDS) {
      try (var in = Sample.class.getResourceAsStream("/seeds/" + seed)) {
        found.add(of(seed, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
      }
    }
    found.removeIf(each -> each.count("(?m)^ *virtual_server ") == 0);
    return found;
  }

  /**
   * One sample has the members of a sync group outside of their group block, which keepalived
   * itself rejects; one listing has comments of C and no-break blanks, as its web page had.
   */
  private static Sample of(String name, String text) {
    String mended =
        text.replaceAll("(?m)^ *[!#].*$", "")
            .replaceAll("(?m)//.*$", "")
            .replace('\u00a0', ' ')
            .replace("ens33", "eth0")
            .replace("  VI_2\n  VI_3\n", "  group {\n    VI_2\n    VI_3\n  }\n")
            .replaceAll("delay_loop +\\d+", "delay_loop 1")
            .replaceAll("delay_before_retry +\\d+", "delay_before_retry 0.2")
            .replaceAll("connect_timeout( +)\\d+", "connect_timeout 2");
    return new Sample(name, mended);
  }

  private int count(String pattern) {
    return Math.toIntExact(Pattern.compile(pattern).matcher(text).results().count());
  }

  /** Real servers with a check that runs: the programs of MISC_CHECK are not there. */
  int checkedServers() {
    return count("(?m)^ *real_server ") - count("MISC_CHECK");
  }

  /** How many are up when port 80 is connected to, and answered without the expected page. */
  int upByPort80() {
    return count("TCP_CHECK") + (text.contains("digest") ? 0 : count("HTTP_GET"));
  }

  List<String> addresses() {
    List<String> addresses = new ArrayList<>();
    Matcher server = Pattern.compile("(?m)^ *real_server +([0-9a-f.:]+)").matcher(text);
    while (server.find()) {
      String address = server.group(1);
      addresses.add(address + (address.contains(":") ? "/128" : "/32"));
    }
    return addresses.stream().distinct().toList();
  }
}
