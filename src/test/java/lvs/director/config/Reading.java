package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Random;
import lvs.director.config.text.ReadSettings;
import lvs.director.model.Check;
import lvs.director.model.Configuration;
import lvs.director.model.RealServer;
import lvs.director.model.VirtualService;

/** Reads configurations that a test holds as text. */
final class Reading {
  static final ReadSettings SETTINGS = ReadSettings.of("host", Map.of(), new Random(1));

  private Reading() {}

  static Loaded text(String text) {
    return text(text, FakeFiles.none());
  }

  static Loaded text(String text, FileFacts facts) {
    return ConfigurationReader.load(OneFile.NAME, SETTINGS, new OneFile(text), facts);
  }

  static Loaded text(String text, FileFacts facts, LocalInterfaces interfaces) {
    return ConfigurationReader.load(OneFile.NAME, SETTINGS, new OneFile(text), facts, interfaces);
  }

  /** The configuration of a text that has no problem at all. */
  static Configuration clean(String text) {
    Loaded loaded = text(text, new FakeFiles().program("/bin/true").file("/etc/ca.pem"));
    assertEquals(List.of(), loaded.problems());
    return loaded.configuration().orElseThrow();
  }

  /** A virtual server that says the least, with these further lines. */
  static String service(String lines) {
    return "virtual_server 192.0.2.1 80 {\nlb_algo wlc\nlb_kind NAT\nprotocol TCP\n"
        + lines
        + "\n}\n";
  }

  /** The same with one real server that holds these lines. */
  static String server(String lines) {
    return service("real_server 192.0.2.11 8080 {\n" + lines + "\n}");
  }

  static VirtualService cleanService(String lines) {
    return clean(service(lines + "\nreal_server 192.0.2.11 8080 {\n}"))
        .virtualServices()
        .getFirst();
  }

  static RealServer cleanServer(String lines) {
    return clean(server(lines)).virtualServices().getFirst().realServers().getFirst();
  }

  static <C extends Check> C cleanCheck(Class<C> type, String lines) {
    return type.cast(cleanServer(lines).checks().getFirst());
  }
}
