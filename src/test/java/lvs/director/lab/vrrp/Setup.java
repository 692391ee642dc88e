package lvs.director.lab.vrrp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import lvs.director.lab.net.Host;

/** The configurations of the matrix: what both routers are told, apart from who they are. */
enum Setup {
  V2_PASS("version 2", "authentication { auth_type PASS auth_pass 1111 }"),
  V2_AH("version 2", "authentication { auth_type AH auth_pass secret }"),
  V2_IPV6("version 2"),
  V3_IPV4("version 3"),
  V3_CHECKSUM_AS_V2("version 3", "v3_checksum_as_v2"),
  V3_IPV6("version 3"),
  UNICAST("version 3"),
  UNICAST_OLD_CHECKSUM("version 3", "old_unicast_checksum"),
  VMAC("version 3", "use_vmac"),
  VMAC_XMIT_BASE("version 3", "use_vmac", "vmac_xmit_base"),
  SYNC_GROUP("version 3"),
  NOPREEMPT("version 3", "nopreempt"),
  PREEMPT_DELAY("version 3", "preempt_delay 2"),
  SCRIPT_WEIGHT("version 3");

  private final List<String> keywords;

  Setup(String... keywords) {
    this.keywords = List.of(keywords);
  }

  boolean isV2() {
    return keywords.contains("version 2");
  }

  /** What Debian's keepalived 2.2.7 can do; the others came later. */
  boolean isKeepalived227() {
    return this != V3_CHECKSUM_AS_V2;
  }

  boolean isIpv6() {
    return this == V2_IPV6 || this == V3_IPV6;
  }

  private boolean isUnicast() {
    return this == UNICAST || this == UNICAST_OLD_CHECKSUM;
  }

  int segments() {
    return this == SYNC_GROUP ? 2 : 1;
  }

  Duration interval() {
    return Duration.ofMillis(isV2() ? 1000 : 200);
  }

  /** The longest time after which any backup of these setups takes over: RFC 9568 section 6.1. */
  Duration masterDown() {
    return interval().multipliedBy(4);
  }

  /** The virtual address on a segment. */
  InetAddress address(int segment) {
    try {
      return InetAddress.getByName(addressText(segment));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String addressText(int segment) {
    return isIpv6() ? "fd77:" + segment + "::100" : "10.77." + segment + ".100";
  }

  /**
   * @param check a file that the script of SCRIPT_WEIGHT looks for
   */
  String conf(Host self, Host peer, int priority, String check) {
    StringBuilder text =
        new StringBuilder("global_defs {\n    script_user root\n    enable_script_security\n}\n");
    if (this == SCRIPT_WEIGHT) {
      text.append("vrrp_script check {\n    script \"/usr/bin/test -e ").append(check);
      text.append("\"\n    interval 1\n    weight 60\n    rise 1\n    fall 1\n}\n");
    }
    if (this == SYNC_GROUP) {
      text.append("vrrp_sync_group BOTH {\n    group { VI_0 VI_1 }\n}\n");
    }
    for (int segment = 0; segment < segments(); segment++) {
      text.append(instance(self, peer, priority, segment));
    }
    return text.toString();
  }

  private String instance(Host self, Host peer, int priority, int segment) {
    StringBuilder text = new StringBuilder("vrrp_instance VI_" + segment + " {\n");
    line(text, "state BACKUP");
    line(text, "interface eth" + segment);
    line(text, "virtual_router_id " + (51 + segment));
    line(text, "priority " + priority);
    line(text, "advert_int " + (isV2() ? "1" : "0.2"));
    line(text, "garp_master_delay 1");
    keywords.forEach(
        keyword ->
            line(
                text,
                keyword
                    .replace("{ ", "{\n")
                    .replace(" }", "\n}")
                    .replace("auth_pass", "\nauth_pass")));
    if (isUnicast()) {
      line(text, "unicast_src_ip " + self.ipv4(segment));
      line(text, "unicast_peer {\n" + peer.ipv4(segment) + "\n}");
    }
    if (this == SCRIPT_WEIGHT) {
      line(text, "track_script {\ncheck\n}");
    }
    line(text, "virtual_ipaddress {\n" + addressText(segment) + (isIpv6() ? "/64" : "/24") + "\n}");
    return text.append("}\n").toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append("    ").append(line).append('\n');
  }
}
