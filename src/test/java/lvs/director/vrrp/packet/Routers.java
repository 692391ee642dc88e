package lvs.director.vrrp.packet;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lvs.director.base.Endpoint;
import lvs.director.base.Prefix;
import lvs.director.model.AddressFamily;
import lvs.director.model.AdvertisementRules;
import lvs.director.model.AdvertisementTransport;
import lvs.director.model.AdvertisementTransport.Multicast;
import lvs.director.model.AdvertisementTransport.OldChecksum;
import lvs.director.model.AdvertisementTransport.Peer;
import lvs.director.model.AdvertisementTransport.Unicast;
import lvs.director.model.Authentication;
import lvs.director.model.GratuitousArpSettings;
import lvs.director.model.NotifyScripts;
import lvs.director.model.Tracking;
import lvs.director.model.VirtualAddress;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VirtualRouter.InitialState;
import lvs.director.model.VirtualRouter.Preemption;
import lvs.director.model.VirtualRouter.VrrpVersion;

/** Virtual routers for tests of the codec: VRID 51, priority 100, made different step by step. */
record Routers(
    VrrpVersion version,
    AddressFamily family,
    Duration interval,
    List<InetAddress> addresses,
    AdvertisementTransport transport,
    boolean plainChecksum,
    Authentication authentication) {
  static final String OURS = "10.9.0.1";
  static final String THEIRS = "10.9.0.2";
  static final String OURS6 = "fe80::1";
  static final String THEIRS6 = "fe80::2";

  static InetAddress address(String literal) {
    return Endpoint.address(literal).orElseThrow();
  }

  static List<InetAddress> addresses(String... literals) {
    return Arrays.stream(literals).map(Routers::address).toList();
  }

  static Routers version2() {
    return new Routers(
        VrrpVersion.V2,
        AddressFamily.IPV4,
        Duration.ofSeconds(1),
        addresses("10.9.0.100", "10.9.0.101"),
        new Multicast(Optional.empty(), false, address("224.0.0.18")),
        false,
        Authentication.NONE);
  }

  static Routers version3() {
    return version2().with(VrrpVersion.V3);
  }

  static Routers ipv6() {
    return new Routers(
        VrrpVersion.V3,
        AddressFamily.IPV6,
        Duration.ofSeconds(1),
        addresses("fe80::100", "2001:db8::100"),
        new Multicast(Optional.empty(), false, address("ff02::12")),
        false,
        Authentication.NONE);
  }

  Routers with(VrrpVersion other) {
    return new Routers(
        other, family, interval, addresses, transport, plainChecksum, authentication);
  }

  Routers with(Authentication other) {
    return new Routers(version, family, interval, addresses, transport, plainChecksum, other);
  }

  Routers with(AdvertisementTransport other) {
    return new Routers(version, family, interval, addresses, other, plainChecksum, authentication);
  }

  Routers withInterval(Duration other) {
    return new Routers(version, family, other, addresses, transport, plainChecksum, authentication);
  }

  Routers withAddresses(List<InetAddress> other) {
    return new Routers(version, family, interval, other, transport, plainChecksum, authentication);
  }

  Routers withPlainChecksum() {
    return new Routers(version, family, interval, addresses, transport, true, authentication);
  }

  Routers withPeers(String... peers) {
    return with(unicast(255, OldChecksum.AUTOMATIC, peers));
  }

  static Unicast unicast(int timeToLive, OldChecksum oldChecksum, String... peers) {
    List<Peer> list = new ArrayList<>();
    for (String peer : peers) {
      list.add(new Peer(address(peer), OptionalInt.empty(), OptionalInt.empty()));
    }
    return new Unicast(Optional.empty(), false, list, true, timeToLive, false, oldChecksum);
  }

  VirtualRouter router() {
    return new VirtualRouter(
        "VI_1",
        Optional.of("eth0"),
        51,
        100,
        version,
        family,
        InitialState.BACKUP,
        interval,
        addresses.stream().map(Routers::virtualAddress).toList(),
        List.of(),
        List.of(),
        List.of(),
        Preemption.DEFAULT,
        transport,
        new AdvertisementRules(3, true, false, false, true, plainChecksum, OptionalInt.empty()),
        authentication,
        Optional.empty(),
        true,
        false,
        false,
        Tracking.NONE,
        GratuitousArpSettings.DEFAULT,
        NotifyScripts.NONE,
        false,
        false,
        Optional.empty(),
        OptionalInt.empty());
  }

  AdvertisementCodec codec() {
    return new AdvertisementCodec(router());
  }

  private static VirtualAddress virtualAddress(InetAddress address) {
    return new VirtualAddress(
        Prefix.host(address),
        Optional.of("eth0"),
        Optional.empty(),
        "global",
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        false,
        false,
        false,
        Optional.empty(),
        true,
        Optional.empty(),
        false);
  }
}
