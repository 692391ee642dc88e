package lvs.director.linux;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import lvs.director.base.Endpoint;
import lvs.director.base.GenericNetlink;
import lvs.director.base.NetlinkMessage;
import lvs.director.base.NetlinkRequest;
import lvs.director.ipvs.IpvsChange;
import lvs.director.ipvs.IpvsChange.AddServer;
import lvs.director.ipvs.IpvsChange.AddService;
import lvs.director.ipvs.IpvsChange.DeleteServer;
import lvs.director.ipvs.IpvsChange.DeleteService;
import lvs.director.ipvs.IpvsChange.EditServer;
import lvs.director.ipvs.IpvsChange.EditService;
import lvs.director.ipvs.IpvsChange.Flush;
import lvs.director.ipvs.IpvsChange.SetTimeouts;
import lvs.director.ipvs.IpvsChange.StartDaemon;
import lvs.director.ipvs.IpvsChange.StopDaemon;
import lvs.director.ipvs.IpvsChange.Zero;
import lvs.director.ipvs.IpvsCounters;
import lvs.director.ipvs.IpvsDaemon;
import lvs.director.ipvs.IpvsDaemon.Role;
import lvs.director.ipvs.IpvsForwarding;
import lvs.director.ipvs.IpvsMessages;
import lvs.director.ipvs.IpvsReading;
import lvs.director.ipvs.IpvsReading.ServiceReading;
import lvs.director.ipvs.IpvsServer;
import lvs.director.ipvs.IpvsService;
import lvs.director.ipvs.IpvsTimeouts;
import lvs.director.lab.Await;
import lvs.director.model.AddressFamily;
import lvs.director.model.Forwarding.Tunnel;
import lvs.director.model.Forwarding.TunnelChecksum;
import lvs.director.model.Forwarding.TunnelType;
import lvs.director.model.Protocol;
import lvs.director.model.ServiceKey;

/**
 * Uses the kernel's table inside of a user-mode machine, since a start of the JVM is dear there,
 * and prints under a title for each test what it saw and what ipvsadm shows.
 */
final class IpvsProgram {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final ServiceKey WEB = tcp("10.0.0.1:80");

  private final IpvsSocket kernel;

  private IpvsProgram(IpvsSocket kernel) {
    this.kernel = kernel;
  }

  private interface Case {
    void run() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    if (args.length > 0) {
      opening();
      return;
    }
    run("ip link add d0 type dummy; ip link set d0 up; ip addr add 192.168.9.1/24 dev d0");
    try (IpvsSocket kernel = IpvsSocket.open()) {
      IpvsProgram program = new IpvsProgram(kernel);
      program.all();
    }
    run("rmmod $(lsmod | awk '/^ip_vs_/ { print $1 }'); rmmod ip_vs");
    print("module", IpvsProgram::moduleIsLoaded);
  }

  private void all() {
    print("table", this::everyKind);
    print("edits", this::edits);
    print("middle", this::refusalsInTheMiddle);
    print("services", this::refusedServices);
    print("servers", this::refusedServers);
    print("daemons", this::daemons);
    print("timeouts", this::timeouts);
    print("counters", this::counters);
    print("recorded", this::recorded);
    print("changing", this::changingWhileRead);
    print("overrun", this::overrun);
    print("big", this::big);
  }

  private static void print(String title, Case what) {
    System.out.println("== " + title);
    try {
      what.run();
    } catch (Exception | AssertionError failed) {
      System.out.println("failed: " + failed);
    }
  }

  /** Why it does not open, or that it does. */
  private static void opening() {
    try (IpvsSocket kernel = IpvsSocket.open()) {
      System.out.println("opened, version " + kernel.info().version());
    } catch (IOException refused) {
      System.out.println(refused.getMessage());
    }
  }

  private static void moduleIsLoaded() throws IOException {
    opening();
    run("rmmod ip_vs; echo /nowhere > /proc/sys/kernel/modprobe");
    opening();
  }

  private static ServiceKey tcp(String endpoint) {
    return key(Protocol.TCP, endpoint);
  }

  private static ServiceKey key(Protocol protocol, String endpoint) {
    return new ServiceKey.Address(protocol, Endpoint.parse(endpoint).orElseThrow());
  }

  private static ServiceKey mark(AddressFamily family, int mark) {
    return new ServiceKey.Mark(family, mark);
  }

  private static IpvsService service(ServiceKey key, String scheduler, int flags) {
    int bits = key.family() == AddressFamily.IPV6 ? 128 : 32;
    return new IpvsService(key, scheduler, flags, 0, bits, Optional.empty());
  }

  private static IpvsService persistent(ServiceKey key, int seconds, int bits, String engine) {
    return new IpvsService(
        key, "rr", IpvsService.PERSISTENT, seconds, bits, Optional.ofNullable(engine));
  }

  private static IpvsServer server(String endpoint, IpvsForwarding forwarding, int weight) {
    return server(endpoint, forwarding, IpvsServer.PLAIN, weight, 0, 0);
  }

  private static IpvsServer server(
      String endpoint, IpvsForwarding how, Tunnel tunnel, int weight, int upper, int lower) {
    Endpoint at = Endpoint.parse(endpoint).orElseThrow();
    return new IpvsServer(at, how, tunnel, weight, upper, lower);
  }

  private static IpvsServer direct(String endpoint) {
    return server(endpoint, IpvsForwarding.DIRECT, 1);
  }

  private static IpvsServer tunnel(String endpoint, TunnelType type, int port, TunnelChecksum sum) {
    Tunnel tunnel = new Tunnel(type, port, sum);
    return server(endpoint, IpvsForwarding.TUNNEL, tunnel, 1, 0, 0);
  }

  /** Makes the changes and prints of each refused one why. */
  private void apply(IpvsChange... changes) {
    for (Optional<IpvsSocket.Refusal> each : kernel.apply(List.of(changes))) {
      each.ifPresent(refusal -> System.out.println(refusal.errno() + " " + refusal.words()));
    }
  }

  /** With the machine's shell; prints what the words print. */
  private static void run(String words) throws IOException {
    System.out.print(output(words));
  }

  private static String output(String words) throws IOException {
    Process shell = new ProcessBuilder("sh", "-c", words).redirectErrorStream(true).start();
    shell.getOutputStream().close();
    return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private void everyKind() throws IOException {
    List<IpvsChange> changes = kinds();
    apply(changes.toArray(IpvsChange[]::new));
    run("ipvsadm -Sn; ipvsadm -Ln --thresholds | grep 10.1.0.7");
    System.out.println("as it was made: " + made(changes).equals(read(kernel.read())));
    System.out.println("one alone: " + kernel.read(WEB).map(each -> each.servers().size()));
    System.out.println("none: " + kernel.read(tcp("10.0.0.99:80")));
    apply(new Flush());
    System.out.println("left: " + kernel.read().services().size());
  }

  private static List<IpvsChange> kinds() {
    ServiceKey web6 = tcp("[2001:db8::1]:80");
    ServiceKey sip = key(Protocol.UDP, "10.0.0.2:5060");
    ServiceKey mark = mark(AddressFamily.IPV4, 7);
    ServiceKey mark6 = mark(AddressFamily.IPV6, 7);
    ServiceKey sctp = key(Protocol.SCTP, "10.0.0.3:9");
    return List.of(
        new AddService(service(WEB, "wlc", 0)),
        new AddServer(WEB, server("10.1.0.1:8080", IpvsForwarding.MASQUERADE, 65535)),
        new AddServer(WEB, server("10.1.0.2:80", IpvsForwarding.DIRECT, 0)),
        new AddServer(WEB, tunnel("10.1.0.3:80", TunnelType.IPIP, 0, TunnelChecksum.NOCSUM)),
        new AddServer(WEB, tunnel("10.1.0.4:80", TunnelType.GUE, 6080, TunnelChecksum.REMCSUM)),
        new AddServer(WEB, tunnel("10.1.0.5:80", TunnelType.GUE, 6081, TunnelChecksum.NOCSUM)),
        new AddServer(WEB, tunnel("10.1.0.6:80", TunnelType.GRE, 0, TunnelChecksum.CSUM)),
        new AddServer(
            WEB,
            server("10.1.0.7:80", IpvsForwarding.DIRECT, IpvsServer.PLAIN, 1, 0xfffffff0, 1000)),
        new AddServer(WEB, tunnel("[2001:db8::3]:80", TunnelType.IPIP, 0, TunnelChecksum.NOCSUM)),
        new AddService(persistent(web6, 360, 64, null)),
        new AddServer(web6, server("[2001:db8::2]:80", IpvsForwarding.MASQUERADE, 2147483647)),
        new AddService(persistent(sip, 60, 24, "sip")),
        new AddServer(sip, direct("10.1.0.1:5060")),
        new AddService(service(mark, "sh", IpvsService.SCHEDULER_1 | IpvsService.SCHEDULER_2)),
        new AddServer(mark, direct("10.1.0.1:0")),
        new AddService(service(mark6, "mh", IpvsService.SCHEDULER_2)),
        new AddServer(mark6, direct("[2001:db8::2]:0")),
        new AddService(service(sctp, "rr", 0)),
        new AddService(service(key(Protocol.UDP, "10.0.0.2:53"), "rr", IpvsService.ONE_PACKET)),
        new AddService(persistent(tcp("10.0.0.4:0"), 300, 32, null)));
  }

  /** Services and servers of the changes, in an order of their own. */
  private static Map<ServiceKey, String> made(List<IpvsChange> changes) {
    Map<ServiceKey, IpvsService> services = new TreeMap<>();
    Map<ServiceKey, Map<Endpoint, IpvsServer>> servers = new TreeMap<>();
    for (IpvsChange change : changes) {
      switch (change) {
        case AddService(IpvsService service) -> services.put(service.key(), service);
        case AddServer(ServiceKey key, IpvsServer server) ->
            servers.computeIfAbsent(key, _ -> new TreeMap<>()).put(server.endpoint(), server);
        default -> throw new IllegalArgumentException(change.toString());
      }
    }
    Map<ServiceKey, String> texts = new TreeMap<>();
    services.forEach(
        (key, service) -> texts.put(key, service + " " + servers.getOrDefault(key, Map.of())));
    return texts;
  }

  private static Map<ServiceKey, String> read(IpvsReading reading) {
    List<IpvsChange> changes = new ArrayList<>();
    for (ServiceReading each : reading.services()) {
      changes.add(new AddService(each.service()));
      each.servers()
          .forEach(server -> changes.add(new AddServer(each.service().key(), server.server())));
    }
    return made(changes);
  }

  private void edits() throws IOException {
    apply(
        new AddService(persistent(WEB, 300, 24, null)),
        new AddServer(WEB, tunnel("10.1.0.1:80", TunnelType.GUE, 6080, TunnelChecksum.CSUM)),
        new AddServer(WEB, server("10.1.0.2:80", IpvsForwarding.DIRECT, 1)));
    run("ipvsadm -Sn");
    apply(
        new EditService(service(WEB, "sh", IpvsService.SCHEDULER_2)),
        new EditServer(WEB, tunnel("10.1.0.1:80", TunnelType.IPIP, 0, TunnelChecksum.NOCSUM)),
        new EditServer(
            WEB, server("10.1.0.2:80", IpvsForwarding.MASQUERADE, IpvsServer.PLAIN, 5, 9, 3)));
    run("ipvsadm -Sn");
    kernel.read(WEB).orElseThrow().servers().forEach(each -> System.out.println(each.server()));
    apply(new DeleteServer(WEB, Endpoint.parse("10.1.0.1:80").orElseThrow()));
    run("ipvsadm -Sn");
    apply(new DeleteService(WEB));
    run("ipvsadm -Sn");
  }

  private void refusalsInTheMiddle() throws IOException {
    List<IpvsChange> changes = new ArrayList<>();
    changes.add(new AddService(service(WEB, "rr", 0)));
    for (int i = 0; i < 1000; i++) {
      changes.add(new AddServer(WEB, direct("10.1." + i / 250 + "." + (i % 250 + 1) + ":80")));
      if (i % 97 == 5) {
        changes.add(changes.getLast());
      }
    }
    List<Optional<IpvsSocket.Refusal>> results = kernel.apply(changes);
    List<Integer> refused = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).isPresent()) {
        refused.add(i);
      }
    }
    System.out.println(results.size() + " changes, refused " + refused);
    System.out.println(results.get(refused.getFirst()).orElseThrow().words());
    run("ipvsadm -Sn | wc -l");
    apply(new Flush());
  }

  private void refusedServices() {
    ServiceKey web6 = tcp("[2001:db8::1]:80");
    ServiceKey sip = key(Protocol.UDP, "10.0.0.2:5060");
    ServiceKey absent = mark(AddressFamily.IPV4, 9);
    apply(
        new AddService(service(WEB, "rr", 0)),
        new AddService(service(WEB, "rr", 0)),
        new AddService(service(sip, "fastest", 0)),
        new AddService(persistent(sip, 60, 32, "h323")),
        new AddService(service(sip, "sixteen-letters-x", 0)),
        new AddService(persistent(sip, 60, 32, "sixteen-letters-x")),
        new AddService(persistent(web6, 60, 0, null)),
        new AddService(persistent(web6, 60, 129, null)),
        new EditService(service(WEB, "fastest", 0)),
        new EditService(service(absent, "rr", 0)),
        new DeleteService(absent),
        new Zero(Optional.of(absent)));
    apply(new Flush());
  }

  private void refusedServers() throws IOException {
    ServiceKey web6 = tcp("[2001:db8::1]:80");
    apply(
        new AddService(service(WEB, "rr", 0)),
        new AddService(service(web6, "rr", 0)),
        new AddServer(tcp("10.0.0.9:80"), direct("10.1.0.1:80")),
        new AddServer(WEB, direct("10.1.0.1:80")),
        new AddServer(WEB, direct("10.1.0.1:80")),
        new EditServer(WEB, direct("10.1.0.2:80")),
        new DeleteServer(WEB, Endpoint.parse("10.1.0.2:80").orElseThrow()),
        new AddServer(WEB, server("10.1.0.2:80", IpvsForwarding.DIRECT, -1)),
        new AddServer(
            WEB, server("10.1.0.2:80", IpvsForwarding.DIRECT, IpvsServer.PLAIN, 1, 10, 20)),
        new AddServer(WEB, direct("224.0.0.9:80")),
        new AddServer(WEB, direct("0.0.0.0:80")),
        new AddServer(WEB, direct("192.168.9.255:80")),
        new AddServer(web6, direct("[fe80::1]:80")),
        new AddServer(web6, direct("[ff02::9]:80")),
        new AddServer(WEB, direct("[2001:db8::2]:80")),
        new AddServer(web6, server("10.1.0.2:80", IpvsForwarding.MASQUERADE, 1)),
        new AddServer(WEB, tunnel("10.1.0.2:80", TunnelType.GUE, 0, TunnelChecksum.NOCSUM)));
    apply(new Flush());
    run("ip netns add bare");
    // a namespace where nothing was ever up, seen by a program that is started in it
    run(
        "ip netns exec bare ipvsadm -A -t 10.0.0.1:80; ip netns exec bare ipvsadm -a -t 10.0.0.1:80"
            + " -r 10.1.0.1");
  }

  private void daemons() throws IOException {
    Optional<java.net.InetAddress> group = Endpoint.address("224.0.0.99");
    IpvsDaemon master = new IpvsDaemon(Role.MASTER, "d0", 7, 0, Optional.empty(), 0, 0);
    IpvsDaemon backup = new IpvsDaemon(Role.BACKUP, "d0", 9, 1200, group, 9000, 5);
    apply(new StartDaemon(master), new StartDaemon(backup), new StartDaemon(master));
    kernel.daemons().forEach(System.out::println);
    run("ipvsadm -Ln --daemon");
    mixedFamilies();
    apply(new StopDaemon(Role.MASTER, 7), new StopDaemon(Role.BACKUP, 9));
    apply(new StopDaemon(Role.MASTER, 7));
    System.out.println(kernel.daemons());
    refusedDaemons();
    startedAndStoppedAtOnce(master);
  }

  private void mixedFamilies() {
    IpvsServer mixed = tunnel("[2001:db8::2]:80", TunnelType.IPIP, 0, TunnelChecksum.NOCSUM);
    apply(new AddService(service(WEB, "rr", 0)), new AddServer(WEB, mixed), new Flush());
  }

  private void refusedDaemons() throws IOException {
    Optional<java.net.InetAddress> none = Optional.empty();
    apply(
        new StartDaemon(new IpvsDaemon(Role.MASTER, "nowhere", 1, 0, none, 0, 0)),
        new StartDaemon(new IpvsDaemon(Role.MASTER, "sixteen-letters-", 1, 0, none, 0, 0)),
        new StartDaemon(
            new IpvsDaemon(Role.MASTER, "d0", 1, 0, Endpoint.address("10.0.0.5"), 0, 0)));
    try (DatagramSocket _ = new DatagramSocket(8848)) {
      apply(new StartDaemon(new IpvsDaemon(Role.BACKUP, "d0", 1, 0, none, 0, 0)));
    }
    run("ip link set d0 down");
    apply(new StartDaemon(new IpvsDaemon(Role.MASTER, "d0", 1, 0, none, 0, 0)));
    run("ip link set d0 up");
    IpvsServer mixed = tunnel("[2001:db8::2]:80", TunnelType.IPIP, 0, TunnelChecksum.NOCSUM);
    apply(
        new AddService(service(WEB, "rr", 0)),
        new AddServer(WEB, mixed),
        new StartDaemon(new IpvsDaemon(Role.MASTER, "d0", 1, 0, none, 0, 0)),
        new Flush());
  }

  /** The kernel ends the second with EINTR and does not answer it. */
  private void startedAndStoppedAtOnce(IpvsDaemon daemon) throws IOException {
    long begin = System.nanoTime();
    for (int i = 0; i < 10; i++) {
      apply(new StartDaemon(daemon), new StopDaemon(daemon.role(), daemon.syncId()));
    }
    System.out.println("at once: " + (System.nanoTime() - begin < 4_000_000_000L));
    System.out.println(kernel.daemons());
  }

  private void timeouts() throws IOException {
    System.out.println(kernel.timeouts());
    apply(new SetTimeouts(new IpvsTimeouts(1000, 0, 77)));
    System.out.println(kernel.timeouts());
    run("ipvsadm -L --timeout");
    apply(
        new SetTimeouts(new IpvsTimeouts(2147483, 2147483, 2147483)),
        new SetTimeouts(new IpvsTimeouts(Integer.MAX_VALUE, 0, 0)),
        new SetTimeouts(new IpvsTimeouts(900, 120, -1)));
    apply(new SetTimeouts(new IpvsTimeouts(900, 120, 300)));
    System.out.println(kernel.timeouts() + " " + kernel.info());
  }

  private void counters() throws Exception {
    run("ip addr add 10.9.9.9/32 dev lo");
    ServiceKey key = tcp("10.9.9.9:80");
    apply(
        new AddService(persistent(key, 600, 32, null)),
        new AddServer(key, server("127.0.0.1:8080", IpvsForwarding.MASQUERADE, 1)));
    try (ServerSocket listening = new ServerSocket(8080);
        Socket client = new Socket()) {
      client.connect(new InetSocketAddress("10.9.9.9", 80), 30_000);
      try (Socket served = listening.accept()) {
        served.getOutputStream().write(new byte[1000]);
        client.getInputStream().readNBytes(1000);
        Await.until(LIMIT, "counters", () -> counted(key).outBytes() > 1000);
        print(kernel.read(key).orElseThrow());
      }
    }
    run("ipvsadm -Ln --stats | awk '/10.9.9.9/ { print $3 }'");
    apply(new Zero(Optional.of(key)));
    System.out.println("zeroed: " + counted(key));
  }

  private IpvsCounters counted(ServiceKey key) throws IOException {
    return kernel.read(key).orElseThrow().servers().getFirst().counters();
  }

  private static void print(ServiceReading service) {
    IpvsReading.ServerReading server = service.servers().getFirst();
    IpvsCounters counters = server.counters();
    System.out.println("same: " + counters.equals(service.counters()) + " " + counters.wide());
    System.out.println("connections: " + counters.connections());
    System.out.println("bytes out: " + (counters.outBytes() > 1000 && counters.outBytes() < 3000));
    System.out.println(
        "now: %d %d %d".formatted(server.active(), server.inactive(), server.persistent()));
  }

  /** Replies as hex, for the tests of the codec. */
  private void recorded() throws IOException {
    kernel.apply(kinds());
    try (NetlinkSocket raw = NetlinkSocket.open(NetlinkSocket.NETLINK_GENERIC)) {
      NetlinkMessage controller = raw.ask(GenericNetlink.findFamily(IpvsMessages.FAMILY_NAME));
      IpvsMessages messages = new IpvsMessages(GenericNetlink.family(controller).orElseThrow());
      hex("controller", controller);
      hex("no-family", raw.ask(GenericNetlink.findFamily("NONE")));
      hex("info", raw.ask(messages.info()));
      hex("timeouts", raw.ask(messages.timeouts()));
      hex("no-service", raw.ask(messages.service(tcp("10.0.0.99:80"))));
      dump(raw, messages);
    }
    apply(new Flush());
  }

  private void dump(NetlinkSocket raw, IpvsMessages messages) throws IOException {
    for (NetlinkMessage service : raw.dump(messages.services())) {
      hex("service", service);
      ServiceKey key = IpvsMessages.service(service).orElseThrow().service().key();
      for (NetlinkMessage server : raw.dump(messages.servers(key))) {
        hex("server", server);
      }
    }
    kernel.apply(
        List.of(
            new Flush(),
            new StartDaemon(
                new IpvsDaemon(Role.MASTER, "d0", 3, 0, Endpoint.address("ff05::99"), 0, 0)),
            new StartDaemon(new IpvsDaemon(Role.BACKUP, "d0", 4, 0, Optional.empty(), 0, 0))));
    for (NetlinkMessage daemon : raw.dump(messages.daemons())) {
      hex("daemon", daemon);
    }
    kernel.apply(List.of(new StopDaemon(Role.MASTER, 3), new StopDaemon(Role.BACKUP, 4)));
  }

  private static void hex(String name, NetlinkMessage message) {
    byte[] payload = message.payload().bytes(message.payload().remaining());
    System.out.println(name + " " + message.type() + " " + HexFormat.of().formatHex(payload));
  }

  /** Services that nobody touches are whole in each reading while others come and go. */
  private void changingWhileRead() throws Exception {
    List<IpvsChange> steady = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      ServiceKey key = tcp("10.0.0." + i + ":80");
      steady.add(new AddService(service(key, "rr", 0)));
      steady.add(new AddServer(key, direct("10.1.0.1:80")));
      steady.add(new AddServer(key, direct("10.1.0.2:80")));
    }
    apply(steady.toArray(IpvsChange[]::new));
    Thread other = Thread.ofPlatform().start(IpvsProgram::comeAndGo);
    int readings = 0;
    int wrong = 0;
    while (other.isAlive() || readings == 0) {
      readings++;
      Map<ServiceKey, String> seen = read(kernel.read());
      seen.keySet().retainAll(made(steady).keySet());
      wrong += seen.equals(made(steady)) ? 0 : 1;
    }
    System.out.println("readings that were not whole: " + wrong);
    apply(new Flush());
  }

  private static void comeAndGo() {
    ServiceKey key = tcp("10.0.1.1:80");
    try (IpvsSocket socket = IpvsSocket.open()) {
      for (int i = 0; i < 300; i++) {
        socket.apply(
            List.of(
                new AddService(service(key, "rr", 0)), new AddServer(key, direct("10.1.0.1:80"))));
        socket.apply(List.of(new DeleteService(key)));
      }
    } catch (IOException failed) {
      System.out.println("failed: " + failed);
    }
  }

  /** With a buffer that cannot hold the refusals. */
  private void overrun() throws IOException {
    apply(new AddService(service(WEB, "rr", 0)), new AddServer(WEB, direct("10.1.0.1:80")));
    try (NetlinkSocket small = NetlinkSocket.open(NetlinkSocket.NETLINK_GENERIC)) {
      int family =
          GenericNetlink.family(small.ask(GenericNetlink.findFamily(IpvsMessages.FAMILY_NAME)))
              .orElseThrow();
      IpvsMessages messages = new IpvsMessages(family);
      SocketCalls.set(small.descriptor(), SocketCalls.SOL_SOCKET, SocketCalls.SO_RCVBUF, 1);
      List<NetlinkRequest> requests = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        requests.add(messages.change(new AddServer(WEB, direct("10.1.0.1:80"))));
      }
      Map<String, Integer> texts = new TreeMap<>();
      for (Optional<NetlinkRefusal> each : small.changeAll(requests)) {
        texts.merge(each.map(NetlinkRefusal::text).orElse("made"), 1, Integer::sum);
      }
      System.out.println(texts);
      System.out.println("afterwards: " + small.dump(messages.servers(WEB)).size() + " server");
      System.out.println(small.change(messages.change(new Flush())));
    }
  }

  /** Some thousand servers, as ipvsadm shows them. */
  private void big() throws IOException {
    Random random = new Random(4);
    List<IpvsChange> changes = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      String virtual = "10.0." + i + ".1:80";
      changes.add(new AddService(service(tcp(virtual), "rr", 0)));
      lines.add("-A -t " + virtual + " -s rr");
      for (int j = 1; j <= 20; j++) {
        int weight = random.nextInt(1000);
        String real = "10.1." + i + "." + j + ":80";
        changes.add(new AddServer(tcp(virtual), server(real, IpvsForwarding.DIRECT, weight)));
        lines.add("-a -t " + virtual + " -r " + real + " -g -w " + weight);
      }
    }
    long begin = System.nanoTime();
    apply(changes.toArray(IpvsChange[]::new));
    long made = System.nanoTime();
    IpvsReading reading = kernel.read();
    long read = System.nanoTime();
    System.out.println(
        "as ipvsadm shows it: " + output("ipvsadm -Sn").lines().toList().equals(lines));
    System.out.println("as it was made: " + made(changes).equals(read(reading)));
    System.out.println(
        "applied in %d ms, read in %d ms"
            .formatted((made - begin) / 1_000_000, (read - made) / 1_000_000));
    apply(new Flush());
  }
}
