package lvs.director.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lvs.director.base.Prefix;
import lvs.director.linux.rtnetlink.AddressEntry;
import lvs.director.linux.rtnetlink.AddressMessages;
import lvs.director.linux.rtnetlink.LinkEntry;
import lvs.director.model.AddressFamily;
import lvs.director.vrrp.InterfacePlan;

/**
 * What a VMAC needs of the IP stack. The interface and the one below answer ARP each for their own
 * addresses only; the VMAC accepts packets from addresses of this machine and, as packets come in
 * by it and leave by the interface below, filters no reverse paths. The kernel uses the stricter of
 * {@code all} and the interface for that, so what {@code all} says is moved to every interface.
 *
 * <p>What stood there before is written into the alias of the interface: {@code lvs-director
 * arp_ignore=0 arp_filter=0 rp_filter=2}.
 */
final class VmacSettings {
  private static final String ALIAS = "lvs-director";
  private static final String ALL_REVERSE_PATH = "ipv4/conf/all/rp_filter";
  private static final Path INTERFACES = Path.of("/proc/sys/net/ipv4/conf");
  private static final int LINK_LOCAL_BITS = 64;

  private final Sysctls sysctls;

  VmacSettings(Sysctls sysctls) {
    this.sysctls = sysctls;
  }

  /** Made by this run or an earlier one. */
  static boolean isOurs(LinkEntry link) {
    return link.alias().equals(ALIAS) || link.alias().startsWith(ALIAS + " ");
  }

  String alias(InterfacePlan plan, LinkEntry base) {
    if (!(plan.kind() instanceof InterfacePlan.Kind.Macvlan)) {
      return ALIAS;
    }
    StringBuilder alias = new StringBuilder(ALIAS);
    for (String setting : List.of("arp_ignore", "arp_filter")) {
      original(base.name(), setting).ifPresent(was -> alias.append(word(setting, was)));
    }
    original("all", "rp_filter").ifPresent(was -> alias.append(word("rp_filter", was)));
    return alias.toString();
  }

  private static String word(String setting, String value) {
    return " " + setting + "=" + value;
  }

  private Optional<String> original(String interfaceName, String setting) {
    return sysctls.original("ipv4/conf/" + interfaceName + "/" + setting);
  }

  /**
   * Takes over what an earlier run changed for this interface, with what stood there before it.
   *
   * @param base name of the interface below, empty when it is gone
   */
  void recall(LinkEntry link, Optional<String> base) {
    for (String word : link.alias().split(" ")) {
      String[] parts = word.split("=", 2);
      if (parts.length == 2 && parts[1].matches("[0-9]")) {
        recall(link, base, parts[0], parts[1]);
      }
    }
  }

  private void recall(LinkEntry link, Optional<String> base, String setting, String was) {
    boolean filter = setting.equals("rp_filter");
    String where = filter ? "all" : base.orElse("");
    if (!where.isEmpty()) {
      String name = "ipv4/conf/" + where + "/" + setting;
      sysctls.hold(name, filter ? "0" : "1", owner(link.name()), Optional.of(was));
    }
  }

  /** Changes the settings for this interface. */
  List<String> apply(InterfacePlan plan) {
    List<String> problems = new ArrayList<>();
    String owner = owner(plan.name());
    String own = "ipv4/conf/" + plan.name() + "/";
    String base = "ipv4/conf/" + plan.base() + "/";
    hold(own + "arp_ignore", "1", owner, problems);
    if (plan.family() == AddressFamily.IPV4) {
      hold(own + "accept_local", "1", owner, problems);
      moveReversePathFilter(owner, problems);
      hold(own + "rp_filter", "0", owner, problems);
      hold(own + "promote_secondaries", "1", owner, problems);
    }
    hold(base + "arp_ignore", "1", owner, problems);
    hold(base + "arp_filter", "1", owner, problems);
    return problems;
  }

  private void hold(String name, String value, String owner, List<String> problems) {
    sysctls.hold(name, value, owner).ifPresent(problems::add);
  }

  private void moveReversePathFilter(String owner, List<String> problems) {
    String all = sysctls.original(ALL_REVERSE_PATH).orElse("0");
    if (all.equals("0")) {
      return;
    }
    for (String name : interfaces()) {
      String setting = "ipv4/conf/" + name + "/rp_filter";
      if (Sysctls.read(setting).orElse(all).compareTo(all) < 0) {
        hold(setting, all, owner, problems);
      }
    }
    hold(ALL_REVERSE_PATH, "0", owner, problems);
  }

  /** Those that there are, and {@code default} for those to come. */
  private static List<String> interfaces() {
    try (Stream<Path> folders = Files.list(INTERFACES)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> !name.equals("all"))
          .toList();
    } catch (IOException | UncheckedIOException without) {
      return List.of();
    }
  }

  private static String owner(String interfaceName) {
    return "interface " + interfaceName;
  }

  /** The interface is deleted: what was changed for it comes back. */
  void restore(LinkEntry link) {
    sysctls.release(owner(link.name()));
  }

  /** The link-local address of the interface below, or what it would be made of its MAC. */
  Optional<Prefix> linkLocal(NetlinkSocket kernel, LinkEntry base) {
    try {
      for (var message : kernel.dump(AddressMessages.list())) {
        Optional<Prefix> found =
            AddressEntry.decode(message)
                .filter(entry -> entry.linkIndex() == base.index())
                .map(AddressEntry::prefix)
                .filter(prefix -> prefix.isIpv6() && prefix.address().isLinkLocalAddress());
        if (found.isPresent()) {
          return found;
        }
      }
    } catch (IOException unreadable) {
      // then it is made of the MAC, as below
    }
    return base.mac().map(mac -> modifiedEui64(mac.bytes()));
  }

  /** RFC 4291, appendix A. */
  private static Prefix modifiedEui64(byte[] mac) {
    byte[] address = {
      (byte) 0xfe,
      (byte) 0x80,
      0,
      0,
      0,
      0,
      0,
      0,
      (byte) (mac[0] ^ 2),
      mac[1],
      mac[2],
      (byte) 0xff,
      (byte) 0xfe,
      mac[3],
      mac[4],
      mac[5]
    };
    try {
      return new Prefix(InetAddress.getByAddress(address), LINK_LOCAL_BITS);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
