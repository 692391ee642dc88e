package lvs.director.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.config.text.Statement;
import lvs.director.model.StaticAddresses;
import lvs.director.model.VirtualRoute;
import lvs.director.model.VirtualRule;

/** static_ipaddress, static_routes and static_rules. */
final class StaticBlocks {
  static final BlockGrammar<StaticBlocks> GRAMMAR = grammar();

  /** keepalived's choice where neither the line nor global_defs names an interface. */
  private static final String DEFAULT_INTERFACE = "eth0";

  /** A track_group that a line names. */
  record GroupReference(String group, Statement at) {}

  private final List<AddressSyntax> addresses = new ArrayList<>();
  private final List<VirtualRoute> routes = new ArrayList<>();
  private final List<VirtualRule> rules = new ArrayList<>();
  private final List<GroupReference> groups = new ArrayList<>();

  List<AddressSyntax> addresses() {
    return addresses;
  }

  List<GroupReference> groupReferences() {
    return groups;
  }

  StaticAddresses resolve(Optional<String> defaultInterface) {
    Optional<String> device = Optional.of(defaultInterface.orElse(DEFAULT_INTERFACE));
    return new StaticAddresses(
        addresses.stream().map(each -> each.resolve(device)).toList(),
        List.copyOf(routes),
        List.copyOf(rules));
  }

  private static BlockGrammar<StaticBlocks> grammar() {
    BlockGrammar<StaticBlocks> g = new BlockGrammar<>("the top level");
    g.items(
        "static_ipaddress",
        "{ IP[/LENGTH] [dev INTERFACE] … }",
        (a, d) -> a.items(item -> AddressSyntax.read(item).ifPresent(d::take)));
    g.items(
        "static_routes",
        "{ DESTINATION [via IP] [dev INTERFACE] … }",
        (a, d) -> a.items(item -> RouteSyntax.read(item).ifPresent(r -> d.take(r, item))));
    g.items(
        "static_rules",
        "{ [from PREFIX] [to PREFIX] [table NAME] … }",
        (a, d) -> a.items(item -> RuleSyntax.read(item).ifPresent(r -> d.take(r, item))));
    return g;
  }

  private void take(AddressSyntax address) {
    addresses.add(address);
    reference(address.trackGroup(), address.at());
  }

  private void take(VirtualRoute route, Arguments item) {
    routes.add(route);
    reference(route.trackGroup(), item.statement());
  }

  private void take(VirtualRule rule, Arguments item) {
    rules.add(rule);
    reference(rule.trackGroup(), item.statement());
  }

  private void reference(Optional<String> group, Statement at) {
    group.ifPresent(name -> groups.add(new GroupReference(name, at)));
  }
}
