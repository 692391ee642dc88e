package lvs.director.model;

import java.util.List;
import java.util.Optional;
import lvs.director.base.Prefix;

/** An interface that the director makes on top of another one and puts virtual addresses on. */
public sealed interface VirtualInterface {

  /** Name to give it; empty lets the engine choose (prefix and VRID). */
  Optional<String> name();

  /** Interface group, as in rt_groups; empty copies the base interface's. */
  Optional<String> group();

  /**
   * A macvlan with the virtual router's MAC address (RFC 5798, 7.3).
   *
   * @param mac 6 bytes, or 5 to which the VRID is added; empty is 00-00-5E-00-01-VRID, IPv6 02
   * @param sendsFromBase advertisements leave by the interface below (vmac_xmit_base)
   * @param onEveryInterface a VMAC also on each other interface that carries addresses
   *     (use_vmac_addr)
   * @param notifiesNetlink announce the interface to network managers
   */
  record Vmac(
      Optional<String> name,
      Optional<String> group,
      List<Integer> mac,
      boolean sendsFromBase,
      boolean onEveryInterface,
      boolean notifiesNetlink)
      implements VirtualInterface {}

  /**
   * An ipvlan in layer 2 mode.
   *
   * @param address of the new interface, source of advertisements
   */
  record Ipvlan(
      Optional<String> name, Optional<String> group, Optional<Prefix> address, IpvlanMode mode)
      implements VirtualInterface {}

  enum IpvlanMode {
    BRIDGE,
    PRIVATE,
    VEPA
  }
}
