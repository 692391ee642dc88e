package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.config.text.Problem;
import lvs.director.model.Forwarding;
import lvs.director.model.Forwarding.Tunnel;
import lvs.director.model.Forwarding.TunnelChecksum;
import lvs.director.model.Forwarding.TunnelType;
import lvs.director.model.ForwardingMethod;
import lvs.director.model.Persistence;
import lvs.director.model.RealServer;
import lvs.director.model.Scheduler;
import lvs.director.model.Scheduling;
import lvs.director.model.Script;
import lvs.director.model.VirtualService;
import lvs.director.model.VirtualService.SorryServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VirtualServerTest {
  private static final Script TRUE =
      new Script(List.of("/bin/true", "a b", "c"), Optional.of("ha"), Optional.empty());

  private static Endpoint endpoint(String text) {
    return Endpoint.parse(text).orElseThrow();
  }

  @Test
  void aServiceThatSaysNothingHasKeepalivedsDefaults() {
    VirtualService service = Reading.cleanService("");
    RealServer server =
        new RealServer(
            endpoint("192.0.2.11:8080"),
            Forwarding.NAT,
            1,
            0,
            0,
            false,
            false,
            Optional.empty(),
            Optional.empty(),
            true,
            Optional.empty(),
            List.of());
    assertEquals(
        new VirtualService(
            "tcp_192.0.2.1_80",
            "TCP 192.0.2.1:80",
            service.keys(),
            Optional.empty(),
            Scheduling.of(Scheduler.WLC),
            Forwarding.NAT,
            Optional.empty(),
            1,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            false,
            false,
            Optional.empty(),
            List.of(server)),
        service);
  }

  @Test
  void protocolSchedulerAndMethodHaveDefaultsThatAreNamed() {
    Loaded loaded = Reading.text("virtual_server 192.0.2.1 80 {\nreal_server 192.0.2.2 80 {\n}\n}");
    assertEquals(
        List.of(
            "This virtual server has no protocol; UDP is used.",
            "This virtual server has no lb_algo; wlc is used.",
            "This virtual server has no lb_kind; NAT is used."),
        loaded.problems().stream().map(Problem::what).toList());
    VirtualService service = loaded.configuration().orElseThrow().virtualServices().getFirst();
    assertEquals("UDP 192.0.2.1:80", service.name());
    assertEquals(Scheduler.WLC, service.scheduling().scheduler());
    assertEquals(Forwarding.NAT, service.forwarding());
  }

  @ParameterizedTest
  @EnumSource(Scheduler.class)
  void everySchedulerHasItsName(Scheduler scheduler) {
    for (String keyword : List.of("lb_algo ", "lvs_sched ")) {
      String text =
          "virtual_server 192.0.2.1 80 {\nlb_kind NAT\nprotocol TCP\n"
              + keyword
              + scheduler.kernelName()
              + "\nreal_server 192.0.2.2 80 {\n}\n}";
      VirtualService service = Reading.clean(text).virtualServices().getFirst();
      assertEquals(scheduler, service.scheduling().scheduler());
    }
  }

  @Test
  void protocolsAreReadInEitherCase() {
    String text =
        "virtual_server 192.0.2.1 80 {\nlb_algo rr\nlb_kind NAT\nprotocol %s\n"
            + "real_server 192.0.2.2 80 {\n}\n}";
    for (String word : List.of("SCTP", "sctp")) {
      assertEquals(
          "SCTP 192.0.2.1:80",
          Reading.clean(text.formatted(word)).virtualServices().getFirst().name());
    }
  }

  @Test
  void forwardingMethodsAndTunnelsAreBound() {
    assertEquals(Forwarding.NAT, method("NAT"));
    assertEquals(Forwarding.DR, method("DR"));
    assertEquals(Forwarding.TUN, method("TUN"));
    assertEquals(tunnel(TunnelType.IPIP, 0, TunnelChecksum.NOCSUM), method("TUN type ipip"));
    assertEquals(
        tunnel(TunnelType.GUE, 6080, TunnelChecksum.REMCSUM),
        method("TUN type gue port 6080 remcsum"));
    assertEquals(tunnel(TunnelType.GRE, 0, TunnelChecksum.CSUM), method("TUN type gre csum"));
    assertEquals(tunnel(TunnelType.GRE, 0, TunnelChecksum.NOCSUM), method("TUN type gre nocsum"));
  }

  private static Forwarding tunnel(TunnelType type, int port, TunnelChecksum checksum) {
    return new Forwarding(ForwardingMethod.TUN, Optional.of(new Tunnel(type, port, checksum)));
  }

  private static Forwarding method(String words) {
    String text =
        "virtual_server 192.0.2.1 80 {\nlb_algo rr\nprotocol TCP\nlvs_method "
            + words
            + "\nreal_server 192.0.2.2 80 {\n}\n}";
    VirtualService service = Reading.clean(text).virtualServices().getFirst();
    assertEquals(service.forwarding(), service.realServers().getFirst().forwarding());
    return service.forwarding();
  }

  @Test
  void aRealServerMayHaveItsOwnMethodAndWeight() {
    String text =
        Reading.service(
            """
            weight 5
            real_server 192.0.2.11 80 {
              lvs_method DR
              weight 7
            }
            real_server 192.0.2.12 80 {
            }
            """);
    List<RealServer> servers = Reading.clean(text).virtualServices().getFirst().realServers();
    assertEquals(Forwarding.DR, servers.getFirst().forwarding());
    assertEquals(7, servers.getFirst().weight());
    assertEquals(Forwarding.NAT, servers.getLast().forwarding());
    assertEquals(5, servers.getLast().weight());
  }

  @Test
  void persistenceHasSecondsAndANetmask() {
    assertEquals(
        Optional.of(new Persistence(360, 32, Optional.empty())),
        Reading.cleanService("persistence_timeout").persistence());
    assertEquals(
        Optional.of(new Persistence(50, 24, Optional.of("sip"))),
        Reading.cleanService(
                "persistence_timeout 50\npersistence_granularity 255.255.255.0\n"
                    + "persistence_engine sip")
            .persistence());
    assertEquals(
        Optional.of(new Persistence(50, 64, Optional.empty())),
        Reading.clean(
                "virtual_server 2001:db8::1 80 {\nlb_algo rr\nlb_kind DR\nprotocol TCP\n"
                    + "persistence_timeout 50\npersistence_granularity 64\n"
                    + "real_server 2001:db8::2 80 {\n}\n}")
            .virtualServices()
            .getFirst()
            .persistence());
  }

  @Test
  void schedulerFlagsAreBound() {
    String head = "virtual_server 192.0.2.1 80 {\nlb_kind NAT\nprotocol UDP\n";
    String tail = "\nreal_server 192.0.2.2 80 {\n}\n}";
    assertEquals(
        new Scheduling(Scheduler.SH, true, true, true, true, true),
        scheduling(head + "lb_algo sh\nflag-1\nflag-2\nflag-3\nops\nhashed" + tail));
    assertEquals(
        new Scheduling(Scheduler.SH, true, true, false, false, false),
        scheduling(head + "lb_algo sh\nsh-fallback\nsh-port" + tail));
    assertEquals(
        new Scheduling(Scheduler.MH, true, true, false, false, false),
        scheduling(head + "lb_algo mh\nmh-fallback\nmh-port" + tail));
  }

  private static Scheduling scheduling(String text) {
    return Reading.clean(text).virtualServices().getFirst().scheduling();
  }

  @Test
  void quorumHysteresisAndTheirScriptsAreBound() {
    VirtualService service =
        Reading.cleanService(
            """
            weight 9
            quorum 7
            hysteresis 2
            quorum_up "/bin/true 'a b' c" ha
            quorum_down "/bin/true 'a b' c" ha
            omega
            ha_suspend
            smtp_alert
            snmp_name web
            """);
    assertEquals(7, service.quorum());
    assertEquals(2, service.hysteresis());
    assertEquals(Optional.of(TRUE), service.quorumUp());
    assertEquals(Optional.of(TRUE), service.quorumDown());
    assertTrue(service.omega());
    assertTrue(service.haSuspend());
    assertTrue(service.smtpAlert());
    assertEquals(Optional.of("web"), service.snmpName());
  }

  @Test
  void whatTheServiceSaysHoldsForItsServersUnlessTheySayOtherwise() {
    String text =
        Reading.service(
            """
            alpha
            inhibit_on_failure
            real_server 192.0.2.11 80 {
            }
            real_server 192.0.2.12 80 {
              alpha no
              inhibit_on_failure off
            }
            """);
    VirtualService service = Reading.clean(text).virtualServices().getFirst();
    assertTrue(service.alpha());
    assertTrue(service.realServers().getFirst().alpha());
    assertTrue(service.realServers().getFirst().inhibitOnFailure());
    assertFalse(service.realServers().getLast().alpha());
    assertFalse(service.realServers().getLast().inhibitOnFailure());
  }

  @Test
  void aRealServersOwnKeywordsAreBound() {
    RealServer server =
        Reading.cleanServer(
            """
            uthreshold 100
            lthreshold 50
            notify_up "/bin/true 'a b' c" ha
            notify_down "/bin/true 'a b' c" ha
            smtp_alert off
            snmp_name one
            """);
    assertEquals(100, server.upperThreshold());
    assertEquals(50, server.lowerThreshold());
    assertEquals(Optional.of(TRUE), server.notifyUp());
    assertEquals(Optional.of(TRUE), server.notifyDown());
    assertFalse(server.smtpAlert());
    assertEquals(Optional.of("one"), server.snmpName());
  }

  @Test
  void theSorryServerTakesMethodAndPortOfTheService() {
    assertEquals(
        Optional.of(new SorryServer(endpoint("127.0.0.1:8081"), Forwarding.NAT, false)),
        Reading.cleanService("sorry_server 127.0.0.1 8081").sorryServer());
    assertEquals(
        Optional.of(new SorryServer(endpoint("127.0.0.1:80"), Forwarding.NAT, false)),
        Reading.cleanService("sorry_server 127.0.0.1").sorryServer());
    assertEquals(
        Optional.of(new SorryServer(endpoint("127.0.0.1:80"), Forwarding.DR, true)),
        Reading.cleanService(
                "sorry_server 127.0.0.1 80\nsorry_server_inhibit\nsorry_server_lvs_method DR")
            .sorryServer());
  }

  @Test
  void aSorryServerAloneIsEnough() {
    VirtualService service =
        Reading.clean(Reading.service("sorry_server 127.0.0.1 80")).virtualServices().getFirst();
    assertEquals(List.of(), service.realServers());
  }

  @Test
  void natServersWithoutPortTakeTheServicesPort() {
    String text = Reading.service("real_server 192.0.2.11 {\n}");
    assertEquals(
        endpoint("192.0.2.11:80"),
        Reading.clean(text).virtualServices().getFirst().realServers().getFirst().endpoint());
  }

  @Test
  void mailSwitchesFallBackToTheGlobalOnes() {
    String globals = "global_defs {\nsmtp_alert_checker %s\n}\n";
    String body = Reading.service("real_server 192.0.2.11 80 {\n}");
    VirtualService on = Reading.clean(globals.formatted("on") + body).virtualServices().getFirst();
    VirtualService off =
        Reading.clean(globals.formatted("off") + body).virtualServices().getFirst();
    assertTrue(on.smtpAlert());
    assertTrue(on.realServers().getFirst().smtpAlert());
    assertFalse(off.smtpAlert());
    assertFalse(off.realServers().getFirst().smtpAlert());
  }
}
