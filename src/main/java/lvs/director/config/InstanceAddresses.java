package lvs.director.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.AddressFamily;
import lvs.director.model.VirtualAddress;
import lvs.director.model.VirtualRouter.VrrpVersion;

/**
 * The virtual addresses of a virtual router in the end.
 *
 * @param advertised all of {@code family}, as many as an advertisement holds
 * @param excluded the others
 */
record InstanceAddresses(
    AddressFamily family, List<VirtualAddress> advertised, List<VirtualAddress> excluded) {

  static InstanceAddresses resolve(
      InstanceBlock draft,
      boolean strict,
      LocalInterfaces interfaces,
      boolean interfacesMayCome,
      InstanceProblems problems) {
    AddressFamily family = family(draft);
    List<AddressSyntax> advertised = withoutDuplicates(draft.addresses, problems);
    List<AddressSyntax> excluded = withoutDuplicates(draft.excludedAddresses, problems);
    SubnetCheck subnets =
        new SubnetCheck(draft.interfaceName, interfaces, interfacesMayCome, problems);
    subnets.check(advertised);
    excluded.forEach(subnets::checkInterface);
    moveForeign(family, advertised, excluded, problems);
    moveSurplus(capacity(draft, family, interfaces), advertised, excluded, problems);
    warnAboutFirst(family, advertised, strict, problems);
    return new InstanceAddresses(family, resolved(advertised, draft), resolved(excluded, draft));
  }

  /** A virtual router without addresses is refused where the RFC is meant, else odd. */
  void requireSome(
      InstanceBlock draft, boolean strict, VrrpVersion version, InstanceProblems problems) {
    if (!advertised.isEmpty() || draft.withoutAddresses) {
      return;
    }
    String what = "there is no virtual_ipaddress.";
    String remedy = "Add virtual_ipaddress { … }, or no_virtual_ipaddress.";
    if (strict || version == VrrpVersion.V3) {
      problems.error("no-virtual-address", "virtual_ipaddress", what, remedy);
    } else {
      problems.warning("no-virtual-address", "virtual_ipaddress", what, remedy);
    }
  }

  /** That of the first virtual address; without one, of whatever else tells it. */
  private static AddressFamily family(InstanceBlock draft) {
    boolean ipv6 =
        draft.addresses.stream()
            .findFirst()
            .map(first -> first.prefix().isIpv6())
            .or(() -> draft.transport.source.map(Inet6Address.class::isInstance))
            .or(() -> draft.transport.group.map(Inet6Address.class::isInstance))
            .or(() -> draft.excludedAddresses.stream().findFirst().map(e -> e.prefix().isIpv6()))
            .orElse(false);
    return ipv6 ? AddressFamily.IPV6 : AddressFamily.IPV4;
  }

  private static List<AddressSyntax> withoutDuplicates(
      List<AddressSyntax> lines, InstanceProblems problems) {
    Map<InetAddress, AddressSyntax> first = new LinkedHashMap<>();
    for (AddressSyntax each : lines) {
      if (first.putIfAbsent(each.prefix().address(), each) != null) {
        problems.warning(
            "duplicate-address",
            each.at(),
            Endpoint.text(each.prefix().address()) + " is listed twice; the first line holds.",
            "Remove one of the two lines.");
      }
    }
    return new ArrayList<>(first.values());
  }

  private static void moveForeign(
      AddressFamily family,
      List<AddressSyntax> advertised,
      List<AddressSyntax> excluded,
      InstanceProblems problems) {
    for (AddressSyntax each : List.copyOf(advertised)) {
      if (each.prefix().isIpv6() != (family == AddressFamily.IPV6)) {
        problems.warning(
            "mixed-families",
            each.at(),
            each.prefix() + " is not of the family of the first address and is not advertised.",
            "Move it to virtual_ipaddress_excluded.");
        advertised.remove(each);
        excluded.add(each);
      }
    }
  }

  private static void moveSurplus(
      int capacity,
      List<AddressSyntax> advertised,
      List<AddressSyntax> excluded,
      InstanceProblems problems) {
    if (advertised.size() > capacity) {
      problems.warning(
          "too-many-addresses",
          advertised.get(capacity).at(),
          "an advertisement holds "
              + capacity
              + " addresses; the others are added without being advertised.",
          "Move them to virtual_ipaddress_excluded.");
    }
    while (advertised.size() > capacity) {
      excluded.add(advertised.remove(capacity));
    }
  }

  /** Addresses that fit a packet: 255 at most, fewer where the interface's packets are small. */
  private static int capacity(
      InstanceBlock draft, AddressFamily family, LocalInterfaces interfaces) {
    int mtu =
        draft
            .interfaceName
            .flatMap(interfaces::find)
            .map(LocalInterfaces.LocalInterface::mtuBytes)
            .filter(bytes -> bytes > 0)
            .orElse(ETHERNET_MTU_BYTES);
    boolean ipv6 = family == AddressFamily.IPV6;
    int headers = 14 + (ipv6 ? 40 : 20) + 8 + (ipv6 ? 0 : 8);
    boolean signed = draft.authentication.type().equals(Optional.of(AuthenticationBlock.Type.AH));
    headers += signed ? 24 : 0;
    headers += draft.hmac.isEmpty() ? 0 : 28;
    return Math.clamp((mtu - headers) / (ipv6 ? 16 : 4), 0, 255);
  }

  private static void warnAboutFirst(
      AddressFamily family,
      List<AddressSyntax> advertised,
      boolean strict,
      InstanceProblems problems) {
    boolean wrong =
        strict
            && family == AddressFamily.IPV6
            && !advertised.isEmpty()
            && !advertised.getFirst().prefix().address().isLinkLocalAddress();
    if (wrong) {
      problems.warning(
          "strict-first-address",
          advertised.getFirst().at(),
          "the first IPv6 address is not link-local, as RFC 5798 wants it.",
          "Write a link-local address such as fe80::1 first.");
    }
  }

  private static List<VirtualAddress> resolved(List<AddressSyntax> lines, InstanceBlock draft) {
    return lines.stream().map(each -> each.resolve(draft.interfaceName)).toList();
  }

  private static final int ETHERNET_MTU_BYTES = 1500;
}
