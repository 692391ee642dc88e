package lvs.director.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lvs.director.base.Endpoint;
import lvs.director.model.Check;
import lvs.director.model.Configuration;
import lvs.director.model.Forwarding;
import lvs.director.model.RealServer;
import lvs.director.model.ServiceTable;
import lvs.director.model.VirtualService;
import org.junit.jupiter.api.Test;

/** The largest keepalived configuration on record: 2,277 services with 37,205 servers. */
class PoolScaleTest {
  private static final int SERVICES = 2_277;
  private static final int SERVERS = 37_205;

  static Endpoint loopback(int number, int port) throws Exception {
    byte[] address = {127, (byte) (number >> 16), (byte) (number >> 8), (byte) number};
    return new Endpoint(InetAddress.getByAddress(address), port);
  }

  static RealServer server(int number, int weight) throws Exception {
    Endpoint endpoint = loopback(0x10000 + number, 80);
    return new RealServer(
        endpoint,
        Forwarding.NAT,
        weight,
        0,
        0,
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        List.of(new Check.Tcp(Blocks.TIMING, Check.Target.of(endpoint))));
  }

  /** The same at each call, in new objects. */
  static Configuration largest(int firstWeight) throws Exception {
    List<VirtualService> services = new ArrayList<>();
    int number = 0;
    for (int i = 0; i < SERVICES; i++) {
      List<RealServer> servers = new ArrayList<>();
      int end = (int) ((long) SERVERS * (i + 1) / SERVICES);
      while (number < end) {
        servers.add(server(number, number == 0 ? firstWeight : 1));
        number++;
      }
      Blocks.Service service = Blocks.service().at(loopback(0x800000 + i, 80).toString());
      service.servers = servers;
      services.add(service.build());
    }
    return Blocks.configuration(services, false, false);
  }

  private final PoolEngine engine = new PoolEngine(1);
  private long now = 1;
  private ServiceTable table;
  private int wants;

  private List<PoolEffect> step(PoolEvent event) {
    List<PoolEffect> effects = engine.step(now, event);
    for (PoolEffect effect : effects) {
      if (effect instanceof PoolEffect.Want want) {
        table = want.table();
        wants++;
      }
    }
    return effects;
  }

  /** Lets time pass; every check that starts is good at once. */
  private int run(long nanos) {
    long end = now + nanos;
    int finished = 0;
    while (engine.nextDeadlineNanos() <= end) {
      now = engine.nextDeadlineNanos();
      for (PoolEffect effect : step(new PoolEvent.TimePassed())) {
        if (effect instanceof PoolEffect.StartCheck start) {
          CheckResult result =
              new CheckResult(true, "connected", 0, now, OptionalInt.empty(), OptionalInt.empty());
          step(new PoolEvent.CheckFinished(start.probe(), result));
          finished++;
        }
      }
    }
    now = end;
    return finished;
  }

  @Test
  void everyServerIsInServiceAfterOneDelayLoopAndAnUnchangedReloadDoesNothing() throws Exception {
    step(new PoolEvent.ConfigurationChanged(largest(1)));
    assertEquals(SERVERS, run(6 * Lab.SECOND - 1));
    assertEquals(SERVERS + 1, wants, "one table for the start and one for each server");
    assertEquals(
        SERVERS, table.services().values().stream().mapToInt(s -> s.servers().size()).sum());

    assertEquals(10 * SERVERS, run(60 * Lab.SECOND), 10);
    assertEquals(SERVERS + 1, wants, "good results change nothing");

    Configuration same = largest(1);
    assertEquals(List.of(), step(new PoolEvent.ConfigurationChanged(same)));

    Configuration changed = largest(7);
    ServiceTable before = table;
    List<PoolEffect> effects = step(new PoolEvent.ConfigurationChanged(changed));
    assertEquals(2, effects.size(), () -> effects.toString());
    assertTrue(effects.get(1) instanceof PoolEffect.Want);
    List<ServiceTable.Service> old = List.copyOf(before.services().values());
    List<ServiceTable.Service> fresh = List.copyOf(table.services().values());
    assertNotSame(old.get(0), fresh.get(0));
    for (int i = 1; i < SERVICES; i++) {
      assertSame(old.get(i), fresh.get(i), "services that did not change are the same objects");
    }
  }
}
