package lvs.director.config;

import java.time.Duration;
import java.util.OptionalInt;
import lvs.director.model.FirewallSettings;
import lvs.director.model.VrrpEnvironment;
import lvs.director.model.VrrpEnvironment.DynamicInterfaces;

/** The words of global_defs about the VRRP side as a whole. */
final class EnvironmentGlobals {
  static final BlockGrammar<EnvironmentGlobals> GRAMMAR = grammar();

  private Duration startupDelay = Duration.ZERO;
  private Duration delayAfterBoot = Duration.ZERO;
  private boolean logsUnknownVrids;
  private DynamicInterfaces dynamicInterfaces = DynamicInterfaces.FORBIDDEN;
  private boolean disablesLocalIgmp;
  private String vmacPrefix = VrrpEnvironment.DEFAULT.vmacPrefix();
  private String vmacAddressPrefix = VrrpEnvironment.DEFAULT.vmacAddressPrefix();
  private boolean bufferFromMtu;
  private boolean bufferFromAdvertisement;
  private OptionalInt bufferSize = OptionalInt.empty();
  private int bufferMultiplier = VrrpEnvironment.ReceiveBuffers.DEFAULT.multiplier();

  VrrpEnvironment settings(FirewallSettings firewall) {
    return new VrrpEnvironment(
        startupDelay,
        delayAfterBoot,
        logsUnknownVrids,
        dynamicInterfaces,
        disablesLocalIgmp,
        vmacPrefix,
        vmacAddressPrefix,
        new VrrpEnvironment.ReceiveBuffers(
            bufferFromMtu, bufferFromAdvertisement, bufferSize, bufferMultiplier),
        firewall);
  }

  private static BlockGrammar<EnvironmentGlobals> grammar() {
    BlockGrammar<EnvironmentGlobals> g = new BlockGrammar<>("global_defs");
    g.seconds("vrrp_startup_delay", "0", "0.001", "4294", (d, v) -> d.startupDelay = v);
    g.seconds("vrrp_delay_after_boot", "0", "0.001", "4294", (d, v) -> d.delayAfterBoot = v);
    g.flag("log_unknown_vrids", (d, on) -> d.logsUnknownVrids = on);
    g.keyword(
            "dynamic_interfaces",
            "[allow_if_changes]",
            "off",
            "-",
            (a, d) ->
                d.dynamicInterfaces =
                    a.takes("allow_if_changes")
                        ? DynamicInterfaces.ALLOWED_WITH_CHANGES
                        : DynamicInterfaces.ALLOWED)
        .note("a missing interface is no problem of the file; coming and going is always followed");
    g.flag("disable_local_igmp", (d, on) -> d.disablesLocalIgmp = on)
        .withoutEffect("IGMP and MLD are the kernel's: net.ipv4.igmp_link_local_mcast_reports=0");
    g.word("vmac_prefix", "TEXT", "vrrp", (d, v) -> d.vmacPrefix = v);
    g.word("vmac_addr_prefix", "TEXT", "vrrp", (d, v) -> d.vmacAddressPrefix = v);
    g.keyword(
        "vrrp_rx_bufs_policy",
        "MTU|ADVERT|BYTES",
        "-",
        "0 to 2147483647",
        (a, d) -> d.takePolicy(a));
    g.integer(
        "vrrp_rx_bufs_multiplier", "3", 1, Integer.MAX_VALUE, (d, n) -> d.bufferMultiplier = n);
    return g;
  }

  private void takePolicy(Arguments arguments) {
    if (arguments.takes("MTU") || arguments.takes("mtu")) {
      bufferFromMtu = true;
    } else if (arguments.takes("ADVERT") || arguments.takes("advert")) {
      bufferFromAdvertisement = true;
    } else {
      arguments
          .integer(0, Integer.MAX_VALUE)
          .ifPresent(bytes -> bufferSize = BufferDraft.sizeOrKernels(bytes));
    }
  }
}
