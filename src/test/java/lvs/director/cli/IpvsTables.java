package lvs.director.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Random tables, as the lines of ipvsadm that make them; the kernel takes every one. */
final class IpvsTables {
  private static final List<String> SCHEDULERS =
      List.of(
          "rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "sed", "nq", "fo", "ovf", "mh");

  private final Random random;

  IpvsTables(Random random) {
    this.random = random;
  }

  /** A service, and servers behind it. */
  private record Service(String key, boolean ipv6, boolean mark, boolean udp, boolean anyPort) {}

  List<String> table() {
    List<String> lines = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (int i = random.nextInt(7) + 1; i > 0; i--) {
      Service service = service();
      if (keys.add(service.key())) {
        lines.add("-A " + service.key() + settings(service));
        servers(service, lines);
      }
    }
    return lines;
  }

  private Service service() {
    boolean ipv6 = random.nextInt(3) == 0;
    if (random.nextInt(4) == 0) {
      int mark = random.nextBoolean() ? 1 + random.nextInt(20) : 1 + random.nextInt(1 << 30);
      return new Service("-f " + mark + (ipv6 ? " -6" : ""), ipv6, true, false, false);
    }
    String protocol = List.of("-t", "-u", "--sctp-service").get(random.nextInt(3));
    boolean anyPort = random.nextInt(6) == 0;
    int port = anyPort ? 0 : 1 + random.nextInt(random.nextBoolean() ? 100 : 65535);
    String address = ipv6 ? "[" + ipv6() + "]" : ipv4();
    return new Service(
        protocol + " " + address + ":" + port, ipv6, false, protocol.equals("-u"), anyPort);
  }

  private String ipv4() {
    return random.nextBoolean()
        ? "10.0.0." + (1 + random.nextInt(250))
        : 1 + random.nextInt(223) + "." + random.nextInt(256) + ".0." + random.nextInt(256);
  }

  private String ipv6() {
    return random.nextBoolean()
        ? "2001:db8::" + Integer.toHexString(1 + random.nextInt(65535))
        : Integer.toHexString(random.nextBoolean() ? 0x2000 : 1 + random.nextInt(0xfe00))
            + ":0:"
            + Integer.toHexString(random.nextInt(65536))
            + "::"
            + Integer.toHexString(1 + random.nextInt(65535))
            + ":1";
  }

  private String settings(Service service) {
    String scheduler = SCHEDULERS.get(random.nextInt(SCHEDULERS.size()));
    StringBuilder text = new StringBuilder(random.nextInt(5) == 0 ? "" : " -s " + scheduler);
    if (service.anyPort() || random.nextInt(3) == 0) {
      text.append(persistence(service.ipv6()));
    }
    if (random.nextInt(6) == 0) {
      text.append(" --pe sip");
    }
    if ((service.udp() || service.mark()) && random.nextInt(4) == 0) {
      text.append(" -o");
    }
    if (text.toString().contains("-s ") && random.nextInt(3) == 0) {
      text.append(" -b ").append(flags(scheduler));
    }
    return text.toString();
  }

  private String persistence(boolean ipv6) {
    String seconds =
        List.of(" -p", " -p 1", " -p50", " --persistent=2678400", " -p 360").get(random.nextInt(5));
    if (random.nextBoolean()) {
      return seconds;
    }
    int length = 1 + random.nextInt(ipv6 ? 128 : 32);
    return seconds + " -M " + (ipv6 ? length : mask(length));
  }

  private static String mask(int length) {
    int bits = -1 << 32 - length;
    return (bits >>> 24) + "." + (bits >> 16 & 255) + "." + (bits >> 8 & 255) + "." + (bits & 255);
  }

  private String flags(String scheduler) {
    boolean hashes = scheduler.equals("sh") || scheduler.equals("mh");
    List<String> names =
        hashes
            ? List.of(scheduler + "-fallback", scheduler + "-port", "flag-1", "flag-2")
            : List.of("flag-1", "flag-2", "flag-3");
    List<String> chosen = names.stream().filter(_ -> random.nextBoolean()).toList();
    return chosen.isEmpty() ? names.getFirst() : String.join(",", chosen);
  }

  private void servers(Service service, List<String> lines) {
    Set<String> addresses = new HashSet<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      boolean mixed = random.nextInt(6) == 0;
      boolean ipv6 = service.ipv6() != mixed;
      String address = ipv6 ? "[" + ipv6() + "]" : ipv4();
      if (addresses.add(address)) {
        String port = ":" + (1 + random.nextInt(65535));
        boolean bare = random.nextInt(4) == 0;
        lines.add(
            "-a "
                + service.key()
                + " -r "
                + (bare ? address.replaceAll("[\\[\\]]", "") : address + port)
                + (mixed ? tunnel() : forwarding())
                + limits());
      }
    }
  }

  private String forwarding() {
    return switch (random.nextInt(4)) {
      case 0 -> " -m";
      case 1 -> " -g";
      case 2 -> "";
      default -> tunnel();
    };
  }

  private String tunnel() {
    String port = " --tun-port " + (1 + random.nextInt(65535));
    return List.of(
            " -i",
            " -i --tun-type ipip",
            " --tun-type=gue -i" + port,
            " -i --tun-type gue" + port + " --tun-csum",
            " -i --tun-type gue --tun-nocsum" + port,
            " -i --tun-type gue --tun-remcsum" + port,
            " -i --tun-type gre",
            " -i --tun-type gre --tun-csum",
            " -i --tun-type gre --tun-nocsum")
        .get(random.nextInt(9));
  }

  private String limits() {
    int upper = 1 + random.nextInt(random.nextBoolean() ? 100 : Integer.MAX_VALUE);
    String weight =
        List.of("", " -w 0", " -w 1", " -w 65535", " -w" + random.nextInt(Integer.MAX_VALUE))
            .get(random.nextInt(5));
    return switch (random.nextInt(4)) {
      case 0 -> weight + " -x " + upper;
      case 1 -> weight + " -y " + random.nextInt(upper) + " -x " + upper;
      default -> weight;
    };
  }
}
