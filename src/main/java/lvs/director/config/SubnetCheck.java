package lvs.director.config;

import java.util.List;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.base.Prefix;

/** Whether virtual addresses lie where this machine's interfaces are. */
final class SubnetCheck {
  private final Optional<String> ownInterface;
  private final LocalInterfaces interfaces;
  private final boolean interfacesMayCome;
  private final InstanceProblems problems;

  SubnetCheck(
      Optional<String> ownInterface,
      LocalInterfaces interfaces,
      boolean interfacesMayCome,
      InstanceProblems problems) {
    this.ownInterface = ownInterface;
    this.interfaces = interfaces;
    this.interfacesMayCome = interfacesMayCome;
    this.problems = problems;
  }

  /** The line's own interface exists. */
  void checkInterface(AddressSyntax line) {
    line.interfaceName()
        .ifPresent(
            name ->
                InterfaceChecks.warnIfMissing(
                    problems.binding(),
                    interfaces,
                    interfacesMayCome,
                    name,
                    line.at(),
                    "gets this address"));
  }

  /**
   * Some interface has a network with each address in it. Says nothing where the address's own
   * interface is missing: then this is another machine than the one the file is for.
   */
  void check(List<AddressSyntax> lines) {
    lines.forEach(this::checkInterface);
    List<AddressSyntax> outside = lines.stream().filter(this::isOutside).toList();
    if (!outside.isEmpty()) {
      report(outside);
    }
  }

  private boolean isOutside(AddressSyntax line) {
    Optional<LocalInterfaces.LocalInterface> target =
        line.interfaceName().or(() -> ownInterface).flatMap(interfaces::find);
    boolean reachable =
        interfaces.all().stream()
            .flatMap(each -> each.addresses().stream())
            .filter(network -> !network.isHost())
            .anyMatch(network -> network.contains(line.prefix().address()));
    return target.isPresent() && !reachable;
  }

  /** Once for a virtual router: where one address lies outside, most of them do. */
  private void report(List<AddressSyntax> outside) {
    AddressSyntax first = outside.getFirst();
    boolean ipv6 = first.prefix().isIpv6();
    List<String> networks =
        interfaces.all().stream()
            .flatMap(each -> each.addresses().stream())
            .filter(each -> each.isIpv6() == ipv6 && !each.address().isLoopbackAddress())
            .map(Prefix::toString)
            .toList();
    problems.warning(
        "address-outside-subnets",
        first.at(),
        Endpoint.text(first.prefix().address())
            + (outside.size() > 1 ? " and " + (outside.size() - 1) + " more lie" : " lies")
            + " in no network of this machine"
            + (networks.isEmpty() ? "." : "; it has " + String.join(", ", networks) + "."),
        "Correct the address, or add one of its network to the interface.");
  }
}
