package lvs.director.config;

import java.util.List;
import java.util.Optional;
import lvs.director.model.VirtualInterface;

/** Which private interface a virtual router gets in the end. */
final class VmacRules {
  private VmacRules() {}

  static Optional<VirtualInterface> resolve(
      InstanceBlock draft, boolean strict, boolean unicast, InstanceProblems problems) {
    VmacKeywords vmac = draft.vmac;
    if (vmac.sendsFromBase && !vmac.vmac) {
      problems.warning(
          "vmac-xmit-base-alone",
          "vmac_xmit_base",
          "vmac_xmit_base without use_vmac has no effect.",
          "Add use_vmac, or remove it.");
    }
    if ((vmac.vmac || vmac.ipvlan) && draft.interfaceName.isEmpty()) {
      problems.warning(
          "vmac-without-interface",
          vmac.vmac ? "use_vmac" : "use_ipvlan",
          "a private interface needs an interface below it and is left out.",
          "Add interface NAME.");
      return Optional.empty();
    }
    warnAboutSource(draft, problems);
    return strict(adjusted(vmac, unicast, problems), strict, problems).resolve();
  }

  /** An IPv4 IPVLAN shares its MAC address, so that only an address of its own tells it apart. */
  private static void warnAboutSource(InstanceBlock draft, InstanceProblems problems) {
    boolean ipv6 =
        draft.addresses.stream().findFirst().filter(a -> a.prefix().isIpv6()).isPresent();
    boolean source = draft.transport.source.isPresent() || draft.vmac.hasAddress();
    if (draft.vmac.ipvlan && !ipv6 && !source) {
      problems.warning(
          "ipvlan-without-source",
          "use_ipvlan",
          "an IPv4 IPVLAN needs an address of its own to send from.",
          "Write use_ipvlan with an address, or add mcast_src_ip.");
    }
  }

  /** Peers would not find a unicast sender behind the virtual MAC address. */
  private static VmacKeywords adjusted(
      VmacKeywords vmac, boolean unicast, InstanceProblems problems) {
    if (vmac.vmac && unicast && !vmac.sendsFromBase) {
      problems.warning(
          "vmac-unicast",
          "use_vmac",
          "unicast advertisements leave by the interface below the VMAC.",
          "Add vmac_xmit_base.");
      vmac.sendsFromBase = true;
    }
    return vmac;
  }

  private static VmacKeywords strict(VmacKeywords vmac, boolean strict, InstanceProblems problems) {
    if (strict && !vmac.mac.isEmpty()) {
      problems.warning(
          "vmac-mac-strict",
          "use_vmac",
          "strict mode allows the standard MAC address only, which is used.",
          "Remove the MAC address.");
      vmac.mac = List.of();
    }
    if (strict && vmac.vmac && vmac.sendsFromBase) {
      problems.warning(
          "vmac-xmit-base-strict",
          "vmac_xmit_base",
          "strict mode sends from the VMAC; vmac_xmit_base is left out.",
          "Remove vmac_xmit_base.");
      vmac.sendsFromBase = false;
    }
    return vmac;
  }
}
