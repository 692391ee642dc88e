package lvs.director.vrrp;

import java.util.Optional;
import lvs.director.base.MacAddress;
import lvs.director.base.Prefix;
import lvs.director.model.AddressFamily;
import lvs.director.model.VirtualInterface.IpvlanMode;

/**
 * An interface that the director makes on top of another one and deletes at the end.
 *
 * @param name at most 15 characters
 * @param base the interface below
 * @param family of the virtual router it is for
 * @param group interface group as in rt_groups; empty copies that of the base
 */
public record InterfacePlan(
    String name, String base, AddressFamily family, Optional<String> group, Kind kind) {

  /** What it is made of. */
  public sealed interface Kind {
    /** A private macvlan. */
    record Macvlan(MacAddress mac) implements Kind {}

    /**
     * An ipvlan in layer 2 mode.
     *
     * @param address to give it
     */
    record Ipvlan(IpvlanMode mode, Optional<Prefix> address) implements Kind {}
  }
}
