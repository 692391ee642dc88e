package lvs.director.ipvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lvs.director.base.Endpoint;
import lvs.director.ipvs.IpvsReading.ServerReading;
import lvs.director.ipvs.IpvsReading.ServiceReading;
import lvs.director.model.AddressFamily;
import lvs.director.model.Forwarding.Tunnel;
import lvs.director.model.Forwarding.TunnelChecksum;
import lvs.director.model.Forwarding.TunnelType;
import lvs.director.model.Protocol;
import lvs.director.model.ServiceKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts as ipvsadm 1.31 printed them in a user-mode kernel. */
class IpvsadmTextTest {
  private static final Names NAMES = new IpvsadmParserTest.TestNames();

  private static ServiceKey tcp(String endpoint) {
    return new ServiceKey.Address(Protocol.TCP, Endpoint.parse(endpoint).orElseThrow());
  }

  private static ServiceReading service(ServiceKey key, int flags, IpvsServer... servers) {
    IpvsService service = new IpvsService(key, "sh", flags, 50, 24, Optional.of("sip"));
    List<ServerReading> rows = new ArrayList<>();
    for (IpvsServer server : servers) {
      rows.add(new ServerReading(server, 1, 2, 3, IpvsCounters.ZERO));
    }
    return new ServiceReading(service, IpvsCounters.ZERO, rows);
  }

  private static IpvsServer tunnel(String endpoint, TunnelType type, int port) {
    return new IpvsServer(
        Endpoint.parse(endpoint).orElseThrow(),
        IpvsForwarding.TUNNEL,
        new Tunnel(type, port, TunnelChecksum.CSUM),
        7,
        5,
        -1);
  }

  private static IpvsReading table() {
    return new IpvsReading(
        List.of(
            service(
                tcp("10.0.0.1:80"),
                IpvsService.PERSISTENT | IpvsService.SCHEDULER_2,
                tunnel("10.0.0.2:80", TunnelType.IPIP, 0),
                tunnel("[2001:db8:1234:1234:1234:1234:1234:5]:80", TunnelType.GUE, 6080),
                tunnel("10.0.0.1:80", TunnelType.GRE, 0)),
            service(new ServiceKey.Mark(AddressFamily.IPV4, -1), IpvsService.SCHEDULER_3)));
  }

  private static String list(ListView view, Names names) {
    return TableText.print(
        view,
        table().services().stream().map(ListedService::of).toList(),
        new ListStyle(Optional.of(new IpvsInfo("1.2.1", 4096)), names, false));
  }

  @Test
  void tunnelsHaveAColumnOfTheirOwn() {
    assertEquals(
        """
        IP Virtual Server version 1.2.1 (size=4096)
        Prot LocalAddress:Port Scheduler Flags
          -> RemoteAddress:Port           Forward TunnelInfo    Weight ActiveConn InActConn
        TCP  10.0.0.1:80 sh (sh-port) persistent 50 mask 255.255.255.0 pe sip
          -> 10.0.0.2:80                  Tunnel  ipip          7      1          2        \s
          -> [2001:db8:1234:1234:1234:1234:1234:5]:80 Tunnel  gue:6080:+c   7      1          2        \s
          -> 10.0.0.1:80                  Tunnel  gre:+c        7      1          2        \s
        FWM  4294967295 sh (flag-3)
        """,
        list(ListView.TUNNELS, Names.NUMERIC));
  }

  @Test
  void namesStandInForAddressesAndPortsAndThresholdsHaveNoSign() {
    assertEquals(
        """
        IP Virtual Server version 1.2.1 (size=4096)
        Prot LocalAddress:Port            Uthreshold Lthreshold ActiveConn InActConn\s
          -> RemoteAddress:Port
        TCP  www:http sh (sh-port) persistent 50 mask 255.255.255.0 pe sip
          -> 10.0.0.2:http                5          4294967295 1          2        \s
          -> [2001:db8:1234:1234:1234:1234:1234:5]:http 5          4294967295 1          2        \s
          -> www:http                     5          4294967295 1          2        \s
        FWM  4294967295 sh (flag-3)
        """,
        list(ListView.THRESHOLDS, NAMES));
  }

  @Test
  void theSavedTextIsThatOfIpvsadmAndTheCompleteOneHasTheRest() {
    String server = " --tun-type gue --tun-port 6080 --tun-csum";
    assertTrue(
        SaveText.print(table(), Names.NUMERIC)
            .startsWith(
                """
                -A -t 10.0.0.1:80 -s sh -p 50 -M 255.255.255.0 --pe sip -b sh-port
                -a -t 10.0.0.1:80 -r 10.0.0.2:80 -i -w 7 --tun-type ipip
                """));
    assertTrue(SaveText.print(table(), NAMES).contains("-a -t www:http -r www:http -i -w 7"));
    IpvsDaemon daemon =
        new IpvsDaemon(
            IpvsDaemon.Role.MASTER, "eth1", 5, 1472, Endpoint.address("224.0.0.81"), 8848, 1);
    String complete =
        SaveText.printComplete(
            table(), new IpvsTimeouts(900, 120, 300), List.of(daemon), Names.NUMERIC);
    assertTrue(complete.startsWith("--set 900 120 300\n-A -t"), complete);
    assertTrue(complete.contains(server + " -x 5 -y 4294967295\n"), complete);
    assertTrue(
        complete.endsWith(
            "--start-daemon master --mcast-interface eth1 --syncid 5 --sync-maxlen 1472"
                + " --mcast-group 224.0.0.81 --mcast-port 8848 --mcast-ttl 1\n"),
        complete);
    assertEquals(
        "master sync daemon (mcast=eth1, syncid=5, maxlen=1472, group=224.0.0.81, port=8848,"
            + " ttl=1)\n",
        DaemonText.listed(daemon));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "99999999, 99999999, 99999999",
    "100000000, 100000K, 100000000",
    "999999999, 999999K, 999999999",
    "1000000000, 1000M, 1000000000",
    "99999999999, 99999M, 99999999999",
    "100000000000, 100G, 100000000000",
    "99999999999999, 99999G, 99999999999999",
    "100000000000000, 100T, 100000000000000",
    "-1, 18446744T, 18446744073709551615"
  })
  void numbersAreScaledWithoutRounding(long number, String scaled, String exact) {
    assertEquals(scaled, ScaledNumber.print(number, false).strip());
    assertEquals(9, ScaledNumber.print(number, false).length());
    assertEquals(exact, ScaledNumber.print(number, true).strip());
    assertTrue(ScaledNumber.print(number, true).startsWith(" "));
  }

  @Test
  void addressesStandInTheOrderOfSignedDifferences() {
    List<String> added = List.of("10.0.0.1:80", "192.168.0.1:80", "[f001::1]:80", "[2001::1]:80");
    assertEquals(
        List.of("192.168.0.1:80", "10.0.0.1:80", "[f001::1]:80", "[2001::1]:80"),
        TableOrder.services(added.stream().map(IpvsadmTextTest::tcp).toList(), key -> key).stream()
            .map(key -> ((ServiceKey.Address) key).endpoint().toString())
            .toList());
  }

  @Test
  void connectionsAreReadAndPrinted() {
    String title =
        "Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData";
    assertEquals(Optional.empty(), ConnectionEntry.parse(title));
    ConnectionText plain = new ConnectionText(false, Names.NUMERIC);
    ConnectionText engines = new ConnectionText(true, Names.NUMERIC);
    ConnectionEntry six =
        ConnectionEntry.parse(
                "TCP fd00:0000:0000:0000:0000:0000:0000:0002 9C50"
                    + " fd00:0000:0000:0000:0000:0000:0000:0001 0051 0A090909 0051 SYN_RECV        "
                    + " 58")
            .orElseThrow();
    ConnectionEntry sip =
        ConnectionEntry.parse(
                "UDP 0A090902 0000 0A090901 13C4 0A090909 13C4 NONE             7268 sip abc"
                    + " 1@10.0.0.1")
            .orElseThrow();
    assertEquals(
        "TCP 00:58  SYN_RECV    [fd00::2]:40016    [fd00::1]:81       10.9.9.9:81\n",
        plain.line(six));
    assertEquals(
        "UDP 121:08 NONE        10.9.9.2:0         10.9.9.1:5060      10.9.9.9:5060\n",
        plain.line(sip));
    assertEquals(
        "UDP 121:08 NONE        10.9.9.2:0         10.9.9.1:5060      10.9.9.9:5060    sip"
            + "                abc 1@10.0.0.1\n",
        engines.line(sip));
    assertEquals(
        """
        IPVS connection entries
        pro expire state       source             virtual            destination        pe name          pe_data
        """,
        engines.title());
  }

  @Test
  void aConnectionWithAnotherFormIsNone() {
    for (String line :
        List.of("", "TCP", "TCP x 0 0 0 0 0 NONE 5", "TCP 0A090902 10000 0 0 0 0 N 1")) {
      assertEquals(Optional.empty(), ConnectionEntry.parse(line), line);
    }
  }

  @Test
  void anEditKeepsOrLosesWhatWasNotGiven() {
    IpvsServer current = tunnel("10.0.0.2:80", TunnelType.GUE, 6080);
    IpvsServer wanted =
        new IpvsServer(current.endpoint(), IpvsForwarding.DIRECT, IpvsServer.PLAIN, 9, 0, 0);
    assertEquals(
        new IpvsServer(current.endpoint(), current.forwarding(), current.tunnel(), 9, 5, -1),
        KeptSettings.keep(wanted, current, Set.of(IpvsadmOption.WEIGHT)));
    assertEquals(
        List.of(
            "forwarding Tunnel becomes Route",
            "upper threshold 5 becomes 0",
            "lower threshold 4294967295 becomes 0"),
        KeptSettings.losses(wanted, current, Set.of(IpvsadmOption.WEIGHT)));
  }
}
