package lvs.director.http;

import java.net.InetAddress;
import lvs.director.base.Endpoint;

/** Whom a request means to speak to. */
public final class HostHeader {
  private HostHeader() {}

  /**
   * A page can make its own name point to 127.0.0.1, but not its Host header say localhost.
   *
   * @param host value of the header, null when it is missing
   */
  public static boolean isLoopback(String host) {
    if (host == null) {
      return false;
    }
    String name = host.replaceFirst(":[0-9]{1,5}$", "");
    boolean bracketed = name.startsWith("[") && name.endsWith("]");
    String literal = bracketed ? name.substring(1, name.length() - 1) : name;
    return name.equalsIgnoreCase("localhost")
        || Endpoint.address(literal).filter(InetAddress::isLoopbackAddress).isPresent();
  }
}
