package lvs.director.vrrp.sim;

import java.util.List;
import lvs.director.base.Endpoint;
import lvs.director.model.VirtualAddress;
import lvs.director.vrrp.PacketRecord;
import lvs.director.vrrp.VrrpEffect;
import lvs.director.vrrp.VrrpEvent;

/** Events and effects in few words, for traces. */
final class Wording {
  private Wording() {}

  static String of(VrrpEvent event) {
    return switch (event) {
      case VrrpEvent.PacketReceived received ->
          "packet of %s%s"
              .formatted(
                  Endpoint.text(received.packet().source()),
                  remark(PacketRecord.of(0, "-", received.packet())));
      case VrrpEvent.ConfigurationChanged changed -> "configuration changed";
      case VrrpEvent.NetworkChanged changed ->
          "network: "
              + changed.network().links().values().stream()
                  .map(
                      link ->
                          link.name()
                              + (link.running() ? " up " : " down ")
                              + link.addresses().stream()
                                  .map(each -> each.prefix().toString())
                                  .toList())
                  .toList();
      default -> event.toString();
    };
  }

  static String of(VrrpEffect effect) {
    return switch (effect) {
      case VrrpEffect.Send send ->
          "send %s to %s%s"
              .formatted(
                  send.router(),
                  Endpoint.text(send.packet().destination()),
                  remark(PacketRecord.of(0, "-", send.packet())));
      case VrrpEffect.Take take ->
          "take %s %s lease %s"
              .formatted(take.router(), words(take.items().addresses()), take.leaseSeconds());
      case VrrpEffect.Drop drop ->
          "drop %s %s".formatted(drop.router(), words(drop.items().addresses()));
      case VrrpEffect.Renew renew ->
          "renew %s %s lease %d"
              .formatted(renew.router(), words(renew.addresses()), renew.leaseSeconds());
      case VrrpEffect.AnnounceAddresses announce ->
          "announce %s %s".formatted(announce.router(), words(announce.addresses()));
      case VrrpEffect.ProbeAddresses probe ->
          "probe %s %s".formatted(probe.router(), words(probe.addresses()));
      case VrrpEffect.WatchClaims watch -> "watch claims of " + watch.addresses().size();
      case VrrpEffect.StartTrackScript start -> "start script, run " + start.run();
      case VrrpEffect.Announce announce ->
          announce.notice().kind() + ": " + announce.notice().text();
      default -> effect.toString();
    };
  }

  private static String words(List<VirtualAddress> addresses) {
    return addresses.stream().map(each -> each.prefix().toString()).toList().toString();
  }

  private static String remark(PacketRecord packet) {
    String line = packet.toString();
    int hash = line.indexOf('#');
    return hash < 0 ? " (not an advertisement)" : ": " + line.substring(hash + 2);
  }
}
