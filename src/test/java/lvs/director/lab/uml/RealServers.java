package lvs.director.lab.uml;

/**
 * What a real server's machine needs for each forwarding method. One host can serve by all of them
 * at once: NAT concerns only what comes from its address on the segment named there.
 */
public final class RealServers {
  private static final String TABLE = "100";

  private RealServers() {}

  /**
   * VS/DR: the virtual addresses on loopback. That ARP is not answered for them comes first, so
   * that no client ever hears of them from here; neighbour discovery asks only an interface's own
   * addresses, so that IPv6 needs nothing.
   */
  public static void directRouting(UserModeHost host, String... virtualAddresses) {
    host.sh(quietArp() + addresses("lo", virtualAddresses));
  }

  /** What unpacks IP-in-IP of either family in either, GRE, and GUE on its usual port. */
  private static final String UNPACKING =
      """
      for module in ipip ip6_tunnel sit ip_gre fou; do modprobe -d /run/modules $module; done
      ip -6 tunnel change ip6tnl0 mode any
      ip fou add port 6080 gue
      for device in tunl0 ip6tnl0 sit0 gre0; do ip link set $device up; done
      sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.tunl0.rp_filter=0 \
        net.ipv4.conf.ip6tnl0.rp_filter=0 net.ipv4.conf.gre0.rp_filter=0
      """;

  /**
   * VS/TUN: the virtual addresses on loopback, and the devices that unpack what comes from any
   * director. Strict source filtering would drop what comes out of a tunnel.
   */
  public static void tunnel(UserModeHost host, String... virtualAddresses) {
    host.sh(quietArp() + UNPACKING + addresses("lo", virtualAddresses));
  }

  /** VS/NAT: what comes from this host's addresses on the segment goes back by the director. */
  public static void nat(UserModeHost host, UserModeHost director, int segment) {
    host.sh(
        policy("-4", host.ipv4(segment), director.ipv4(segment))
            + policy("-6", host.ipv6(segment), director.ipv6(segment)));
  }

  private static String policy(String family, String from, String by) {
    return "ip %1$s rule add from %2$s lookup %4$s\nip %1$s route add default via %3$s table %4$s\n"
        .formatted(family, from, by, TABLE);
  }

  private static String quietArp() {
    return "sysctl -qw net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2\n";
  }

  private static String addresses(String device, String... addresses) {
    StringBuilder script = new StringBuilder();
    for (String each : addresses) {
      script.append("ip addr replace %s dev %s\n".formatted(each, device));
    }
    return script.toString();
  }
}
