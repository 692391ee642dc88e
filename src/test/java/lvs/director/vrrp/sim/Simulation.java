package lvs.director.vrrp.sim;

import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import lvs.director.model.AddressFamily;
import lvs.director.vrrp.packet.IncomingPacket;

/** Plays one history; throws {@link Broken} at the first thing that is not as it must be. */
final class Simulation implements SimulatedLan.Ears {
  private static final long STEPS_AT_MOST = 3_000_000;

  private final History history;
  private final Cluster cluster;
  private final Election.Maker maker;
  private final VirtualTime time;
  private final Random random;
  private final Trace trace;
  private final SimulatedLan lan;
  private final List<SimulatedDirector> directors;
  private final Invariants invariants;
  private long steps;
  private long tickets;
  private IncomingPacket lastPacket;

  Simulation(History history, Election.Maker maker, boolean traced) {
    this.history = history;
    this.maker = maker;
    cluster = history.cluster();
    random = new Random(~history.seed() * 0x9E37_79B9_7F4A_7C15L);
    long start = 1_000_000_000L + chance(1_000_000_000_000_000L);
    time = new VirtualTime(start);
    trace = new Trace(traced, start);
    SimulatedLan.Weather fine = new SimulatedLan.Weather(0, 0, cluster.fineDelayNanos());
    lan = new SimulatedLan(cluster.directors(), time, random, fine, this);
    invariants = new Invariants(this);
    directors =
        IntStream.range(0, cluster.directors())
            .mapToObj(each -> new SimulatedDirector(this, each))
            .toList();
  }

  /** What happened; empty unless traced. */
  List<String> trace() {
    return trace.lines();
  }

  long steps() {
    return steps;
  }

  void play() {
    for (History.Phase phase : history.phases()) {
      invariants.phaseBegins(phase);
      long begin = time.nowNanos();
      for (Trouble each : phase.troubles()) {
        time.at(begin + each.atNanos(), () -> befall(each));
      }
      runUntil(begin + phase.lengthNanos());
      calm();
      waitForAll();
      runUntil(time.nowNanos() + cluster.settleNanos());
      waitForEffects();
      invariants.settled();
    }
  }

  private void runUntil(long nanos) {
    while (time.next(nanos)) {
      invariants.happened();
      if (++steps > STEPS_AT_MOST) {
        throw new Broken("it does not end");
      }
    }
  }

  /** The quiet begins: only what lasts (crashed directors, cables, partitions) stays as it is. */
  private void calm() {
    trace.add(time.nowNanos(), () -> "--- quiet");
    lan.fineWeather();
    lan.mend();
  }

  /** Those that stand still go on; what waits on the LAN arrives. */
  private void waitForAll() {
    while (directors.stream().anyMatch(SimulatedDirector::isPaused)) {
      runUntil(time.nowNanos() + cluster.intervalNanos());
    }
    runUntil(time.nowNanos() + stormDelayNanos());
  }

  /** What is wanted at the very end of the quiet needs its time, too. */
  private void waitForEffects() {
    for (int i = 0; i < 100 && !directors.stream().allMatch(SimulatedDirector::isUpToDate); i++) {
      runUntil(time.nowNanos() + cluster.effectNanos());
    }
  }

  /** How late a packet of a storm may be. */
  long stormDelayNanos() {
    return 2 * cluster.intervalNanos() + 1_000_000;
  }

  private void befall(Trouble trouble) {
    trace.add(time.nowNanos(), () -> "*** " + trouble);
    switch (trouble) {
      case Trouble.Storm storm -> lan.weather(storm.weather());
      case Trouble.Deaf deaf -> lan.cut(deaf.from(), deaf.to());
      case Trouble.Partition partition -> lan.partition(partition.parts());
      case Trouble.Crash crash -> director(crash.director()).crash();
      case Trouble.PowerOff off -> director(off.director()).powerOff();
      case Trouble.Start start -> director(start.director()).start();
      case Trouble.Stop stop -> director(stop.director()).stop();
      case Trouble.Pause pause -> director(pause.director()).pause(pause.durationNanos());
      case Trouble.Cable cable -> director(cable.director()).cable(cable.plugged());
      case Trouble.Script script -> director(script.director()).script(script.good());
      case Trouble.File file -> director(file.director()).file(file.value());
      case Trouble.Reload reload -> director(reload.director()).reload();
      case Trouble.Priority change ->
          director(change.director()).priority(change.router(), change.priority());
      case Trouble.Addresses change -> director(change.director()).addresses(change.count());
      case Trouble.Routers change -> director(change.director()).routers(change.count());
      case Trouble.Handover handover ->
          director(handover.director()).handOver(handover.router(), handover.hold(), ++tickets);
      case Trouble.Release release -> director(release.director()).release(release.router());
      case Trouble.Theft theft -> director(theft.director()).steal(theft.router());
      case Trouble.Leap leap -> director(leap.director()).leap(leap.byNanos());
      case Trouble.Rubbish rubbish -> rubbish(rubbish);
    }
  }

  /** One byte of a true packet changed, or nothing but chance. */
  private void rubbish(Trouble.Rubbish rubbish) {
    Random bytes = new Random(rubbish.seed());
    // The kernel of the receiver judges the checksum of IPv6, so a changed packet never gets there.
    boolean changed =
        lastPacket != null && cluster.family() == AddressFamily.IPV4 && bytes.nextBoolean();
    if (lastPacket == null) {
      return;
    }
    byte[] payload = lastPacket.payload().clone();
    if (changed) {
      payload[bytes.nextInt(payload.length)] ^= (byte) (1 + bytes.nextInt(255));
    } else {
      payload = new byte[bytes.nextInt(8)];
      bytes.nextBytes(payload);
    }
    byte[] header = lastPacket.ipHeader();
    IncomingPacket packet =
        new IncomingPacket(
            lastPacket.interfaceName(),
            lastPacket.source(),
            lastPacket.destination(),
            lastPacket.hopLimit(),
            withLength(header, payload.length),
            payload);
    director(rubbish.director()).hear(packet);
  }

  private static byte[] withLength(byte[] header, int payloadBytes) {
    byte[] changed = header.clone();
    if (changed.length >= 4) {
      int total = header.length + payloadBytes;
      changed[2] = (byte) (total >>> 8);
      changed[3] = (byte) total;
    }
    return changed;
  }

  @Override
  public void deliver(int to, IncomingPacket packet) {
    lastPacket = packet;
    director(to).hear(packet);
  }

  @Override
  public boolean isAt(int machine, InetAddress address) {
    return cluster.addressOf(machine).equals(address);
  }

  /** From 0 to below {@code belowNanos}. */
  long chance(long belowNanos) {
    return (long) (random.nextDouble() * belowNanos);
  }

  Cluster cluster() {
    return cluster;
  }

  Election.Maker maker() {
    return maker;
  }

  VirtualTime time() {
    return time;
  }

  SimulatedLan lan() {
    return lan;
  }

  Invariants invariants() {
    return invariants;
  }

  List<SimulatedDirector> directors() {
    return directors;
  }

  SimulatedDirector director(int number) {
    return directors.get(number);
  }

  void trace(int director, Supplier<String> text) {
    trace.add(time.nowNanos(), () -> letter(director) + " " + text.get());
  }

  static String letter(int director) {
    return String.valueOf((char) ('A' + director));
  }
}
