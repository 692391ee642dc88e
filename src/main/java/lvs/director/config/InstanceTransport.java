package lvs.director.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.AddressFamily;
import lvs.director.model.AdvertisementTransport;
import lvs.director.model.VrrpDefaults;

/** How a virtual router's advertisements travel in the end. */
final class InstanceTransport {
  /** Stands in while other problems of a broken virtual router are found. */
  static final AdvertisementTransport NONE =
      new AdvertisementTransport.Multicast(Optional.empty(), false, VrrpDefaults.DEFAULT.group4());

  private InstanceTransport() {}

  /** Empty when it cannot work; that is then reported. */
  static Optional<AdvertisementTransport> resolve(
      InstanceBlock draft,
      AddressFamily family,
      boolean strict,
      VrrpDefaults defaults,
      InstanceProblems problems) {
    boolean usable = sourceFits(draft, family, problems);
    boolean unicast = draft.transport.unicast && !fallsBack(draft, problems);
    if (unicast && strict && draft.interfaceName.isPresent()) {
      problems.error(
          "strict-unicast",
          "unicast_peer",
          "strict mode forbids unicast.",
          "Remove unicast_peer, or strict mode.");
      usable = false;
    }
    AdvertisementTransport transport =
        unicast
            ? unicast(draft, family, defaults, problems)
            : multicast(draft, family, defaults, problems);
    return usable ? Optional.of(transport) : Optional.empty();
  }

  private static boolean fallsBack(InstanceBlock draft, InstanceProblems problems) {
    if (!draft.transport.peers.isEmpty() || draft.transport.faultWithoutPeers) {
      return false;
    }
    problems.warning(
        "no-peers",
        "unicast_peer",
        "unicast_peer names nobody, so multicast is used.",
        "Name the other routers, or add unicast_fault_no_peer.");
    return true;
  }

  private static boolean sourceFits(
      InstanceBlock draft, AddressFamily family, InstanceProblems problems) {
    Optional<InetAddress> source = draft.transport.source;
    if (source.isEmpty()) {
      return true;
    }
    String keyword = problems.lines().has("unicast_src_ip") ? "unicast_src_ip" : "mcast_src_ip";
    if (familyOf(source.get()) != family) {
      problems.error(
          "mixed-families",
          keyword,
          "the source address is not of the family of the virtual addresses.",
          "Write an " + name(family) + " address.");
      return false;
    }
    if (draft.interfaceName.isEmpty() && source.get().isLinkLocalAddress()) {
      problems.error(
          "link-local-source",
          keyword,
          "a link-local source address says nothing without an interface.",
          "Add interface NAME.");
      return false;
    }
    return true;
  }

  private static AdvertisementTransport multicast(
      InstanceBlock draft, AddressFamily family, VrrpDefaults defaults, InstanceProblems problems) {
    if (problems.lines().has("unicast_src_ip") && !draft.transport.unicast) {
      problems.warning(
          "no-peers",
          "unicast_src_ip",
          "unicast_src_ip without unicast_peer means multicast.",
          "Add unicast_peer { … }, or write mcast_src_ip.");
    }
    InetAddress inherited = family == AddressFamily.IPV6 ? defaults.group6() : defaults.group4();
    InetAddress group =
        draft
            .transport
            .group
            .filter(address -> groupFits(address, family, problems))
            .orElse(inherited);
    return new AdvertisementTransport.Multicast(
        draft.transport.source, tracksSource(draft, problems), group);
  }

  private static boolean groupFits(
      InetAddress group, AddressFamily family, InstanceProblems problems) {
    boolean fits = familyOf(group) == family;
    if (!fits) {
      problems.error(
          "mixed-families",
          "mcast_dst_ip",
          "mcast_dst_ip is not of the family of the virtual addresses.",
          "Write an " + name(family) + " multicast address.");
    }
    return fits;
  }

  private static AdvertisementTransport unicast(
      InstanceBlock draft, AddressFamily family, VrrpDefaults defaults, InstanceProblems problems) {
    TransportKeywords t = draft.transport;
    if (t.group.isPresent()) {
      problems.warning(
          "group-with-unicast",
          "mcast_dst_ip",
          "mcast_dst_ip does not go with unicast_peer and is left out.",
          "Remove one of the two.");
    }
    return new AdvertisementTransport.Unicast(
        t.source,
        tracksSource(draft, problems),
        peers(t, family, problems),
        t.checksSource.orElse(defaults.checksUnicastSource()),
        t.timeToLive,
        t.faultWithoutPeers,
        t.oldChecksum);
  }

  private static List<AdvertisementTransport.Peer> peers(
      TransportKeywords transport, AddressFamily family, InstanceProblems problems) {
    Map<InetAddress, AdvertisementTransport.Peer> peers = new LinkedHashMap<>();
    for (TransportKeywords.PeerLine each : transport.peers) {
      InetAddress address = each.peer().address();
      if (familyOf(address) != family) {
        problems.error(
            "mixed-families",
            each.at(),
            "the peer " + Endpoint.text(address) + " is not of the virtual addresses' family.",
            "Write an " + name(family) + " address.");
      } else if (transport.source.filter(address::equals).isPresent()) {
        problems.warning(
            "peer-is-self",
            each.at(),
            "the peer " + Endpoint.text(address) + " is this router's own source address.",
            "List the other routers only.");
      } else if (peers.putIfAbsent(address, each.peer()) != null) {
        problems.warning(
            "duplicate-peer",
            each.at(),
            "the peer " + Endpoint.text(address) + " is listed twice.",
            "Remove one of the two.");
      }
    }
    return List.copyOf(peers.values());
  }

  private static boolean tracksSource(InstanceBlock draft, InstanceProblems problems) {
    boolean wanted = draft.transport.tracksSource;
    if (wanted && draft.transport.source.isEmpty()) {
      problems.warning(
          "track-src-ip-alone",
          "track_src_ip",
          "track_src_ip without a source address has no effect.",
          "Add mcast_src_ip or unicast_src_ip.");
    }
    return wanted && draft.transport.source.isPresent();
  }

  private static AddressFamily familyOf(InetAddress address) {
    return address instanceof Inet6Address ? AddressFamily.IPV6 : AddressFamily.IPV4;
  }

  private static String name(AddressFamily family) {
    return family == AddressFamily.IPV6 ? "IPv6" : "IPv4";
  }
}
