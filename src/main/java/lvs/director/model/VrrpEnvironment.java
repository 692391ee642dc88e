package lvs.director.model;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * Settings of the VRRP side that belong to no single virtual router.
 *
 * @param startupDelay no virtual router leaves its first state before; zero is off
 * @param delayAfterBoot the same, counted from the boot of the machine
 * @param logsUnknownVrids log advertisements of virtual routers that are not configured
 * @param dynamicInterfaces whether interfaces may come and go
 * @param disablesLocalIgmp keep IGMP joins of VMACs from the wire
 * @param vmacPrefix begin of the names of VMACs
 * @param vmacAddressPrefix begin of the names of VMACs for single addresses
 * @param receiveBuffers size of the buffers of advertisement sockets
 * @param firewall where no_accept puts its rules
 */
public record VrrpEnvironment(
    Duration startupDelay,
    Duration delayAfterBoot,
    boolean logsUnknownVrids,
    DynamicInterfaces dynamicInterfaces,
    boolean disablesLocalIgmp,
    String vmacPrefix,
    String vmacAddressPrefix,
    ReceiveBuffers receiveBuffers,
    FirewallSettings firewall) {

  public static final VrrpEnvironment DEFAULT =
      new VrrpEnvironment(
          Duration.ZERO,
          Duration.ZERO,
          false,
          DynamicInterfaces.FORBIDDEN,
          false,
          "vrrp",
          "vrrp",
          ReceiveBuffers.DEFAULT,
          FirewallSettings.NONE);

  /** The same with other firewall settings. */
  public VrrpEnvironment withFirewall(FirewallSettings other) {
    return new VrrpEnvironment(
        startupDelay,
        delayAfterBoot,
        logsUnknownVrids,
        dynamicInterfaces,
        disablesLocalIgmp,
        vmacPrefix,
        vmacAddressPrefix,
        receiveBuffers,
        other);
  }

  /** Whether interfaces may come and go while the director runs. */
  public enum DynamicInterfaces {
    /** Every interface must be there at start. */
    FORBIDDEN,
    ALLOWED,
    /** They may even return as another kind of interface. */
    ALLOWED_WITH_CHANGES
  }

  /**
   * @param fromMtu as large as the interface's MTU
   * @param fromAdvertisement as large as the largest advertisement
   * @param sizeBytes fixed size, wins over both
   * @param multiplier packets that must fit, at least 1
   */
  public record ReceiveBuffers(
      boolean fromMtu, boolean fromAdvertisement, OptionalInt sizeBytes, int multiplier) {
    public static final ReceiveBuffers DEFAULT =
        new ReceiveBuffers(false, false, OptionalInt.empty(), 3);
  }
}
