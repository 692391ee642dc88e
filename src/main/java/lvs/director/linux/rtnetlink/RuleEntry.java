package lvs.director.linux.rtnetlink;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import lvs.director.base.ByteReader;
import lvs.director.base.NetlinkAttributes;
import lvs.director.base.NetlinkMessage;
import lvs.director.base.NetlinkRequest;
import lvs.director.base.Prefix;

/**
 * A policy routing rule as the kernel has it.
 *
 * @param protocol who put it there
 */
public record RuleEntry(Key key, int protocol) {
  private static final HexFormat HEX = HexFormat.of();

  /** Attributes that tell rules apart, besides those that are fields of {@link Match}. */
  private static final Set<Integer> TELLING =
      Set.of(
          RuleMessages.FRA_IIFNAME,
          RuleMessages.FRA_GOTO,
          RuleMessages.FRA_FWMARK,
          RuleMessages.FRA_FLOW,
          RuleMessages.FRA_TUN_ID,
          RuleMessages.FRA_SUPPRESS_IFGROUP,
          RuleMessages.FRA_SUPPRESS_PREFIXLEN,
          RuleMessages.FRA_FWMASK,
          RuleMessages.FRA_OIFNAME,
          RuleMessages.FRA_L3MDEV,
          RuleMessages.FRA_UID_RANGE,
          RuleMessages.FRA_PROTOCOL,
          RuleMessages.FRA_IP_PROTO,
          RuleMessages.FRA_SPORT_RANGE,
          RuleMessages.FRA_DPORT_RANGE);

  /**
   * What makes a rule another one.
   *
   * @param priority place in the list
   */
  public record Key(Match match, long priority) implements ItemKey {}

  /**
   * What a rule matches and does.
   *
   * @param action FR_ACT_*
   * @param attributes the others by number, as hexadecimal digits, without those that say nothing
   */
  public record Match(
      int family,
      Optional<Prefix> from,
      Optional<Prefix> to,
      boolean inverted,
      int typeOfService,
      long table,
      int action,
      Map<Integer, String> attributes) {}

  public boolean isMarked() {
    return protocol == Mark.DIRECTOR;
  }

  /** What a request would make. */
  public static RuleEntry of(NetlinkRequest request) {
    byte[] bytes = request.encode(0);
    return decode(NetlinkMessage.split(bytes, bytes.length).getFirst()).orElseThrow();
  }

  /** Reads RTM_NEWRULE and RTM_DELRULE; empty for what is no IPv4 or IPv6 rule. */
  public static Optional<RuleEntry> decode(NetlinkMessage message) {
    ByteReader header = message.payload();
    if (header.remaining() < RuleMessages.HEADER_BYTES) {
      return Optional.empty();
    }
    int family = header.u8();
    int toBits = header.u8();
    int fromBits = header.u8();
    int typeOfService = header.u8();
    int table = header.u8();
    int action = header.skip(2).u8();
    boolean inverted = (header.u32ne() & RuleMessages.INVERT) != 0;
    NetlinkAttributes attributes = message.attributes(RuleMessages.HEADER_BYTES);
    Optional<Prefix> from = RouteEntry.prefix(family, attributes, RuleMessages.FRA_SRC, fromBits);
    Optional<Prefix> to = RouteEntry.prefix(family, attributes, RuleMessages.FRA_DST, toBits);
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    Match match =
        new Match(
            family,
            from.filter(network -> network.lengthBits() > 0),
            to.filter(network -> network.lengthBits() > 0),
            inverted,
            typeOfService,
            attributes.u32ne(RuleMessages.FRA_TABLE).orElse(table),
            action,
            telling(attributes));
    long priority = attributes.u32ne(RuleMessages.FRA_PRIORITY).orElse(0);
    int protocol = attributes.u8(RuleMessages.FRA_PROTOCOL).orElse(0);
    return Optional.of(new RuleEntry(new Key(match, priority), protocol));
  }

  private static Map<Integer, String> telling(NetlinkAttributes attributes) {
    Map<Integer, String> telling = new TreeMap<>();
    for (NetlinkAttributes.Attribute each : attributes.all()) {
      String value = HEX.formatHex(each.value());
      if (TELLING.contains(each.type()) && !saysNothing(each.type(), value)) {
        telling.put(each.type(), value);
      }
    }
    return telling;
  }

  /** The kernel shows suppressions that are off as -1, and leaves out a mark of 0. */
  private static boolean saysNothing(int type, String value) {
    return switch (type) {
      case RuleMessages.FRA_SUPPRESS_IFGROUP, RuleMessages.FRA_SUPPRESS_PREFIXLEN ->
          value.equals("ffffffff");
      case RuleMessages.FRA_FWMARK, RuleMessages.FRA_FLOW -> value.equals("00000000");
      default -> false;
    };
  }
}
