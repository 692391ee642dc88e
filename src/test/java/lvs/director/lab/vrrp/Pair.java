package lvs.director.lab.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lvs.director.lab.Await;
import lvs.director.lab.Lab;
import lvs.director.lab.net.Echo;
import lvs.director.lab.net.Host;
import lvs.director.lab.net.Network;
import lvs.director.lab.net.Probe;
import lvs.director.lab.net.ProbeReport;
import lvs.director.lab.net.Router;
import lvs.director.lab.net.Sniffer;

/** Two routers, a client that probes the virtual address, and a record of what was sent. */
final class Pair implements AutoCloseable {
  /** What a busy machine may add to every time that a protocol promises. */
  static final Duration ROOM = Duration.ofSeconds(5);

  private static final Duration PROBE_INTERVAL = Duration.ofMillis(5);
  private static final Duration SETTLED = Duration.ofSeconds(60);

  final Setup setup;
  final Casting casting;
  final Path folder;
  final Router first;
  final Router second;
  private final Network network;
  private final List<Echo> echoes = new ArrayList<>();
  private final List<Sniffer> sniffers = new ArrayList<>();
  private final Probe probe;
  private long stepBegan = System.nanoTime();

  /** Both run, and the first is master. */
  static Pair begun(Setup setup, Casting casting, Path folder) throws IOException {
    return begun(setup, casting, folder, 150, 100);
  }

  static Pair begun(
      Setup setup, Casting casting, Path folder, int firstPriority, int secondPriority)
      throws IOException {
    Pair pair = new Pair(setup, casting, folder, firstPriority, secondPriority);
    try {
      touch(pair.check(pair.first.host()));
      pair.first.start();
      pair.settled("first alone", pair.first);
      pair.second.start();
      pair.step();
      pair.stays("second joins", pair.first);
      return pair;
    } catch (IOException | RuntimeException | Error failed) {
      pair.close();
      throw failed;
    }
  }

  private Pair(Setup setup, Casting casting, Path folder, int firstPriority, int secondPriority)
      throws IOException {
    Lab.root();
    Lab.program("tcpdump", "tcpdump");
    Lab.program("tshark", "tshark");
    this.setup = setup;
    this.casting = casting;
    this.folder = folder;
    this.network = Network.of(setup.segments(), "first", "second", "client");
    Host a = network.host("first");
    Host b = network.host("second");
    first = casting.first().router(a, folder.resolve("first"), conf(a, b, firstPriority));
    second = casting.second().router(b, folder.resolve("second"), conf(b, a, secondPriority));
    for (Host host : List.of(a, b)) {
      echoes.add(new Echo(host, vip()));
      sniffers.add(new Sniffer(host, 0, folder.resolve(host + ".pcap")));
      host.watch();
    }
    probe = new Probe(network.host("client"), vip(), PROBE_INTERVAL);
  }

  String conf(Host self, Host peer, int priority) {
    return setup.conf(self, peer, priority, check(self).toString());
  }

  /** The file that the script on a host looks for. */
  Path check(Host host) {
    return folder.resolve("check-" + host);
  }

  InetAddress vip() {
    return setup.address(0);
  }

  Router other(Router router) {
    return router == first ? second : first;
  }

  /** Begins a step: what the client sees from here on counts for it. */
  void step() {
    stepBegan = System.nanoTime();
  }

  /**
   * Waits until this router alone has every virtual address and answers the client, then tells what
   * the client saw in this step.
   */
  ProbeReport settled(String step, Router owner) {
    await(
        owner + " alone owns the addresses",
        step,
        () -> owns(owner) && !ownsAny(other(owner)) && answers(owner));
    addressesAreExactly(owner);
    return told(step);
  }

  /** Waits until this router has every virtual address, whoever else has them too. */
  ProbeReport taken(String step, Router owner) {
    await(owner + " owns the addresses", step, () -> owns(owner));
    return told(step);
  }

  /**
   * Lets the backup's patience pass, then {@link #settled}: in this step no virtual address came or
   * went anywhere, and the client had no answer of the other router.
   */
  ProbeReport stays(String step, Router owner) {
    await("time passes", step, () -> sinceStep().compareTo(setup.masterDown().multipliedBy(2)) > 0);
    ProbeReport seen = settled(step, owner);
    for (int segment = 0; segment < setup.segments(); segment++) {
      InetAddress address = setup.address(segment);
      assertTrue(
          owner.host().watch().first(address, false, stepBegan).isEmpty()
              && other(owner).host().watch().first(address, true, stepBegan).isEmpty(),
          () -> address + " moved in step " + step + "\n" + state());
    }
    assertTrue(
        seen.owners().stream().allMatch(o -> o.number() == owner.host().number()),
        () -> step + ": " + seen + "\n" + state());
    return seen;
  }

  private Duration sinceStep() {
    return Duration.ofNanos(System.nanoTime() - stepBegan);
  }

  private void await(String what, String step, Await.Condition condition) {
    Await.until(SETTLED, () -> what + " after '" + step + "'; " + state(), condition);
  }

  private ProbeReport told(String step) {
    ProbeReport seen = seen();
    System.out.printf("lab: %-22s %-22s %-40s %s%n", setup, casting, step, seen);
    return seen;
  }

  /** What a SIGKILL leaves behind: keepalived's addresses stay, ours die with their lease. */
  ProbeReport takenFromDead(String step, Router successor) {
    return kindOf(other(successor)) == Kind.DIRECTOR
        ? settled(step, successor)
        : taken(step, successor);
  }

  private Kind kindOf(Router router) {
    return router == first ? casting.first() : casting.second();
  }

  /** No gap longer than the protocol needs to notice a dead master, and what the machine adds. */
  void withinTheProtocolsLimit(ProbeReport seen) {
    Duration limit = setup.masterDown().plus(ROOM);
    assertTrue(
        seen.gap().compareTo(limit) <= 0, () -> "longest gap over " + limit + ": " + state());
  }

  boolean owns(Router router) {
    for (int segment = 0; segment < setup.segments(); segment++) {
      if (!router.host().has(setup.address(segment))) {
        return false;
      }
    }
    return true;
  }

  private boolean ownsAny(Router router) {
    for (int segment = 0; segment < setup.segments(); segment++) {
      if (router.host().has(setup.address(segment))) {
        return true;
      }
    }
    return false;
  }

  private boolean answers(Router router) {
    return probe.answersSince(stepBegan) == router.host().number();
  }

  /** The kernel itself, not what was heard of it. */
  private void addressesAreExactly(Router owner) {
    for (int segment = 0; segment < setup.segments(); segment++) {
      InetAddress address = setup.address(segment);
      assertTrue(!owner.host().address(address).isEmpty(), () -> address + " on " + owner);
      assertEquals("", other(owner).host().address(address));
    }
  }

  ProbeReport seen() {
    return probe.report(stepBegan);
  }

  String state() {
    return "first has %s, second has %s, the client saw %s\n-- first:\n%s\n-- second:\n%s"
        .formatted(
            first.host().addresses(), second.host().addresses(), seen(), first.log(), second.log());
  }

  /** tshark finds nothing wrong with what either router has sent; ends the recording. */
  void packetsAreGood() {
    Packets.judge(sniffers.getFirst().capture().packets(sumsAsV2(casting.first())), setup);
    Packets.judge(sniffers.getLast().capture().packets(sumsAsV2(casting.second())), setup);
  }

  private boolean sumsAsV2(Kind kind) {
    return setup == Setup.V3_CHECKSUM_AS_V2 && kind == Kind.DIRECTOR;
  }

  @Override
  public void close() {
    try {
      probe.close();
      first.close();
      second.close();
    } finally {
      sniffers.forEach(Sniffer::close);
      echoes.forEach(Echo::close);
      network.close();
    }
  }

  /** A file that a script finds. */
  static void touch(Path file) throws IOException {
    Files.writeString(file, "");
  }
}
