package lvs.director.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.model.VirtualRoute;
import lvs.director.model.VirtualRouter.InitialState;
import lvs.director.model.VirtualRouter.VrrpVersion;
import lvs.director.model.VirtualRule;

/** vrrp_instance NAME { … }. */
final class InstanceBlock {
  static final BlockGrammar<InstanceBlock> GRAMMAR = grammar();

  Optional<InitialState> state = Optional.empty();
  Optional<String> interfaceName = Optional.empty();
  Optional<Integer> vrid = Optional.empty();
  Optional<Integer> priority = Optional.empty();
  Duration advertisementInterval = Duration.ofSeconds(1);
  Optional<VrrpVersion> version = Optional.empty();
  final List<AddressSyntax> addresses = new ArrayList<>();
  final List<AddressSyntax> excludedAddresses = new ArrayList<>();
  boolean withoutAddresses;
  final List<VirtualRoute> routes = new ArrayList<>();
  final List<VirtualRule> rules = new ArrayList<>();
  boolean promotesSecondaries;
  boolean nopreempt;
  Duration preemptDelay = Duration.ZERO;
  Optional<Boolean> accepts = Optional.empty();
  Optional<Boolean> strict = Optional.empty();
  Optional<String> vrf = Optional.empty();
  boolean polled;
  Optional<String> syncDaemonInterface = Optional.empty();
  final TransportKeywords transport = new TransportKeywords();
  final VmacKeywords vmac = new VmacKeywords();
  final TrackingKeywords tracking = new TrackingKeywords();
  final NotifyKeywords notifications = new NotifyKeywords();
  final GarpKeywords garp = new GarpKeywords();
  final AdvertisementKeywords advertisements = new AdvertisementKeywords();
  final AuthenticationBlock authentication = new AuthenticationBlock();
  final HmacBlock hmac = new HmacBlock();

  private static BlockGrammar<InstanceBlock> grammar() {
    BlockGrammar<InstanceBlock> g = new BlockGrammar<>("vrrp_instance");
    election(g);
    addresses(g);
    behaviour(g);
    g.include(TransportKeywords.GRAMMAR, d -> d.transport);
    g.include(VmacKeywords.GRAMMAR, d -> d.vmac);
    g.include(TrackingKeywords.instance(), d -> d.tracking);
    g.include(NotifyKeywords.instance(), d -> d.notifications);
    g.include(GarpKeywords.instance(), d -> d.garp);
    g.include(AdvertisementKeywords.instance(), d -> d.advertisements);
    g.block(
            "authentication",
            "",
            AuthenticationBlock.GRAMMAR,
            (a, d) -> a.block(AuthenticationBlock.GRAMMAR, d.authentication))
        .once();
    g.block("auth_hmac", "", HmacBlock.GRAMMAR, (a, d) -> a.block(HmacBlock.GRAMMAR, d.hmac))
        .once();
    old(g);
    return g;
  }

  private static void election(BlockGrammar<InstanceBlock> g) {
    g.keyword(
        "state",
        "MASTER|BACKUP",
        "BACKUP; MASTER with priority 255",
        "-",
        (a, d) ->
            a.choice(InitialState.class, Enum::name).ifPresent(v -> d.state = Optional.of(v)));
    g.word("interface", "INTERFACE", "-", (d, v) -> d.interfaceName = Optional.of(v));
    g.integer("virtual_router_id", "-", 1, 255, (d, n) -> d.vrid = Optional.of(n));
    g.integer("priority", "100", 1, 255, (d, n) -> d.priority = Optional.of(n));
    g.seconds("advert_int", "1", "0.01", "255", (d, v) -> d.advertisementInterval = v)
        .note("whole seconds for version 2; at most 40.95 for version 3");
    g.keyword(
        "version",
        "2|3",
        "vrrp_version",
        "2 to 3",
        (a, d) -> d.version = VrrpWords.version(a).or(() -> d.version));
    g.flag("nopreempt", (d, on) -> d.nopreempt = on);
    g.keyword("preempt", "", "on", "-", (a, d) -> d.nopreempt = false);
    g.seconds("preempt_delay", "0", "0", "1000", (d, v) -> d.preemptDelay = v);
  }

  private static void addresses(BlockGrammar<InstanceBlock> g) {
    String address = "{ IP[/LENGTH] [dev INTERFACE] [label TEXT] [brd IP] [scope NAME] … }";
    g.items("virtual_ipaddress", address, (a, d) -> addresses(a, d.addresses));
    g.items("virtual_ipaddress_excluded", address, (a, d) -> addresses(a, d.excludedAddresses));
    g.flag("no_virtual_ipaddress", (d, on) -> d.withoutAddresses = on);
    g.items(
        "virtual_routes",
        "{ DESTINATION [via IP] [dev INTERFACE] [src IP] … }",
        (a, d) -> a.items(item -> RouteSyntax.read(item).ifPresent(d.routes::add)));
    g.items(
        "virtual_rules",
        "{ [from PREFIX] [to PREFIX] [table NAME] [priority NUMBER] … }",
        (a, d) -> a.items(item -> RuleSyntax.read(item).ifPresent(d.rules::add)));
  }

  private static void behaviour(BlockGrammar<InstanceBlock> g) {
    g.flag("promote_secondaries", (d, on) -> d.promotesSecondaries = on);
    g.keyword("accept", "", "on", "-", (a, d) -> d.accepts = Optional.of(true));
    g.keyword("no_accept", "", "off", "-", (a, d) -> d.accepts = Optional.of(false));
    g.bool("strict_mode", "vrrp_strict", (d, on) -> d.strict = Optional.of(on));
    g.integer("debug", "0", 0, 4, (d, n) -> {}).withoutEffect("without effect in keepalived too");
    g.word("vrf", "NAME", "-", (d, v) -> d.vrf = Optional.of(v))
        .note(
            "for unicast without an interface: its sockets are bound to the VRF (not tried on a"
                + " kernel)");
  }

  private static void old(BlockGrammar<InstanceBlock> g) {
    g.flag("native_ipv6", (d, on) -> {}).withoutEffect("the addresses tell the family");
    g.flag("linkbeat_use_polling", (d, on) -> d.polled = on)
        .note("old form of linkbeat_interfaces");
    g.word("lvs_sync_daemon_interface", "INTERFACE", "-", InstanceBlock::takeSyncDaemon)
        .note("old form of lvs_sync_daemon in global_defs")
        .replacedBy("lvs_sync_daemon in global_defs");
  }

  private void takeSyncDaemon(String device) {
    syncDaemonInterface = Optional.of(device);
  }

  private static void addresses(Arguments arguments, List<AddressSyntax> into) {
    arguments.items(item -> AddressSyntax.read(item).ifPresent(into::add));
  }
}
