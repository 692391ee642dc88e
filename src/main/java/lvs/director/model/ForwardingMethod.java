package lvs.director.model;

/** How a packet reaches the real server. */
public enum ForwardingMethod {
  /** Masquerading: addresses are rewritten, replies return through the director. */
  NAT("Masq", 'm'),
  /** Direct routing: only the MAC address changes; the real server answers the client itself. */
  DR("Route", 'g'),
  /** Tunnelling: the packet is wrapped and sent to the real server, which answers the client. */
  TUN("Tunnel", 'i'),
  /** Both addresses are rewritten; what the built-in proxy plane always does. */
  FULLNAT("FullNat", 'b');

  private final String ipvsadmName;
  private final char ipvsadmOption;

  ForwardingMethod(String ipvsadmName, char ipvsadmOption) {
    this.ipvsadmName = ipvsadmName;
    this.ipvsadmOption = ipvsadmOption;
  }

  /** The word in the Forward column of {@code ipvsadm -Ln}. */
  public String ipvsadmName() {
    return ipvsadmName;
  }

  /** The option letter of {@code ipvsadm -a}. */
  public char ipvsadmOption() {
    return ipvsadmOption;
  }
}
