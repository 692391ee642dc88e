package lvs.director.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import lvs.director.lab.Await;
import lvs.director.model.FirewallSettings;
import lvs.director.model.VirtualAddress;
import lvs.director.vrrp.OwnedItems;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The addresses of a director that was killed die with it. */
@Tag("lab")
class LeaseLabTest {
  private Namespace lan;

  @BeforeEach
  void open() {
    lan = new Namespace();
    lan.cable("eth0", "eth1");
  }

  @AfterEach
  void close() {
    lan.close();
  }

  @Test
  void afterSigkillTheKernelRemovesTheAddressesWithinTheLease() throws Exception {
    Process director =
        lan.call(
            () ->
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HolderProgram.class.getName())
                    .redirectErrorStream(true)
                    .start());
    try (BufferedReader said = director.inputReader()) {
      assertEquals("taken []", said.readLine());
      for (int i = 0; i < 10; i++) {
        assertEquals("renewed []", said.readLine()); // 3 s: longer than the lease
      }
      assertEquals(2, held(), "both addresses are held");
    } finally {
      director.destroyForcibly().waitFor();
    }
    long killedNanos = System.nanoTime();
    assertEquals(2, held(), "the kernel keeps them for a while");
    Await.until(Duration.ofSeconds(10), "no address", () -> held() == 0);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killedNanos);
    System.out.println("addresses with a lease of 2 s were gone " + millis + " ms after SIGKILL");
  }

  private long held() {
    return lan.ip("-o addr show dev eth0")
        .lines()
        .filter(line -> line.contains("0.1/24") || line.contains("fd00::1/64"))
        .count();
  }

  @Test
  void manyAddressesCostFewMicrosecondsEach() {
    List<VirtualAddress> many = Items.many(255, "eth0");
    OwnedItems items = Items.addresses(many.toArray(VirtualAddress[]::new));
    KernelNetwork network =
        lan.call(() -> KernelNetwork.open(new HeldItems(), FirewallSettings.NONE));
    long take = nanos(() -> network.take("a", items, OptionalInt.of(60)));
    long renew = Long.MAX_VALUE;
    for (int i = 0; i < 200; i++) {
      renew = Math.min(renew, nanos(() -> network.renew("a", many, 60)));
    }
    long drop = nanos(() -> network.drop("a", items));
    System.out.printf(
        "255 addresses: taken %.1f us each (cold), renewed %.1f us each, dropped %.1f us each%n",
        take / 255e3, renew / 255e3, drop / 255e3);
    assertTrue(renew < Duration.ofSeconds(1).toNanos());
    lan.call(
        () -> {
          network.close();
          return null;
        });
  }

  private long nanos(java.util.concurrent.Callable<List<String>> task) {
    return lan.call(
        () -> {
          long start = System.nanoTime();
          assertEquals(List.of(), task.call());
          return System.nanoTime() - start;
        });
  }
}
