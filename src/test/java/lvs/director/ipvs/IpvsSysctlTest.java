package lvs.director.ipvs;

import static lvs.director.ipvs.SomeServices.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lvs.director.base.Prefix;
import lvs.director.model.Forwarding;
import lvs.director.model.SysctlName;
import org.junit.jupiter.api.Test;

class IpvsSysctlTest {
  private static final SomeServices NONE = new SomeServices();
  private static final List<AttachedNetwork> NETWORKS =
      List.of(
          new AttachedNetwork("eth0", Prefix.parse("10.0.0.1/24").orElseThrow()),
          new AttachedNetwork("eth0", Prefix.parse("10.0.0.100/32").orElseThrow()),
          new AttachedNetwork("eth1", Prefix.parse("10.1.0.1/16").orElseThrow()));

  private static SomeServices nat(String... servers) {
    return new SomeServices().add(tcp("10.0.0.100:80"), Forwarding.NAT, servers);
  }

  private static SomeServices routed(String... servers) {
    return new SomeServices().add(tcp("10.0.0.100:80"), Forwarding.DR, servers);
  }

  private static IpvsSysctl sysctl(String name) {
    String full = SysctlName.parse(name).orElseThrow().toString();
    return IpvsSysctl.ALL.stream()
        .filter(each -> each.name().equals(full))
        .findFirst()
        .orElseThrow();
  }

  private static String advice(
      String name, String actual, SomeServices services, String kernel, String conntrack) {
    return sysctl(name)
        .advice(
            Optional.empty(),
            Optional.of(actual),
            new SysctlCircumstances(
                services.table(),
                KernelRelease.parse(kernel),
                NETWORKS,
                Map.of("net.ipv4.vs.conntrack", conntrack)));
  }

  private static String advice(String name, String actual, SomeServices services) {
    return advice(name, actual, services, "6.1.176", "0");
  }

  private static void assertAdvice(String words, String advice) {
    assertTrue(advice.contains(words), "\"" + advice + "\" does not contain: " + words);
  }

  @Test
  void natNeedsForwarding() {
    assertAdvice(
        "NAT needs net.ipv4.ip_forward=1: answers of 10.1.0.2:80 in TCP 10.0.0.100:80 do not come",
        advice("net.ipv4.ip_forward", "0", nat("10.1.0.2:80")));
    assertEquals("", advice("net.ipv4.ip_forward", "1", nat("10.1.0.2:80")));
    assertEquals("", advice("net.ipv4.ip_forward", "0", routed("10.1.0.2:80")));
  }

  @Test
  void eachFamilyHasItsForwarding() {
    SomeServices ipv6 = new SomeServices().add(tcp("[fd00::1]:80"), Forwarding.NAT, "[fd00::2]:80");
    assertEquals("", advice("net.ipv4.ip_forward", "0", ipv6));
    assertAdvice(
        "ipvs_sysctl net.ipv6.conf.all.forwarding 1",
        advice("net.ipv6.conf.all.forwarding", "0", ipv6));
  }

  @Test
  void aNatServerOnTheDirectorItselfNeedsNoForwarding() {
    assertEquals("", advice("net.ipv4.ip_forward", "0", nat("127.0.0.1:80", "10.1.0.1:80")));
  }

  @Test
  void redirectsHarmNatInsideOneNetworkOnly() {
    String name = "net.ipv4.conf.all.send_redirects";
    assertAdvice("in one network on eth0", advice(name, "1", nat("10.0.0.2:80")));
    assertEquals("", advice(name, "0", nat("10.0.0.2:80")));
    assertEquals("", advice(name, "1", nat("10.1.0.2:80")));
    assertEquals("", advice(name, "1", routed("10.0.0.2:80")));
    assertEquals(
        Set.of("eth0"),
        AttachedNetwork.withOneNetworkNat(NETWORKS, nat("10.0.0.2:80", "10.1.0.2:80").table()));
    assertEquals("net.ipv4.conf.eth0/7.send_redirects", IpvsSysctl.redirects("eth0.7").name());
  }

  @Test
  void connectionsOfRemovedServersHang() {
    assertAdvice(
        "'ipvs_sysctl expire_nodest_conn 1'",
        advice("expire_nodest_conn", "0", routed("10.0.0.2:80")));
    assertEquals("", advice("expire_nodest_conn", "1", routed("10.0.0.2:80")));
    assertEquals("", advice("expire_nodest_conn", "0", NONE));
  }

  @Test
  void persistentClientsStayAtAServerOfWeightZero() {
    SomeServices persistent =
        new SomeServices()
            .persistent(tcp("10.0.0.100:80"), Forwarding.DR, "10.0.0.2:80=0", "10.0.0.3:80");
    assertAdvice(
        "clients stay at 10.0.0.2:80 in TCP 10.0.0.100:80, which has weight 0",
        advice("expire_quiescent_template", "0", persistent));
    assertEquals("", advice("expire_quiescent_template", "1", persistent));
    assertEquals("", advice("expire_quiescent_template", "0", routed("10.0.0.2:80=0")));
  }

  @Test
  void aPortUsedAgainWaitsOnOldKernelsWithConntrack() {
    SomeServices services = routed("10.0.0.2:80");
    assertAdvice(
        "wait for a second", advice("conn_reuse_mode", "1", services, "5.8.0-1-amd64", "1"));
    assertEquals("", advice("conn_reuse_mode", "1", services, "5.8.0-1-amd64", "0"));
    assertEquals("", advice("conn_reuse_mode", "1", services, "5.9.0", "1"));
    assertEquals("", advice("conn_reuse_mode", "1", services, "unknown", "1"));
  }

  @Test
  void withoutReuseAClientStaysAtAServerOfWeightZero() {
    assertAdvice("10.0.0.2:80", advice("conn_reuse_mode", "0", routed("10.0.0.2:80=0")));
    assertEquals("", advice("conn_reuse_mode", "0", routed("10.0.0.2:80")));
  }

  @Test
  void ratesOfTheKernelAreZeroWithoutEstimation() {
    assertAdvice("stay zero", advice("run_estimation", "0", routed("10.0.0.2:80")));
    assertEquals("", advice("run_estimation", "1", routed("10.0.0.2:80")));
  }

  @Test
  void threeDropsAlways() {
    assertAdvice("always", advice("drop_packet", "3", routed("10.0.0.2:80")));
    assertEquals("", advice("drop_entry", "1", routed("10.0.0.2:80")));
  }

  @Test
  void oldSyncMessagesCarryNoIpv6() {
    SomeServices ipv6 = new SomeServices().add(tcp("[fd00::1]:80"), Forwarding.DR, "[fd00::2]:80");
    assertAdvice("'ipvs_sysctl sync_version 1'", advice("sync_version", "0", ipv6));
    assertEquals("", advice("sync_version", "0", routed("10.0.0.2:80")));
  }

  private static String configured(String name, String wanted, Optional<String> actual) {
    return sysctl(name)
        .advice(
            Optional.of(wanted),
            actual,
            new SysctlCircumstances(
                nat("10.1.0.2:80").table(), Optional.empty(), NETWORKS, Map.of()));
  }

  @Test
  void aChoiceOfTheOperatorIsNotArguedWithUnlessServicesDoNotWork() {
    assertEquals("", configured("expire_nodest_conn", "0", Optional.of("0")));
    assertAdvice("NAT needs", configured("net.ipv4.ip_forward", "0", Optional.of("0")));
  }

  @Test
  void aValueThatIsNotAsConfiguredIsTold() {
    assertAdvice(
        "it is not 1 as configured", configured("expire_nodest_conn", "1", Optional.of("0")));
    assertAdvice("no such setting", configured("est_nice", "1", Optional.empty()));
    assertEquals("", configured("sync_threshold", "3  50", Optional.of("3\t50")));
  }

  @Test
  void everySettingIsNamedOnceAndRightly() {
    Set<String> names = new HashSet<>();
    for (IpvsSysctl each : IpvsSysctl.ALL) {
      assertTrue(names.add(each.name()), each.name());
      assertEquals(each.name(), SysctlName.parse(each.name()).orElseThrow().toString());
    }
    assertEquals(Optional.of("net.ipv4.ip_forward"), IpvsSysctl.fullName("ip_forward"));
    assertEquals(Optional.empty(), IpvsSysctl.fullName("forward"));
    assertTrue(new TreeSet<>(names).size() > 30);
  }

  @Test
  void versionsAreComparedAsNumbers() {
    assertEquals(Optional.of(new KernelRelease(5, 10)), KernelRelease.parse("5.10.0-28-amd64\n"));
    assertTrue(new KernelRelease(5, 9).isBefore(5, 10));
    assertTrue(new KernelRelease(4, 20).isBefore(5, 0));
    assertTrue(!new KernelRelease(5, 9).isBefore(5, 9));
    assertEquals(Optional.empty(), KernelRelease.parse("Linux"));
  }
}
