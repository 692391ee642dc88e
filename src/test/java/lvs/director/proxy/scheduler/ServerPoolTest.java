package lvs.director.proxy.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import lvs.director.model.Scheduler;
import lvs.director.model.Scheduling;
import lvs.director.proxy.scheduler.TemplateTable.Network;
import org.junit.jupiter.api.Test;

/** Thresholds, persistence and edits. */
class ServerPoolTest {
  @Test
  void overloadBeginsAtTheUpperAndEndsBelowTheLowerThreshold() {
    PoolFixture pool = new PoolFixture(Scheduler.RR, "A:1:4:2");
    assertEquals("AAAA-", pool.take(5));
    pool.end("A");
    pool.end("A");
    assertEquals("-", pool.take());
    pool.end("A");
    assertEquals("A", pool.take());
  }

  @Test
  void withoutALowerThresholdThreeQuartersOfTheUpperCount() {
    PoolFixture pool = new PoolFixture(Scheduler.RR, "A:1:4");
    assertEquals("AAAA-", pool.take(5));
    pool.end("A");
    assertEquals("-", pool.take());
    pool.end("A");
    assertEquals("A", pool.take());
  }

  @Test
  void inactiveConnectionsCountForTheThresholds() {
    PoolFixture pool = new PoolFixture(Scheduler.RR, "A:1:2");
    assertEquals("AA-", pool.take(3));
    pool.halfClose("A");
    assertEquals("-", pool.take());
  }

  @Test
  void aRaisedOrLiftedUpperThresholdEndsTheOverloadAtOnceALoweredOneDoesNot() {
    PoolFixture pool = new PoolFixture(Scheduler.RR, "A:1:2");
    assertEquals("AA-", pool.take(3));
    pool.edit("A:1:1");
    assertEquals("-", pool.take());
    pool.edit("A:1:9");
    assertEquals("A", pool.take());
    pool.edit("A:1:1");
    assertEquals("A-", pool.take(2));
    pool.edit("A:1");
    assertEquals("A", pool.take());
  }

  @Test
  void aPersistentClientStaysAtItsServer() {
    PoolFixture pool = new PoolFixture(Scheduler.RR, "A:1 B:1").persistent(300, 32);
    assertEquals("BBBB", pool.take(4));
    assertEquals("A", pool.take(pool.client(9)));
    assertEquals(1, pool.server("A").persistent());
    assertEquals(1, pool.server("B").persistent());
  }

  @Test
  void clientsOfOneNetworkShareATemplate() {
    PoolFixture pool = new PoolFixture(Scheduler.RR, "A:1 B:1").persistent(300, 24);
    assertEquals("B", pool.take(pool.flow("192.0.2.1", 1, "10.0.0.1")));
    assertEquals("B", pool.take(pool.flow("192.0.2.250", 2, "10.0.0.1")));
    assertEquals("A", pool.take(pool.flow("192.0.3.1", 3, "10.0.0.1")));
  }

  @Test
  void networksAreCutAtAnyPrefixLength() {
    assertEquals(network("0.0.0.0", 0), network("255.1.2.3", 0));
    assertEquals(network("10.128.0.0", 9), network("10.255.2.3", 9));
    assertFalse(network("10.127.0.0", 9).equals(network("10.128.2.3", 9)));
    assertEquals(network("2001:db8::", 32), network("2001:db8:ffff::1", 32));
    assertEquals(network("2001:db8::", 64), network("2001:db8::1:2", 64));
    assertFalse(network("2001:db8:0:1::", 64).equals(network("2001:db8::", 64)));
    assertEquals(network("2001:db8::4", 126), network("2001:db8::7", 126));
    assertFalse(network("2001:db8::4", 127).equals(network("2001:db8::7", 127)));
    assertEquals(network("::1", 0), network("ffff::", 0));
  }

  private static Network network(String address, int prefixLength) {
    return Network.of(PoolFixture.address(address), prefixLength);
  }

  @Test
  void aTemplateLivesForItsTimeoutAfterTheLastConnectionEnded() {
    PoolFixture pool = new PoolFixture(Scheduler.RR, "A:1 B:1").persistent(10, 32);
    assertEquals("B", pool.take());
    pool.nowNanos += TimeUnit.SECONDS.toNanos(60);
    pool.pool().expire(pool.nowNanos);
    assertEquals(1, pool.server("B").persistent(), "a connection is open");
    pool.end("B");
    pool.nowNanos += TimeUnit.SECONDS.toNanos(9);
    assertEquals("B", pool.peek());
    pool.nowNanos += TimeUnit.SECONDS.toNanos(9);
    assertEquals("B", pool.peek(), "the last connection ended nine seconds ago");
    pool.nowNanos += TimeUnit.SECONDS.toNanos(10);
    assertEquals("A", pool.peek());
    assertEquals(0, pool.server("B").persistent());
  }

  @Test
  void expiryLetsGoOfTemplatesThatNobodyAsksFor() {
    PoolFixture pool = new PoolFixture(Scheduler.RR, "A:1 B:1").persistent(10, 32);
    pool.peek();
    pool.pool().expire(pool.nowNanos + TimeUnit.SECONDS.toNanos(9));
    assertEquals(1, pool.server("B").persistent());
    pool.pool().expire(pool.nowNanos + TimeUnit.SECONDS.toNanos(10));
    assertEquals(0, pool.server("B").persistent());
  }

  @Test
  void aQuiescedServerKeepsItsPersistentClientsARemovedOneDoesNot() {
    PoolFixture pool = new PoolFixture(Scheduler.RR, "A:1 B:1").persistent(300, 32);
    assertEquals("B", pool.take());
    pool.edit("A:1 B:0");
    assertEquals("B", pool.take());
    assertEquals("A", pool.take(pool.client(9)));
    pool.edit("A:1");
    assertEquals("A", pool.take());
    pool.edit("A:1 B:1");
    assertEquals("A", pool.take());
  }

  @Test
  void endingPersistenceForgetsTheTemplates() {
    PoolFixture pool = new PoolFixture(Scheduler.RR, "A:1 B:1").persistent(300, 32);
    assertEquals("BB", pool.take(2));
    pool.persistent(300, 24);
    assertEquals(0, pool.server("B").persistent());
    assertEquals("A", pool.take());
    pool.end("B");
    assertEquals(1, pool.server("A").persistent());
  }

  @Test
  void anotherSchedulerTakesOverAndTheSameOneKeepsItsPosition() {
    PoolFixture pool = new PoolFixture(Scheduler.RR, "A:1 B:1");
    assertEquals("B", pool.take());
    pool.scheduling(Scheduling.of(Scheduler.RR));
    assertEquals("A", pool.take());
    pool.scheduling(Scheduling.of(Scheduler.FO));
    assertEquals("BB", pool.take(2));
  }

  @Test
  void aRefusedClientIsOfferedAnotherServerIfThereIsOne() {
    PoolFixture pool = new PoolFixture(Scheduler.FO, "A:1 B:5");
    Flow flow = pool.client(1);
    PoolServer first = pool.pool().take(flow).orElseThrow().server();
    assertEquals(pool.server("B"), first);
    assertEquals(pool.server("A"), pool.pool().takeOther(flow, first).orElseThrow().server());
    pool.edit("A:0 B:5");
    assertTrue(pool.pool().takeOther(flow, first).isEmpty());
  }
}
