package lvs.director.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lvs.director.base.Endpoint;
import lvs.director.ipvs.Adoption;
import lvs.director.ipvs.IpvsDrift;
import lvs.director.ipvs.IpvsTable;
import lvs.director.ipvs.RandomTables;
import lvs.director.lab.Await;
import lvs.director.model.DirectorSettings.IpvsSettings;
import lvs.director.model.Forwarding;
import lvs.director.model.ForwardingMethod;
import lvs.director.model.LvsSettings;
import lvs.director.model.Persistence;
import lvs.director.model.Protocol;
import lvs.director.model.Scheduler;
import lvs.director.model.Scheduling;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.port.DataPlane.Applied;
import lvs.director.port.DataPlane.Refused;
import lvs.director.port.KernelStatus;

/**
 * Drives a real plane through its cases, in a kernel with IPVS whose table nobody else uses, and
 * compares with ipvsadm. One process for all: starting one costs seconds there. Says {@code passed
 * N} at the end.
 */
final class IpvsPlaneProgram {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final ServiceKey WEB =
      new ServiceKey.Address(Protocol.TCP, endpoint("10.0.0.1:80"));
  private static final ServiceKey DNS =
      new ServiceKey.Address(Protocol.UDP, endpoint("10.0.0.1:53"));

  /** lvs_flush_on_stop VS. */
  private static final LvsSettings SERVICES_ONLY =
      new LvsSettings(0, 0, 0, false, false, true, false, Optional.empty(), Optional.empty());

  private final Path folder;

  private IpvsPlaneProgram(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    int passed = 0;
    Path root = Path.of(arguments[0]);
    for (Map.Entry<String, CaseOf> each : cases().entrySet()) {
      ipvsadm("-C");
      Path folder = Files.createDirectories(root.resolve("state" + passed));
      long startNanos = System.nanoTime();
      try {
        each.getValue().run(new IpvsPlaneProgram(folder));
      } catch (Exception | AssertionError failed) {
        throw new AssertionError(each.getKey() + "; the table is\n" + saved(), failed);
      }
      System.out.printf(
          "%4d ms %s%n",
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos), each.getKey());
      passed++;
    }
    System.out.println("passed " + passed);
  }

  private interface CaseOf {
    void run(IpvsPlaneProgram program) throws Exception;
  }

  private static Map<String, CaseOf> cases() {
    Map<String, CaseOf> cases = new LinkedHashMap<>();
    cases.put("programs and changes", IpvsPlaneProgram::programsAndChanges);
    cases.put("adopts and leaves foreign alone", IpvsPlaneProgram::adopts);
    cases.put("mends drift", IpvsPlaneProgram::mends);
    cases.put("meets a changed table when it changes", IpvsPlaneProgram::meets);
    cases.put("only reports drift", IpvsPlaneProgram::onlyReports);
    cases.put("a second run owns what the first left", IpvsPlaneProgram::secondRun);
    cases.put("flushes at start and stop", IpvsPlaneProgram::flushes);
    cases.put("refusals are told", IpvsPlaneProgram::refusals);
    cases.put("timeouts come and go", IpvsPlaneProgram::timeouts);
    cases.put("counters and kernel", IpvsPlaneProgram::countersAndKernel);
    cases.put("all kinds of services", IpvsPlaneProgram::allKinds);
    cases.put("servers on this machine", IpvsPlaneProgram::serversHere);
    cases.put("random tables", IpvsPlaneProgram::randomTables);
    return cases;
  }

  private void programsAndChanges() throws Exception {
    try (IpvsPlane plane = open()) {
      apply(plane, table(web(server("10.0.0.2:80", 1), server("10.0.0.3:80", 2))));
      expect(
          "-A -t 10.0.0.1:80 -s wlc",
          "-a -t 10.0.0.1:80 -r 10.0.0.2:80 -m -w 1",
          "-a -t 10.0.0.1:80 -r 10.0.0.3:80 -m -w 2");
      ServiceTable next = table(web(server("10.0.0.2:80", 0), server("10.0.0.4:8080", 1)));
      apply(plane, next);
      expect(
          "-A -t 10.0.0.1:80 -s wlc",
          "-a -t 10.0.0.1:80 -r 10.0.0.2:80 -m -w 0",
          "-a -t 10.0.0.1:80 -r 10.0.0.4:8080 -m -w 1");
      assertEquals(next, plane.have());
      apply(plane, next);
      apply(plane, table());
      expect();
    }
  }

  private void adopts() throws Exception {
    ipvsadm("-A", "-t", "10.0.0.1:80", "-s", "rr");
    ipvsadm("-a", "-t", "10.0.0.1:80", "-r", "10.0.0.2:80", "-m", "-w", "7");
    ipvsadm("-a", "-t", "10.0.0.1:80", "-r", "10.0.0.9:80", "-m");
    ipvsadm("-A", "-t", "10.0.0.8:80", "-s", "rr");
    ipvsadm("-a", "-t", "10.0.0.8:80", "-r", "10.0.0.9:80", "-g");
    try (IpvsPlane plane = open()) {
      ServiceTable found = plane.have();
      assertEquals(7, found.services().get(WEB).servers().get(endpoint("10.0.0.2:80")).weight());
      assertEquals(2, found.services().size());
      apply(plane, ServiceTable.EMPTY);
      assertEquals(5, saved().lines().count(), "nothing was wanted yet");
      apply(plane, table(web(server("10.0.0.2:80", 1))));
      expect(
          "-A -t 10.0.0.1:80 -s wlc",
          "-a -t 10.0.0.1:80 -r 10.0.0.2:80 -m -w 1",
          "-A -t 10.0.0.8:80 -s rr",
          "-a -t 10.0.0.8:80 -r 10.0.0.9:80 -g -w 1");
      ServiceKey foreign = new ServiceKey.Address(Protocol.TCP, endpoint("10.0.0.8:80"));
      Await.until(
          LIMIT,
          "the foreign service alone",
          () ->
              plane.kernel().foreign().equals(List.of(new KernelStatus.Foreign(foreign, "rr", 1))));
    }
    expect("-A -t 10.0.0.8:80 -s rr", "-a -t 10.0.0.8:80 -r 10.0.0.9:80 -g -w 1");
  }

  private void mends() throws Exception {
    try (IpvsPlane plane = open()) {
      ServiceTable wanted = table(web(server("10.0.0.2:80", 3)), dns(server("10.0.0.2:53", 1)));
      apply(plane, wanted);
      String before = saved();
      ipvsadm("-e", "-t", "10.0.0.1:80", "-r", "10.0.0.2:80", "-m", "-w", "0");
      assertDrift(
          plane, wanted, true, "weight of 10.0.0.2:80 in TCP 10.0.0.1:80 was 0 instead of 3");
      ipvsadm("-d", "-t", "10.0.0.1:80", "-r", "10.0.0.2:80");
      assertDrift(plane, wanted, true, "server 10.0.0.2:80 in TCP 10.0.0.1:80 was deleted");
      ipvsadm("-a", "-t", "10.0.0.1:80", "-r", "10.0.0.5:80", "-m");
      assertDrift(
          plane, wanted, true, "server 10.0.0.5:80 in TCP 10.0.0.1:80 was added by somebody else");
      ipvsadm("-E", "-t", "10.0.0.1:80", "-s", "rr", "-p", "60");
      assertDrift(
          plane,
          wanted,
          true,
          "scheduler of TCP 10.0.0.1:80 was rr instead of wlc",
          "persistence of TCP 10.0.0.1:80 was 60 s for each /32 instead of none");
      ipvsadm("-C");
      assertDrift(
          plane,
          wanted,
          true,
          "UDP 10.0.0.1:53 was deleted with its server",
          "TCP 10.0.0.1:80 was deleted with its server");
      assertEquals(before, saved());
      assertEquals(List.of(), compared(plane, wanted).drift());
    }
  }

  private void meets() throws Exception {
    try (IpvsPlane plane = open()) {
      apply(plane, table(web(server("10.0.0.2:80", 3), server("10.0.0.3:80", 3))));
      ipvsadm("-C");
      Applied met = plane.apply(table(web(server("10.0.0.2:80", 4), server("10.0.0.3:80", 3))));
      assertEquals(
          new Applied(List.of(), List.of("TCP 10.0.0.1:80 was deleted with its 2 servers"), true),
          met);
      expect(
          "-A -t 10.0.0.1:80 -s wlc",
          "-a -t 10.0.0.1:80 -r 10.0.0.2:80 -m -w 4",
          "-a -t 10.0.0.1:80 -r 10.0.0.3:80 -m -w 3");
    }
  }

  private void onlyReports() throws Exception {
    try (IpvsPlane plane = open()) {
      plane.configure(LvsSettings.DEFAULT, settings(false, false));
      ServiceTable wanted = table(web(server("10.0.0.2:80", 3), server("10.0.0.3:80", 3)));
      apply(plane, wanted);
      ipvsadm("-e", "-t", "10.0.0.1:80", "-r", "10.0.0.2:80", "-m", "-w", "0");
      String drift = "weight of 10.0.0.2:80 in TCP 10.0.0.1:80 was 0 instead of 3";
      assertDrift(plane, wanted, false, drift);
      ServiceTable next = table(web(server("10.0.0.2:80", 3), server("10.0.0.3:80", 9)));
      assertEquals(List.of(drift), plane.apply(next).drift());
      expect(
          "-A -t 10.0.0.1:80 -s wlc",
          "-a -t 10.0.0.1:80 -r 10.0.0.2:80 -m -w 0",
          "-a -t 10.0.0.1:80 -r 10.0.0.3:80 -m -w 9");
      ipvsadm("-e", "-t", "10.0.0.1:80", "-r", "10.0.0.2:80", "-m", "-w", "3");
      Await.until(LIMIT, "no drift", () -> plane.apply(next).drift().isEmpty());
    }
  }

  private void secondRun() throws Exception {
    IpvsPlane first = open();
    apply(first, table(web(server("10.0.0.2:80", 1)), dns(server("10.0.0.2:53", 1))));
    first.close(true);
    ipvsadm("-A", "-t", "10.0.0.8:80", "-s", "rr");
    assertEquals(5, saved().lines().count());
    try (IpvsPlane second = open()) {
      assertEquals(3, second.have().services().size());
      apply(second, table(web(server("10.0.0.2:80", 1))));
      expect(
          "-A -t 10.0.0.1:80 -s wlc",
          "-a -t 10.0.0.1:80 -r 10.0.0.2:80 -m -w 1",
          "-A -t 10.0.0.8:80 -s rr");
      second.configure(LvsSettings.DEFAULT, settings(true, true));
    }
    assertEquals(3, saved().lines().count(), "the table is kept on stop where configured");
    try (IpvsPlane third = open()) {
      apply(third, table(dns(server("10.0.0.2:53", 1))));
    }
    expect("-A -t 10.0.0.8:80 -s rr");
  }

  private void flushes() throws Exception {
    ipvsadm("-A", "-t", "10.0.0.8:80", "-s", "rr");
    try (IpvsPlane plane = open()) {
      plane.configure(lvs(0, true, true), IpvsSettings.DEFAULT);
      assertEquals(ServiceTable.EMPTY, plane.have(), "nothing to adopt where all is flushed");
      apply(plane, table(web(server("10.0.0.2:80", 1))));
      expect("-A -t 10.0.0.1:80 -s wlc", "-a -t 10.0.0.1:80 -r 10.0.0.2:80 -m -w 1");
      ipvsadm("-A", "-t", "10.0.0.8:80", "-s", "rr");
    }
    expect();
    ipvsadm("-A", "-t", "10.0.0.8:80", "-s", "rr");
    try (IpvsPlane plane = open()) {
      plane.configure(SERVICES_ONLY, IpvsSettings.DEFAULT);
      apply(plane, table(web(server("10.0.0.2:80", 1))));
    }
    expect("-A -t 10.0.0.8:80 -s rr");
  }

  private void refusals() throws Exception {
    try (IpvsPlane plane = open()) {
      ServiceTable wanted =
          table(
              service(WEB, Scheduling.of(Scheduler.TWOS), server("10.0.0.2:80", 1)),
              dns(
                  server("10.0.0.2:53", 1),
                  server(
                      "10.0.0.3:53",
                      1,
                      new Forwarding(ForwardingMethod.FULLNAT, Optional.empty()))));
      Applied applied = plane.apply(wanted);
      System.out.println(applied.refused());
      assertEquals(
          List.of("UDP 10.0.0.1:53 -> 10.0.0.3:53", "TCP 10.0.0.1:80"),
          applied.refused().stream().map(Refused::what).toList());
      expect("-A -u 10.0.0.1:53 -s wlc", "-a -u 10.0.0.1:53 -r 10.0.0.2:53 -m -w 1");
      assertEquals(applied, plane.apply(wanted));
      assertEquals(List.of(DNS), List.copyOf(plane.have().services().keySet()));
      assertEquals(1, plane.have().services().get(DNS).servers().size());
      ServiceTable right = table(web(server("10.0.0.2:80", 1)));
      apply(plane, right);
      expect("-A -t 10.0.0.1:80 -s wlc", "-a -t 10.0.0.1:80 -r 10.0.0.2:80 -m -w 1");
    }
  }

  private void timeouts() throws Exception {
    String before = ipvsadm("-L", "--timeout");
    IpvsPlane killed = open();
    killed.configure(lvs(111, false, false), IpvsSettings.DEFAULT);
    assertTrue(ipvsadm("-L", "--timeout").contains(": 111 120 300"));
    killed.close(true);
    try (IpvsPlane plane = open()) {
      plane.configure(lvs(222, false, false), IpvsSettings.DEFAULT);
      assertTrue(ipvsadm("-L", "--timeout").contains(": 222 120 300"));
    }
    assertEquals(before, ipvsadm("-L", "--timeout"));
  }

  private void countersAndKernel() throws Exception {
    try (IpvsPlane plane = open()) {
      assertEquals(Map.of(), plane.counters());
      apply(plane, table(web(server("10.0.0.2:8080", 1, Forwarding.DR))));
      assertEquals(
          List.of(endpoint("10.0.0.2:8080")),
          List.copyOf(plane.counters().get(WEB).servers().keySet()),
          "under the name that the configuration has for it");
      expect("-A -t 10.0.0.1:80 -s wlc", "-a -t 10.0.0.1:80 -r 10.0.0.2:80 -g -w 1");
      plane.zero(WEB);
      assertTrue(plane.counters().containsKey(WEB));
      assertEquals("1.2.1", plane.kernel().version());
      assertEquals(4096, plane.kernel().connectionTableSize());
      assertFalse(plane.connections(10).size() > 0);
    }
  }

  private void allKinds() throws Exception {
    ServiceKey six = new ServiceKey.Address(Protocol.SCTP, endpoint("[2001:db8::1]:9"));
    ServiceKey mark = new ServiceKey.Mark(lvs.director.model.AddressFamily.IPV6, 7);
    ServiceKey all = new ServiceKey.Address(Protocol.TCP, endpoint("10.0.0.1:0"));
    Scheduling hash = new Scheduling(Scheduler.MH, true, true, false, false, false);
    try (IpvsPlane plane = open()) {
      ServiceTable wanted =
          table(
              service(six, hash, server("[2001:db8::2]:9", 1, Forwarding.TUN)),
              service(mark, hash, server("[2001:db8::2]:7", 1)),
              new ServiceTable.Service(
                  all,
                  Scheduling.of(Scheduler.SH),
                  Optional.of(new Persistence(60, 24, Optional.empty())),
                  Map.of(endpoint("10.0.0.2:0"), server("10.0.0.2:0", 1, Forwarding.DR))));
      apply(plane, wanted);
      expect(
          "-A -t 10.0.0.1:0 -s sh -p 60 -M 255.255.255.0",
          "-a -t 10.0.0.1:0 -r 10.0.0.2:0 -g -w 1",
          "-A --sctp-service [2001:db8::1]:9 -s mh -b mh-fallback,mh-port",
          "-a --sctp-service [2001:db8::1]:9 -r [2001:db8::2]:9 -i -w 1 --tun-type ipip",
          "-A -f 7 -6 -s mh -b mh-fallback,mh-port",
          "-a -f 7 -6 -r [2001:db8::2]:7 -m -w 1");
      assertEquals(Applied.AS_WANTED, compared(plane, wanted));
    }
  }

  /** Whatever the kernel makes of their forwarding method, it is no drift. */
  private void serversHere() throws Exception {
    run("ip", "address", "add", "10.0.0.1/32", "dev", "lo");
    try (IpvsPlane plane = open()) {
      ServiceTable wanted =
          table(
              web(server("10.0.0.1:8080", 1), server("127.0.0.1:80", 1, Forwarding.DR)),
              dns(server("10.0.0.1:53", 1, Forwarding.TUN)));
      apply(plane, wanted);
      System.out.println(ipvsadm("-Ln"));
      assertEquals(Applied.AS_WANTED, compared(plane, wanted));
    } finally {
      run("ip", "address", "del", "10.0.0.1/32", "dev", "lo");
    }
  }

  /** What is read back is what was written: else there would be drift for ever. */
  private void randomTables() throws Exception {
    try (IpvsPlane plane = open();
        IpvsSocket socket = IpvsSocket.open()) {
      for (long seed = 0; seed < 40; seed++) {
        IpvsTable wanted = new RandomTables(seed).table();
        assertEquals(Applied.AS_WANTED, plane.apply(Adoption.of(wanted)), "seed " + seed);
        assertEquals(List.of(), IpvsDrift.between(wanted, socket.read().table()), "seed " + seed);
        assertEquals(wanted.rows().keySet(), socket.read().table().rows().keySet(), "seed " + seed);
      }
    }
  }

  private IpvsPlane open() throws IOException {
    return IpvsPlane.open(folder);
  }

  private static void apply(IpvsPlane plane, ServiceTable wanted) {
    assertEquals(Applied.AS_WANTED, plane.apply(wanted));
  }

  /** Compares until a fresh reading was compared with. */
  private static Applied compared(IpvsPlane plane, ServiceTable wanted) {
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
    Applied applied = plane.apply(wanted);
    while (applied.drift().isEmpty() && System.nanoTime() < endNanos) {
      java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
      applied = plane.apply(wanted);
    }
    return applied;
  }

  private static void assertDrift(
      IpvsPlane plane, ServiceTable wanted, boolean mended, String... lines) {
    assertEquals(new Applied(List.of(), List.of(lines), mended), compared(plane, wanted));
  }

  private static IpvsSettings settings(boolean mends, boolean keeps) {
    return new IpvsSettings(mends, keeps, Collections.emptySortedMap(), Duration.ZERO);
  }

  private static LvsSettings lvs(int tcpSeconds, boolean flush, boolean flushOnStop) {
    return new LvsSettings(
        tcpSeconds, 0, 0, flush, flushOnStop, false, false, Optional.empty(), Optional.empty());
  }

  private static Endpoint endpoint(String text) {
    return Endpoint.parse(text).orElseThrow();
  }

  private static ServiceTable.Server server(String endpoint, int weight) {
    return server(endpoint, weight, Forwarding.NAT);
  }

  private static ServiceTable.Server server(String endpoint, int weight, Forwarding forwarding) {
    return new ServiceTable.Server(endpoint(endpoint), forwarding, weight, 0, 0);
  }

  private static ServiceTable.Service web(ServiceTable.Server... servers) {
    return service(WEB, Scheduling.of(Scheduler.WLC), servers);
  }

  private static ServiceTable.Service dns(ServiceTable.Server... servers) {
    return service(DNS, Scheduling.of(Scheduler.WLC), servers);
  }

  private static ServiceTable.Service service(
      ServiceKey key, Scheduling scheduling, ServiceTable.Server... servers) {
    Map<Endpoint, ServiceTable.Server> all = new LinkedHashMap<>();
    for (ServiceTable.Server server : servers) {
      all.put(server.endpoint(), server);
    }
    return new ServiceTable.Service(key, scheduling, Optional.empty(), all);
  }

  private static ServiceTable table(ServiceTable.Service... services) {
    Map<ServiceKey, ServiceTable.Service> all = new LinkedHashMap<>();
    for (ServiceTable.Service service : services) {
      all.put(service.key(), service);
    }
    return new ServiceTable(all);
  }

  private static void expect(String... lines) throws Exception {
    List<String> expected = new ArrayList<>(List.of(lines));
    List<String> found = new ArrayList<>(saved().lines().toList());
    Collections.sort(expected);
    Collections.sort(found);
    assertEquals(String.join("\n", expected), String.join("\n", found));
  }

  private static String saved() throws Exception {
    return ipvsadm("-Sn");
  }

  private static String ipvsadm(String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of("ipvsadm"));
    words.addAll(List.of(arguments));
    return run(words.toArray(String[]::new));
  }

  private static String run(String... words) throws Exception {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), () -> List.of(words) + ": " + output);
    return output;
  }
}
