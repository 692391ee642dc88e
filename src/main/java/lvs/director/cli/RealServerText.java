package lvs.director.cli;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lvs.director.base.Endpoint;

/** What a real server needs, as commands for its shell or as the settings of its init script. */
final class RealServerText {
  private static final Map<String, String> MODULES =
      Map.of(
          "tunl0",
          "ipip",
          "ip6tnl0",
          "ip6_tunnel",
          "sit0",
          "sit",
          "gre0",
          "ip_gre",
          "ip6gre0",
          "ip6_gre");

  private final RealServerNeeds needs;
  private final List<String> lines = new ArrayList<>();

  private RealServerText(RealServerNeeds needs) {
    this.needs = needs;
  }

  /** Commands that may be run again and again; the quiet of ARP comes before the addresses. */
  static List<String> commands(RealServerNeeds needs) {
    RealServerText text = new RealServerText(needs);
    text.heading("commands");
    text.quietArp();
    text.tunnels();
    needs.addresses().forEach(text::address);
    text.gateway();
    return text.lines;
  }

  /** The file that {@code init.d/lvs-realserver} reads. */
  static List<String> settings(RealServerNeeds needs) {
    RealServerText text = new RealServerText(needs);
    text.heading("/etc/default/lvs-realserver (Red Hat: /etc/sysconfig/lvs-realserver)");
    text.variables();
    text.gateway();
    return text.lines;
  }

  private void heading(String what) {
    lines.add("# Real server " + Endpoint.text(needs.server()) + ": " + what);
    needs.services().forEach(service -> lines.add("#   " + service));
    needs.notes().forEach(note -> lines.add("# Note: " + note));
  }

  private void quietArp() {
    if (has(false)) {
      lines.add("sysctl -w net.ipv4.conf.all.arp_ignore=1");
      lines.add("sysctl -w net.ipv4.conf.all.arp_announce=2");
    }
  }

  private void tunnels() {
    for (String device : needs.devices()) {
      lines.add("modprobe " + MODULES.get(device));
      lines.add("ip link set " + device + " up");
      if (has(false)) {
        lines.add("sysctl -w net.ipv4.conf." + device + ".rp_filter=2");
      }
    }
    if (needs.devices().contains("ip6tnl0") && has(false)) {
      lines.add("ip -6 tunnel change ip6tnl0 mode any");
    }
    needs.guePorts().forEach(this::gue);
  }

  private void gue(RealServerNeeds.GuePort port) {
    lines.add("modprobe fou");
    lines.add(port.search() + " || " + port.command());
  }

  private void address(InetAddress address) {
    lines.add(
        address instanceof Inet6Address
            ? "ip -6 addr replace " + Endpoint.text(address) + "/128 dev lo nodad"
            : "ip addr replace " + Endpoint.text(address) + "/32 dev lo");
  }

  private void variables() {
    lines.add(
        "VIRTUAL_ADDRESSES=\""
            + needs.addresses().stream().map(Endpoint::text).collect(Collectors.joining(" "))
            + "\"");
    if (!needs.methods().isEmpty()) {
      lines.add("FORWARDING=\"" + String.join(" ", needs.methods()) + "\"");
    }
    if (!needs.devices().isEmpty()) {
      lines.add("TUNNEL_DEVICES=\"" + String.join(" ", needs.devices()) + "\"");
    }
    needs.guePorts().forEach(port -> lines.add("# GUE besides: modprobe fou; " + port.command()));
  }

  /** A second default route would be worse than none: it is looked at, not added. */
  private void gateway() {
    if (!needs.isTranslated()) {
      return;
    }
    lines.add(
        "# NAT: answers must go back by the director, so its address is this server's way to");
    if (needs.gateway().isPresent()) {
      lines.add(
          "# all clients: the virtual address "
              + needs.gateway().get()
              + ". To see the way there is:");
    } else {
      lines.add("# all clients. No virtual address lies in this server's network: add one to a");
      lines.add("# virtual router, so that the way stays when the master changes. To see the way:");
    }
    lines.add("#   ip route get CLIENT from " + Endpoint.text(needs.server()));
  }

  private boolean has(boolean ipv6) {
    return needs.addresses().stream().anyMatch(each -> each instanceof Inet6Address == ipv6);
  }
}
