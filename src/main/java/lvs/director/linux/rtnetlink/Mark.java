package lvs.director.linux.rtnetlink;

/**
 * Who put an address, route or rule there, as the kernel keeps it: IFA_PROTO, rtm_protocol and
 * FRA_PROTOCOL. {@code ip route show proto 112} lists the director's. keepalived uses 18; another
 * number keeps apart what belongs to whom while a cluster moves from one to the other.
 */
public final class Mark {
  /** The IP protocol number of VRRP; nobody else uses it as the origin of a route. */
  public static final int DIRECTOR = 112;

  private Mark() {}
}
