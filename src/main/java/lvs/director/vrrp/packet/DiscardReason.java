package lvs.director.vrrp.packet;

/** Why a packet was not listened to. Names are those of RFC 8347, where it has one. */
public enum DiscardReason {
  /** The Internet checksum of the advertisement is wrong. */
  CHECKSUM_ERROR("checksum-errors"),
  /** Neither version 2 nor 3, or not the one configured. */
  VERSION_ERROR("version-errors"),
  /** No virtual router of this VRID is configured where it came in. */
  VRID_ERROR("vrid-errors"),
  /** Time to live or hop limit is not 255 (multicast), or outside the limits given for the peer. */
  IP_TTL_ERROR("ip-ttl-errors"),
  /** Version 2: the interval is not ours. */
  INTERVAL_ERROR("interval-errors"),
  /** Not of type 1. */
  INVALID_TYPE("invalid-type-pkts-rcvd"),
  /** The virtual addresses are not ours; counted, and listened to all the same. */
  ADDRESS_LIST_ERROR("address-list-errors"),
  /** Shorter than it says or than it must be. */
  PACKET_LENGTH_ERROR("packet-length-errors"),
  /** An authentication type that does not exist (RFC 2787). */
  INVALID_AUTHENTICATION_TYPE("invalid-auth-type-errors"),
  /** Another kind of authentication than ours (RFC 2787). */
  AUTHENTICATION_TYPE_MISMATCH("auth-type-mismatch-errors"),
  /** Wrong password, digest or key (RFC 2787). */
  AUTHENTICATION_FAILURE("auth-failure-errors"),
  /** Right, but seen before or too old. */
  REPLAYED("auth-replay-errors"),
  /** From a source that is not one of the peers, or by multicast where unicast is configured. */
  FOREIGN_SOURCE("foreign-source-errors");

  private final String counter;

  DiscardReason(String counter) {
    this.counter = counter;
  }

  /** Name of the counter, in the words of RFC 8347. */
  public String counter() {
    return counter;
  }
}
