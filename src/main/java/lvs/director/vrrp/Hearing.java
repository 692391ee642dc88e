package lvs.director.vrrp;

import java.net.InetAddress;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import lvs.director.model.AddressFamily;
import lvs.director.model.AdvertisementTransport.Multicast;
import lvs.director.vrrp.VrrpNotice.Kind;
import lvs.director.vrrp.packet.Advertisement;
import lvs.director.vrrp.packet.AdvertisementCodec;
import lvs.director.vrrp.packet.Decoded;
import lvs.director.vrrp.packet.DiscardReason;
import lvs.director.vrrp.packet.IncomingPacket;

/** From a packet to the virtual router that it is for, and to what it says. */
final class Hearing {
  private final Setting setting;
  private final Links links;
  private final Machine machine;
  private final Map<DiscardReason, Long> discarded = new EnumMap<>(DiscardReason.class);
  private final OncePerMinute notices = new OncePerMinute();
  private Map<Key, List<Router>> byKey = Map.of();
  private boolean logsUnknown;

  /** Where a packet came in, and for whom. */
  private record Key(String interfaceName, AddressFamily family, int vrid) {}

  Hearing(Setting setting, Links links, Machine machine) {
    this.setting = setting;
    this.links = links;
    this.machine = machine;
  }

  void configure(List<Router> routers, boolean logsUnknownVrids) {
    logsUnknown = logsUnknownVrids;
    byKey = new HashMap<>();
    for (Router each : routers) {
      Key key =
          new Key(each.wiring().listenInterface(), each.config().family(), each.config().vrid());
      byKey.merge(key, List.of(each), (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
    }
  }

  Map<DiscardReason, Long> discarded() {
    return Map.copyOf(discarded);
  }

  void hear(Step step, IncomingPacket packet) {
    OptionalInt vrid = AdvertisementCodec.vrid(packet);
    if (links.hasAddress(packet.source())) {
      vrid.ifPresent(known -> find(packet, known).ifPresent(each -> twin(step, each, packet)));
      return;
    }
    if (vrid.isEmpty()) {
      discard(DiscardReason.PACKET_LENGTH_ERROR);
      return;
    }
    Optional<Router> router = find(packet, vrid.getAsInt());
    if (router.isPresent()) {
      hear(step, router.get(), packet);
    } else {
      unknown(step, packet, vrid.getAsInt());
    }
  }

  /** One VRID may serve several unicast routers, told apart by where the packet went to. */
  private Optional<Router> find(IncomingPacket packet, int vrid) {
    AddressFamily family =
        packet.source().getAddress().length == 4 ? AddressFamily.IPV4 : AddressFamily.IPV6;
    List<Router> found =
        byKey.getOrDefault(new Key(packet.interfaceName(), family, vrid), List.of());
    if (found.isEmpty()) {
      found = byKey.getOrDefault(new Key("", family, vrid), List.of());
    }
    if (found.size() < 2) {
      return found.stream().findFirst();
    }
    return found.stream()
        .filter(each -> isFor(each, packet.destination()))
        .findFirst()
        .or(found.stream()::findFirst);
  }

  private static boolean isFor(Router router, InetAddress destination) {
    return router.config().transport() instanceof Multicast multicast
        ? multicast.group().equals(destination)
        : router.source.equals(Optional.of(destination));
  }

  private void hear(Step step, Router router, IncomingPacket packet) {
    if (router.source.equals(Optional.of(packet.source()))) {
      twin(step, router, packet);
      return;
    }
    Decoded decoded =
        router.codec.decode(packet, step.nowNanos, setting.epochNanosAtZero + step.nowNanos);
    switch (decoded) {
      case Decoded.Discarded(DiscardReason reason, String detail) ->
          discarded(step, router, packet.source(), reason, detail);
      case Decoded.Accepted(Advertisement advertisement, Optional<String> remark) ->
          accepted(step, router, new Heard(packet.source(), advertisement), remark);
    }
  }

  /** Our own address as sender: an echo of what we said, or another machine with our address. */
  private static void twin(Step step, Router router, IncomingPacket packet) {
    OptionalInt priority = AdvertisementCodec.priority(packet);
    if (!router.source.equals(Optional.of(packet.source()))
        || priority.isEmpty()
        || router.said.isEcho(step.nowNanos, priority.getAsInt())
        || !router.notices.mayBeSaid(step.nowNanos, "twin")) {
      return;
    }
    step.announce(
        Kind.PEER_DIFFERS,
        router.name(),
        router.name()
            + ": another machine advertises VRID "
            + router.config().vrid()
            + " with priority "
            + priority.getAsInt()
            + " from our own address "
            + Words.address(packet.source())
            + ", so it is not listened to; give one of the two another address");
  }

  private void accepted(Step step, Router router, Heard heard, Optional<String> remark) {
    router.tally.advertisementsReceived++;
    if (heard.leaves()) {
      router.tally.priorityZeroReceived++;
    }
    boolean sameMaster = router.master.equals(Optional.of(heard.from()));
    router.peers.heard(step.nowNanos, heard);
    router.peers.agrees(heard.from());
    differs(step, router, heard.from(), DiscardReason.INTERVAL_ERROR, remark);
    if (router.config().advertisementRules().checksAddressList() || !sameMaster) {
      Optional<String> difference = Peers.addressDifference(router.config(), heard);
      difference.ifPresent(_ -> router.tally.discarded(DiscardReason.ADDRESS_LIST_ERROR));
      differs(step, router, heard.from(), DiscardReason.ADDRESS_LIST_ERROR, difference);
    }
    machine.hear(step, router, heard);
  }

  private static void differs(
      Step step, Router router, InetAddress from, DiscardReason reason, Optional<String> what) {
    router.peers.differs(from, reason, what);
    if (what.isPresent() && router.notices.mayBeSaid(step.nowNanos, reason)) {
      step.announce(Kind.PEER_DIFFERS, router.name(), router.name() + ": " + what.get());
    }
  }

  private void discarded(
      Step step, Router router, InetAddress from, DiscardReason reason, String detail) {
    router.tally.discarded(reason);
    String text = Words.address(from) + ": " + detail;
    if (isDifference(reason)) {
      router.peers.differs(from, reason, Optional.of(text));
    }
    if (router.notices.mayBeSaid(step.nowNanos, reason)) {
      step.announce(
          isDifference(reason) ? Kind.PEER_DIFFERS : Kind.PACKET_DISCARDED,
          router.name(),
          router.name() + " discards advertisements of " + text);
    }
  }

  /** The sender is configured differently; the others are damaged or strange packets. */
  private static boolean isDifference(DiscardReason reason) {
    return switch (reason) {
      case VERSION_ERROR,
          INTERVAL_ERROR,
          INVALID_AUTHENTICATION_TYPE,
          AUTHENTICATION_TYPE_MISMATCH,
          AUTHENTICATION_FAILURE ->
          true;
      default -> false;
    };
  }

  private void unknown(Step step, IncomingPacket packet, int vrid) {
    discard(DiscardReason.VRID_ERROR);
    String key = vrid + " " + packet.source();
    if (logsUnknown && notices.mayBeSaid(step.nowNanos, key)) {
      step.announce(
          Kind.PACKET_DISCARDED,
          packet.interfaceName(),
          "VRID "
              + vrid
              + " is used by "
              + Words.address(packet.source())
              + " on "
              + packet.interfaceName()
              + ", where it is not configured here");
    }
  }

  private void discard(DiscardReason reason) {
    discarded.merge(reason, 1L, Long::sum);
  }
}
