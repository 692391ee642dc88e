package lvs.director.jmx;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import lvs.director.base.Endpoint;
import lvs.director.model.VirtualAddress;
import lvs.director.model.VirtualRouter;

/**
 * What tells virtual routers apart over several machines: names may differ from one to the other,
 * and one VRID may be used on two networks, but the addresses are the same on all.
 *
 * @param address the lowest virtual address
 */
record RouterIdentity(int vrid, String family, String interfaceName, String address) {
  private static final String NONE = "-";

  static RouterIdentity of(VirtualRouter router) {
    return new RouterIdentity(
        router.vrid(),
        router.family().name().toLowerCase(Locale.ROOT),
        router.interfaceName().orElse(NONE),
        router.addresses().stream()
            .map(VirtualAddress::address)
            .min(Comparator.comparing(InetAddress::getAddress, Arrays::compareUnsigned))
            .map(Endpoint::text)
            .orElse(NONE));
  }

  /** On one line, for an attribute that a rule takes apart again. */
  String text() {
    return vrid + " " + family + " " + interfaceName + " " + address;
  }
}
