package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import lvs.director.base.Prefix;
import lvs.director.config.LocalInterfaces.LocalInterface;
import lvs.director.config.text.Problem;
import lvs.director.model.Configuration;
import lvs.director.model.VirtualRouter;

/** Configurations of virtual routers that a test holds as text, on a machine it makes up. */
final class VrrpTexts {
  static final LocalInterfaces MACHINE =
      () ->
          List.of(
              device("lo", 65536, "127.0.0.1/8"),
              device("eth0", 1500, "192.0.2.2/24", "2001:db8::2/64"),
              device("eth1", 1500, "198.51.100.2/24"));

  private VrrpTexts() {}

  static LocalInterface device(String name, int mtuBytes, String... addresses) {
    return new LocalInterface(
        name,
        List.of(addresses).stream().map(text -> Prefix.parse(text).orElseThrow()).toList(),
        mtuBytes,
        true);
  }

  static Loaded load(String text) {
    return load(text, new FakeFiles().program("/bin/true").program("/bin/false"));
  }

  static Loaded load(String text, FileFacts facts) {
    return Reading.text(text, facts, MACHINE);
  }

  static List<Problem> errors(Loaded loaded) {
    return loaded.problems().stream()
        .filter(problem -> problem.severity() == Problem.Severity.ERROR)
        .toList();
  }

  static Configuration usable(String text) {
    Loaded loaded = load(text);
    assertEquals(List.of(), errors(loaded), text);
    return loaded.configuration().orElseThrow();
  }

  /** The configuration of a text without any problem. */
  static Configuration clean(String text) {
    Loaded loaded = load(text);
    assertEquals(List.of(), loaded.problems(), text);
    return loaded.configuration().orElseThrow();
  }

  /** Codes of all problems, in the order of the text. */
  static List<String> codes(String text) {
    return load(text).problems().stream().map(Problem::code).toList();
  }

  /** A virtual router that says the least, with these further lines. */
  static String instance(String lines) {
    return "vrrp_instance V {\ninterface eth0\nvirtual_router_id 7\n"
        + "virtual_ipaddress {\n192.0.2.7\n}\n"
        + lines
        + "\n}\n";
  }

  static VirtualRouter router(String lines) {
    return usable(instance(lines)).vrrp().virtualRouters().getFirst();
  }

  static VirtualRouter cleanRouter(String lines) {
    return clean(instance(lines)).vrrp().virtualRouters().getFirst();
  }

  /** These lines in a block of this name, with everything around it that they may refer to. */
  static String around(String block, String lines) {
    return inside("root", block, lines)
        + "global_defs {\n"
        + inside("global_defs", block, lines)
        + "}\nvrrp_script s {\nscript \"/bin/true\"\n"
        + inside("vrrp_script", block, lines)
        + "}\ntrack_file f {\nfile /tmp/f\n"
        + inside("track_file", block, lines)
        + "}\nvrrp_track_process p {\nprocess nginx\n"
        + inside("vrrp_track_process", block, lines)
        + "}\nbfd_instance b {\nneighbor_ip 192.0.2.66\n"
        + inside("bfd_instance", block, lines)
        + "}\n"
        + only("track_group", block, "track_group T {\n" + lines + "}\n")
        + only("garp_group", block, garpGroup(lines))
        + only("vrrp_sync_group", block, "vrrp_sync_group S {\ngroup {\nV\nW\n}\n" + lines + "}\n")
        + mainInstance(block, lines)
        + other("W", 8)
        + (lines.contains("vrrp_instance X") ? "" : other("X", 9));
  }

  private static String garpGroup(String lines) {
    return "garp_group {\ninterface eth0\ngarp_interval 0.1\n" + lines + "}\n";
  }

  private static String mainInstance(String block, String lines) {
    String without = "!interface\n";
    String own = inside("vrrp_instance", block, lines);
    return "vrrp_instance V {\n"
        + (own.contains(without) ? "" : "interface eth0\n")
        + "virtual_router_id 7\n"
        + "virtual_ipaddress {\n192.0.2.7\n}\n"
        + own.replace(without, "")
        + only("authentication", block, "authentication {\n" + lines + "}\n")
        + only("auth_hmac", block, hmac(lines))
        + "}\n";
  }

  private static String hmac(String lines) {
    return "auth_hmac {\nkey 1 1111111111111111111111111111111111111111\nactive_key 1\n"
        + lines
        + "}\n";
  }

  private static String other(String name, int vrid) {
    return "vrrp_instance "
        + name
        + " {\ninterface eth0\nvirtual_router_id "
        + vrid
        + "\nvirtual_ipaddress {\n192.0.2."
        + vrid
        + "\n}\n}\n";
  }

  private static String inside(String block, String wanted, String lines) {
    return only(block, wanted, lines);
  }

  private static String only(String block, String wanted, String text) {
    return block.equals(wanted) ? text : "";
  }
}
