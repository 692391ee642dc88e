package lvs.director.ipvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import lvs.director.base.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as a kernel 6.1 wrote them. */
class ConnectionEntryTest {
  private static final String IPV6 =
      "TCP fd01:0000:0000:0000:0000:0000:0000:0005 DCBC fd00:0000:0000:0000:0000:0000:0000:0100"
          + " 0050 fd00:0000:0000:0000:0000:0000:0000:0002 1F90 ESTABLISHED     898";

  static final List<String> LINES =
      List.of(
          "Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData",
          "Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Origin Expires",
          "TCP 0A000105 C42A 0A000064 0050 0A000002 1F90 ESTABLISHED     898",
          "TCP 0A000105 0000 0A000064 0050 0A000002 1F90 ASSURED         298",
          "SCTP 0A000105 8424 0A000064 0063 0A000002 0063 REJECTED          1",
          "UDP 0A000105 0000 0A000064 13C4 0A000002 13C4 NONE             56 sip abcdef0123@host",
          "IP  0A000064 0000 00000007 0000 0A000002 0000 NONE             96",
          "UDP 0A000105 8D79 0A000064 0035 0A000002 0035 UDP         LOCAL      297",
          "TCP 0A000105 C42A 0A000064 0050 0A000002 1F90 ESTABLISHED SYNC       898",
          IPV6);

  private static ConnectionEntry entry(String line) {
    return ConnectionEntry.parse(line).orElseThrow();
  }

  private static Endpoint at(String text) {
    return Endpoint.parse(text).orElseThrow();
  }

  @Test
  void anIpv4Connection() {
    assertEquals(
        new ConnectionEntry(
            "TCP",
            at("10.0.1.5:50218"),
            at("10.0.0.100:80"),
            at("10.0.0.2:8080"),
            "ESTABLISHED",
            898,
            "",
            ""),
        entry("TCP 0A000105 C42A 0A000064 0050 0A000002 1F90 ESTABLISHED     898"));
  }

  @Test
  void anIpv6ConnectionMayTunnelToAnIpv4Server() {
    assertEquals(at("[fd01::5]:56508"), entry(IPV6).client());
    assertEquals(
        at("10.0.0.2:90"),
        entry(
                "TCP fd01:0000:0000:0000:0000:0000:0000:0005 CED2"
                    + " fd00:0000:0000:0000:0000:0000:0000:0100 005A 0A000002 005A SYN_RECV        "
                    + " 56")
            .server());
  }

  @Test
  void aPersistenceEngineTellsItsData() {
    ConnectionEntry call =
        entry("UDP 0A000105 0000 0A000064 13C4 0A000002 13C4 NONE             56 sip abc@host");
    assertEquals("sip", call.engine());
    assertEquals("abc@host", call.engineData());
  }

  @Test
  void aFirewallMarkStandsInTheAddressOfItsTemplate() {
    assertEquals(
        Optional.of(7),
        entry("IP  0A000064 0000 00000007 0000 0A000002 0000 NONE             96").mark());
    assertEquals(
        Optional.of(8),
        entry(
                "IP  fd00:0000:0000:0000:0000:0000:0000:0100 0000"
                    + " 0000:0008:0000:0000:0000:0000:0000:0000 0000"
                    + " fd00:0000:0000:0000:0000:0000:0000:0002 0000 NONE             96")
            .mark());
    assertEquals(Optional.empty(), entry(IPV6).mark());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData",
        "Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Origin Expires",
        "TCP 0A000105 C42A 0A000064 0050 0A000002 1F90 ESTABLISHED",
        "TCP 0A000105 C42A 0A000064 0050 0A000002 1F90 ESTABLISHED SYNC       898",
        "TCP 0A000105 C42A 0A000064 0050 0A000002 1F90 ESTABLISHED -5",
        "TCP 0A000105 C42A 0A000064 0050 0A000002 1F90 ESTABLISHED 99999999999999999999",
        "TCP 0A000105 C42A 0A0000 0050 0A000002 1F90 ESTABLISHED 5",
        "TCP 0A000105 C42AA 0A000064 0050 0A000002 1F90 ESTABLISHED 5",
        "TCP 0A0001G5 C42A 0A000064 0050 0A000002 1F90 ESTABLISHED 5"
      })
  void whatIsNoConnectionIsPassedOver(String line) {
    assertEquals(Optional.empty(), ConnectionEntry.parse(line));
  }

  @Test
  void learnedConnectionsAreCountedByTheirColumn() {
    assertEquals(1, LINES.stream().filter(ConnectionEntry::isSynchronised).count());
    assertFalse(
        ConnectionEntry.isSynchronised(
            "UDP 0A000105 0000 0A000064 13C4 0A000002 13C4 NONE  56 sip SYNC 1"));
    assertTrue(
        ConnectionEntry.isSynchronised(
            "SCTP 0A000105 8424 0A000064 0063 0A000002 0063 SHUTDOWN_RECEIVED SYNC         1"));
  }

  @Test
  void noTextMakesItFail() {
    long seed = 20;
    Random random = new Random(seed);
    for (int i = 0; i < 200_000; i++) {
      String line = mutated(LINES.get(random.nextInt(LINES.size())), random);
      ConnectionEntry.parse(line);
      ConnectionEntry.isSynchronised(line);
    }
  }

  /** Cuts, doubles or changes characters. */
  private static String mutated(String line, Random random) {
    StringBuilder text = new StringBuilder(line);
    for (int changes = 1 + random.nextInt(6); changes > 0 && !text.isEmpty(); changes--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(5)) {
        case 0 -> text.setLength(at);
        case 1 -> text.deleteCharAt(at);
        case 2 -> text.insert(at, " ");
        case 3 -> text.insert(at, text.substring(random.nextInt(at + 1), at));
        default -> text.setCharAt(at, (char) random.nextInt(random.nextBoolean() ? 128 : 65536));
      }
    }
    return text.toString();
  }
}
