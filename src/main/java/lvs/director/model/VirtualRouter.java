package lvs.director.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A vrrp_instance block: one virtual router of RFC 5798 and 9568. All values are effective: what
 * the block leaves out comes from global_defs or from keepalived's own default, and what
 * contradicts itself has been put right as keepalived does.
 *
 * @param interfaceName where advertisements are sent and virtual addresses live; empty only for
 *     unicast with a source address
 * @param vrid virtual router identifier, 1 to 255
 * @param priority base priority, 1 to 255; 255 owns the addresses
 * @param family that of the first virtual address, hence of the advertisements
 * @param initialState wanted at start; the election decides
 * @param advertisementInterval 10 ms to 255 s; whole seconds for version 2, at most 40.95 s for 3
 * @param addresses virtual addresses that the advertisement carries, all of {@code family}
 * @param excludedAddresses virtual addresses that it does not carry, of any family
 * @param routes added as master, removed on leaving
 * @param rules added as master, removed on leaving
 * @param virtualInterface private interface that carries the addresses: VMAC or IPVLAN
 * @param acceptsTraffic answers packets to the virtual addresses though not their owner (RFC 5798
 *     Accept_Mode)
 * @param strict keeps to the letter of the RFC (vrrp_strict)
 * @param promotesSecondaries keep the other addresses of a subnet when its first one is removed
 * @param smtpAlert mail every change of state
 * @param notifyPriorityChanges tell the pipe about every change of the effective priority
 * @param vrf VRF device, for unicast without an interface
 * @param receiveBufferBytes of the advertisement socket; empty leaves the kernel's
 */
public record VirtualRouter(
    String name,
    Optional<String> interfaceName,
    int vrid,
    int priority,
    VrrpVersion version,
    AddressFamily family,
    InitialState initialState,
    Duration advertisementInterval,
    List<VirtualAddress> addresses,
    List<VirtualAddress> excludedAddresses,
    List<VirtualRoute> routes,
    List<VirtualRule> rules,
    Preemption preemption,
    AdvertisementTransport transport,
    AdvertisementRules advertisementRules,
    Authentication authentication,
    Optional<VirtualInterface> virtualInterface,
    boolean acceptsTraffic,
    boolean strict,
    boolean promotesSecondaries,
    Tracking tracking,
    GratuitousArpSettings gratuitousArp,
    NotifyScripts notifyScripts,
    boolean smtpAlert,
    boolean notifyPriorityChanges,
    Optional<String> vrf,
    OptionalInt receiveBufferBytes) {

  /** Priority of the router that owns the virtual addresses (RFC 5798, 5.2.4). */
  public static final int OWNER_PRIORITY = 255;

  /** RFC 3768 or RFC 9568. */
  public enum VrrpVersion {
    V2,
    V3
  }

  /** The word state: what it takes itself for before it hears of others. */
  public enum InitialState {
    MASTER,
    BACKUP
  }

  /**
   * Whether a higher priority takes over from a running master.
   *
   * @param enabled false is nopreempt
   * @param delay wait this long before taking over; zero is at once
   */
  public record Preemption(boolean enabled, Duration delay) {
    public static final Preemption DEFAULT = new Preemption(true, Duration.ZERO);
  }
}
