package lvs.director.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import lvs.director.base.Endpoint;
import lvs.director.model.Check;
import lvs.director.model.Check.Timing;
import lvs.director.model.Configuration;
import lvs.director.model.DirectorSettings;
import lvs.director.model.Forwarding;
import lvs.director.model.GlobalDefinitions;
import lvs.director.model.LvsSettings;
import lvs.director.model.Protocol;
import lvs.director.model.RealServer;
import lvs.director.model.Scheduler;
import lvs.director.model.Scheduling;
import lvs.director.model.Script;
import lvs.director.model.ServiceKey;
import lvs.director.model.VirtualService;
import lvs.director.model.VirtualService.SorryServer;
import lvs.director.model.VrrpConfiguration;

/** Configuration blocks for tests: servers are 10.0.0.N:80, checks retry twice after one second. */
final class Blocks {
  static final Endpoint VIRTUAL = Endpoint.parse("10.0.0.1:80").orElseThrow();
  static final Endpoint SORRY = Endpoint.parse("10.0.0.9:80").orElseThrow();
  static final ServiceKey KEY = new ServiceKey.Address(Protocol.TCP, VIRTUAL);
  static final String ID = KEY.id();

  static final Timing TIMING =
      new Timing(
          Duration.ofSeconds(6),
          Duration.ofSeconds(5),
          2,
          Duration.ofSeconds(1),
          Optional.empty(),
          false,
          false);

  private Blocks() {}

  static Endpoint endpoint(int lastByte) {
    return Endpoint.parse("10.0.0." + lastByte + ":80").orElseThrow();
  }

  static Script script(String name) {
    return new Script(List.of(name), Optional.empty(), Optional.empty());
  }

  static Timing alpha() {
    return new Timing(
        TIMING.delayLoop(),
        TIMING.timeout(),
        TIMING.retry(),
        TIMING.delayBeforeRetry(),
        Optional.empty(),
        true,
        false);
  }

  static Check.Tcp tcp(int lastByte) {
    return tcp(lastByte, TIMING);
  }

  static Check.Tcp tcp(int lastByte, Timing timing) {
    return new Check.Tcp(timing, Check.Target.of(endpoint(lastByte)));
  }

  static Check.Misc misc(int lastByte, String program) {
    return new Check.Misc(TIMING, endpoint(lastByte), script(program), true);
  }

  static Check.Http http(int lastByte, boolean fastRecovery, String... paths) {
    List<Check.Url> urls =
        Arrays.stream(paths)
            .map(p -> new Check.Url(p, "www", List.of(), Optional.empty(), Optional.empty()))
            .toList();
    return new Check.Http(
        TIMING,
        Check.Target.of(endpoint(lastByte)),
        Optional.empty(),
        Check.HttpVersion.HTTP_1_0,
        urls,
        fastRecovery,
        false);
  }

  /** A real server block under construction. */
  static final class Server {
    final Endpoint endpoint;
    int weight = 1;
    boolean inhibit;
    boolean alpha;
    boolean scripts;
    List<Check> checks;

    Server(int lastByte) {
      endpoint = endpoint(lastByte);
      checks = new ArrayList<>(List.of(tcp(lastByte)));
    }

    Server weight(int weight) {
      this.weight = weight;
      return this;
    }

    Server inhibit() {
      inhibit = true;
      return this;
    }

    Server alpha() {
      alpha = true;
      return this;
    }

    Server scripts() {
      scripts = true;
      return this;
    }

    Server checks(Check... checks) {
      this.checks = List.of(checks);
      return this;
    }

    RealServer build() {
      return new RealServer(
          endpoint,
          Forwarding.NAT,
          weight,
          0,
          0,
          inhibit,
          alpha,
          scripts ? Optional.of(script("rs-up")) : Optional.empty(),
          scripts ? Optional.of(script("rs-down")) : Optional.empty(),
          true,
          Optional.empty(),
          List.copyOf(checks));
    }
  }

  static Server server(int lastByte) {
    return new Server(lastByte);
  }

  /** A virtual server block under construction. */
  static final class Service {
    List<ServiceKey> keys = List.of(KEY);
    Optional<String> group = Optional.empty();
    int quorum = 1;
    int hysteresis;
    boolean scripts;
    boolean alpha;
    boolean omega;
    boolean haSuspend;
    Scheduler scheduler = Scheduler.RR;
    Optional<SorryServer> sorry = Optional.empty();
    List<RealServer> servers = List.of();

    Service(Server... servers) {
      this.servers = Arrays.stream(servers).map(Server::build).toList();
    }

    Service keys(ServiceKey... keys) {
      this.keys = List.of(keys);
      return this;
    }

    Service at(String endpoint) {
      return keys(new ServiceKey.Address(Protocol.TCP, Endpoint.parse(endpoint).orElseThrow()));
    }

    Service group(String name) {
      group = Optional.of(name);
      return this;
    }

    Service quorum(int quorum, int hysteresis) {
      this.quorum = quorum;
      this.hysteresis = hysteresis;
      return this;
    }

    Service scripts() {
      scripts = true;
      return this;
    }

    Service alpha() {
      alpha = true;
      return this;
    }

    Service omega() {
      omega = true;
      return this;
    }

    Service haSuspend() {
      haSuspend = true;
      return this;
    }

    Service scheduler(Scheduler scheduler) {
      this.scheduler = scheduler;
      return this;
    }

    Service sorry(boolean inhibit) {
      return sorry(SORRY, inhibit);
    }

    Service sorry(Endpoint endpoint, boolean inhibit) {
      sorry = Optional.of(new SorryServer(endpoint, Forwarding.NAT, inhibit));
      return this;
    }

    VirtualService build() {
      return new VirtualService(
          group.orElse(keys.getFirst().id()),
          group.map(name -> "group " + name).orElse(keys.getFirst().toString()),
          keys,
          group,
          Scheduling.of(scheduler),
          Forwarding.NAT,
          Optional.empty(),
          quorum,
          hysteresis,
          scripts ? Optional.of(script("vs-up")) : Optional.empty(),
          scripts ? Optional.of(script("vs-down")) : Optional.empty(),
          sorry,
          alpha,
          omega,
          haSuspend,
          true,
          Optional.empty(),
          servers);
    }
  }

  static Service service(Server... servers) {
    return new Service(servers);
  }

  static Configuration configuration(List<VirtualService> services, boolean serve, boolean init) {
    DirectorSettings d = DirectorSettings.DEFAULT;
    DirectorSettings director =
        new DirectorSettings(
            d.dataPlane(),
            serve,
            d.jolokia(),
            d.jolokiaUser(),
            d.jolokiaPasswordFile(),
            d.prometheus(),
            d.proxyThreads(),
            d.proxyMaxConnections(),
            d.syslog(),
            d.addressLease(),
            d.putsLostAddressesBack(),
            d.ipvs(),
            DirectorSettings.DEFAULT.archive(),
            DirectorSettings.DEFAULT.console(),
            DirectorSettings.DEFAULT.mail());
    LvsSettings lvs =
        new LvsSettings(0, 0, 0, false, false, false, init, Optional.empty(), Optional.empty());
    return new Configuration(
        director, lvs, GlobalDefinitions.DEFAULT, VrrpConfiguration.EMPTY, services);
  }

  static Configuration configuration(Service... services) {
    return configuration(Arrays.stream(services).map(Service::build).toList(), false, false);
  }

  /** What a list of blocks looks like after one of them changed. */
  static <T> List<T> changed(List<T> list, int index, UnaryOperator<T> change) {
    List<T> copy = new ArrayList<>(list);
    copy.set(index, change.apply(copy.get(index)));
    return copy;
  }

  static <T> List<T> many(int count, Function<Integer, T> block) {
    List<T> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(block.apply(i));
    }
    return list;
  }
}
