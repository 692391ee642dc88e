package lvs.director.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lvs.director.model.AddressFamily;
import lvs.director.model.AdvertisementRules;
import lvs.director.model.AdvertisementTransport;
import lvs.director.model.GlobalDefinitions;
import lvs.director.model.GratuitousArpSettings;
import lvs.director.model.VirtualInterface;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VirtualRouter.VrrpVersion;
import lvs.director.model.VrrpDefaults;

/**
 * Turns one vrrp_instance block into a virtual router: inherits from global_defs, then puts right
 * what contradicts itself as keepalived does, and says so.
 */
final class InstanceResolution {
  private final Named<InstanceBlock> block;
  private final InstanceBlock draft;
  private final GlobalDefinitions global;
  private final LocalInterfaces interfaces;
  private final boolean interfacesMayCome;
  private final Trackers trackers;
  private final InstanceProblems problems;
  private final boolean strict;

  InstanceResolution(
      Named<InstanceBlock> block,
      GlobalDefinitions global,
      LocalInterfaces interfaces,
      boolean interfacesMayCome,
      Trackers trackers,
      Binding binding) {
    this.block = block;
    this.draft = block.draft();
    this.global = global;
    this.interfaces = interfaces;
    this.interfacesMayCome = interfacesMayCome;
    this.trackers = trackers;
    this.problems = new InstanceProblems(block.name(), block.lines(), binding);
    this.strict = draft.strict.orElse(global.vrrpDefaults().strict());
  }

  /** Empty when it lacks what a virtual router cannot be without; that is then reported. */
  Optional<VirtualRouter> resolve() {
    boolean complete = hasIdentifier() & hasInterface();
    InstanceAddresses addresses =
        InstanceAddresses.resolve(draft, strict, interfaces, interfacesMayCome, problems);
    VrrpVersion version = version(addresses.family());
    addresses.requireSome(draft, strict, version, problems);
    Optional<AdvertisementTransport> transport =
        InstanceTransport.resolve(
            draft, addresses.family(), strict, global.vrrpDefaults(), problems);
    VirtualRouter router = router(addresses, version, transport.orElse(InstanceTransport.NONE));
    return Optional.of(router).filter(r -> complete && transport.isPresent());
  }

  private VirtualRouter router(
      InstanceAddresses addresses, VrrpVersion version, AdvertisementTransport transport) {
    ElectionRules election = ElectionRules.resolve(draft, strict, problems);
    Duration interval = advertisementInterval(version);
    boolean owner = election.priority() == VirtualRouter.OWNER_PRIORITY;
    return new VirtualRouter(
        block.name(),
        draft.interfaceName,
        draft.vrid.orElse(0),
        election.priority(),
        version,
        addresses.family(),
        election.state(),
        interval,
        addresses.advertised(),
        addresses.excluded(),
        List.copyOf(draft.routes),
        List.copyOf(draft.rules),
        election.preemption(),
        transport,
        advertisementRules(election),
        AuthenticationRules.resolve(
            draft, version, addresses.family(), strict, interval, block.lines(), problems),
        virtualInterface(transport),
        draft.accepts.orElse(!strict || owner) && !(strict && version == VrrpVersion.V2 && !owner),
        strict,
        draft.promotesSecondaries,
        trackers.resolve(draft.tracking, block.order()),
        gratuitousArp(),
        draft.notifications.scripts(),
        draft.notifications.smtpAlert(global.mail().virtualRouterAlert()),
        draft.notifications.priorityChanges(global.pipes().priorityChanges()),
        vrf(),
        draft.transport.receiveBuffer);
  }

  private boolean hasIdentifier() {
    if (draft.vrid.isEmpty() && !block.lines().has("virtual_router_id")) {
      problems.error(
          "missing-vrid",
          "virtual_router_id",
          "there is no virtual_router_id.",
          "Add virtual_router_id with a number from 1 to 255, the same on all its routers.");
    }
    return draft.vrid.isPresent();
  }

  private boolean hasInterface() {
    Optional<String> name = draft.interfaceName;
    name.ifPresent(
        device ->
            InterfaceChecks.warnIfMissing(
                problems.binding(),
                interfaces,
                interfacesMayCome,
                device,
                block.lines().at("interface"),
                "carries vrrp_instance " + block.name()));
    boolean unicast = draft.transport.unicast && draft.transport.source.isPresent();
    if (name.isEmpty() && !unicast && !block.lines().has("interface")) {
      problems.error(
          "missing-interface",
          "interface",
          "there is no interface.",
          "Add interface NAME, or unicast_src_ip and unicast_peer.");
    }
    return name.isPresent() || unicast;
  }

  private VrrpVersion version(AddressFamily family) {
    VrrpDefaults defaults = global.vrrpDefaults();
    boolean ipv6 = family == AddressFamily.IPV6;
    VrrpVersion inherited = ipv6 && !defaults.versionGiven() ? VrrpVersion.V3 : defaults.version();
    VrrpVersion version = draft.version.orElse(inherited);
    if (ipv6 && version == VrrpVersion.V2 && strict) {
      problems.warning(
          "strict-version",
          "version",
          "strict mode allows IPv6 with version 3 only, which is used.",
          "Write version 3.");
      return VrrpVersion.V3;
    }
    return version;
  }

  private Duration advertisementInterval(VrrpVersion version) {
    Duration written = draft.advertisementInterval;
    Duration effective = IntervalRounding.round(written, version);
    if (!effective.equals(written)) {
      problems.warning(
          "interval-rounded",
          "advert_int",
          "version "
              + (version == VrrpVersion.V2
                  ? "2 knows whole seconds only"
                  : "3 knows steps of 0.01 up to 40.95")
              + "; advert_int is "
              + IntervalRounding.text(effective)
              + ".",
          "Write advert_int " + IntervalRounding.text(effective) + ".");
    }
    return effective;
  }

  private AdvertisementRules advertisementRules(ElectionRules election) {
    AdvertisementRules rules =
        draft.advertisements.resolve(global.vrrpDefaults().advertisementRules());
    if (draft.advertisements.yieldsWhenLateBelow.isPresent() && election.preemption().enabled()) {
      problems.warning(
          "needs-nopreempt",
          block.lines().at("timer_expired_backup", "thread_timer_expired"),
          "timer_expired_backup works with nopreempt only and is left out.",
          "Add nopreempt.");
      return AdvertisementKeywords.withoutYielding(rules);
    }
    return strict ? AdvertisementKeywords.strict(rules, election.priority()) : rules;
  }

  private GratuitousArpSettings gratuitousArp() {
    GratuitousArpSettings settings = draft.garp.resolve(global.vrrpDefaults().gratuitousArp());
    return strict ? GarpKeywords.strict(settings) : settings;
  }

  private Optional<VirtualInterface> virtualInterface(AdvertisementTransport transport) {
    return VmacRules.resolve(
        draft, strict, transport instanceof AdvertisementTransport.Unicast, problems);
  }

  private Optional<String> vrf() {
    if (draft.vrf.isPresent() && draft.interfaceName.isPresent()) {
      problems.warning(
          "vrf-with-interface",
          "vrf",
          "vrf is for unicast without an interface and is left out.",
          "Remove vrf, or interface.");
      return Optional.empty();
    }
    return draft.vrf;
  }
}
