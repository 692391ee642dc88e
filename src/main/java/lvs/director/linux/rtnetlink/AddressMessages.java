package lvs.director.linux.rtnetlink;

import java.net.InetAddress;
import lvs.director.base.ByteWriter;
import lvs.director.base.NetlinkRequest;
import lvs.director.base.Prefix;
import lvs.director.model.VirtualAddress;

/**
 * RTM_NEWADDR, RTM_DELADDR and RTM_GETADDR.
 *
 * <pre>
 * struct ifaddrmsg  0 ifa_family 1  1 ifa_prefixlen 1  2 ifa_flags 1  3 ifa_scope 1  4 ifa_index 4
 * </pre>
 */
public final class AddressMessages {
  public static final int RTM_NEWADDR = 20;
  public static final int RTM_DELADDR = 21;
  private static final int RTM_GETADDR = 22;

  static final int HEADER_BYTES = 8;
  static final int IFA_ADDRESS = 1;
  static final int IFA_LOCAL = 2;
  static final int IFA_LABEL = 3;
  private static final int IFA_BROADCAST = 4;
  static final int IFA_CACHEINFO = 6;
  static final int IFA_FLAGS = 8;
  static final int IFA_PROTO = 11;

  private static final int IFA_F_NODAD = 0x02;
  private static final int IFA_F_HOMEADDRESS = 0x10;
  private static final int IFA_F_MANAGETEMPADDR = 0x100;
  private static final int IFA_F_NOPREFIXROUTE = 0x200;
  private static final int IFA_F_MCAUTOJOIN = 0x400;

  /**
   * How long an address stays.
   *
   * @param validSeconds 1 and more; {@link AddressEntry#FOREVER}
   * @param preferredSeconds not more than that; 0 is deprecated at once
   */
  public record Lifetime(long validSeconds, long preferredSeconds) {}

  private AddressMessages() {}

  /** All addresses of all interfaces. */
  public static NetlinkRequest list() {
    return new NetlinkRequest(RTM_GETADDR, NetlinkRequest.DUMP).header(w -> w.zeros(HEADER_BYTES));
  }

  /**
   * Adds the address, or gives one that is there this lifetime.
   *
   * @param scope RT_SCOPE_*
   */
  public static NetlinkRequest put(
      VirtualAddress address, int linkIndex, int scope, Lifetime lifetime) {
    NetlinkRequest request =
        message(
            RTM_NEWADDR, NetlinkRequest.CREATE | NetlinkRequest.REPLACE, address, linkIndex, scope);
    address.broadcast().ifPresent(broadcast -> request.address(IFA_BROADCAST, broadcast));
    return request
        .u32ne(IFA_FLAGS, flags(address))
        .attribute(IFA_CACHEINFO, w -> write(w, lifetime))
        .u8(IFA_PROTO, Mark.DIRECTOR);
  }

  public static NetlinkRequest remove(VirtualAddress address, int linkIndex) {
    return message(RTM_DELADDR, 0, address, linkIndex, 0);
  }

  /** Removes what the kernel showed. */
  public static NetlinkRequest remove(AddressEntry entry) {
    InetAddress local = entry.prefix().address();
    return new NetlinkRequest(RTM_DELADDR, 0)
        .header(
            w ->
                w.u8(Families.number(local))
                    .u8(entry.prefix().lengthBits())
                    .u8(0)
                    .u8(0)
                    .u32ne(entry.linkIndex()))
        .address(IFA_LOCAL, local)
        .address(IFA_ADDRESS, entry.peer().orElse(local));
  }

  /** An address without options, such as the link-local one of a VMAC. */
  public static NetlinkRequest putPlain(Prefix prefix, int linkIndex, int scope) {
    return new NetlinkRequest(RTM_NEWADDR, NetlinkRequest.CREATE | NetlinkRequest.REPLACE)
        .header(
            w ->
                w.u8(Families.number(prefix.address()))
                    .u8(prefix.lengthBits())
                    .u8(IFA_F_NODAD)
                    .u8(scope)
                    .u32ne(linkIndex))
        .address(IFA_LOCAL, prefix.address())
        .address(IFA_ADDRESS, prefix.address())
        .u8(IFA_PROTO, Mark.DIRECTOR);
  }

  /** What {@link #put} would make. */
  public static AddressEntry.Key key(VirtualAddress address, int linkIndex) {
    return new AddressEntry.Key(linkIndex, new Prefix(address.address(), networkBits(address)));
  }

  private static NetlinkRequest message(
      int type, int flags, VirtualAddress address, int linkIndex, int scope) {
    NetlinkRequest request =
        new NetlinkRequest(type, flags)
            .header(
                w ->
                    w.u8(Families.number(address.family()))
                        .u8(networkBits(address))
                        .u8(0)
                        .u8(scope)
                        .u32ne(linkIndex))
            .address(IFA_LOCAL, address.address())
            .address(IFA_ADDRESS, address.peer().map(Prefix::address).orElse(address.address()));
    address
        .label()
        .filter(_ -> !address.prefix().isIpv6())
        .ifPresent(l -> request.text(IFA_LABEL, l));
    return request;
  }

  /** Of a point-to-point link the kernel keeps the length of the other end. */
  private static int networkBits(VirtualAddress address) {
    return address.peer().orElse(address.prefix()).lengthBits();
  }

  private static long flags(VirtualAddress address) {
    boolean ipv6 = address.prefix().isIpv6();
    return (ipv6 && !address.detectsDuplicates() ? IFA_F_NODAD : 0)
        | (ipv6 && address.home() ? IFA_F_HOMEADDRESS : 0)
        | (ipv6 && address.managesTemporaryAddresses() ? IFA_F_MANAGETEMPADDR : 0)
        | (address.noPrefixRoute() ? IFA_F_NOPREFIXROUTE : 0)
        | (address.autojoin() ? IFA_F_MCAUTOJOIN : 0);
  }

  /** struct ifa_cacheinfo: ifa_prefered, ifa_valid, cstamp, tstamp. */
  private static void write(ByteWriter out, Lifetime lifetime) {
    out.u32ne(lifetime.preferredSeconds()).u32ne(lifetime.validSeconds()).u32ne(0).u32ne(0);
  }
}
