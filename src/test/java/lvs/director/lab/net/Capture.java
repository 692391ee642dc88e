package lvs.director.lab.net;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A recording as tshark reads it. */
public final class Capture {
  private final Path file;

  Capture(Path file) {
    this.file = file;
  }

  /** One packet: tshark's names of fields to what it shows, only those that it has. */
  public record Packet(Map<String, String> fields) {
    public String field(String name) {
      return fields.getOrDefault(name, "");
    }

    public boolean has(String name) {
      return fields.containsKey(name);
    }

    public double seconds() {
      return Double.parseDouble(field("frame.time_epoch"));
    }
  }

  private static final List<String> FIELDS =
      List.of(
          "frame.time_epoch",
          "eth.src",
          "eth.dst",
          "ip.version",
          "ip.hdr_len",
          "ip.dsfield",
          "ip.flags",
          "ip.frag_offset",
          "ip.len",
          "ip.ttl",
          "ip.proto",
          "ip.src",
          "ip.dst",
          "ip.checksum.status",
          "ipv6.tclass",
          "ipv6.plen",
          "ipv6.nxt",
          "ipv6.hlim",
          "ipv6.src",
          "ipv6.dst",
          "ah.next_header",
          "ah.length",
          "ah.reserved",
          "ah.spi",
          "ah.sequence",
          "vrrp.version",
          "vrrp.type",
          "vrrp.virt_rtr_id",
          "vrrp.prio",
          "vrrp.addr_count",
          "vrrp.auth_type",
          "vrrp.adver_int",
          "vrrp.reserved_mbz",
          "vrrp.short_adver_int",
          "vrrp.checksum",
          "vrrp.checksum.status",
          "vrrp.ip_addr",
          "vrrp.ipv6_addr",
          "vrrp.auth_string",
          "arp.hw.type",
          "arp.proto.type",
          "arp.opcode",
          "arp.src.hw_mac",
          "arp.src.proto_ipv4",
          "arp.dst.hw_mac",
          "arp.dst.proto_ipv4",
          "icmpv6.type",
          "icmpv6.code",
          "icmpv6.checksum.status",
          "icmpv6.nd.na.flag",
          "icmpv6.nd.na.target_address",
          "icmpv6.opt.type",
          "icmpv6.opt.linkaddr",
          "_ws.malformed",
          "_ws.expert.message",
          "_ws.expert.severity");

  /**
   * @param checksumAsV2 whether the checksum of VRRPv3 over IPv4 leaves out the pseudo header
   */
  public List<Packet> packets(boolean checksumAsV2) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("tshark", "-n", "-r", file.toString(), "-T", "fields"));
    words.addAll(List.of("-o", "ip.check_checksum:TRUE"));
    words.addAll(List.of("-o", "vrrp.v3_checksum_as_in_v2:" + (checksumAsV2 ? "TRUE" : "FALSE")));
    words.addAll(List.of("-E", "separator=/t", "-E", "occurrence=a", "-E", "aggregator=;"));
    FIELDS.forEach(field -> words.addAll(List.of("-e", field)));
    List<Packet> packets = new ArrayList<>();
    for (String line : Command.output(words).split("\n")) {
      if (!line.isBlank()) {
        packets.add(packet(line.split("\t", -1)));
      }
    }
    return packets;
  }

  private static Packet packet(String[] values) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < FIELDS.size(); i++) {
      if (!values[i].isEmpty()) {
        fields.put(FIELDS.get(i), values[i]);
      }
    }
    return new Packet(fields);
  }
}
