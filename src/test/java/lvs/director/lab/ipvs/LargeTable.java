package lvs.director.lab.ipvs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Versions of a configuration with thousands of real servers and no checks, and the rules that
 * ipvsadm shows when a version is in the kernel. From one version to the next some services go,
 * others come, and every weight changes.
 */
final class LargeTable {
  private static final int SERVICES = 60;
  private static final int SERVERS = 50;
  private static final int STEP = 10;

  private final int version;

  LargeTable(int version) {
    this.version = version;
  }

  private int weight(int service, int server) {
    return 1 + (service + server + version * 7) % 100;
  }

  private static String virtual(int service) {
    return "10.9." + service / 250 + "." + (1 + service % 250);
  }

  private static String real(int server) {
    return "10.8.0." + (1 + server);
  }

  private int from() {
    return version * STEP;
  }

  String configuration() {
    StringBuilder text = new StringBuilder();
    for (int service = from(); service < from() + SERVICES; service++) {
      text.append("virtual_server ").append(virtual(service)).append(" 80 {\n");
      text.append("    lvs_sched wrr\n    lvs_method NAT\n    protocol TCP\n");
      for (int server = 0; server < SERVERS; server++) {
        text.append("    real_server %s 80 {\n".formatted(real(server)));
        text.append("        weight %d\n    }\n".formatted(weight(service, server)));
      }
      text.append("}\n");
    }
    return text.toString();
  }

  /** As ipvsadm -Sn writes them, sorted. */
  List<String> rules() {
    List<String> rules = new ArrayList<>();
    for (int service = from(); service < from() + SERVICES; service++) {
      String address = virtual(service) + ":80";
      rules.add("-A -t " + address + " -s wrr");
      for (int server = 0; server < SERVERS; server++) {
        rules.add(
            "-a -t %s -r %s:80 -m -w %d".formatted(address, real(server), weight(service, server)));
      }
    }
    Collections.sort(rules);
    return rules;
  }
}
