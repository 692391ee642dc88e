package lvs.director.daemon;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lvs.director.base.Endpoint;
import lvs.director.base.Prefix;
import lvs.director.model.VirtualAddress;
import lvs.director.port.AdvertisementChannel;
import lvs.director.port.NetworkControl;
import lvs.director.vrrp.NetworkState;
import lvs.director.vrrp.NetworkState.LinkAddress;
import lvs.director.vrrp.OwnedItems;
import lvs.director.vrrp.VrrpEffect;
import lvs.director.vrrp.packet.OutgoingPacket;

/**
 * Takes an address that nobody uses on the loopback interface, announces it there and drops it, and
 * sends itself a packet: the code between the election and the kernel has then been loaded and run
 * before the first takeover needs it. Nothing leaves the machine; should the director die
 * meanwhile, the address goes by its lease.
 */
final class NetworkRehearsal {
  private static final NetEffects.Hooks SILENT =
      new NetEffects.Hooks() {
        @Override
        public void begin() {}

        @Override
        public void passOn(VrrpEffect effect) {}

        @Override
        public void taken(OwnedItems items) {}

        @Override
        public void defect(Throwable cause) {}
      };

  private static final String LOOPBACK = "lo";
  private static final String NAME = "rehearsal";
  private static final int ROUNDS = 20;
  private static final int LEASE_SECONDS = 2;
  private static final int VRRP_PROTOCOL = 112;
  private static final int IPV4_HEADER_BYTES = 20;
  private static final InetAddress SELF = Endpoint.address("127.0.0.1").orElseThrow();

  private NetworkRehearsal() {}

  /**
   * Returns when the network is as it was. What fails is of no interest: the real thing will tell.
   */
  static void run(NetworkControl network, AdvertisementChannel channel, NetworkState state) {
    for (int i = 0; i < ROUNDS; i++) {
      channel.send(toSelf());
    }
    state
        .link(LOOPBACK)
        .flatMap(link -> unused(link.addresses()))
        .ifPresent(prefix -> takeAndDrop(network, onLo(prefix)));
  }

  /** By a thread of its own, as later in earnest. */
  private static void takeAndDrop(NetworkControl network, VirtualAddress address) {
    NetEffects effects = new NetEffects(network, new EffectFailures(_ -> {}), SILENT);
    effects.start();
    for (int i = 0; i < ROUNDS; i++) {
      effectsOfATerm(List.of(address)).forEach(effects::offer);
    }
    effects.end();
  }

  private static List<VrrpEffect> effectsOfATerm(List<VirtualAddress> addresses) {
    OwnedItems items = new OwnedItems(addresses, List.of(), List.of(), List.of(), false);
    return List.of(
        new VrrpEffect.Take(NAME, items, OptionalInt.of(LEASE_SECONDS)),
        new VrrpEffect.AnnounceAddresses(NAME, addresses, 1),
        new VrrpEffect.ProbeAddresses(NAME, addresses),
        new VrrpEffect.Renew(NAME, addresses, LEASE_SECONDS),
        new VrrpEffect.CancelAnnouncements(NAME),
        new VrrpEffect.Drop(NAME, items),
        new VrrpEffect.WriteFifo(NAME));
  }

  /** One of 127.112.112.0/24 that the interface does not have. */
  private static Optional<Prefix> unused(List<LinkAddress> present) {
    Set<InetAddress> taken = present.stream().map(LinkAddress::address).collect(Collectors.toSet());
    return IntStream.range(1, 255)
        .mapToObj(last -> Prefix.parse("127.112.112." + last + "/32").orElseThrow())
        .filter(prefix -> !taken.contains(prefix.address()))
        .findFirst();
  }

  private static VirtualAddress onLo(Prefix prefix) {
    return new VirtualAddress(
        prefix,
        Optional.of(LOOPBACK),
        Optional.empty(),
        "host",
        Optional.empty(),
        Optional.empty(),
        false,
        true,
        false,
        false,
        false,
        Optional.empty(),
        false,
        Optional.empty(),
        false);
  }

  /** A header without payload (RFC 791, 3.1); the kernel fills in the checksum. */
  private static OutgoingPacket toSelf() {
    ByteBuffer header =
        ByteBuffer.allocate(IPV4_HEADER_BYTES)
            .put((byte) 0x45)
            .put((byte) 0xC0)
            .putShort((short) IPV4_HEADER_BYTES)
            .putInt(0)
            .put((byte) 1)
            .put((byte) VRRP_PROTOCOL)
            .putShort((short) 0)
            .put(SELF.getAddress())
            .put(SELF.getAddress());
    return new OutgoingPacket(LOOPBACK, SELF, SELF, 1, header.array());
  }
}
