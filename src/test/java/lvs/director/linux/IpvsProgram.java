package lvs.director.linux;

import static lvs.director.linux.IpvsItems.WEB;
import static lvs.director.linux.IpvsItems.direct;
import static lvs.director.linux.IpvsItems.key;
import static lvs.director.linux.IpvsItems.kinds;
import static lvs.director.linux.IpvsItems.made;
import static lvs.director.linux.IpvsItems.persistent;
import static lvs.director.linux.IpvsItems.read;
import static lvs.director.linux.IpvsItems.server;
import static lvs.director.linux.IpvsItems.service;
import static lvs.director.linux.IpvsItems.tcp;
import static lvs.director.linux.IpvsItems.tunnel;
import static lvs.director.linux.Shell.output;
import static lvs.director.linux.Shell.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import lvs.director.base.Endpoint;
import lvs.director.base.GenericNetlink;
import lvs.director.base.NetlinkRequest;
import lvs.director.ipvs.IpvsChange;
import lvs.director.ipvs.IpvsChange.AddServer;
import lvs.director.ipvs.IpvsChange.AddService;
import lvs.director.ipvs.IpvsChange.DeleteServer;
import lvs.director.ipvs.IpvsChange.DeleteService;
import lvs.director.ipvs.IpvsChange.EditServer;
import lvs.director.ipvs.IpvsChange.EditService;
import lvs.director.ipvs.IpvsChange.Flush;
import lvs.director.ipvs.IpvsChange.Zero;
import lvs.director.ipvs.IpvsCounters;
import lvs.director.ipvs.IpvsForwarding;
import lvs.director.ipvs.IpvsMessages;
import lvs.director.ipvs.IpvsReading;
import lvs.director.ipvs.IpvsReading.ServiceReading;
import lvs.director.ipvs.IpvsServer;
import lvs.director.ipvs.IpvsService;
import lvs.director.lab.Await;
import lvs.director.model.Forwarding.TunnelChecksum;
import lvs.director.model.Forwarding.TunnelType;
import lvs.director.model.ServiceKey;

/**
 * Uses the kernel's table inside of a user-mode machine, since a start of the JVM is dear there,
 * and prints under a title for each test what it saw and what ipvsadm shows.
 */
final class IpvsProgram {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final IpvsSocket kernel;
  private final boolean recording;

  private IpvsProgram(IpvsSocket kernel, boolean recording) {
    this.kernel = kernel;
    this.recording = recording;
  }

  private interface Case {
    void run() throws Exception;
  }

  /**
   * @param args {@code open} tries that only, {@code record} prints replies as hex
   */
  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("open")) {
      tryToOpen();
      return;
    }
    run("ip link add d0 type dummy; ip link set d0 up; ip addr add 192.168.9.1/24 dev d0");
    run("ip addr add 10.9.9.9/32 dev lo");
    try (IpvsSocket kernel = IpvsSocket.open()) {
      new IpvsProgram(kernel, args.length > 0).all();
    }
    print("module", IpvsProgram::theModuleIsLoaded);
  }

  private void all() {
    IpvsRefusalCases refusals = new IpvsRefusalCases(this::apply, kernel);
    print("table", this::everyKind);
    print("edits", this::edits);
    print("middle", this::refusalsInTheMiddle);
    print("services", refusals::services);
    print("servers", refusals::servers);
    print("daemons", refusals::daemons);
    print("timeouts", refusals::timeouts);
    print("counters", this::counters);
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
  private static void tryToOpen() {
    try (IpvsSocket kernel = IpvsSocket.open()) {
      System.out.println("opened, version " + kernel.info().version());
    } catch (IOException refused) {
      String release = System.getProperty("os.version");
      System.out.println(refused.getMessage().replace(release, "KERNEL"));
    }
  }

  /** By the kernel, by us where the kernel does not ask for it, and not at all. */
  private static void theModuleIsLoaded() throws IOException {
    run("rmmod $(lsmod | awk '/^ip_vs_/ { print $1 }'); rmmod ip_vs");
    tryToOpen();
    String modprobe = output("cat /proc/sys/kernel/modprobe").strip();
    run("rmmod ip_vs");
    run(
        """
        printf '#!/bin/sh\ncase "$*" in *family*) exit 1;; esac\nexec %s "$@"\n' > /run/modprobe
        chmod +x /run/modprobe; echo /run/modprobe > /proc/sys/kernel/modprobe
        """
            .formatted(modprobe));
    tryToOpen();
    run("rmmod ip_vs; echo /nowhere > /proc/sys/kernel/modprobe");
    tryToOpen();
    run("echo %s > /proc/sys/kernel/modprobe".formatted(modprobe));
  }

  /** Makes the changes and prints of each refused one why. */
  private void apply(IpvsChange... changes) {
    apply(kernel, List.of(changes));
  }

  static void apply(IpvsSocket kernel, List<IpvsChange> changes) {
    List<Optional<IpvsSocket.Refusal>> results = kernel.apply(changes);
    for (int i = 0; i < results.size(); i++) {
      String change = IpvsItems.text(changes.get(i));
      results
          .get(i)
          .ifPresent(no -> System.out.println(no.errno() + " " + change + ": " + no.words()));
    }
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
    kernel.read(WEB).orElseThrow().servers().forEach(each -> print(each.server()));
    apply(new DeleteServer(WEB, Endpoint.parse("10.1.0.1:80").orElseThrow()));
    run("ipvsadm -Sn");
    apply(new DeleteService(WEB));
    run("ipvsadm -Sn");
  }

  private static void print(IpvsServer server) {
    System.out.printf(
        "%s %s %s:%d %d %d %d%n",
        server.endpoint(),
        server.forwarding(),
        server.tunnel().type(),
        server.tunnel().port(),
        server.weight(),
        server.upperThreshold(),
        server.lowerThreshold());
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

  private void counters() throws Exception {
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
        if (recording) {
          kernel.apply(kinds());
          IpvsRecorder.replies(kernel);
          return;
        }
      }
    }
    run("ipvsadm -Ln --stats | awk '/10.9.9.9/ { print $3 }'");
    apply(new Zero(Optional.of(key)));
    System.out.println("zeroed: " + counted(key).equals(IpvsCounters.ZERO));
    apply(new Flush());
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
