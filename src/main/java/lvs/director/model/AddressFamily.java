package lvs.director.model;

/** Which Internet protocol an address or a firewall mark service belongs to. */
public enum AddressFamily {
  IPV4,
  IPV6
}
