package lvs.director.linux.rtnetlink;

import lvs.director.base.NetlinkRequest;
import lvs.director.base.Prefix;
import lvs.director.model.VirtualRule;
import lvs.director.model.VirtualRule.Action;

/**
 * RTM_NEWRULE, RTM_DELRULE and RTM_GETRULE.
 *
 * <pre>
 * struct fib_rule_hdr  0 family 1  1 dst_len 1  2 src_len 1  3 tos 1  4 table 1  7 action 1
 *                      8 flags 4
 * </pre>
 */
public final class RuleMessages {
  public static final int RTM_NEWRULE = 32;
  public static final int RTM_DELRULE = 33;
  private static final int RTM_GETRULE = 34;

  static final int HEADER_BYTES = 12;
  static final int INVERT = 2; // FIB_RULE_INVERT

  static final int FRA_DST = 1;
  static final int FRA_SRC = 2;
  static final int FRA_IIFNAME = 3;
  static final int FRA_GOTO = 4;
  static final int FRA_PRIORITY = 6;
  static final int FRA_FWMARK = 10;
  static final int FRA_FLOW = 11;
  static final int FRA_TUN_ID = 12;
  static final int FRA_SUPPRESS_IFGROUP = 13;
  static final int FRA_SUPPRESS_PREFIXLEN = 14;
  static final int FRA_TABLE = 15;
  static final int FRA_FWMASK = 16;
  static final int FRA_OIFNAME = 17;
  static final int FRA_L3MDEV = 19;
  static final int FRA_UID_RANGE = 20;
  static final int FRA_PROTOCOL = 21;
  static final int FRA_IP_PROTO = 22;
  static final int FRA_SPORT_RANGE = 23;
  static final int FRA_DPORT_RANGE = 24;

  private static final int FR_ACT_TO_TBL = 1;
  private static final int FR_ACT_GOTO = 2;
  private static final int FR_ACT_NOP = 3;
  private static final int FR_ACT_BLACKHOLE = 6;
  private static final int FR_ACT_UNREACHABLE = 7;
  private static final int FR_ACT_PROHIBIT = 8;

  private RuleMessages() {}

  /** All rules of a family. */
  public static NetlinkRequest list(int family) {
    return new NetlinkRequest(RTM_GETRULE, NetlinkRequest.DUMP)
        .header(w -> w.u8(family).zeros(HEADER_BYTES - 1));
  }

  /**
   * @param priority place in the list
   * @throws Lookup.UnknownName when a name means nothing
   */
  public static NetlinkRequest put(VirtualRule rule, long priority, Lookup names) {
    int flags = NetlinkRequest.CREATE | NetlinkRequest.EXCLUSIVE;
    return message(RTM_NEWRULE, flags, rule, priority, names);
  }

  /**
   * @throws Lookup.UnknownName when a name means nothing
   */
  public static NetlinkRequest remove(VirtualRule rule, long priority, Lookup names) {
    return message(RTM_DELRULE, 0, rule, priority, names);
  }

  /** Removes what the kernel showed. */
  public static NetlinkRequest remove(RuleEntry.Key key) {
    RuleEntry.Match match = key.match();
    NetlinkRequest request =
        new NetlinkRequest(RTM_DELRULE, 0)
            .header(
                w ->
                    w.u8(match.family())
                        .u8(match.to().map(Prefix::lengthBits).orElse(0))
                        .u8(match.from().map(Prefix::lengthBits).orElse(0))
                        .u8(match.typeOfService())
                        .u8(0)
                        .zeros(2)
                        .u8(match.action())
                        .u32ne(match.inverted() ? INVERT : 0))
            .u32ne(FRA_TABLE, match.table())
            .u32ne(FRA_PRIORITY, key.priority());
    match.from().ifPresent(from -> request.address(FRA_SRC, from.address()));
    match.to().ifPresent(to -> request.address(FRA_DST, to.address()));
    match
        .attributes()
        .forEach((type, hex) -> request.bytes(type, java.util.HexFormat.of().parseHex(hex)));
    return request;
  }

  private static NetlinkRequest message(
      int type, int flags, VirtualRule rule, long priority, Lookup names) {
    long table = table(rule, names);
    NetlinkRequest request =
        new NetlinkRequest(type, flags)
            .header(
                w ->
                    w.u8(Families.number(rule.family()))
                        .u8(rule.to().map(Prefix::lengthBits).orElse(0))
                        .u8(rule.from().map(Prefix::lengthBits).orElse(0))
                        .u8(rule.typeOfService().orElse(0))
                        .u8(0)
                        .zeros(2)
                        .u8(rule.layer3MasterDevice() ? FR_ACT_TO_TBL : number(rule.action()))
                        .u32ne(rule.inverted() ? INVERT : 0));
    request.u32ne(FRA_TABLE, table).u32ne(FRA_PRIORITY, priority);
    networks(request, rule);
    matches(request, rule, names);
    rule.suppressPrefixLength().ifPresent(bits -> request.u32ne(FRA_SUPPRESS_PREFIXLEN, bits));
    rule.suppressInterfaceGroup()
        .ifPresent(group -> request.u32ne(FRA_SUPPRESS_IFGROUP, names.group(group)));
    rule.realms().ifPresent(realms -> request.u32ne(FRA_FLOW, names.realms(realms)));
    if (rule.action() instanceof Action.Goto(long target)) {
      request.u32ne(FRA_GOTO, target);
    }
    return request.u8(FRA_PROTOCOL, rule.protocol().map(names::protocol).orElse(Mark.DIRECTOR));
  }

  private static void networks(NetlinkRequest request, VirtualRule rule) {
    rule.from()
        .filter(from -> from.lengthBits() > 0)
        .ifPresent(from -> request.address(FRA_SRC, from.first()));
    rule.to()
        .filter(to -> to.lengthBits() > 0)
        .ifPresent(to -> request.address(FRA_DST, to.first()));
  }

  private static void matches(NetlinkRequest request, VirtualRule rule, Lookup names) {
    rule.inputInterface().ifPresent(name -> request.text(FRA_IIFNAME, name));
    rule.outputInterface().ifPresent(name -> request.text(FRA_OIFNAME, name));
    rule.mark().ifPresent(m -> request.u32ne(FRA_FWMARK, m.value()).u32ne(FRA_FWMASK, m.mask()));
    rule.tunnelId().ifPresent(id -> request.u64be(FRA_TUN_ID, id));
    if (rule.layer3MasterDevice()) {
      request.u8(FRA_L3MDEV, 1);
    }
    rule.userIds()
        .ifPresent(
            ids -> request.attribute(FRA_UID_RANGE, w -> w.u32ne(ids.first()).u32ne(ids.last())));
    rule.ipProtocol().ifPresent(name -> request.u8(FRA_IP_PROTO, names.ipProtocol(name)));
    rule.sourcePorts().ifPresent(ports -> ports(request, FRA_SPORT_RANGE, ports));
    rule.destinationPorts().ifPresent(ports -> ports(request, FRA_DPORT_RANGE, ports));
  }

  /** struct fib_rule_port_range, in the machine's byte order. */
  private static void ports(NetlinkRequest request, int type, VirtualRule.Range ports) {
    request.attribute(type, w -> w.u16ne((int) ports.first()).u16ne((int) ports.last()));
  }

  /** As in iproute2, the main table where none is written; a VRF brings its own. */
  private static long table(VirtualRule rule, Lookup names) {
    return rule.action() instanceof Action.Lookup(String table) && !rule.layer3MasterDevice()
        ? names.table(table)
        : 0;
  }

  private static int number(Action action) {
    return switch (action) {
      case Action.Lookup _ -> FR_ACT_TO_TBL;
      case Action.Goto _ -> FR_ACT_GOTO;
      case Action.Nothing _ -> FR_ACT_NOP;
      case Action.Blackhole _ -> FR_ACT_BLACKHOLE;
      case Action.Unreachable _ -> FR_ACT_UNREACHABLE;
      case Action.Prohibit _ -> FR_ACT_PROHIBIT;
    };
  }
}
