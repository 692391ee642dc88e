package lvs.director.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lvs.director.base.Endpoint;
import lvs.director.lab.Await;
import lvs.director.model.LvsSettings;
import lvs.director.model.ServiceTable;
import lvs.director.port.DataPlane;
import lvs.director.port.DataPlane.SyncRole;
import lvs.director.port.KernelStatus;

/** Synchronisation daemons and the connections that they carry, between two namespaces. */
final class SyncCases {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private SyncCases() {}

  static void addTo(Map<String, KernelCases.Case> cases) {
    cases.put("daemons-follow-the-role", SyncCases::followTheRole);
    cases.put("daemons-are-adopted", SyncCases::adopted);
    cases.put("daemons-of-others", SyncCases::others);
    cases.put("daemons-refused", SyncCases::refused);
    cases.put("connections-are-synchronised", SyncCases::synchronised);
  }

  private static Optional<LvsSettings.SyncDaemon> settings(String device, int syncId, int length) {
    return Optional.of(
        new LvsSettings.SyncDaemon(
            device, Optional.of("V"), Optional.of(syncId), length, 8848, 0, Optional.empty()));
  }

  /** A namespace with an interface that can send. */
  private static Namespace wired() {
    Namespace here = new Namespace();
    here.cable("eth0", "eth1");
    here.ip("address add 10.0.0.1/24 dev eth0");
    return here;
  }

  private interface WithDaemons {
    void run(IpvsSocket kernel, SyncDaemons daemons) throws Exception;
  }

  private static void inside(WithDaemons body) throws Exception {
    try (Namespace here = wired()) {
      here.call(
          () -> {
            try (IpvsSocket kernel = IpvsSocket.open()) {
              body.run(kernel, new SyncDaemons(kernel));
            }
            return null;
          });
    }
  }

  /** Asked for in the calling thread's namespace. */
  private static String listed() throws Exception {
    return KernelCases.program("ipvsadm -Ln --daemon").strip();
  }

  /** Numbers of the kernel's threads for synchronisation, of every namespace. */
  private static Set<String> threads() throws Exception {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path each : processes.filter(p -> p.getFileName().toString().matches("\\d+")).toList()) {
        Path name = each.resolve("comm");
        if (Files.exists(name) && Files.readString(name).startsWith("ipvs-")) {
          found.add(each.getFileName() + " " + Files.readString(name).strip());
        }
      }
    }
    return found;
  }

  private static void followTheRole() throws Exception {
    inside(
        (kernel, daemons) -> {
          assertEquals(List.of(), daemons.follow(settings("eth0", 5, 0), SyncRole.BACKUP));
          assertEquals(
              "backup sync daemon (" + daemons.running().getFirst().settings() + ")", listed());
          assertEquals(List.of(), daemons.follow(settings("eth0", 5, 0), SyncRole.MASTER));
          assertEquals(
              List.of(
                  new KernelStatus.Sync(
                      "master",
                      "eth0",
                      5,
                      "mcast=eth0, syncid=5, maxlen=1472, group=224.0.0.81, port=8848, ttl=1")),
              daemons.running());
          Set<String> before = threads();
          assertEquals(1, before.size(), before.toString());
          assertEquals(List.of(), daemons.follow(settings("eth0", 5, 0), SyncRole.MASTER));
          assertEquals(before, threads());
          assertEquals(List.of(), daemons.follow(settings("eth0", 6, 20), SyncRole.BACKUP));
          assertTrue(listed().startsWith("backup sync daemon (mcast=eth0, syncid=6, maxlen=1024"));
          Set<String> limited = threads();
          assertEquals(List.of(), daemons.follow(settings("eth0", 6, 20), SyncRole.BACKUP));
          assertEquals(limited, threads());
          daemons.close();
          assertEquals("", listed());
        });
  }

  private static void adopted() throws Exception {
    inside(
        (kernel, daemons) -> {
          daemons.follow(settings("eth0", 5, 0), SyncRole.MASTER);
          Set<String> before = threads();
          SyncDaemons next = new SyncDaemons(kernel);
          assertEquals(List.of(), next.follow(settings("eth0", 5, 0), SyncRole.MASTER));
          assertEquals(before, threads());
          SyncDaemons returned = new SyncDaemons(kernel);
          assertEquals(List.of(), returned.follow(settings("eth0", 5, 0), SyncRole.BACKUP));
          assertTrue(listed().startsWith("backup sync daemon (mcast=eth0, syncid=5"), listed());
          returned.close();
          assertEquals("", listed());
        });
  }

  private static void others() throws Exception {
    inside(
        (kernel, daemons) -> {
          SyncDaemons other = new SyncDaemons(kernel);
          other.follow(settings("eth0", 9, 0), SyncRole.MASTER);
          assertEquals(List.of(), daemons.follow(Optional.empty(), SyncRole.MASTER));
          assertEquals(List.of(), daemons.follow(settings("eth0", 5, 0), SyncRole.NONE));
          assertTrue(listed().contains("syncid=9"), "nobody wanted anything of us");
          List<DataPlane.Refused> told = daemons.follow(settings("eth0", 5, 0), SyncRole.BACKUP);
          assertEquals(
              "a master sync daemon (mcast=eth0, syncid=9, maxlen=1472, group=224.0.0.81, port=8848,"
                  + " ttl=1) of another program was stopped; this one has its own",
              why(told));
          assertTrue(listed().startsWith("backup sync daemon (mcast=eth0, syncid=5"), listed());
          assertEquals(List.of(), daemons.follow(settings("eth0", 5, 0), SyncRole.BACKUP));
          daemons.close();
        });
  }

  private static String why(List<DataPlane.Refused> refused) {
    assertEquals(1, refused.size(), refused.toString());
    return refused.getFirst().why();
  }

  private static void refused() throws Exception {
    inside(
        (kernel, daemons) -> {
          assertEquals(
              "start the master sync daemon on eth9: there is no interface eth9",
              why(daemons.follow(settings("eth9", 5, 0), SyncRole.MASTER)));
          KernelCases.program("ip link add dm0 type dummy");
          assertTrue(
              why(daemons.follow(settings("dm0", 5, 0), SyncRole.MASTER)).contains("the interface is down; ip link set dm0 up"));
          KernelCases.program("ipvsadm -A -t [fd00::1]:80 -s rr");
          KernelCases.program("ipvsadm -a -t [fd00::1]:80 -r 10.0.0.2:80 -i");
          assertTrue(
              why(daemons.follow(settings("eth0", 5, 0), SyncRole.MASTER))
                  .contains("servers of another address family than their service"));
          KernelCases.program("ipvsadm -C");
          assertEquals(List.of(), daemons.follow(settings("eth0", 5, 0), SyncRole.MASTER));
          daemons.close();
        });
  }

  private static void join(Namespace director, Namespace other) {
    director.ip("link add eth0 type veth peer name eth0 netns " + other.name());
    for (Namespace each : List.of(director, other)) {
      each.ip("link set eth0 up");
    }
    director.ip("address add 10.0.0.1/24 dev eth0");
    director.ip("address add 10.0.0.100/32 dev eth0");
    director.ip("address add fd00::1/64 dev eth0 nodad");
    director.ip("address add fd00::100/128 dev eth0 nodad");
    other.ip("address add 10.0.0.2/24 dev eth0");
    other.ip("address add fd00::2/64 dev eth0 nodad");
  }

  private static void synchronised() throws Exception {
    try (Namespace director = new Namespace();
        Namespace other = new Namespace()) {
      join(director, other);
      for (String words :
          List.of(
              "-A -t 10.0.0.100:80 -s rr -p 300",
              "-a -t 10.0.0.100:80 -r 10.0.0.2:8080 -m",
              "-A -t [fd00::100]:80 -s rr",
              "-a -t [fd00::100]:80 -r [fd00::2]:8080 -m")) {
        director.call(() -> KernelCases.program("ipvsadm " + words));
      }
      ServerSocket server = other.call(() -> new ServerSocket(8080));
      IpvsSocket sends = director.call(IpvsSocket::open);
      IpvsSocket learns = other.call(IpvsSocket::open);
      director.call(SyncCases::synchroniseEarly);
      SyncDaemons master = new SyncDaemons(sends);
      SyncDaemons backup = new SyncDaemons(learns);
      assertEquals(
          List.of(), other.call(() -> backup.follow(settings("eth0", 5, 0), SyncRole.BACKUP)));
      assertEquals(
          List.of(), director.call(() -> master.follow(settings("eth0", 5, 0), SyncRole.MASTER)));
      try (Socket ipv4 = director.call(() -> connect("10.0.0.100"));
          Socket ipv6 = director.call(() -> connect("fd00::100"));
          server) {
        assertEquals(0L, (long) director.call(ConnectionFile::synchronised));
        Await.until(
            LIMIT,
            () ->
                "three entries there, but "
                    + other.call(() -> KernelCases.program("cat /proc/net/ip_vs_conn_sync")),
            () -> other.call(ConnectionFile::synchronised) == 3);
        compare(director, ipv4, ipv6);
        assertEquals(2, other.call(() -> ConnectionFile.read(2, ServiceTable.EMPTY)).size());
      }
      director.call(() -> close(master, sends));
      other.call(() -> close(backup, learns));
    }
  }

  private static boolean synchroniseEarly() {
    IpvsSysctls sysctls = new IpvsSysctls(Path.of("/run/early"));
    assertEquals(List.of(), sysctls.hold(new TreeMap<>(Map.of("sync_threshold", "0 1"))));
    return true;
  }

  private static boolean close(SyncDaemons daemons, IpvsSocket kernel) {
    daemons.close();
    kernel.close();
    return true;
  }

  private static Socket connect(String address) throws Exception {
    Socket socket = new Socket();
    socket.connect(
        new InetSocketAddress(InetAddress.ofLiteral(address), 80), (int) LIMIT.toMillis());
    return socket;
  }

  /** Ours and ipvsadm's, without the seconds, which pass between the two. */
  private static void compare(Namespace director, Socket... open) {
    List<DataPlane.Connection> ours =
        director.call(() -> ConnectionFile.read(1000, ServiceTable.EMPTY));
    Set<String> rows =
        ours.stream()
            .map(
                each ->
                    String.join(
                        " ",
                        each.service().toString().split(" ")[0],
                        each.state(),
                        each.client().toString(),
                        each.virtual().toString(),
                        each.server().toString()))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> theirs =
        director
            .call(() -> KernelCases.program("ipvsadm -Lnc"))
            .lines()
            .skip(2)
            .map(line -> line.strip().replaceFirst(" +\\S+ +", " ").replaceAll(" +", " "))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(theirs, rows);
    for (Socket each : open) {
      Endpoint client = new Endpoint(each.getLocalAddress(), each.getLocalPort());
      assertTrue(ours.stream().anyMatch(row -> row.client().equals(client)), rows.toString());
    }
  }
}
