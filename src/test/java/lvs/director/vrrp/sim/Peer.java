package lvs.director.vrrp.sim;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lvs.director.base.Endpoint;
import lvs.director.base.Prefix;
import lvs.director.model.AdvertisementTransport;
import lvs.director.model.VirtualAddress;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VirtualRouter.VrrpVersion;
import lvs.director.vrrp.packet.AdvertisementCodec;
import lvs.director.vrrp.packet.IncomingPacket;
import lvs.director.vrrp.packet.OutgoingPacket;

/**
 * Another router as a scenario describes its packet: {@code 10.9.0.2 v2 vrid 51 priority 150
 * interval 1 for 10.9.0.100}. What the text leaves out (interval, addresses, and always
 * authentication and transport) is as in our own virtual router.
 */
final class Peer {
  private static final Pattern WORDS =
      Pattern.compile(
          "(\\S+) v([23]) vrid (\\d+) priority (\\d+)(?: interval (\\d+(?:\\.\\d+)?))?"
              + "(?: for (\\S+(?: \\S+)*))?");

  private Peer() {}

  static IncomingPacket packet(
      String words, List<VirtualRouter> ours, String interfaceName, InetAddress us, long nanos) {
    Matcher found = WORDS.matcher(words);
    if (!found.matches()) {
      throw new IllegalArgumentException("not understood: hears " + words);
    }
    InetAddress source = Endpoint.address(found.group(1)).orElseThrow();
    int vrid = Integer.parseInt(found.group(3));
    VirtualRouter like =
        ours.stream().filter(each -> each.vrid() == vrid).findFirst().orElse(ours.getFirst());
    VrrpVersion version = found.group(2).equals("2") ? VrrpVersion.V2 : VrrpVersion.V3;
    Duration interval =
        found.group(5) == null
            ? like.advertisementInterval()
            : Duration.ofMillis(Math.round(Double.parseDouble(found.group(5)) * 1000));
    List<VirtualAddress> addresses =
        Optional.ofNullable(found.group(6))
            .map(text -> addresses(text, like))
            .orElse(like.addresses());
    VirtualRouter peer =
        Alike.elsewhere(
            like, version, vrid, interval, addresses, transport(like.transport(), source, us));
    int priority = Integer.parseInt(found.group(4));
    List<OutgoingPacket> sent =
        new AdvertisementCodec(peer).encode(priority, interfaceName, source, nanos, nanos);
    return Wire.arriving(sent.getFirst());
  }

  private static List<VirtualAddress> addresses(String text, VirtualRouter like) {
    VirtualAddress pattern = like.addresses().getFirst();
    return List.of(text.split(" ")).stream()
        .map(each -> withPrefix(pattern, Prefix.parse(each).orElseThrow()))
        .toList();
  }

  private static VirtualAddress withPrefix(VirtualAddress like, Prefix prefix) {
    return new VirtualAddress(
        prefix,
        like.interfaceName(),
        like.broadcast(),
        like.scope(),
        like.label(),
        like.peer(),
        like.home(),
        like.detectsDuplicates(),
        like.managesTemporaryAddresses(),
        like.noPrefixRoute(),
        like.autojoin(),
        like.preferredLifetime(),
        like.tracked(),
        like.trackGroup(),
        like.onOwnVmac());
  }

  private static AdvertisementTransport transport(
      AdvertisementTransport ours, InetAddress source, InetAddress us) {
    return switch (ours) {
      case AdvertisementTransport.Multicast multicast -> multicast;
      case AdvertisementTransport.Unicast unicast ->
          new AdvertisementTransport.Unicast(
              Optional.of(source),
              false,
              List.of(
                  new AdvertisementTransport.Peer(us, OptionalInt.empty(), OptionalInt.empty())),
              false,
              unicast.timeToLive(),
              false,
              unicast.oldChecksum());
    };
  }
}
