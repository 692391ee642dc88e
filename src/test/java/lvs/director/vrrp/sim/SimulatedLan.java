package lvs.director.vrrp.sim;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import lvs.director.vrrp.packet.IncomingPacket;
import lvs.director.vrrp.packet.OutgoingPacket;

/**
 * A LAN on which packets are lost, delayed, doubled and overtake one another, and on which one
 * machine may not hear another, also one way only.
 */
final class SimulatedLan {
  /** Who takes what arrives. */
  interface Ears {
    void deliver(int to, IncomingPacket packet);

    /** Whether a machine has this address of its own. */
    boolean isAt(int machine, InetAddress address);
  }

  /**
   * @param loss 0 to 1, of each delivery
   * @param duplication 0 to 1
   * @param delayNanos at most; packets may overtake one another
   */
  record Weather(double loss, double duplication, long delayNanos) {}

  private final int machines;
  private final VirtualTime time;
  private final Random random;
  private final Ears ears;
  private final boolean[][] cut;
  private final long[][] healthySinceNanos;
  private final Weather fine;
  private Weather weather;
  private List<Integer> parts;

  SimulatedLan(int machines, VirtualTime time, Random random, Weather fine, Ears ears) {
    this.machines = machines;
    this.time = time;
    this.random = random;
    this.fine = fine;
    this.weather = fine;
    this.ears = ears;
    parts = Collections.nCopies(machines, 0);
    cut = new boolean[machines][machines];
    healthySinceNanos = new long[machines][machines];
    for (long[] each : healthySinceNanos) {
      Arrays.fill(each, time.nowNanos());
    }
  }

  void send(int from, OutgoingPacket packet) {
    IncomingPacket arriving = Wire.arriving(packet);
    boolean group = packet.destination().isMulticastAddress();
    for (int to = 0; to < machines; to++) {
      if (to != from && (group || ears.isAt(to, packet.destination()))) {
        int there = to;
        carry(from, to, () -> ears.deliver(there, arriving));
      }
    }
  }

  /** A frame that every other machine gets: ARP or neighbour discovery. */
  void broadcast(int from, IntConsumer arrival) {
    for (int to = 0; to < machines; to++) {
      if (to != from) {
        int there = to;
        carry(from, to, () -> arrival.accept(there));
      }
    }
  }

  /** A frame for one machine. */
  void carry(int from, int to, Runnable arrival) {
    int copies = random.nextDouble() < weather.duplication ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      if (hears(to, from) && random.nextDouble() >= weather.loss) {
        time.after(delay(), arrival);
      }
    }
  }

  private long delay() {
    return 1_000 + (long) (random.nextDouble() * weather.delayNanos);
  }

  /** {@code to} does not hear {@code from} until the LAN is mended. */
  void cut(int from, int to) {
    cut[from][to] = true;
    note();
  }

  /** From now on only those with equal numbers hear each other. */
  void partition(List<Integer> parts) {
    this.parts = parts;
    note();
  }

  /** Everybody hears everybody of the same part. */
  void mend() {
    for (boolean[] each : cut) {
      Arrays.fill(each, false);
    }
    note();
  }

  boolean hears(int to, int from) {
    return !cut[from][to] && parts.get(from).equals(parts.get(to));
  }

  void weather(Weather now) {
    weather = now;
    note();
  }

  void fineWeather() {
    weather(fine);
  }

  boolean isFine() {
    return weather.equals(fine);
  }

  /** Since when nothing is lost or late both ways; {@link Long#MAX_VALUE} when it is. */
  long healthySinceNanos(int one, int other) {
    return Math.max(healthySinceNanos[one][other], healthySinceNanos[other][one]);
  }

  private void note() {
    for (int from = 0; from < machines; from++) {
      for (int to = 0; to < machines; to++) {
        boolean well = isFine() && hears(to, from);
        if (!well) {
          healthySinceNanos[from][to] = Long.MAX_VALUE;
        } else if (healthySinceNanos[from][to] == Long.MAX_VALUE) {
          healthySinceNanos[from][to] = time.nowNanos();
        }
      }
    }
  }
}
