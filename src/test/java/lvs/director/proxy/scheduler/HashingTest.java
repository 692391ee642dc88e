package lvs.director.proxy.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import lvs.director.model.Scheduler;
import lvs.director.model.Scheduling;
import org.junit.jupiter.api.Test;

/** dh, sh and mh. */
class HashingTest {
  private static final int MANY = 20_000;

  private static Scheduling hashing(Scheduler scheduler, boolean fallback, boolean port) {
    return new Scheduling(scheduler, fallback, port, false, false, false);
  }

  @Test
  void theMultiplicativeHashTakesTheUpperBits() {
    // hash_32(1, 8): 0x61C88647 >> 24; hash_32(2, 8): 0xC3910C8E >> 24.
    assertEquals(0x61, AddressHash.multiplicative(1, 8));
    assertEquals(0xC3, AddressHash.multiplicative(2, 8));
  }

  @Test
  void anIpv6AddressFoldsToTheExclusiveOrOfItsWords() {
    assertEquals(0x0A000001, AddressHash.fold(PoolFixture.address("10.0.0.1")));
    assertEquals(0x20010db8 ^ 0x00000007, AddressHash.fold(PoolFixture.address("2001:db8::7")));
  }

  @Test
  void dhDependsOnTheDestinationOnlyAndSpreadsEvenly() {
    PoolFixture pool = new PoolFixture(Scheduler.DH, "A:1 B:7");
    assertEquals(1, pool.distribution(100, pool::client).size());
    Map<String, Integer> counts = pool.distribution(MANY, pool::destination);
    assertEquals(MANY / 2, counts.get("A"), MANY / 20);
  }

  @Test
  void dhGivesNobodyWhenTheServerOfTheBucketIsAway() {
    PoolFixture pool = new PoolFixture(Scheduler.DH, "A:1 B:1");
    pool.edit("A:1 B:0");
    Map<String, Integer> counts = pool.distribution(MANY, pool::destination);
    assertEquals(Set.of("A", "-"), counts.keySet());
  }

  @Test
  void shKeepsAClientAtItsServerAndSharesByWeight() {
    PoolFixture pool = new PoolFixture(Scheduler.SH, "A:1 B:3");
    Map<String, Integer> counts = pool.distribution(MANY, pool::client);
    assertEquals(MANY * 3 / 4, counts.get("B"), MANY / 20);
    assertEquals(1, pool.distribution(50, i -> pool.client(5)).size());
  }

  @Test
  void shWithoutPortIgnoresThePortAndWithPortUsesIt() {
    PoolFixture pool = new PoolFixture(Scheduler.SH, "A:1 B:1");
    assertEquals(1, pool.distribution(100, i -> pool.flow("10.1.1.1", i, "10.0.0.1")).size());
    pool.scheduling(hashing(Scheduler.SH, false, true));
    assertEquals(2, pool.distribution(100, i -> pool.flow("10.1.1.1", i, "10.0.0.1")).size());
  }

  @Test
  void shGivesNobodyWithoutFallbackAndAnotherWithIt() {
    PoolFixture pool = new PoolFixture(Scheduler.SH, "A:1 B:1 C:1");
    Map<String, Integer> before = pool.distribution(MANY, pool::client);
    pool.edit("A:1 B:0 C:1");
    Map<String, Integer> quiesced = pool.distribution(MANY, pool::client);
    assertTrue(quiesced.get("-") > MANY / 4, quiesced.toString());
    pool.scheduling(hashing(Scheduler.SH, true, false));
    Map<String, Integer> fallback = pool.distribution(MANY, pool::client);
    assertEquals(Set.of("A", "C"), fallback.keySet());
    assertTrue(fallback.get("A") > before.get("A"), fallback.toString());
  }

  @Test
  void shFallbackEndsWhenAllAreAway() {
    PoolFixture pool = new PoolFixture(hashing(Scheduler.SH, true, true), "A:0 B:0");
    assertEquals(Map.of("-", 300), pool.distribution(300, pool::client));
    assertEquals("-", new PoolFixture(hashing(Scheduler.SH, true, true), "").peek());
  }

  @Test
  void mhSharesByWeight() {
    PoolFixture pool = new PoolFixture(Scheduler.MH, "A:1 B:3");
    Map<String, Integer> counts = pool.distribution(MANY, pool::client);
    assertEquals(MANY * 3 / 4, counts.get("B"), MANY / 20);
  }

  @Test
  void mhMovesFewClientsWhenAServerGoes() {
    PoolFixture pool = new PoolFixture(Scheduler.MH, "A:1 B:1 C:1 D:1 E:1");
    String[] before = new String[MANY];
    for (int i = 0; i < MANY; i++) {
      before[i] = pool.peek(pool.client(i));
    }
    pool.edit("A:1 B:1 C:1 D:1");
    int moved = 0;
    for (int i = 0; i < MANY; i++) {
      String now = pool.peek(pool.client(i));
      assertNotEquals("E", now);
      moved += before[i].equals("E") || before[i].equals(now) ? 0 : 1;
    }
    assertTrue(moved < MANY / 10, moved + " clients of servers that stayed were moved");
  }

  @Test
  void mhRemembersTheShareOfAQuiescedServer() {
    PoolFixture pool = new PoolFixture(Scheduler.MH, "A:1 B:1");
    Map<String, Integer> before = pool.distribution(MANY, pool::client);
    pool.edit("A:1 B:0");
    Map<String, Integer> quiesced = pool.distribution(MANY, pool::client);
    assertEquals(before.get("A"), quiesced.get("A"));
    assertEquals(before.get("B"), quiesced.get("-"));
    pool.scheduling(hashing(Scheduler.MH, true, false));
    assertEquals(Map.of("A", MANY), pool.distribution(MANY, pool::client));
  }

  @Test
  void mhWithPortUsesThePort() {
    PoolFixture pool = new PoolFixture(Scheduler.MH, "A:1 B:1");
    assertEquals(1, pool.distribution(100, i -> pool.flow("10.1.1.1", i, "10.0.0.1")).size());
    pool.scheduling(hashing(Scheduler.MH, false, true));
    assertEquals(2, pool.distribution(100, i -> pool.flow("10.1.1.1", i, "10.0.0.1")).size());
  }

  @Test
  void mhWithOnlyZeroWeightsOrNoServersGivesNobody() {
    assertEquals("-", new PoolFixture(Scheduler.MH, "A:0 B:0").peek());
    assertEquals("-", new PoolFixture(hashing(Scheduler.MH, true, true), "").peek());
  }

  @Test
  void sipHashSpreadsNeighbouringNumbers() {
    Set<Long> hashes = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      hashes.add(AddressHash.sip(i, 2654435761L) % MaglevHashing.PLACES);
    }
    assertTrue(hashes.size() > MaglevHashing.PLACES * 9 / 10);
  }
}
