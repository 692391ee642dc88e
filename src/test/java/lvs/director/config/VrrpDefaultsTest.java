package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lvs.director.base.Endpoint;
import lvs.director.base.Prefix;
import lvs.director.model.AddressFamily;
import lvs.director.model.AdvertisementRules;
import lvs.director.model.AdvertisementTransport;
import lvs.director.model.Authentication;
import lvs.director.model.BfdSession;
import lvs.director.model.Configuration;
import lvs.director.model.GlobalDefinitions;
import lvs.director.model.GratuitousArpSettings;
import lvs.director.model.MailSettings;
import lvs.director.model.NotifyScripts;
import lvs.director.model.Script;
import lvs.director.model.SyncGroup;
import lvs.director.model.TrackFile;
import lvs.director.model.TrackProcess;
import lvs.director.model.TrackScript;
import lvs.director.model.Tracking;
import lvs.director.model.VirtualAddress;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VrrpConfiguration;
import lvs.director.model.VrrpDefaults;
import lvs.director.model.VrrpEnvironment;
import org.junit.jupiter.api.Test;

/** What holds where nothing is written: keepalived's defaults, value by value. */
class VrrpDefaultsTest {
  private static final Duration ONE = Duration.ofSeconds(1);

  @Test
  void anEmptyBlockIsTheEmptyConfiguration() {
    assertEquals(Configuration.EMPTY, VrrpTexts.clean("global_defs {\n}\n"));
  }

  @Test
  void aVirtualRouterThatSaysTheLeast() {
    VirtualAddress address =
        new VirtualAddress(
            Prefix.parse("192.0.2.7/32").orElseThrow(),
            Optional.of("eth0"),
            Optional.empty(),
            "global",
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            false,
            false,
            false,
            Optional.empty(),
            true,
            Optional.empty(),
            false);
    VirtualRouter expected =
        new VirtualRouter(
            "V",
            Optional.of("eth0"),
            7,
            100,
            VirtualRouter.VrrpVersion.V2,
            AddressFamily.IPV4,
            VirtualRouter.InitialState.BACKUP,
            ONE,
            List.of(address),
            List.of(),
            List.of(),
            List.of(),
            new VirtualRouter.Preemption(true, Duration.ZERO),
            new AdvertisementTransport.Multicast(
                Optional.empty(), false, Endpoint.address("224.0.0.18").orElseThrow()),
            new AdvertisementRules(3, true, false, false, true, false, OptionalInt.empty()),
            new Authentication.None(),
            Optional.empty(),
            true,
            false,
            false,
            Tracking.NONE,
            new GratuitousArpSettings(
                Duration.ofSeconds(5),
                5,
                Duration.ZERO,
                1,
                Duration.ofSeconds(5),
                5,
                Duration.ZERO,
                false),
            NotifyScripts.NONE,
            false,
            false,
            Optional.empty(),
            OptionalInt.empty());
    assertEquals(expected, VrrpTexts.cleanRouter(""));
  }

  @Test
  void anIpv6VirtualRouterSpeaksVersion3ToFf0212() {
    VirtualRouter router =
        VrrpTexts.clean(
                "vrrp_instance V {\ninterface eth0\nvirtual_router_id 7\n"
                    + "virtual_ipaddress {\n2001:db8::7\n}\n}\n")
            .vrrp()
            .virtualRouters()
            .getFirst();
    assertEquals(VirtualRouter.VrrpVersion.V3, router.version());
    assertEquals(AddressFamily.IPV6, router.family());
    assertEquals(
        new AdvertisementTransport.Multicast(
            Optional.empty(), false, Endpoint.address("ff02::12").orElseThrow()),
        router.transport());
    assertEquals(Optional.of(Duration.ZERO), router.addresses().getFirst().preferredLifetime());
  }

  @Test
  void trackersThatSayTheLeast() {
    VrrpConfiguration vrrp = VrrpTexts.clean(VrrpTexts.around("", "")).vrrp();
    Script script = new Script(List.of("/bin/true"), Optional.empty(), Optional.empty());
    assertEquals(
        List.of(new TrackScript("s", script, ONE, ONE, 0, false, 1, 1, false)),
        vrrp.trackScripts());
    assertEquals(
        List.of(new TrackFile("f", "/tmp/f", 1, false, Optional.empty())), vrrp.trackFiles());
    assertEquals(
        List.of(
            new TrackProcess(
                "p",
                "nginx",
                List.of(),
                TrackProcess.ParameterMatch.NONE,
                0,
                false,
                1,
                OptionalInt.empty(),
                Duration.ZERO,
                Duration.ZERO,
                false)),
        vrrp.trackProcesses());
    assertEquals(
        List.of(
            new BfdSession(
                "b",
                Endpoint.address("192.0.2.66").orElseThrow(),
                Optional.empty(),
                Duration.ofMillis(10),
                Duration.ofMillis(10),
                ONE,
                5,
                false,
                255,
                OptionalInt.of(0),
                false,
                0,
                false,
                BfdSession.Audience.BOTH)),
        vrrp.bfdSessions());
  }

  @Test
  void aSyncGroupThatSaysTheLeast() {
    VrrpConfiguration vrrp = VrrpTexts.clean(VrrpTexts.around("vrrp_sync_group", "")).vrrp();
    assertEquals(
        List.of(
            new SyncGroup(
                "S", List.of("V", "W"), Tracking.NONE, false, NotifyScripts.NONE, false, false)),
        vrrp.syncGroups());
  }

  @Test
  void theDefaultsOfGlobalDefs() {
    GlobalDefinitions global = GlobalDefinitions.DEFAULT;
    MailSettings mail = global.mail();
    assertEquals(Duration.ofSeconds(30), mail.connectTimeout());
    assertEquals(false, mail.virtualRouterAlert());
    assertEquals(Optional.empty(), mail.checkAlert());
    assertEquals(true, mail.faults());
    assertEquals(true, mail.everyCheck());
    assertEquals(Duration.ofSeconds(10), global.scripts().startupTimeout());
    assertEquals(Duration.ofSeconds(10), global.scripts().shutdownTimeout());
    assertEquals(0177, global.processes().umask());
    assertEquals(Duration.ofSeconds(1), global.processes().autoPriorityDelay());
    assertEquals(Duration.ofMillis(10), global.processes().vrrp().realtimeLimit());
    assertEquals(Duration.ofSeconds(5), global.processes().childWait());
    assertEquals(Duration.ofSeconds(5), global.snmp().virtualServiceStatisticsAge());
    assertEquals("org.keepalived.Vrrp1", global.dbus().serviceName());
    assertEquals("none", global.dbus().noInterfaceName());
    assertEquals(1, global.files().jsonVersion());
  }

  @Test
  void theDefaultsOfTheVrrpSide() {
    VrrpDefaults defaults = VrrpDefaults.DEFAULT;
    assertEquals(VirtualRouter.VrrpVersion.V2, defaults.version());
    assertEquals("224.0.0.18", Endpoint.text(defaults.group4()));
    assertEquals("ff02::12", Endpoint.text(defaults.group6()));
    VrrpEnvironment environment = VrrpEnvironment.DEFAULT;
    assertEquals("vrrp", environment.vmacPrefix());
    assertEquals("vrrp", environment.vmacAddressPrefix());
    assertEquals(3, environment.receiveBuffers().multiplier());
    assertEquals(
        Optional.of(
            List.of(
                "keepalived",
                "keepalived6",
                "keepalived_if6",
                "keepalived_igmp",
                "keepalived_mld",
                "keepalived_nd")),
        environment.firewall().ipsets());
  }

  @Test
  void aStaticAddressWithoutInterfaceGoesToEth0() {
    VrrpConfiguration vrrp = VrrpTexts.clean("static_ipaddress {\n192.0.2.9/24\n}\n").vrrp();
    assertEquals(Optional.of("eth0"), vrrp.statics().addresses().getFirst().interfaceName());
  }

  @Test
  void aStaticAddressWithoutInterfaceGoesToDefaultInterface() {
    VrrpConfiguration vrrp =
        VrrpTexts.clean(
                "static_ipaddress {\n192.0.2.9/24\n}\nglobal_defs {\ndefault_interface eth1\n}\n")
            .vrrp();
    assertEquals(Optional.of("eth1"), vrrp.statics().addresses().getFirst().interfaceName());
  }

  @Test
  void theInstanceOverridesTheGlobalWords() {
    Configuration configuration =
        VrrpTexts.clean(
            "global_defs {\nvrrp_garp_master_delay 9\nvrrp_garp_master_repeat 2\n"
                + "vrrp_down_timer_adverts 4\nvrrp_version 3\nsmtp_alert\n}\n"
                + VrrpTexts.instance("garp_master_repeat 8\ndown_timer_adverts 6"));
    VirtualRouter router = configuration.vrrp().virtualRouters().getFirst();
    assertEquals(Duration.ofSeconds(9), router.gratuitousArp().masterDelay());
    assertEquals(Duration.ofSeconds(9), router.gratuitousArp().lowerPriorityDelay());
    assertEquals(8, router.gratuitousArp().masterRepeat());
    assertEquals(8, router.gratuitousArp().lowerPriorityRepeat());
    assertEquals(6, router.advertisementRules().downTimerAdvertisements());
    assertEquals(VirtualRouter.VrrpVersion.V3, router.version());
    assertEquals(true, router.smtpAlert());
  }

  @Test
  void theMailOfVirtualRoutersHasADefaultOfItsOwn() {
    Configuration configuration =
        VrrpTexts.clean(
            "global_defs {\nsmtp_alert\nsmtp_alert_vrrp off\n}\n" + VrrpTexts.instance(""));
    assertEquals(false, configuration.vrrp().virtualRouters().getFirst().smtpAlert());
  }

  @Test
  void theOldSyncDaemonLineServesTheNewOne() {
    Configuration configuration =
        VrrpTexts.usable(VrrpTexts.instance("lvs_sync_daemon_interface eth1"));
    assertEquals("eth1", configuration.lvs().syncDaemon().orElseThrow().device());
    assertEquals(Optional.of("V"), configuration.lvs().syncDaemon().orElseThrow().virtualRouter());
  }

  @Test
  void globalDefsCountWhereverTheyStand() {
    Configuration configuration =
        VrrpTexts.clean(VrrpTexts.instance("") + "global_defs {\nvrrp_strict off\nsmtp_alert\n}\n");
    assertEquals(true, configuration.vrrp().virtualRouters().getFirst().smtpAlert());
  }
}
