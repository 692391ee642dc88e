package lvs.director.vrrp;

import java.net.InetAddress;
import lvs.director.vrrp.packet.Advertisement;

/** An advertisement of another router, judged to be good. */
record Heard(InetAddress from, Advertisement advertisement) {
  int priority() {
    return advertisement.priority();
  }

  boolean leaves() {
    return advertisement.priority() == 0;
  }
}
