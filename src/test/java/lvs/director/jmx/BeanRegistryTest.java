package lvs.director.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import lvs.director.model.VirtualService;
import lvs.director.staged.StagedDirector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BeanRegistryTest {
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final StagedDirector director = new StagedDirector();
  private final BeanRegistry registry = new BeanRegistry(director, server);

  @AfterEach
  void close() {
    registry.close();
  }

  private Set<String> names() throws Exception {
    return server.queryNames(new ObjectName("lvs.director:*"), null).stream()
        .map(name -> name.getDomain() + ":" + name.getKeyPropertyListString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void show(VirtualService... services) {
    registry.synchronise(director.show(services).pool());
  }

  @Test
  void everyBeanIsNamedByItsIdsInAFixedOrderWithoutQuotes() throws Exception {
    show(
        StagedDirector.service("10.0.0.1:80", "10.0.0.2:80"),
        StagedDirector.service("[2001:db8::1]:443", "[2001:db8::2]:8443"));
    assertEquals(
        Set.of(
            "lvs.director:type=Compatibility",
            "lvs.director:type=Director",
            "lvs.director:type=Archive",
            "lvs.director:type=Mail",
            "lvs.director:type=VirtualService,service=tcp_10.0.0.1_80",
            "lvs.director:type=RealServer,service=tcp_10.0.0.1_80,server=10.0.0.2_80",
            "lvs.director:type=Check,service=tcp_10.0.0.1_80,server=10.0.0.2_80,"
                + "check=1-TCP_CHECK",
            "lvs.director:type=VirtualService,service=tcp_2001-db8--1_443",
            "lvs.director:type=RealServer,service=tcp_2001-db8--1_443,server=2001-db8--2_8443",
            "lvs.director:type=Check,service=tcp_2001-db8--1_443,server=2001-db8--2_8443,"
                + "check=1-TCP_CHECK"),
        names());
  }

  @Test
  void aChangedConfigurationKeepsBeansThatStayAndShowsTheirNewView() throws Exception {
    ObjectName kept = BeanNames.realServer("tcp_10.0.0.1_80", "10.0.0.2_80");
    show(StagedDirector.service("10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80"));
    ObjectName gone = BeanNames.realServer("tcp_10.0.0.1_80", "10.0.0.3_80");
    assertTrue(server.isRegistered(gone));
    show(StagedDirector.service("10.0.0.1:80", "10.0.0.4:80", "10.0.0.2:80"));
    assertFalse(server.isRegistered(gone));
    assertFalse(
        server.isRegistered(BeanNames.check("tcp_10.0.0.1_80", "10.0.0.3_80", "1-TCP_CHECK")));
    assertTrue(server.isRegistered(BeanNames.realServer("tcp_10.0.0.1_80", "10.0.0.4_80")));
    director.setWeight("tcp_10.0.0.1_80", "10.0.0.2_80", 7, java.util.Optional.empty());
    assertEquals(7, server.getAttribute(kept, "Weight"));
  }

  @Test
  void afterAnyRowOfConfigurationsTheBeansAreThoseOfTheLastOne() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      VirtualService[] services = new VirtualService[random.nextInt(5)];
      var addresses = random.ints(1, 9).distinct().limit(services.length).toArray();
      for (int i = 0; i < services.length; i++) {
        String[] servers =
            random
                .ints(1, 9)
                .distinct()
                .limit(random.nextInt(6))
                .mapToObj(n -> "10.0.1." + n + ":80")
                .toArray(String[]::new);
        services[i] = StagedDirector.service("10.0.0." + addresses[i] + ":80", servers);
      }
      show(services);
      Set<String> expected =
          new TreeSet<>(
              Set.of(
                  "lvs.director:type=Director",
                  "lvs.director:type=Archive",
                  "lvs.director:type=Mail",
                  "lvs.director:type=Compatibility"));
      for (VirtualService service : services) {
        expected.add("lvs.director:type=VirtualService,service=" + service.id());
        for (var each : service.realServers()) {
          String keys = "service=" + service.id() + ",server=" + each.endpoint().id();
          expected.add("lvs.director:type=RealServer," + keys);
          expected.add("lvs.director:type=Check," + keys + ",check=1-TCP_CHECK");
        }
      }
      assertEquals(expected, names(), "seed " + seed + ", round " + round);
    }
  }

  @Test
  void closingLeavesNothingBehind() throws Exception {
    show(StagedDirector.service("10.0.0.1:80", "10.0.0.2:80"));
    registry.close();
    assertEquals(Set.of(), names());
  }

  @Test
  void beansOfOneTypeShareOneDescription() throws Exception {
    show(StagedDirector.service("10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80"));
    assertSame(
        server.getMBeanInfo(BeanNames.realServer("tcp_10.0.0.1_80", "10.0.0.2_80")),
        server.getMBeanInfo(BeanNames.realServer("tcp_10.0.0.1_80", "10.0.0.3_80")));
  }

  @Test
  void everyAttributeOperationAndArgumentHasADescriptionAndCanBeRead() throws Exception {
    show(StagedDirector.service("10.0.0.1:80", "10.0.0.2:80"));
    for (ObjectName name : server.queryNames(new ObjectName("lvs.director:*"), null)) {
      var info = server.getMBeanInfo(name);
      assertFalse(info.getDescription().isBlank(), name + " has no description");
      for (var attribute : info.getAttributes()) {
        assertTrue(attribute.getDescription().endsWith("."), name + " " + attribute.getName());
        assertFalse(attribute.isWritable(), name + " " + attribute.getName());
        server.getAttribute(name, attribute.getName());
      }
      for (var operation : info.getOperations()) {
        assertTrue(operation.getDescription().endsWith("."), name + " " + operation.getName());
        for (var parameter : operation.getSignature()) {
          assertTrue(parameter.getDescription().endsWith("."), name + " " + operation.getName());
          assertFalse(parameter.getName().matches("p[0-9]+|arg[0-9]+|"), parameter.getName());
        }
      }
    }
  }

  @Test
  void trafficOfAGroupIsTheSumOverItsAddresses() throws Exception {
    var one = StagedDirector.service("10.0.0.1:80", "10.0.0.2:80");
    show(one);
    director.carry(one.keys().getFirst(), one.realServers().getFirst().endpoint());
    ObjectName service = BeanNames.virtualService(one.id());
    assertEquals(10L, server.getAttribute(service, "Connections"));
    assertEquals(3L, server.getAttribute(service, "ActiveConnections"));
    assertEquals(1.5, server.getAttribute(service, "ConnectionsPerSecond"));
    ObjectName real = BeanNames.realServer(one.id(), "10.0.0.2_80");
    assertEquals(5L, server.getAttribute(real, "PersistentConnections"));
    assertEquals(50000L, server.getAttribute(real, "OutBytes"));
  }
}
