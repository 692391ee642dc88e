package lvs.director.linux;

import lvs.director.model.VirtualAddress;

/** {@link Items#address} for tests of other packages. */
public final class Addresses {
  private Addresses() {}

  public static VirtualAddress plain(String prefix, String interfaceName) {
    return Items.address(prefix, interfaceName);
  }
}
