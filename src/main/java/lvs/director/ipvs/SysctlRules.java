package lvs.director.ipvs;

import java.util.Optional;
import lvs.director.model.AddressFamily;

/** When a setting's value does not fit the services, in an operator's words with the remedy. */
final class SysctlRules {
  private SysctlRules() {}

  /**
   * @see IpvsSysctl.Rule
   */
  static Optional<String> removedServers(String actual, SysctlCircumstances around) {
    return when(
        actual.equals("0") && around.hasServices(),
        "connections of a real server that failed and was removed hang until they time out;"
            + " 'ipvs_sysctl expire_nodest_conn 1' ends them at once");
  }

  static Optional<String> restingServers(String actual, SysctlCircumstances around) {
    return around
        .resting(true)
        .filter(_ -> actual.equals("0"))
        .map(
            server ->
                "clients stay at "
                    + server
                    + ", which has weight 0, as long as their persistence lasts;"
                    + " 'ipvs_sysctl expire_quiescent_template 1' sends them elsewhere");
  }

  /** Kernels from 5.9 on let a port be used again at once, with conntrack as well. */
  static Optional<String> portsUsedAgain(String actual, SysctlCircumstances around) {
    if (actual.equals("1")
        && around.hasServices()
        && around.is("net.ipv4.vs.conntrack", "1")
        && around.isBefore(5, 9)) {
      return Optional.of(
          "with conntrack=1, kernels before 5.9 let a client that uses a port again wait for a"
              + " second; 'ipvs_sysctl conn_reuse_mode 0', conntrack=0 or a newer kernel avoids"
              + " it");
    }
    return around
        .resting(false)
        .filter(_ -> actual.equals("0"))
        .map(
            server ->
                "a client that uses a port again goes where it was before, also to "
                    + server
                    + ", which has weight 0; 'ipvs_sysctl conn_reuse_mode 1' asks the scheduler");
  }

  static Optional<String> alwaysDropping(String actual, SysctlCircumstances around) {
    return when(
        actual.equals("3") && around.hasServices(),
        "3 drops always, not only while memory is short; 1 leaves the choice to the kernel");
  }

  static Optional<String> oldMessages(String actual, SysctlCircumstances around) {
    return when(
        actual.equals("0") && around.needsNewerSync(),
        "version 0 carries no IPv6 connections and no persistence engine's data;"
            + " 'ipvs_sysctl sync_version 1' does");
  }

  static Optional<String> noEstimates(String actual, SysctlCircumstances around) {
    return when(
        actual.equals("0") && around.hasServices(),
        "the kernel's own rates (ipvsadm --rate) stay zero; those of the director are counted"
            + " by itself and are right");
  }

  static Optional<String> forwarding4(String actual, SysctlCircumstances around) {
    return forwarding(actual, around, AddressFamily.IPV4, "net.ipv4.ip_forward");
  }

  static Optional<String> forwarding6(String actual, SysctlCircumstances around) {
    return forwarding(actual, around, AddressFamily.IPV6, "net.ipv6.conf.all.forwarding");
  }

  private static Optional<String> forwarding(
      String actual, SysctlCircumstances around, AddressFamily family, String name) {
    return actual.equals("0")
        ? around
            .nat(family)
            .map(
                server ->
                    "NAT needs %s=1: answers of %s do not come through; write 'ipvs_sysctl %s 1'"
                        .formatted(name, server, name))
        : Optional.empty();
  }

  static Optional<String> redirects(String actual, SysctlCircumstances around) {
    return AttachedNetwork.withOneNetworkNat(around.networks(), around.table()).stream()
        .findFirst()
        .filter(_ -> actual.equals("1"))
        .map(
            device ->
                "virtual address and real servers of NAT are in one network on "
                    + device
                    + ": redirects let answers pass the director by; set it to 0, for 'all' and for"
                    + " the interface");
  }

  static Optional<String> none(String actual, SysctlCircumstances around) {
    return Optional.empty();
  }

  private static Optional<String> when(boolean wrong, String words) {
    return wrong ? Optional.of(words) : Optional.empty();
  }
}
