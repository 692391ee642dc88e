package lvs.director.linux;

import static lvs.director.linux.IpvsItems.WEB;
import static lvs.director.linux.IpvsItems.direct;
import static lvs.director.linux.IpvsItems.key;
import static lvs.director.linux.IpvsItems.mark;
import static lvs.director.linux.IpvsItems.persistent;
import static lvs.director.linux.IpvsItems.server;
import static lvs.director.linux.IpvsItems.service;
import static lvs.director.linux.IpvsItems.tcp;
import static lvs.director.linux.IpvsItems.tunnel;
import static lvs.director.linux.Shell.output;
import static lvs.director.linux.Shell.run;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lvs.director.base.Endpoint;
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
import lvs.director.ipvs.IpvsDaemon;
import lvs.director.ipvs.IpvsDaemon.Role;
import lvs.director.ipvs.IpvsForwarding;
import lvs.director.ipvs.IpvsServer;
import lvs.director.ipvs.IpvsTimeouts;
import lvs.director.model.AddressFamily;
import lvs.director.model.Forwarding.TunnelChecksum;
import lvs.director.model.Forwarding.TunnelType;
import lvs.director.model.Protocol;
import lvs.director.model.ServiceKey;

/** What the kernel refuses, provoked. */
final class IpvsRefusalCases {
  private static final int CLONE_NEWNET = 0x4000_0000;

  static {
    Native.register(IpvsRefusalCases.class, "c");
  }

  /** Makes changes and prints of each refused one why. */
  interface Changes {
    void apply(IpvsChange... changes);
  }

  private final Changes changes;
  private final IpvsSocket kernel;

  IpvsRefusalCases(Changes changes, IpvsSocket kernel) {
    this.changes = changes;
    this.kernel = kernel;
  }

  void services() {
    ServiceKey web6 = tcp("[2001:db8::1]:80");
    ServiceKey sip = key(Protocol.UDP, "10.0.0.2:5060");
    ServiceKey absent = mark(AddressFamily.IPV4, 9);
    changes.apply(
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
    changes.apply(new Flush());
  }

  void servers() throws Exception {
    ServiceKey web6 = tcp("[2001:db8::1]:80");
    changes.apply(
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
    changes.apply(new Flush());
    Thread bare = Thread.ofPlatform().start(IpvsRefusalCases::inANamespaceWhereNothingWasEverUp);
    bare.join();
  }

  private static native int unshare(int flags) throws LastErrorException;

  private static void inANamespaceWhereNothingWasEverUp() {
    unshare(CLONE_NEWNET);
    try (IpvsSocket kernel = IpvsSocket.open()) {
      IpvsProgram.apply(
          kernel,
          List.of(
              new AddService(service(WEB, "rr", 0)), new AddServer(WEB, direct("10.1.0.1:80"))));
      System.out.println("services here: " + kernel.read().services().size());
      kernel.apply(List.of(new Flush()));
    } catch (IOException failed) {
      System.out.println("failed: " + failed);
    }
  }

  void daemons() throws IOException {
    Optional<InetAddress> group = Endpoint.address("224.0.0.99");
    IpvsDaemon master = new IpvsDaemon(Role.MASTER, "d0", 7, 0, Optional.empty(), 0, 0);
    IpvsDaemon backup = new IpvsDaemon(Role.BACKUP, "d0", 9, 1200, group, 9000, 5);
    changes.apply(new StartDaemon(master), new StartDaemon(backup), new StartDaemon(master));
    List<String> shown = kernel.daemons().stream().map(IpvsRefusalCases::text).toList();
    shown.forEach(System.out::println);
    List<String> byIpvsadm = output("ipvsadm -Ln --daemon").lines().toList();
    System.out.println("as ipvsadm shows them: " + shown.equals(byIpvsadm));
    mixedFamilies();
    changes.apply(new StopDaemon(Role.MASTER, 7), new StopDaemon(Role.BACKUP, 9));
    changes.apply(new StopDaemon(Role.MASTER, 7));
    System.out.println(kernel.daemons());
    refusedDaemons();
    startedAndStoppedAtOnce(master);
  }

  private static String text(IpvsDaemon daemon) {
    return "%s sync daemon (mcast=%s, syncid=%d, maxlen=%d, group=%s, port=%d, ttl=%d)"
        .formatted(
            daemon.role().name().toLowerCase(Locale.ROOT),
            daemon.device(),
            daemon.syncId(),
            daemon.maxLengthBytes(),
            daemon.group().map(Endpoint::text).orElse(""),
            daemon.port(),
            daemon.ttl());
  }

  private void mixedFamilies() {
    IpvsServer mixed = tunnel("[2001:db8::2]:80", TunnelType.IPIP, 0, TunnelChecksum.NOCSUM);
    changes.apply(new AddService(service(WEB, "rr", 0)), new AddServer(WEB, mixed), new Flush());
  }

  private void refusedDaemons() throws IOException {
    Optional<InetAddress> none = Optional.empty();
    changes.apply(
        new StartDaemon(new IpvsDaemon(Role.MASTER, "nowhere", 1, 0, none, 0, 0)),
        new StartDaemon(new IpvsDaemon(Role.MASTER, "sixteen-letters-", 1, 0, none, 0, 0)),
        new StartDaemon(
            new IpvsDaemon(Role.MASTER, "d0", 1, 0, Endpoint.address("10.0.0.5"), 0, 0)));
    try (DatagramSocket _ = new DatagramSocket(8848)) {
      changes.apply(new StartDaemon(new IpvsDaemon(Role.BACKUP, "d0", 1, 0, none, 0, 0)));
    }
    run("ip link set d0 down");
    changes.apply(new StartDaemon(new IpvsDaemon(Role.MASTER, "d0", 1, 0, none, 0, 0)));
    run("ip link set d0 up");
    IpvsServer mixed = tunnel("[2001:db8::2]:80", TunnelType.IPIP, 0, TunnelChecksum.NOCSUM);
    changes.apply(
        new AddService(service(WEB, "rr", 0)),
        new AddServer(WEB, mixed),
        new StartDaemon(new IpvsDaemon(Role.MASTER, "d0", 1, 0, none, 0, 0)),
        new Flush());
  }

  /** The kernel ends the second with EINTR and does not answer it. */
  private void startedAndStoppedAtOnce(IpvsDaemon daemon) throws IOException {
    long begin = System.nanoTime();
    for (int i = 0; i < 10; i++) {
      changes.apply(new StartDaemon(daemon), new StopDaemon(daemon.role(), daemon.syncId()));
    }
    System.out.println("at once: " + (System.nanoTime() - begin < 4_000_000_000L));
    System.out.println(kernel.daemons());
  }

  void timeouts() throws IOException {
    System.out.println(kernel.timeouts());
    changes.apply(new SetTimeouts(new IpvsTimeouts(1000, 0, 77)));
    System.out.println(kernel.timeouts());
    run("ipvsadm -L --timeout");
    changes.apply(
        new SetTimeouts(new IpvsTimeouts(2147483, 2147483, 2147483)),
        new SetTimeouts(new IpvsTimeouts(Integer.MAX_VALUE, 0, 0)),
        new SetTimeouts(new IpvsTimeouts(900, 120, -1)));
    changes.apply(new SetTimeouts(new IpvsTimeouts(900, 120, 300)));
    System.out.println(kernel.timeouts() + " " + kernel.info());
  }
}
