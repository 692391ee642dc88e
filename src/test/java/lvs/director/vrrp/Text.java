package lvs.director.vrrp;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import lvs.director.base.Endpoint;
import lvs.director.model.VirtualAddress;
import lvs.director.vrrp.packet.OutgoingPacket;

/** Effects as one line each, for exact comparison in tests. */
final class Text {
  private Text() {}

  static String of(VrrpEffect effect) {
    return switch (effect) {
      case VrrpEffect.Send(String router, OutgoingPacket packet) ->
          "send " + router + " priority " + priority(packet) + destination(packet);
      case VrrpEffect.Listen(var sockets) ->
          "listen " + sockets.stream().map(Text::socket).sorted().toList();
      case VrrpEffect.MakeInterfaces(var plans) ->
          "interfaces "
              + plans.stream().map(each -> each.name() + " on " + each.base()).sorted().toList();
      case VrrpEffect.SetStatics(var statics) -> "statics " + addresses(statics.addresses());
      case VrrpEffect.Take(String router, OwnedItems items, OptionalInt lease) ->
          "take "
              + router
              + " "
              + items(items)
              + (lease.isPresent() ? " for " + lease.getAsInt() + " s" : "");
      case VrrpEffect.Drop(String router, OwnedItems items) ->
          "drop " + router + " " + items(items);
      case VrrpEffect.Renew(String router, var addresses, int seconds) ->
          "renew " + router + " " + addresses(addresses) + " for " + seconds + " s";
      case VrrpEffect.AnnounceAddresses(String router, var addresses, int repeat) ->
          "announce " + router + " " + addresses(addresses) + " x" + repeat;
      case VrrpEffect.CancelAnnouncements(String router) -> "cancel announcements " + router;
      case VrrpEffect.ProbeAddresses(String router, var addresses) ->
          "probe " + router + " " + addresses(addresses);
      case VrrpEffect.WatchClaims(var addresses) ->
          "watch claims " + addresses(List.copyOf(addresses));
      case VrrpEffect.RunScript(var script, String object, var arguments, String _) ->
          "run "
              + script
              + (arguments.isEmpty() ? "" : " " + String.join(" ", arguments))
              + " for "
              + object;
      case VrrpEffect.WriteFifo(String line) -> "fifo " + line;
      case VrrpEffect.StartTrackScript(var script, long run) ->
          "start script " + script.name() + " #" + run;
      case VrrpEffect.StopTrackScript(String name, long run) -> "stop script " + name + " #" + run;
      case VrrpEffect.WatchFiles(var files) ->
          "watch files " + files.stream().map(each -> each.path()).toList();
      case VrrpEffect.WatchProcesses(var processes) ->
          "watch processes " + processes.stream().map(each -> each.process()).toList();
      case VrrpEffect.Announce(VrrpNotice notice) ->
          "notice " + notice.kind() + ": " + notice.text();
      case VrrpEffect.KeepHolds(var routers) -> "keep holds " + routers.stream().sorted().toList();
      case VrrpEffect.HandoverEnded(long ticket, var refusal, String report) ->
          "handover #" + ticket + refusal.map(why -> " refused: " + why).orElse(" done: " + report);
      case VrrpEffect.Stopped() -> "stopped";
    };
  }

  /** Priority of a packet without AH: byte 2 behind the IP header, which only IPv4 has. */
  static int priority(OutgoingPacket packet) {
    boolean ipv4 = packet.destination().getAddress().length == 4;
    return packet.bytes()[(ipv4 ? 20 : 0) + 2] & 0xff;
  }

  private static String destination(OutgoingPacket packet) {
    return packet.destination().isMulticastAddress()
        ? ""
        : " to " + Endpoint.text(packet.destination());
  }

  private static String socket(SocketPlan plan) {
    return plan.interfaceName()
        + plan.group().map(each -> " group " + Endpoint.text(each)).orElse("")
        + plan.local().map(each -> " local " + Endpoint.text(each)).orElse("")
        + (plan.authenticationHeader() ? " AH" : "");
  }

  private static String items(OwnedItems items) {
    String text = addresses(items.addresses());
    return text
        + (items.routes().isEmpty() ? "" : " and " + items.routes().size() + " routes")
        + (items.rules().isEmpty() ? "" : " and " + items.rules().size() + " rules")
        + (items.blocked().isEmpty() ? "" : " blocked");
  }

  private static String addresses(List<VirtualAddress> addresses) {
    return addresses.stream()
        .map(
            each ->
                Endpoint.text(each.address()) + each.interfaceName().map(i -> "%" + i).orElse(""))
        .collect(Collectors.joining(" ", "[", "]"));
  }
}
