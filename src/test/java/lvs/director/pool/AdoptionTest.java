package lvs.director.pool;

import static lvs.director.pool.Blocks.alpha;
import static lvs.director.pool.Blocks.configuration;
import static lvs.director.pool.Blocks.server;
import static lvs.director.pool.Blocks.service;
import static lvs.director.pool.Blocks.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import lvs.director.base.Endpoint;
import lvs.director.model.Check;
import lvs.director.model.Forwarding;
import lvs.director.model.Scheduler;
import lvs.director.model.Scheduling;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.pool.ServerOverride.Standing;
import org.junit.jupiter.api.Test;

/** A start with the table that an earlier run left in the kernel. */
class AdoptionTest {
  private static final String ADDED = "SERVICE_ADDED TCP 10.0.0.1:80 is added with ";
  private static final String TAKEN = "; taken over from the running table: ";
  private final Lab lab = new Lab();

  /** One service with these servers: last byte and weight in turn. */
  private static ServiceTable.Service row(ServiceKey key, int... serversAndWeights) {
    Map<Endpoint, ServiceTable.Server> servers = new LinkedHashMap<>();
    for (int i = 0; i < serversAndWeights.length; i += 2) {
      Endpoint endpoint = Blocks.endpoint(serversAndWeights[i]);
      servers.put(
          endpoint,
          new ServiceTable.Server(endpoint, Forwarding.NAT, serversAndWeights[i + 1], 0, 0));
    }
    return new ServiceTable.Service(key, Scheduling.of(Scheduler.RR), Optional.empty(), servers);
  }

  private void adopt(int... serversAndWeights) {
    adopt(row(Blocks.KEY, serversAndWeights));
  }

  private void adopt(ServiceTable.Service... rows) {
    Map<ServiceKey, ServiceTable.Service> services = new LinkedHashMap<>();
    for (ServiceTable.Service row : rows) {
      services.put(row.key(), row);
    }
    assertEquals(List.of(), lab.step(new PoolEvent.TableAdopted(new ServiceTable(services))));
  }

  private void restore(int weight, Standing standing) {
    lab.step(
        new PoolEvent.OverridesRestored(
            List.of(
                new ServerOverride(
                    Blocks.ID,
                    Blocks.endpoint(2),
                    weight < 0 ? OptionalInt.empty() : OptionalInt.of(weight),
                    standing,
                    "",
                    Optional.empty()))));
  }

  @Test
  void whatServedServesOnSilently() {
    adopt(2, 1, 3, 1);
    assertEquals(
        List.of(
            ADDED + "3 servers" + TAKEN + "2 servers up",
            "want TCP 10.0.0.1:80 {10.0.0.2:80=1 10.0.0.3:80=1}"),
        lab.configure(service(server(2).scripts(), server(3), server(4)).scripts().sorry(false)));
    assertTrue(lab.server(2).up());
    assertTrue(lab.service().quorumUp());
    assertEquals(0, lab.service().transitions());
    assertEquals(
        "taken over from the running table, waits for its first check", lab.server(2).reason());
    assertFalse(lab.server(4).up(), "it was not there");
  }

  @Test
  void theFirstGoodCheckSaysNothing() {
    adopt(2, 1);
    lab.configure(service(server(2).scripts()).scripts());
    assertEquals(List.of(), lab.nextGood(2));
    assertEquals("connected", lab.server(2).reason());
  }

  @Test
  void aServerThatFailsGoesAfterItsRetries() {
    adopt(2, 1, 3, 1);
    lab.configure(service(server(2), server(3)));
    lab.nextGood(3);
    assertEquals(List.of(), lab.nextBad(2));
    assertEquals(List.of(), lab.nextBad(2));
    assertEquals(
        List.of(
            "SERVER_DOWN mail real server 10.0.0.2:80 of TCP 10.0.0.1:80 is down: connection"
                + " refused (3 of 3 attempts); 1 of 2 servers up",
            "want TCP 10.0.0.1:80 {10.0.0.3:80=1}",
            "fifo RS [10.0.0.2]:tcp:80 [10.0.0.1]:tcp:80 DOWN"),
        lab.nextBad(2));
  }

  @Test
  void alphaAndInitialNotificationsConcernWhatIsNewOnly() {
    adopt(2, 1);
    Blocks.Service service =
        service(server(2).alpha().checks(tcp(2, alpha())).scripts()).alpha().scripts();
    List<String> effects = lab.configure(configuration(List.of(service.build()), false, true));
    assertEquals(
        List.of(ADDED + "1 server" + TAKEN + "1 server up", "want TCP 10.0.0.1:80 {10.0.0.2:80=1}"),
        effects);
    assertEquals(List.of(), lab.nextGood(2));
  }

  @Test
  void theConfiguredWeightIsWanted() {
    adopt(2, 7);
    lab.configure(service(server(2).weight(3)));
    assertEquals("10.0.0.2:80=3", lab.served());
  }

  @Test
  void theWeightFoundStaysUntilAnswersOfChecksThatChangeIt() {
    adopt(2, 40);
    lab.configure(service(server(2).checks(Blocks.misc(2, "/bin/load"))));
    assertEquals("10.0.0.2:80=40", lab.served());
    lab.awaitRun(2);
    assertEquals(
        List.of(
            "SERVER_WEIGHT real server 10.0.0.2:80 of TCP 10.0.0.1:80 has weight 41, had 40",
            "want TCP 10.0.0.1:80 {10.0.0.2:80=41}"),
        lab.finish(2, lab.weighted(41)));
  }

  @Test
  void anInhibitedServerThatWasDownStaysWithWeightZeroAndIsToldWhenItComes() {
    adopt(2, 0, 3, 1);
    assertEquals(
        List.of(
            ADDED + "2 servers" + TAKEN + "1 server up",
            "want TCP 10.0.0.1:80 {10.0.0.2:80=0 10.0.0.3:80=1}"),
        lab.configure(service(server(2).inhibit().scripts(), server(3))));
    assertFalse(lab.server(2).up());
    lab.pass(Lab.MILLISECOND);
    lab.good(3);
    List<String> effects = lab.good(2);
    assertEquals("want TCP 10.0.0.1:80 {10.0.0.2:80=1 10.0.0.3:80=1}", effects.get(1));
    assertEquals("fifo RS [10.0.0.2]:tcp:80 [10.0.0.1]:tcp:80 UP", effects.getLast());
  }

  @Test
  void anInhibitedServerThatIsStillDownIsNotToldAgain() {
    adopt(2, 0, 3, 1);
    lab.configure(service(server(2).inhibit().scripts(), server(3)));
    assertEquals(
        List.of(
            "SERVER_DOWN real server 10.0.0.2:80 of TCP 10.0.0.1:80 is down at start: connection"
                + " refused; 1 of 2 servers up"),
        lab.nextBad(2));
    assertEquals("10.0.0.2:80=0 10.0.0.3:80=1", lab.served());
  }

  @Test
  void aServerFoundWithWeightZeroKeepsItsConnectionsUntilItsVerdict() {
    adopt(2, 0, 3, 1);
    lab.configure(service(server(2), server(3)));
    assertEquals("10.0.0.2:80=0 10.0.0.3:80=1", lab.served());
    lab.nextGood(2);
    assertEquals("10.0.0.2:80=1 10.0.0.3:80=1", lab.served());
  }

  @Test
  void aServerFoundWithWeightZeroLeavesWhenItsChecksFail() {
    adopt(2, 0, 3, 1);
    lab.configure(service(server(2), server(3)));
    lab.fail(2);
    assertEquals("10.0.0.3:80=1", lab.served());
    lab.configure(service(server(2).checks(tcp(2), Blocks.http(2, false, "/")), server(3)));
    assertEquals("10.0.0.3:80=1", lab.served(), "what was found is forgotten");
  }

  @Test
  void aSorryServerThatStandsAloneMeansThatQuorumWasLost() {
    adopt(9, 1);
    Blocks.Service service = service(server(2), server(3)).sorry(false).scripts();
    assertEquals(
        List.of(
            ADDED + "2 servers" + TAKEN + "sorry server 10.0.0.9:80 serves",
            "want TCP 10.0.0.1:80 {10.0.0.9:80=1}"),
        lab.configure(service));
    assertTrue(lab.service().sorryServing());
    List<String> effects = lab.nextGood(2);
    assertEquals("10.0.0.2:80=1", lab.served());
    assertEquals("fifo VS [10.0.0.1]:tcp:80 UP", effects.getLast());
    assertTrue(effects.get(effects.size() - 2).startsWith("run "), effects::toString);
  }

  @Test
  void aSorryServerBesideInhibitedOnesStandsAloneToo() {
    adopt(2, 0, 9, 1);
    lab.configure(service(server(2).inhibit(), server(3)).sorry(false));
    assertEquals("10.0.0.2:80=0 10.0.0.9:80=1", lab.served());
  }

  @Test
  void aSorryServerBesideAServerThatServesIsALeftover() {
    adopt(2, 1, 9, 1);
    lab.configure(service(server(2), server(3)).sorry(false));
    assertEquals("10.0.0.2:80=1", lab.served());
    assertTrue(lab.service().quorumUp());
  }

  @Test
  void aRestingSorryServerDoesNotMeanThatQuorumWasLost() {
    adopt(2, 1, 9, 0);
    lab.configure(service(server(2)).sorry(true));
    assertEquals("10.0.0.2:80=1 10.0.0.9:80=0", lab.served());
    assertTrue(lab.service().quorumUp());
  }

  @Test
  void aRealServerThatIsTheSorryServerTooIsTakenForTheSorryServerWhenItLooksLikeIt() {
    adopt(2, 1);
    lab.configure(service(server(2), server(3)).sorry(Blocks.endpoint(2), false));
    assertTrue(lab.service().sorryServing());
    assertEquals("10.0.0.2:80=1", lab.served());
  }

  @Test
  void aRealServerThatIsTheSorryServerTooIsKnownByItsWeight() {
    adopt(2, 5);
    lab.configure(service(server(2).weight(5), server(3)).sorry(Blocks.endpoint(2), false));
    assertFalse(lab.service().sorryServing());
    assertEquals("10.0.0.2:80=5", lab.served());
  }

  @Test
  void betweenTheThresholdsARestingSorryServerMeansQuorum() {
    adopt(2, 1, 3, 1, 4, 1);
    lab.configure(service(server(2), server(3), server(4)).quorum(3, 1).sorry(false));
    assertTrue(lab.service().quorumUp());
  }

  @Test
  void betweenTheThresholdsNothingIsKnownWithoutASorryServer() {
    adopt(2, 1, 3, 1, 4, 1);
    lab.configure(service(server(2), server(3), server(4)).quorum(3, 1));
    assertFalse(lab.service().quorumUp());
    assertEquals("10.0.0.2:80=1 10.0.0.3:80=1 10.0.0.4:80=1", lab.served());
  }

  @Test
  void aDisabledServerIsNotTakenOver() {
    restore(-1, Standing.DISABLED);
    adopt(2, 1, 3, 1);
    List<String> effects = lab.configure(service(server(2), server(3)));
    assertEquals(ADDED + "2 servers" + TAKEN + "1 server up", effects.getFirst());
    assertEquals("10.0.0.3:80=1", lab.served());
  }

  @Test
  void aDrainingServerKeepsItsEntryAndItsRetries() {
    restore(-1, Standing.DRAINING);
    adopt(2, 0, 3, 1);
    lab.configure(service(server(2), server(3)));
    assertEquals("10.0.0.2:80=0 10.0.0.3:80=1", lab.served());
    lab.nextBad(2);
    lab.nextBad(2);
    assertEquals("10.0.0.2:80=0 10.0.0.3:80=1", lab.served());
    lab.nextBad(2);
    assertEquals("10.0.0.3:80=1", lab.served());
  }

  @Test
  void aServerThatShallDrainButStillServedDrains() {
    restore(-1, Standing.DRAINING);
    adopt(2, 1, 3, 1);
    lab.configure(service(server(2), server(3)));
    assertEquals("10.0.0.2:80=0 10.0.0.3:80=1", lab.served());
    assertTrue(lab.server(2).up());
  }

  @Test
  void theOperatorsWeightWins() {
    restore(9, Standing.ENABLED);
    adopt(2, 1);
    lab.configure(service(server(2)));
    assertEquals("10.0.0.2:80=9", lab.served());
  }

  @Test
  void oneKeyOfAServiceIsEnough() {
    ServiceKey other =
        new ServiceKey.Address(
            lvs.director.model.Protocol.TCP, Endpoint.parse("10.0.0.1:81").orElseThrow());
    adopt(row(other, 2, 1), row(Blocks.KEY, 2, 0));
    lab.configure(service(server(2), server(3)).group("web").keys(Blocks.KEY, other));
    assertEquals("10.0.0.2:80=1", lab.served());
  }

  @Test
  void aTableOfOthersSaysNothing() {
    ServiceKey other =
        new ServiceKey.Address(
            lvs.director.model.Protocol.UDP, Endpoint.parse("10.0.0.1:80").orElseThrow());
    adopt(row(other, 2, 1));
    assertEquals(
        List.of(ADDED + "1 server", "want TCP 10.0.0.1:80 {}"), lab.configure(service(server(2))));
  }

  @Test
  void onlyTheFirstConfigurationLooksAtIt() {
    adopt(2, 1);
    lab.configure();
    lab.configure(service(server(2)));
    assertEquals("", lab.served());
  }

  @Test
  void servingBeforeTheFirstCheckDoesNotWakeWhatRested() {
    adopt(2, 0, 3, 1);
    Check[] none = {};
    lab.configure(
        configuration(
            List.of(service(server(2).inhibit(), server(3), server(4).checks(none)).build()),
            true,
            false));
    assertEquals("10.0.0.2:80=0 10.0.0.3:80=1 10.0.0.4:80=1", lab.served());
  }
}
