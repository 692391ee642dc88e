package lvs.director.daemon;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import lvs.director.model.AddressFamily;
import lvs.director.model.GratuitousArpSettings.Spacing;
import lvs.director.model.LinkSettings;
import lvs.director.model.LinkSettings.SpacingGroup;
import lvs.director.model.VirtualAddress;

/**
 * Gratuitous ARP, unsolicited neighbour advertisements and probes that wait to be sent. The first
 * round of every address goes before the second of any, so that two hundred virtual routers are all
 * found by their neighbours soon; packets keep the gap that the configuration wants on an
 * interface, or on all interfaces of a garp_group together. Time is an argument; one thread.
 */
final class AnnouncementQueue {

  /** Probes are sent once, after the announcements. */
  enum Kind {
    ANNOUNCEMENT,
    PROBE
  }

  /** What to send once. */
  record Packet(String router, VirtualAddress address, Kind kind) {}

  private static final Comparator<Entry> ORDER =
      Comparator.comparing((Entry entry) -> entry.packet.kind())
          .thenComparingInt(entry -> entry.round)
          .thenComparingLong(entry -> entry.number);

  private static final class Entry {
    final Packet packet;
    final long number;
    int round;
    int left;

    Entry(Packet packet, long number, int repeat) {
      this.packet = packet;
      this.number = number;
      this.left = repeat;
    }
  }

  /** Packets that share one allowance. */
  private static final class Lane {
    final PriorityQueue<Entry> waiting = new PriorityQueue<>(ORDER);
    final long gapNanos;
    long lastNanos;
    boolean used;

    Lane(long gapNanos) {
      this.gapNanos = gapNanos;
    }

    /** Nanoseconds until the next packet may go; 0 or less is now. */
    long waitNanos(long nowNanos) {
      return used ? lastNanos + gapNanos - nowNanos : 0;
    }
  }

  private record LaneKey(String name, AddressFamily family) {}

  private final Map<Packet, Entry> entries = new HashMap<>();
  private final Map<LaneKey, Lane> lanes = new HashMap<>();
  private LinkSettings links = LinkSettings.DEFAULT;
  private long numbers;

  /** Other gaps; what waits goes on waiting. */
  void configure(LinkSettings settings) {
    if (settings.equals(links)) {
      return;
    }
    links = settings;
    lanes.clear();
    entries.values().forEach(entry -> lane(entry.packet.address()).waiting.add(entry));
  }

  /** Announces each address {@code repeat} times; what waits for it already is not added to. */
  void announce(String router, List<VirtualAddress> addresses, int repeat) {
    addresses.forEach(each -> add(new Packet(router, each, Kind.ANNOUNCEMENT), repeat));
  }

  void probe(String router, List<VirtualAddress> addresses) {
    addresses.forEach(each -> add(new Packet(router, each, Kind.PROBE), 1));
  }

  private void add(Packet packet, int repeat) {
    Entry present = entries.get(packet);
    if (present != null) {
      present.left = Math.max(present.left, repeat);
    } else if (repeat > 0) {
      Entry entry = new Entry(packet, numbers++, repeat);
      entries.put(packet, entry);
      lane(packet.address()).waiting.add(entry);
    }
  }

  /** Forgets the announcements of a router; probes go on. */
  void cancel(String router) {
    Collection<Entry> all = entries.values();
    all.removeIf(
        entry -> {
          boolean gone =
              entry.packet.kind() == Kind.ANNOUNCEMENT && entry.packet.router().equals(router);
          if (gone) {
            lane(entry.packet.address()).waiting.remove(entry);
          }
          return gone;
        });
  }

  /** What to send now; empty when nothing waits or a gap is not over. */
  Optional<Packet> poll(long nowNanos) {
    Lane best = null;
    for (Lane lane : lanes.values()) {
      if (!lane.waiting.isEmpty() && lane.waitNanos(nowNanos) <= 0) {
        if (best == null || ORDER.compare(lane.waiting.peek(), best.waiting.peek()) < 0) {
          best = lane;
        }
      }
    }
    return best == null ? Optional.empty() : Optional.of(take(best, nowNanos));
  }

  private Packet take(Lane lane, long nowNanos) {
    Entry entry = lane.waiting.poll();
    lane.used = true;
    lane.lastNanos = nowNanos;
    entry.left--;
    entry.round++;
    if (entry.left > 0) {
      lane.waiting.add(entry);
    } else {
      entries.remove(entry.packet);
    }
    return entry.packet;
  }

  /** Nanoseconds until {@link #poll} gives something; {@link Long#MAX_VALUE} when nothing waits. */
  long waitNanos(long nowNanos) {
    long least = Long.MAX_VALUE;
    for (Lane lane : lanes.values()) {
      if (!lane.waiting.isEmpty()) {
        least = Math.min(least, Math.max(0, lane.waitNanos(nowNanos)));
      }
    }
    return least;
  }

  /** Addresses that have something to be sent for. */
  int size() {
    return entries.size();
  }

  private Lane lane(VirtualAddress address) {
    String name = address.interfaceName().orElse("");
    for (int group = 0; group < links.spacingGroups().size(); group++) {
      SpacingGroup shared = links.spacingGroups().get(group);
      if (shared.interfaces().contains(name)) {
        return lane("garp_group " + group, address.family(), shared.spacing());
      }
    }
    return lane(name, address.family(), links.spacing());
  }

  private Lane lane(String name, AddressFamily family, Spacing spacing) {
    return lanes.computeIfAbsent(
        new LaneKey(name, family),
        key ->
            new Lane(
                (key.family() == AddressFamily.IPV4 ? spacing.arp() : spacing.neighbour())
                    .toNanos()));
  }
}
