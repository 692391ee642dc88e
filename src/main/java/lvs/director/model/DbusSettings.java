package lvs.director.model;

/**
 * D-Bus of keepalived; this director offers JMX and Jolokia instead.
 *
 * @param noInterfaceName path element of virtual routers without an interface
 */
public record DbusSettings(boolean enabled, String serviceName, String noInterfaceName) {
  public static final DbusSettings DEFAULT =
      new DbusSettings(false, "org.keepalived.Vrrp1", "none");
}
