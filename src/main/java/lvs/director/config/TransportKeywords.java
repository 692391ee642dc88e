package lvs.director.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lvs.director.config.text.Statement;
import lvs.director.model.AdvertisementTransport;

/** Where advertisements of a virtual router come from and go to. */
final class TransportKeywords {
  static final BlockGrammar<TransportKeywords> GRAMMAR = grammar();

  /** A peer where it stands. */
  record PeerLine(AdvertisementTransport.Peer peer, Statement at) {}

  Optional<InetAddress> source = Optional.empty();
  boolean tracksSource;
  Optional<InetAddress> group = Optional.empty();
  boolean unicast;
  final List<PeerLine> peers = new ArrayList<>();
  boolean faultWithoutPeers;
  Optional<Boolean> checksSource = Optional.empty();
  int timeToLive = 255;
  AdvertisementTransport.OldChecksum oldChecksum = AdvertisementTransport.OldChecksum.AUTOMATIC;
  OptionalInt receiveBuffer = OptionalInt.empty();

  private static BlockGrammar<TransportKeywords> grammar() {
    BlockGrammar<TransportKeywords> g = new BlockGrammar<>("vrrp_instance");
    String firstAddress = "first address of the interface";
    g.keyword("mcast_src_ip", "IP", firstAddress, "-", (a, d) -> d.source = a.address());
    g.keyword("unicast_src_ip", "IP", firstAddress, "-", (a, d) -> d.source = a.address());
    g.flag("track_src_ip", (d, on) -> d.tracksSource = on);
    g.keyword(
        "mcast_dst_ip",
        "IP",
        "vrrp_mcast_group4 or 6",
        "a multicast address",
        (a, d) -> d.takeGroup(a));
    g.items("unicast_peer", "{ IP [min_ttl 0-255] [max_ttl 0-255] … }", (a, d) -> d.takePeers(a));
    g.flag("unicast_fault_no_peer", (d, on) -> d.faultWithoutPeers = on);
    g.bool("check_unicast_src", "global", (d, on) -> d.checksSource = Optional.of(on));
    g.integer("unicast_ttl", "255", 0, 255, (d, n) -> d.timeToLive = n);
    g.keyword(
        "old_unicast_checksum", "[never]", "learned from the peer", "-", (a, d) -> d.takeOld(a));
    g.integer(
        "kernel_rx_buf_size",
        "kernel's",
        0,
        Integer.MAX_VALUE,
        (d, n) -> d.receiveBuffer = BufferDraft.sizeOrKernels(n));
    return g;
  }

  private void takeGroup(Arguments arguments) {
    boolean ipv6 = arguments.peek().filter(word -> word.text().contains(":")).isPresent();
    group = VrrpWords.group(arguments, ipv6);
  }

  private void takePeers(Arguments arguments) {
    unicast = true;
    arguments.items(this::takePeer);
  }

  private void takePeer(Arguments item) {
    Optional<InetAddress> address = item.address();
    OptionalInt minimum = OptionalInt.empty();
    OptionalInt maximum = OptionalInt.empty();
    while (item.hasNext()) {
      if (item.takes("min_ttl")) {
        minimum = ttl(item);
      } else if (item.takes("max_ttl")) {
        maximum = ttl(item);
      } else {
        break;
      }
    }
    if (address.isPresent()) {
      peers.add(
          new PeerLine(
              new AdvertisementTransport.Peer(address.get(), minimum, maximum), item.statement()));
    }
  }

  private static OptionalInt ttl(Arguments item) {
    return item.integer(0, 255).map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private void takeOld(Arguments arguments) {
    oldChecksum =
        arguments.takes("never")
            ? AdvertisementTransport.OldChecksum.NEVER
            : AdvertisementTransport.OldChecksum.ALWAYS;
  }
}
