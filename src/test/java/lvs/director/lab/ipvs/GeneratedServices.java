package lvs.director.lab.ipvs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A keepalived.conf with random virtual services, and what its checks will find while the {@link
 * #FIRST} port or the {@link #SECOND} is listened on. Equal seeds give equal files.
 *
 * <p>Real servers stand at {@code 10.8.N.1} to {@code 10.8.N.8} and {@code fd00:8:N::1} to {@code
 * fd00:8:N::8}, where N is the number of the file. The first three services have the same keys in
 * every file, so that a reload edits them in place; all others are new.
 *
 * <p>Left out is what keepalived 2.2.7 does wrong or the kernel refuses: keepalived forgets the
 * persistence_granularity of a group, and a sorry server that is a real server with
 * inhibit_on_failure never serves (the kernel answers "Destination already exists"); the kernel
 * takes no server whose lthreshold is above its uthreshold, and 6.1 has no scheduler twos.
 */
final class GeneratedServices {
  /** The port that half of the checks ask. */
  static final int FIRST = 8001;

  /** The port that the other checks ask. */
  static final int SECOND = 8002;

  /** How many addresses of real servers a file can use, in each family. */
  static final int ADDRESSES = 8;

  private static final int SERVICES = 10;
  private static final int KEPT = 3;

  static final List<String> SCHEDULERS =
      List.of(
          "rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "sed", "nq", "fo", "ovf", "mh");

  private static final List<String> TUNNELS =
      List.of(
          "",
          " type ipip",
          " type gue port 6080 nocsum",
          " type gue port 6080 csum",
          " type gue port 6080 remcsum",
          " type gre nocsum",
          " type gre csum");

  private final int number;
  private final Random random;
  private final StringBuilder text = new StringBuilder();
  private int onFirst;
  private int onSecond;
  private int alphaOnFirst;

  /**
   * @param number of the file, from 0 to 99
   */
  GeneratedServices(long seed, int number) {
    this.number = number;
    this.random = new Random(seed * 1000 + number);
    text.append("global_defs {\n    script_user root\n}\n");
    for (int service = 0; service < SERVICES; service++) {
      new Service(service).write();
    }
  }

  String text() {
    return text.toString();
  }

  /** How many real servers are up exactly while {@link #FIRST} is listened on. */
  int onFirst() {
    return onFirst;
  }

  /** How many of {@link #onFirst} start as down. */
  int alphaOnFirst() {
    return alphaOnFirst;
  }

  /** How many real servers are up exactly while {@link #SECOND} is listened on. */
  int onSecond() {
    return onSecond;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private void line(String format, Object... values) {
    text.append("    ").append(format.formatted(values)).append('\n');
  }

  /** One virtual_server with its group. */
  private final class Service {
    private final int index;
    private final boolean ipv6;
    private final boolean kept;
    private final boolean mark;
    private final boolean group;
    private final String protocol;
    private final String method = any(List.of("NAT", "DR", "TUN"));
    private final boolean persistent;
    private final boolean portless;
    private final boolean alpha = chance(25);

    Service(int index) {
      this.index = index;
      this.kept = index < KEPT;
      this.ipv6 = kept ? index == 2 : chance(35);
      String any = any(List.of("TCP", "TCP", "UDP", "UDP", "SCTP"));
      this.protocol = kept ? "TCP" : any;
      int kind = random.nextInt(10);
      this.mark = kept ? index == 0 : kind < 2;
      this.group = !kept && kind >= 2 && kind < 6;
      this.persistent = chance(40);
      this.portless = persistent && !kept && !mark && chance(25);
    }

    void write() {
      if (group) {
        writeGroup();
      }
      text.append("virtual_server ").append(key()).append(" {\n");
      line("delay_loop 1");
      line("warmup 0");
      line("lvs_sched %s", scheduler());
      line("lvs_method %s", method(method));
      writeFlags();
      writePersistence();
      writeQuorum();
      writeServers();
      text.append("}\n\n");
    }

    /** Services that every file has are told apart by family: it belongs to the key. */
    private String key() {
      if (group) {
        return "group " + name();
      }
      if (mark) {
        return "fwmark " + (kept ? 1 : 10 + number * SERVICES + index);
      }
      return address(1) + port();
    }

    private String name() {
      return "group-" + number + "-" + index;
    }

    private String port() {
      return portless ? "" : " " + (80 + index);
    }

    private String address(int last) {
      int file = kept ? 250 : number;
      return ipv6
          ? "fd00:9:%d:%d::%x".formatted(file, index, last)
          : "10.9.%d.%d".formatted(file, index * 20 + last);
    }

    private void writeGroup() {
      text.append("virtual_server_group ").append(name()).append(" {\n");
      line("%s%s", address(1), port());
      if (chance(60)) {
        line("%s-%s%s", address(2), ipv6 ? "4" : String.valueOf(index * 20 + 4), port());
      }
      if (chance(40)) {
        line("%s %d", address(5), 7000 + index);
      }
      if (chance(30)) {
        line("fwmark %d%s", 2000 + number * SERVICES + index, ipv6 ? " inet6" : "");
      }
      text.append("}\n\n");
    }

    /** Every scheduler comes in turn. */
    private String scheduler() {
      return SCHEDULERS.get((number * SERVICES + index) % SCHEDULERS.size());
    }

    private String method(String method) {
      return method.equals("TUN") ? method + any(TUNNELS) : method;
    }

    private void writeFlags() {
      if (!mark) {
        line("protocol %s", protocol);
      } else {
        line("ip_family %s", ipv6 ? "inet6" : "inet");
      }
      for (String flag : flags()) {
        if (chance(30)) {
          line("%s", flag);
        }
      }
      if ((mark || protocol.equals("UDP")) && chance(25)) {
        line("ops");
      }
      if (alpha) {
        line("alpha");
      }
      if (chance(30)) {
        line("inhibit_on_failure");
      }
    }

    private List<String> flags() {
      return switch (scheduler()) {
        case "sh" -> List.of("sh-port", "sh-fallback", "flag-3", "hashed");
        case "mh" -> List.of("mh-port", "mh-fallback", "flag-3");
        default -> List.of("flag-1", "flag-2", "flag-3");
      };
    }

    private void writePersistence() {
      if (!persistent) {
        return;
      }
      line("persistence_timeout%s", chance(20) ? "" : " " + (1 + random.nextInt(2_678_400)));
      if (!group && chance(50)) {
        line(
            "persistence_granularity %s",
            ipv6 ? any(List.of("64", "48", "128")) : any(List.of("255.255.255.0", "255.255.0.0")));
      }
      if (chance(20)) {
        line("persistence_engine sip");
      }
    }

    private void writeQuorum() {
      if (chance(40)) {
        int quorum = 1 + random.nextInt(12);
        line("quorum %d", quorum);
        if (!kept && chance(50)) {
          line("hysteresis %d", random.nextInt(quorum));
        }
      }
      if (chance(50)) {
        line("sorry_server %s %d", server(9), chance(50) ? 80 + index : 5999);
        if (chance(40)) {
          line("sorry_server_inhibit");
        }
        if (chance(30)) {
          line("sorry_server_lvs_method %s", method(any(List.of("NAT", "DR", "TUN"))));
        }
      }
    }

    private String server(int last) {
      return server(last, ipv6);
    }

    private String server(int last, boolean ipv6) {
      return (ipv6 ? "fd00:8:%d::%x" : "10.8.%d.%d").formatted(number, last);
    }

    private void writeServers() {
      List<Integer> addresses = new ArrayList<>();
      for (int address = 1; address <= ADDRESSES; address++) {
        addresses.add(address);
      }
      Collections.shuffle(addresses, random);
      for (int address : addresses.subList(0, 1 + random.nextInt(5))) {
        writeServer(address);
      }
    }

    private void writeServer(int address) {
      String port = chance(15) ? "" : " " + (chance(60) ? 80 + index : 9000 + index);
      boolean foreign = tunnels() && chance(20);
      line("real_server %s%s {", server(address, ipv6 != foreign), port);
      line("    weight %d", any(List.of(1, 1, 2, 3, 5, 8, 0, 100, 65_535, 70_000)));
      if (!foreign && chance(20)) {
        line("    lvs_method %s", method(any(List.of("NAT", "DR", "TUN"))));
      }
      if (chance(30)) {
        writeThresholds();
      }
      if (chance(15)) {
        line("    inhibit_on_failure");
      }
      if (chance(85)) {
        writeCheck();
      }
      line("}");
    }

    /** Only tunnels reach real servers of the other family. */
    private boolean tunnels() {
      return method.equals("TUN");
    }

    private void writeThresholds() {
      int upper = 1 + random.nextInt(100_000);
      line("    uthreshold %d", upper);
      if (chance(50)) {
        line("    lthreshold %d", random.nextInt(upper) + 1);
      }
    }

    private void writeCheck() {
      boolean first = chance(60);
      line("    TCP_CHECK {");
      line("        connect_port %d", first ? FIRST : SECOND);
      line("        connect_timeout 5");
      line("        retry %d", random.nextInt(2));
      line("        delay_before_retry 0.1");
      line("    }");
      onFirst += first ? 1 : 0;
      onSecond += first ? 0 : 1;
      alphaOnFirst += first && alpha ? 1 : 0;
    }
  }
}
