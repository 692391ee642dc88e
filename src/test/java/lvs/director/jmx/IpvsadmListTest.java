package lvs.director.jmx;

import static lvs.director.staged.StagedDirector.endpoint;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.ipvs.ListView;
import lvs.director.model.AddressFamily;
import lvs.director.model.Forwarding;
import lvs.director.model.ForwardingMethod;
import lvs.director.model.Persistence;
import lvs.director.model.Protocol;
import lvs.director.model.Scheduler;
import lvs.director.model.Scheduling;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.port.DataPlane.Connection;
import lvs.director.port.DataPlane.ServerCounters;
import lvs.director.port.DataPlane.ServiceCounters;
import lvs.director.port.DataPlane.Traffic;
import lvs.director.port.Director.Rate;
import lvs.director.port.Director.ServiceRates;
import org.junit.jupiter.api.Test;

/** Expected texts are written out by hand, blanks at line ends included. */
class IpvsadmListTest {
  private static final ServiceKey WEB = tcp("192.168.1.230:80");

  private static ServiceKey tcp(String address) {
    return new ServiceKey.Address(Protocol.TCP, endpoint(address));
  }

  private static ServiceTable.Server server(String address, Forwarding forwarding, int weight) {
    return new ServiceTable.Server(endpoint(address), forwarding, weight, 0, 0);
  }

  private static ServiceTable.Service service(
      ServiceKey key, Scheduling how, Persistence stays, ServiceTable.Server... servers) {
    Map<Endpoint, ServiceTable.Server> map = new LinkedHashMap<>();
    for (ServiceTable.Server each : servers) {
      map.put(each.endpoint(), each);
    }
    return new ServiceTable.Service(key, how, Optional.ofNullable(stays), map);
  }

  private static ServiceTable table(ServiceTable.Service... services) {
    Map<ServiceKey, ServiceTable.Service> map = new LinkedHashMap<>();
    for (ServiceTable.Service each : services) {
      map.put(each.key(), each);
    }
    return new ServiceTable(map);
  }

  private static ServiceTable web() {
    return table(
        service(
            WEB,
            Scheduling.of(Scheduler.RR),
            new Persistence(50, 32, Optional.empty()),
            new ServiceTable.Server(endpoint("192.168.1.101:80"), Forwarding.NAT, 0, 500, 400),
            server("192.168.1.100:80", Forwarding.DR, 1)));
  }

  private static Map<ServiceKey, ServiceRates> traffic(Traffic traffic, Rate rate) {
    Endpoint server = endpoint("192.168.1.100:80");
    ServerCounters counters = new ServerCounters(traffic, 12, 345, 6);
    ServiceCounters all = new ServiceCounters(traffic, Map.of(server, counters));
    return Map.of(WEB, new ServiceRates(all, rate, Map.of(server, rate)));
  }

  @Test
  void thePlainTableHasTheColumnsOfIpvsadm() {
    assertEquals(
        """
        IP Virtual Server version 1.2.1 (size=4096)
        Prot LocalAddress:Port Scheduler Flags
          -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
        TCP  192.168.1.230:80 rr persistent 50
          -> 192.168.1.100:80             Route   1      12         345      \s
          -> 192.168.1.101:80             Masq    0      0          0        \s
        """,
        IpvsadmList.print(ListView.TABLE, web(), traffic(Traffic.ZERO, Rate.ZERO)));
  }

  @Test
  void countersAreWholeBelowAHundredMillionAndScaledAbove() {
    Traffic much = new Traffic(99_999_999, 100_000_000, 1_234_567_890, 123_456_789_012L, 1L << 50);
    assertEquals(
        """
        IP Virtual Server version 1.2.1 (size=4096)
        Prot LocalAddress:Port               Conns   InPkts  OutPkts  InBytes OutBytes
          -> RemoteAddress:Port
        TCP  192.168.1.230:80             99999999  100000K    1234M     123G    1125T
          -> 192.168.1.100:80             99999999  100000K    1234M     123G    1125T
          -> 192.168.1.101:80                    0        0        0        0        0
        """,
        IpvsadmList.print(ListView.STATS, web(), traffic(much, Rate.ZERO)));
  }

  @Test
  void ratesAreRoundedAndPacketsOfAServerAreNeverScaled() {
    Rate rate = new Rate(1.4, 2.5, 100_000_000, 100_000_000, 7);
    assertEquals(
        """
        IP Virtual Server version 1.2.1 (size=4096)
        Prot LocalAddress:Port                 CPS    InPPS   OutPPS    InBPS   OutBPS
          -> RemoteAddress:Port
        TCP  192.168.1.230:80                    1        3  100000K  100000K        7
          -> 192.168.1.100:80                    1        3 100000000  100000K        7
          -> 192.168.1.101:80                    0        0        0        0        0
        """,
        IpvsadmList.print(ListView.RATE, web(), traffic(Traffic.ZERO, rate)));
  }

  @Test
  void thresholdsStandWithTheConnectionsTheyLimit() {
    assertEquals(
        """
        IP Virtual Server version 1.2.1 (size=4096)
        Prot LocalAddress:Port            Uthreshold Lthreshold ActiveConn InActConn\s
          -> RemoteAddress:Port
        TCP  192.168.1.230:80 rr persistent 50
          -> 192.168.1.100:80             0          0          12         345      \s
          -> 192.168.1.101:80             500        400        0          0        \s
        """,
        IpvsadmList.print(ListView.THRESHOLDS, web(), traffic(Traffic.ZERO, Rate.ZERO)));
  }

  @Test
  void persistenceTemplatesAreCounted() {
    assertEquals(
        """
        IP Virtual Server version 1.2.1 (size=4096)
        Prot LocalAddress:Port            Weight    PersistConn ActiveConn InActConn\s
          -> RemoteAddress:Port
        TCP  192.168.1.230:80 rr persistent 50
          -> 192.168.1.100:80             1         6           12         345      \s
          -> 192.168.1.101:80             0         0           0          0        \s
        """,
        IpvsadmList.print(
            ListView.PERSISTENT_CONNECTIONS, web(), traffic(Traffic.ZERO, Rate.ZERO)));
  }

  @Test
  void flagsMasksMarksAndIpv6ArePrintedInTableOrder() {
    ServiceKey udp = new ServiceKey.Address(Protocol.UDP, endpoint("10.0.0.1:53"));
    ServiceKey sctp = new ServiceKey.Address(Protocol.SCTP, endpoint("10.0.0.1:9"));
    ServiceKey six = tcp("[2001:db8::1]:80");
    ServiceKey mark = new ServiceKey.Mark(AddressFamily.IPV4, 7);
    ServiceKey mark6 = new ServiceKey.Mark(AddressFamily.IPV6, 8);
    Forwarding full = new Forwarding(ForwardingMethod.FULLNAT, Optional.empty());
    ServiceTable table =
        table(
            service(mark6, Scheduling.of(Scheduler.MH), null),
            service(mark, new Scheduling(Scheduler.MH, true, true, true, false, false), null),
            service(
                six,
                new Scheduling(Scheduler.SH, false, true, false, false, true),
                new Persistence(360, 64, Optional.empty()),
                server("[2001:db8::10]:80", Forwarding.TUN, 100)),
            service(
                udp,
                new Scheduling(Scheduler.WLC, true, false, true, true, false),
                new Persistence(30, 24, Optional.of("sip"))),
            service(sctp, Scheduling.of(Scheduler.NQ), null, server("10.0.0.2:9", full, 65535)));
    assertEquals(
        """
        IP Virtual Server version 1.2.1 (size=4096)
        Prot LocalAddress:Port Scheduler Flags
          -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
        UDP  10.0.0.1:53 wlc (flag-1,flag-3) persistent 30 mask 255.255.255.0 pe sip ops
        SCTP 10.0.0.1:9 nq
          -> 10.0.0.2:9                   FullNat 65535  0          0        \s
        TCP  [2001:db8::1]:80 sh (sh-port) persistent 360 mask 64
          -> [2001:db8::10]:80            Tunnel  100    0          0        \s
        FWM  7 mh (mh-fallback,mh-port,flag-3)
        FWM  8 IPv6 mh
        """,
        IpvsadmList.print(ListView.TABLE, table, Map.of()));
  }

  @Test
  void connectionsHaveTheColumnsOfIpvsadm() {
    Endpoint virtual = endpoint("192.168.1.230:80");
    Endpoint real = endpoint("192.168.1.100:80");
    ServiceKey mark = new ServiceKey.Mark(AddressFamily.IPV4, 7);
    assertEquals(
        """
        IPVS connection entries
        pro expire state       source             virtual            destination
        TCP 14:58  ESTABLISHED 10.0.0.9:34567     192.168.1.230:80   192.168.1.100:80
        IP  120:00 NONE        10.0.0.9:0         192.168.1.230:80   192.168.1.100:80
        """,
        ConnectionList.print(
            List.of(
                new Connection(WEB, "ESTABLISHED", 898, endpoint("10.0.0.9:34567"), virtual, real),
                new Connection(mark, "NONE", 7200, endpoint("10.0.0.9:0"), virtual, real))));
  }

  @Test
  void aViewThatDoesNotExistNamesThoseThatDo() {
    var refused = assertThrows(IllegalArgumentException.class, () -> ListView.of("tun"));
    assertTrue(refused.getMessage().contains("persistent-conn"), refused.getMessage());
    assertEquals(ListView.TABLE, ListView.of(null));
  }
}
