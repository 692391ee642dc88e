package lvs.director.daemon;

import java.util.List;
import java.util.Optional;
import lvs.director.base.Prefix;
import lvs.director.model.VirtualAddress;
import lvs.director.vrrp.OwnedItems;

/** Virtual addresses that tests of the network's thread put on machines. */
final class NetFixtures {
  private NetFixtures() {}

  /**
   * @param text such as {@code 10.0.0.1/24}
   */
  static VirtualAddress address(String text, String interfaceName) {
    return new VirtualAddress(
        Prefix.parse(text).orElseThrow(),
        Optional.of(interfaceName),
        Optional.empty(),
        "global",
        Optional.empty(),
        Optional.empty(),
        false,
        true,
        false,
        false,
        false,
        Optional.empty(),
        true,
        Optional.empty(),
        false);
  }

  static OwnedItems items(VirtualAddress... addresses) {
    return new OwnedItems(List.of(addresses), List.of(), List.of(), List.of(), false);
  }
}
