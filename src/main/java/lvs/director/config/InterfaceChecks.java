package lvs.director.config;

import java.util.List;
import lvs.director.config.text.Statement;

/** Compares what a configuration names with this machine's interfaces. */
final class InterfaceChecks {
  private InterfaceChecks() {}

  /**
   * @param mayCome dynamic_interfaces: a missing interface is meant
   * @param use what happens with it, after its name
   */
  static void warnIfMissing(
      Binding binding,
      LocalInterfaces interfaces,
      boolean mayCome,
      String name,
      Statement at,
      String use) {
    List<String> names =
        interfaces.all().stream().map(LocalInterfaces.LocalInterface::name).toList();
    if (names.isEmpty() || names.contains(name) || mayCome) {
      return;
    }
    binding.warning(
        "interface-missing",
        at,
        "The interface " + name + " " + use + ", but this machine has none of that name.",
        "This machine has " + String.join(", ", names) + ".");
  }
}
