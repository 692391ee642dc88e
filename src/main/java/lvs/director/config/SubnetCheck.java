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
   * Some interface has a network with this address in it. Says nothing where the address's own
   * interface is missing: then this is another machine than the one the file is for.
   */
  void check(AddressSyntax line) {
    checkInterface(line);
    Optional<LocalInterfaces.LocalInterface> target =
        line.interfaceName().or(() -> ownInterface).flatMap(interfaces::find);
    boolean reachable =
        interfaces.all().stream()
            .flatMap(each -> each.addresses().stream())
            .filter(network -> !network.isHost())
            .anyMatch(network -> network.contains(line.prefix().address()));
    if (target.isPresent() && !reachable) {
      problems.warning(
          "address-outside-subnets",
          line.at(),
          Endpoint.text(line.prefix().address())
              + " lies in no network of this machine's interfaces"
              + networks(target.get())
              + ".",
          "Correct the address, or add one of its network to the interface.");
    }
  }

  private static String networks(LocalInterfaces.LocalInterface device) {
    List<String> texts = device.addresses().stream().map(Prefix::toString).toList();
    return texts.isEmpty() ? "" : "; " + device.name() + " has " + String.join(", ", texts);
  }
}
