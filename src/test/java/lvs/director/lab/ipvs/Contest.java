package lvs.director.lab.ipvs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lvs.director.lab.Await;
import lvs.director.lab.uml.UserModeHost;
import lvs.director.lab.uml.UserModeMachine;
import lvs.director.lab.uml.UserModeNetwork;
import lvs.director.lab.uml.UserModeServer;

/** Real keepalived and our director, each on a host of its own, with the same file. */
final class Contest implements AutoCloseable {
  private static final Duration CONVERGED = Duration.ofSeconds(60);

  /** For tables to become equal after all checks have been told; a busy machine needs a while. */
  private static final Duration AGREED = Duration.ofSeconds(20);

  private final StringBuilder differences = new StringBuilder();

  final KeepalivedInside theirs;
  final DirectorInside ours;

  /**
   * @param keywords of our director block
   */
  Contest(UserModeMachine machine, Path folder, String... keywords) throws IOException {
    UserModeNetwork network = UserModeNetwork.of(machine, 2, "theirs", "ours");
    theirs = new KeepalivedInside(network.host("theirs"), folder.resolve("theirs"), false);
    ours = new DirectorInside(network.host("ours"), folder.resolve("ours"), keywords);
    for (UserModeHost each : hosts()) {
      // The group that may send pings, for PING_CHECK; the interface of the real servers.
      each.sh(
          "sysctl -qw net.ipv4.ping_group_range='0 2147483647'\n"
              + "ip link add rs0 type dummy\nip link set rs0 up");
    }
  }

  private UserModeHost[] hosts() {
    return new UserModeHost[] {theirs.host(), ours.host()};
  }

  private List<Balancer> both() {
    return List.of(theirs, ours);
  }

  /** A program on each host that answers on this port of each address. */
  List<UserModeServer> listen(int port) {
    return both().stream()
        .map(each -> new UserModeServer(each.host(), "up", "tcp/::/" + port))
        .toList();
  }

  /** Gives the hosts these addresses of real servers and no others. */
  void realServers(List<String> addresses) {
    StringBuilder script = new StringBuilder("ip -batch - <<BATCH\naddr flush dev rs0\n");
    addresses.forEach(each -> script.append("addr add %s dev rs0\n".formatted(each)));
    script.append("BATCH\n");
    both().forEach(each -> each.host().sh(script.toString()));
  }

  void load(String keepalivedConf) {
    theirs.load(keepalivedConf);
    ours.load(keepalivedConf);
  }

  /** From here on {@link #await} counts. */
  void mark() {
    both().forEach(Balancer::markLoaded);
  }

  /** Waits until so many real servers were found up and down by each. */
  void await(int up, int down) {
    for (Balancer each : both()) {
      Await.until(
          CONVERGED,
          () -> up + " up and " + down + " down of\n" + each.news(),
          () -> each.count(each.up()) >= up && each.count(each.down()) >= down);
    }
  }

  /**
   * Waits until we have looked at so many real servers. That keepalived has, shows in its table: it
   * has all of them at start.
   */
  void awaitVerdicts(int realServers) {
    Await.until(
        CONVERGED,
        () -> realServers + " checked of\n" + ours.news(),
        () -> ours.count(ours.up()) + ours.count(ours.down()) >= realServers);
  }

  /** Notes a difference, unless their table becomes the same as ours and stays so for a look. */
  void compare(String what) {
    long end = System.nanoTime() + AGREED.toNanos();
    List<TableText> tables = tables();
    boolean equal = tables.get(0).equals(tables.get(1));
    boolean settled = false;
    while (!settled && System.nanoTime() < end) {
      tables = tables();
      boolean now = tables.get(0).equals(tables.get(1));
      settled = equal && now;
      equal = now;
    }
    if (!settled) {
      differences.append(what).append('\n').append(tables.get(0).difference(tables.get(1)));
      differences.append("ours said:\n").append(ours.news());
      differences.append("theirs said:\n").append(theirs.news());
    }
  }

  /** All differences there were. */
  void assertAgreed() {
    assertEquals("", differences.toString());
  }

  private List<TableText> tables() {
    return TableText.of(hosts());
  }

  @Override
  public void close() {
    both().forEach(Balancer::close);
  }
}
