package lvs.director.linux.rtnetlink;

import java.net.InetAddress;
import java.util.Optional;
import lvs.director.base.ByteReader;
import lvs.director.base.NetlinkAttributes;
import lvs.director.base.NetlinkMessage;
import lvs.director.base.Prefix;

/**
 * An address as the kernel has it.
 *
 * @param prefix the address with the length of its network; with a peer the length is the peer's
 * @param scope RT_SCOPE_*
 * @param flags IFA_F_*
 * @param protocol who put it there: {@link Mark}, or 0 when nobody said
 * @param validSeconds until it vanishes; {@link #FOREVER}
 * @param preferredSeconds until it is deprecated; 0 is at once
 */
public record AddressEntry(
    int linkIndex,
    Prefix prefix,
    Optional<InetAddress> peer,
    int scope,
    int flags,
    int protocol,
    Optional<String> label,
    long validSeconds,
    long preferredSeconds) {

  public static final long FOREVER = 0xffff_ffffL;
  public static final int TENTATIVE = 0x40;
  public static final int DUPLICATE = 0x08;

  /** What makes an address another one: two with the same key cannot be there. */
  public record Key(int linkIndex, Prefix prefix) implements ItemKey {}

  public Key key() {
    return new Key(linkIndex, prefix);
  }

  public boolean isMarked() {
    return protocol == Mark.DIRECTOR;
  }

  /** Duplicate address detection is not over, or found another owner. */
  public boolean isTentative() {
    return (flags & (TENTATIVE | DUPLICATE)) != 0;
  }

  /** Reads RTM_NEWADDR and RTM_DELADDR; empty for what is neither IPv4 nor IPv6. */
  public static Optional<AddressEntry> decode(NetlinkMessage message) {
    ByteReader header = message.payload();
    if (header.remaining() < AddressMessages.HEADER_BYTES) {
      return Optional.empty();
    }
    int family = header.u8();
    int lengthBits = header.u8();
    int flags = header.u8();
    int scope = header.u8();
    int index = (int) header.u32ne();
    NetlinkAttributes attributes = message.attributes(AddressMessages.HEADER_BYTES);
    Optional<InetAddress> address = address(family, attributes, AddressMessages.IFA_ADDRESS);
    Optional<InetAddress> local = address(family, attributes, AddressMessages.IFA_LOCAL);
    return local
        .or(() -> address)
        .filter(own -> lengthBits <= own.getAddress().length * 8)
        .map(
            own ->
                new AddressEntry(
                    index,
                    new Prefix(own, lengthBits),
                    address.filter(other -> !other.equals(own)),
                    scope,
                    (int) attributes.u32ne(AddressMessages.IFA_FLAGS).orElse(flags),
                    attributes.u8(AddressMessages.IFA_PROTO).orElse(0),
                    attributes.text(AddressMessages.IFA_LABEL),
                    lifetime(attributes, 4),
                    lifetime(attributes, 0)));
  }

  /** struct ifa_cacheinfo: ifa_prefered, ifa_valid. */
  private static long lifetime(NetlinkAttributes attributes, int at) {
    return attributes
        .bytes(AddressMessages.IFA_CACHEINFO)
        .filter(value -> value.length >= at + 4)
        .map(value -> new ByteReader(value).skip(at).u32ne())
        .orElse(FOREVER);
  }

  private static Optional<InetAddress> address(int family, NetlinkAttributes attributes, int type) {
    return attributes.bytes(type).flatMap(bytes -> Families.address(family, bytes));
  }
}
