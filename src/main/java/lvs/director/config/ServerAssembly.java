package lvs.director.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lvs.director.base.Endpoint;
import lvs.director.config.text.Statement;
import lvs.director.model.AddressFamily;
import lvs.director.model.Check;
import lvs.director.model.Forwarding;
import lvs.director.model.ForwardingMethod;
import lvs.director.model.RealServer;
import lvs.director.model.ServiceKey;
import lvs.director.model.VirtualService.SorryServer;
import lvs.director.model.VrrpConfiguration;

/** The real servers and the sorry server of one virtual service. */
final class ServerAssembly {
  private final Binding binding;
  private final LvsGlobals globals;
  private final SslBlock ssl;
  private final VrrpConfiguration vrrp;
  private final VirtualServerBlock service;
  private final List<ServiceKey> keys;
  private final List<RealServer> realServers = new ArrayList<>();
  private final Map<Endpoint, Statement> seen = new HashMap<>();
  private final Optional<SorryServer> sorryServer;

  ServerAssembly(
      Binding binding,
      LvsGlobals globals,
      SslBlock ssl,
      VrrpConfiguration vrrp,
      VirtualServerBlock service,
      List<ServiceKey> keys) {
    this.binding = binding;
    this.globals = globals;
    this.ssl = ssl;
    this.vrrp = vrrp;
    this.service = service;
    this.keys = keys;
    service.realServers.forEach(this::add);
    this.sorryServer = service.sorryServer.map(this::sorry);
    if (service.sorryStatement.isEmpty()) {
      service.sorryInhibit.ifPresent(this::withoutSorryServer);
      service.sorryForwardingStatement.ifPresent(this::withoutSorryServer);
    }
  }

  List<RealServer> realServers() {
    return realServers;
  }

  Optional<SorryServer> sorryServer() {
    return sorryServer;
  }

  long weightSum() {
    return realServers.stream().mapToLong(RealServer::weight).sum();
  }

  /** A check may set the weight of a server that begins with 0. */
  boolean weightsMayChange() {
    return realServers.stream()
        .flatMap(server -> server.checks().stream())
        .anyMatch(c -> c instanceof Check.Misc misc && misc.dynamic() || c instanceof Check.File);
  }

  private void add(RealServerBlock block) {
    List<Check> checks = List.of();
    Forwarding forwarding = forwarding(block.forwarding);
    Optional<Endpoint> endpoint =
        block.endpoint.map(e -> withPort(block.statement, e, forwarding, "real server"));
    if (endpoint.isPresent()) {
      checks = checks(block, endpoint.get());
    }
    if (endpoint.isEmpty() || isTwice(block, endpoint.get())) {
      return;
    }
    reportFamily(block.statement, endpoint.get(), forwarding);
    reportThresholds(block);
    realServers.add(
        new RealServer(
            endpoint.get(),
            forwarding,
            block.weight.orElse(service.weight),
            block.upperThreshold,
            block.lowerThreshold,
            block.inhibitOnFailure.orElse(service.inhibitOnFailure),
            block.defaults.alpha(),
            block.notifyUp,
            block.notifyDown,
            alert(block),
            block.snmpName,
            checks));
  }

  private boolean alert(RealServerBlock block) {
    return block
        .smtpAlert
        .or(() -> globals.smtpAlertChecker)
        .or(() -> globals.smtpAlert)
        .orElse(true);
  }

  private Forwarding forwarding(Optional<Forwarding> own) {
    return own.or(() -> service.forwarding).orElse(Forwarding.NAT);
  }

  private List<Check> checks(RealServerBlock block, Endpoint endpoint) {
    CheckBlock.Surroundings surroundings =
        new CheckBlock.Surroundings(endpoint, globals.logAllFailures, ssl, vrrp);
    List<Check> checks = new ArrayList<>();
    for (CheckBlock check : block.checks) {
      ChecksThatRun.warn(binding, check);
      checks.addAll(check.checks(binding, surroundings));
      check.reportPortZero(binding, surroundings);
    }
    return List.copyOf(checks);
  }

  /** keepalived keeps the first of two equal servers, and so do we. */
  private boolean isTwice(RealServerBlock block, Endpoint endpoint) {
    Statement earlier = seen.putIfAbsent(endpoint, block.statement);
    if (earlier != null) {
      binding.warning(
          "duplicate-real-server",
          block.statement,
          "The real server "
              + endpoint
              + " already stands in line "
              + earlier.at().line()
              + "; this one is left out.",
          "Remove one of the two blocks, or correct the address.");
    }
    return earlier != null;
  }

  /** Only NAT can change the port; and port 0 stands for the port of the service. */
  private Endpoint withPort(
      Statement statement, Endpoint endpoint, Forwarding forwarding, String what) {
    Optional<Integer> wanted = servicePort();
    boolean nat = forwarding.method() == ForwardingMethod.NAT;
    if (wanted.isEmpty() || endpoint.port() == wanted.get() || nat && endpoint.port() != 0) {
      return endpoint;
    }
    if (endpoint.port() != 0) {
      binding.warning(
          "port-mismatch",
          statement,
          forwarding.method()
              + " cannot change the port, so this "
              + what
              + " gets port "
              + wanted.get()
              + " instead of "
              + endpoint.port()
              + ".",
          "Write port " + wanted.get() + ", or lb_kind NAT.");
    }
    return new Endpoint(endpoint.address(), wanted.get());
  }

  /** The port of the service; 0 for firewall marks; unknown for a group of addresses. */
  private Optional<Integer> servicePort() {
    if (!keys.isEmpty() && keys.stream().allMatch(ServiceKey.Mark.class::isInstance)) {
      return Optional.of(0);
    }
    return service.address.flatMap(
        address ->
            switch (address) {
              case ServiceAddress.Single(Endpoint endpoint) -> Optional.of(endpoint.port());
              case ServiceAddress.Mark mark -> Optional.of(0);
              case ServiceAddress.Group group -> Optional.<Integer>empty();
            });
  }

  private SorryServer sorry(Endpoint written) {
    Statement statement = service.sorryStatement.orElseThrow();
    Forwarding forwarding = forwarding(service.sorryForwarding);
    Endpoint endpoint = withPort(statement, written, forwarding, "sorry server");
    reportFamily(statement, endpoint, forwarding);
    Optional<RealServer> same =
        realServers.stream().filter(server -> server.endpoint().equals(endpoint)).findFirst();
    if (same.isPresent()) {
      binding.warning(
          "sorry-is-real-server",
          statement,
          "The sorry server " + endpoint + " is also a real server of this service.",
          "Name a server that still answers when the real servers do not.");
    }
    boolean inhibit =
        same.map(RealServer::inhibitOnFailure)
            .filter(on -> on)
            .orElse(service.sorryInhibit.isPresent());
    return new SorryServer(endpoint, forwarding, inhibit);
  }

  private void withoutSorryServer(Statement statement) {
    binding.warning(
        "without-sorry-server",
        statement,
        statement.keyword() + " has no effect: there is no sorry server.",
        "Add sorry_server IP PORT, or remove this line.");
  }

  private void reportFamily(Statement statement, Endpoint endpoint, Forwarding forwarding) {
    AddressFamily family = endpoint.isIpv6() ? AddressFamily.IPV6 : AddressFamily.IPV4;
    Set<AddressFamily> wanted = new HashSet<>();
    keys.forEach(key -> wanted.add(key.family()));
    wanted.remove(family);
    if (!wanted.isEmpty() && !ServiceAssembly.canCross(forwarding)) {
      binding.error(
          "family-mismatch",
          statement,
          endpoint + " and the virtual server are not both IPv4 or both IPv6.",
          "Use one family for both, or lb_kind TUN.");
    }
  }

  private void reportThresholds(RealServerBlock block) {
    if (block.upperThreshold > 0 && block.lowerThreshold > block.upperThreshold) {
      binding.warning(
          "thresholds-crossed",
          block.statement,
          "lthreshold "
              + block.lowerThreshold
              + " is above uthreshold "
              + block.upperThreshold
              + ": the kernel's IPVS refuses such a server.",
          "Make lthreshold smaller than uthreshold.");
    }
  }
}
