package lvs.director.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lvs.director.base.Endpoint;
import lvs.director.config.text.NearestWord;
import lvs.director.config.text.Statement;
import lvs.director.model.AddressFamily;
import lvs.director.model.Forwarding;
import lvs.director.model.ForwardingMethod;
import lvs.director.model.Protocol;
import lvs.director.model.Scheduler;
import lvs.director.model.ServiceKey;
import lvs.director.model.VirtualService;
import lvs.director.model.VrrpConfiguration;

/**
 * Makes virtual services of what was read: groups are looked up, defaults filled in, values brought
 * into line as keepalived does, and everything that was changed or cannot work is reported.
 */
final class ServiceAssembly {
  private final Binding binding;
  private final RootBlock root;
  private final LvsGlobals globals;
  private final VrrpConfiguration vrrp;
  private final Map<ServiceKey, Statement> servedBy = new HashMap<>();
  private final Set<String> ids = new HashSet<>();

  /**
   * @param vrrp the other half of the file, for what checks refer to
   */
  ServiceAssembly(Binding binding, RootBlock root, LvsGlobals globals, VrrpConfiguration vrrp) {
    this.binding = binding;
    this.root = root;
    this.globals = globals;
    this.vrrp = vrrp;
  }

  /** The services that can be served; the problems of the others are in the binding. */
  List<VirtualService> services() {
    return root.virtualServers.stream().flatMap(block -> service(block).stream()).toList();
  }

  private Optional<VirtualService> service(VirtualServerBlock block) {
    reportMissing(block);
    Optional<List<ServiceKey>> keys = block.address.flatMap(address -> keys(block, address));
    List<ServiceKey> all = keys.orElse(List.of());
    all.forEach(key -> reportTwice(block, key));
    ServerAssembly servers = new ServerAssembly(binding, globals, root.ssl, vrrp, block, all);
    VirtualService service = assemble(block, all, servers);
    boolean empty = service.realServers().isEmpty() && service.sorryServer().isEmpty();
    if (empty && block.realServers.isEmpty()) {
      binding.warning(
          "no-real-servers",
          block.statement,
          "This virtual server has no real servers and is left out.",
          "Add a real_server block, or remove the virtual server.");
    }
    return all.isEmpty() || empty ? Optional.empty() : Optional.of(service);
  }

  private VirtualService assemble(
      VirtualServerBlock block, List<ServiceKey> keys, ServerAssembly servers) {
    Scheduler scheduler = block.scheduler.orElse(Scheduler.WLC);
    boolean marksOnly = keys.stream().allMatch(ServiceKey.Mark.class::isInstance);
    Optional<Protocol> protocol = marksOnly ? Optional.empty() : Optional.of(protocol(block));
    QuorumLimits quorum = QuorumLimits.check(binding, block, servers);
    return new VirtualService(
        id(block, keys),
        name(block, keys),
        keys,
        group(block).map(group -> group.name().text()),
        block.flags.with(binding, scheduler, protocol),
        block.forwarding.orElse(Forwarding.NAT),
        PersistenceFixUp.persistence(binding, block, keys),
        quorum.quorum(),
        quorum.hysteresis(),
        block.quorumUp,
        block.quorumDown,
        servers.sorryServer(),
        block.defaults.alpha(),
        block.omega,
        block.haSuspend,
        block
            .smtpAlert
            .or(() -> globals.smtpAlertChecker)
            .or(() -> globals.smtpAlert)
            .orElse(false),
        block.snmpName,
        servers.realServers());
  }

  private Optional<List<ServiceKey>> keys(VirtualServerBlock block, ServiceAddress address) {
    return switch (address) {
      case ServiceAddress.Single(Endpoint endpoint) ->
          Optional.of(List.of(new ServiceKey.Address(protocol(block), endpoint)));
      case ServiceAddress.Mark(int mark) ->
          Optional.of(List.of(new ServiceKey.Mark(markFamily(block, Optional.empty()), mark)));
      case ServiceAddress.Group group -> groupKeys(block, group);
    };
  }

  private Optional<List<ServiceKey>> groupKeys(
      VirtualServerBlock block, ServiceAddress.Group group) {
    VirtualServerGroupBlock found = root.groups.get(group.name().text());
    if (found != null) {
      return Optional.of(found.keys(protocol(block), markFamily(block, found.family())));
    }
    binding.error(
        "unknown-group",
        group.name().at(),
        block.statement.line(),
        "There is no virtual_server_group " + group.name() + ".",
        NearestWord.of(group.name().text(), root.groups.keySet())
            .map(near -> "Did you mean " + near + "?")
            .orElse("Add virtual_server_group " + group.name() + " { … }."));
    return Optional.empty();
  }

  private static Protocol protocol(VirtualServerBlock block) {
    return block.protocol.orElse(Protocol.UDP);
  }

  /**
   * What ip_family says, or the addresses beside the mark, or the real servers when they agree; as
   * with keepalived.
   */
  private static AddressFamily markFamily(
      VirtualServerBlock block, Optional<AddressFamily> ofAddresses) {
    return block.family.or(() -> ofAddresses).orElseGet(() -> serverFamily(block));
  }

  private static AddressFamily serverFamily(VirtualServerBlock block) {
    List<Endpoint> servers =
        block.realServers.stream().flatMap(server -> server.endpoint.stream()).toList();
    boolean ipv6 = !servers.isEmpty() && servers.stream().allMatch(Endpoint::isIpv6);
    return ipv6 ? AddressFamily.IPV6 : AddressFamily.IPV4;
  }

  private static Optional<ServiceAddress.Group> group(VirtualServerBlock block) {
    return block
        .address
        .filter(ServiceAddress.Group.class::isInstance)
        .map(ServiceAddress.Group.class::cast);
  }

  private String id(VirtualServerBlock block, List<ServiceKey> keys) {
    String base =
        group(block)
            .map(g -> "group_" + safe(g.name().text()) + "_" + lower(protocol(block)))
            .orElseGet(() -> keys.isEmpty() ? "none" : keys.getFirst().id());
    String id = base;
    for (int n = 2; !ids.add(id); n++) {
      id = base + "_" + n;
    }
    return id;
  }

  private static String lower(Protocol protocol) {
    return protocol.name().toLowerCase(Locale.ROOT);
  }

  private static String safe(String name) {
    StringBuilder safe = new StringBuilder(name);
    for (int i = 0; i < safe.length(); i++) {
      char c = safe.charAt(i);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '.');
      safe.setCharAt(i, plain ? c : '_');
    }
    return safe.toString();
  }

  private static String name(VirtualServerBlock block, List<ServiceKey> keys) {
    return group(block)
        .map(g -> "group " + g.name() + " " + protocol(block))
        .orElseGet(() -> keys.isEmpty() ? "none" : keys.getFirst().toString());
  }

  private void reportTwice(VirtualServerBlock block, ServiceKey key) {
    Statement earlier = servedBy.putIfAbsent(key, block.statement);
    if (earlier != null) {
      binding.error(
          "duplicate-service",
          block.statement,
          "The virtual server in line " + earlier.at().line() + " serves " + key + " already.",
          "Put all real servers into one virtual_server block.");
    }
  }

  /** keepalived's defaults surprise people here, so it names them too. */
  private void reportMissing(VirtualServerBlock block) {
    boolean mark = block.address.filter(ServiceAddress.Mark.class::isInstance).isPresent();
    if (mark && block.protocolStatement.isPresent()) {
      binding.warning(
          "protocol-ignored",
          block.protocolStatement.get(),
          "protocol is ignored: a firewall mark has none.",
          "Remove it.");
    }
    if (!mark && block.protocolStatement.isEmpty()) {
      missing(block, "protocol", "UDP", "protocol TCP, UDP or SCTP");
    }
    if (!block.schedulerMentioned) {
      missing(block, "lb_algo", "wlc", "lb_algo and a scheduler such as rr or wlc");
    }
    if (!block.forwardingMentioned) {
      missing(block, "lb_kind", "NAT", "lb_kind NAT, DR or TUN");
    }
    reportFamily(block, mark);
  }

  private void reportFamily(VirtualServerBlock block, boolean mark) {
    Optional<AddressFamily> ofAddress =
        block
            .address
            .filter(ServiceAddress.Single.class::isInstance)
            .map(a -> ((ServiceAddress.Single) a).endpoint())
            .map(e -> e.isIpv6() ? AddressFamily.IPV6 : AddressFamily.IPV4);
    if (!mark
        && block.family.isPresent()
        && ofAddress.isPresent()
        && !block.family.equals(ofAddress)) {
      binding.warning(
          "family-ignored",
          block.familyStatement.orElseThrow(),
          "ip_family contradicts the address of the virtual server and is ignored.",
          "Remove it; only firewall marks need it.");
    }
    if (mark && block.haSuspend) {
      binding.warning(
          "flag-ignored",
          block.statement,
          "ha_suspend is ignored: a firewall mark has no address to look for.",
          "Remove it.");
    }
  }

  private void missing(VirtualServerBlock block, String keyword, String used, String remedy) {
    binding.warning(
        "default-used",
        block.statement,
        "This virtual server has no " + keyword + "; " + used + " is used.",
        "Add " + remedy + ".");
  }

  /** Whether packets may go from one address family to the other. */
  static boolean canCross(Forwarding forwarding) {
    return forwarding.method() == ForwardingMethod.TUN;
  }
}
