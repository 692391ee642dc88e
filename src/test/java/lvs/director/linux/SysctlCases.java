package lvs.director.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import lvs.director.ipvs.SomeServices;
import lvs.director.model.Forwarding;
import lvs.director.model.ServiceTable;
import lvs.director.port.KernelStatus;

/** Settings of a network namespace, held and put back. */
final class SysctlCases {
  private static final ServiceTable NAT =
      new SomeServices()
          .add(SomeServices.tcp("10.0.0.100:80"), Forwarding.NAT, "10.0.0.2:80")
          .table();

  private SysctlCases() {}

  static void addTo(Map<String, KernelCases.Case> cases) {
    cases.put("settings-come-and-go", () -> inNamespace(SysctlCases::comeAndGo));
    cases.put("settings-after-a-kill", () -> inNamespace(SysctlCases::afterAKill));
    cases.put("settings-of-another-place", () -> inNamespace(SysctlCases::anotherPlace));
    cases.put("settings-refused", () -> inNamespace(SysctlCases::refused));
    cases.put("settings-advice", () -> inNamespace(SysctlCases::advice));
  }

  private interface Inside {
    void run(Path folder) throws Exception;
  }

  private static void inNamespace(Inside inside) throws Exception {
    Path folder = Files.createTempDirectory(Path.of("/run"), "settings");
    try (Namespace here = new Namespace()) {
      here.call(
          () -> {
            inside.run(folder);
            return null;
          });
    }
  }

  private static String read(String name) {
    return Sysctls.read(name).orElseThrow();
  }

  private static SortedMap<String, String> wanted(String... namesAndValues) {
    SortedMap<String, String> wanted = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      wanted.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return wanted;
  }

  private static KernelStatus.Sysctl row(IpvsSysctls sysctls, String name, ServiceTable table) {
    return sysctls.rows(table).stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void comeAndGo(Path folder) throws Exception {
    IpvsSysctls sysctls = new IpvsSysctls(folder);
    assertEquals(
        List.of(),
        sysctls.hold(
            wanted(
                "expire_nodest_conn", "1", "sync_threshold", "0 1", "net.ipv4.ip_forward", "1")));
    assertEquals("1", read("ipv4/vs/expire_nodest_conn"));
    assertEquals("0\t1", read("ipv4/vs/sync_threshold"));
    KernelStatus.Sysctl threshold = row(sysctls, "net.ipv4.vs.sync_threshold", NAT);
    assertEquals(Optional.of("0 1"), threshold.wanted());
    assertEquals(Optional.of("0 1"), threshold.actual());
    assertEquals(Optional.of("3 50"), threshold.original());
    assertEquals(List.of(), sysctls.hold(wanted("expire_nodest_conn", "1")));
    assertEquals("3\t50", read("ipv4/vs/sync_threshold"));
    assertEquals("0", read("ipv4/ip_forward"));
    assertEquals("1", read("ipv4/vs/expire_nodest_conn"));
    sysctls.releaseAll();
    assertEquals("0", read("ipv4/vs/expire_nodest_conn"));
    assertFalse(Files.exists(folder.resolve("sysctls")));
  }

  private static void afterAKill(Path folder) throws Exception {
    new IpvsSysctls(folder).hold(wanted("expire_nodest_conn", "1", "conntrack", "1"));
    IpvsSysctls next = new IpvsSysctls(folder);
    assertEquals(
        "1", read("ipv4/vs/conntrack"), "nothing changes before it is known what is wanted");
    assertEquals(List.of(), next.hold(wanted("net.ipv4.vs.conntrack", "1")));
    assertEquals("0", read("ipv4/vs/expire_nodest_conn"));
    assertEquals(Optional.of("0"), row(next, "net.ipv4.vs.conntrack", NAT).original());
    IpvsSysctls last = new IpvsSysctls(folder);
    last.releaseAll();
    assertEquals("0", read("ipv4/vs/conntrack"));
  }

  private static void anotherPlace(Path folder) throws Exception {
    new IpvsSysctls(folder).hold(wanted("conntrack", "1"));
    Path file = folder.resolve("sysctls");
    Files.writeString(file, "another-boot net:[1]\nnet.ipv4.vs.conntrack\t0\n");
    IpvsSysctls next = new IpvsSysctls(folder);
    next.hold(wanted());
    assertEquals("1", read("ipv4/vs/conntrack"));
    assertFalse(Files.exists(file));
  }

  private static void refused(Path folder) throws Exception {
    IpvsSysctls sysctls = new IpvsSysctls(folder);
    List<String> problems =
        sysctls.hold(
            wanted(
                "drop_entry", "9",
                "est_nice", "1",
                "ip_forward", "1",
                "kernel.panic", "1",
                "net.ipv4.expire_nodest_conn", "1",
                "secure_tcp", "1"));
    assertEquals(
        List.of(
            "ipvs_sysctl kernel.panic: no setting of the network; write a name below net.ipv4.vs"
                + " (expire_nodest_conn) or a full one (net.ipv4.ip_forward)",
            "ipvs_sysctl net.ipv4.expire_nodest_conn: this kernel has no such setting; write"
                + " 'ipvs_sysctl net.ipv4.vs.expire_nodest_conn'",
            "cannot set net.ipv4.vs.drop_entry to 9: Invalid argument; the kernel does not take"
                + " this value",
            "ipvs_sysctl net.ipv4.vs.est_nice: this kernel has no such setting; take the line away",
            "ipvs_sysctl net.ipv4.vs.ip_forward: this kernel has no such setting; write"
                + " 'ipvs_sysctl net.ipv4.ip_forward'"),
        problems);
    assertEquals("1", read("ipv4/vs/secure_tcp"));
    KernelStatus.Sysctl missing = row(sysctls, "net.ipv4.vs.est_nice", NAT);
    assertEquals(Optional.empty(), missing.actual());
    assertTrue(missing.advice().contains("no such setting"), missing.advice());
    sysctls.releaseAll();
    assertEquals("0", read("ipv4/vs/secure_tcp"));
  }

  private static void advice(Path folder) throws Exception {
    KernelCases.program("ip link add va.7 type veth peer name vb");
    KernelCases.program("ip address add 10.0.0.1/24 dev va.7");
    IpvsSysctls sysctls = new IpvsSysctls(folder);
    assertTrue(row(sysctls, "net.ipv4.ip_forward", NAT).advice().startsWith("NAT needs"));
    assertTrue(row(sysctls, "net.ipv4.conf.va/7.send_redirects", NAT).advice().contains("on va.7"));
    assertEquals("", row(sysctls, "net.ipv4.ip_forward", ServiceTable.EMPTY).advice());
    sysctls.hold(wanted("net.ipv4.ip_forward", "1", "net.ipv4.conf.va/7.send_redirects", "0"));
    assertEquals("", row(sysctls, "net.ipv4.ip_forward", NAT).advice());
    assertEquals("", row(sysctls, "net.ipv4.conf.va/7.send_redirects", NAT).advice());
    KernelCases.program("sysctl -w net.ipv4.ip_forward=0");
    assertEquals(
        "it is not 1 as configured; a reload sets it again",
        row(sysctls, "net.ipv4.ip_forward", NAT).advice());
    sysctls.releaseAll();
  }
}
