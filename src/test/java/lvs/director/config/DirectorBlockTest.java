package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import lvs.director.base.Endpoint;
import lvs.director.config.text.Problem;
import lvs.director.model.AddressLease;
import lvs.director.model.DirectorSettings;
import lvs.director.model.DirectorSettings.PlaneChoice;
import lvs.director.model.MailPolicy;
import lvs.director.model.MailPolicy.Relay;
import lvs.director.model.MailPolicy.Security;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectorBlockTest {
  private static DirectorSettings settings(String lines) {
    Loaded loaded =
        Reading.text("director {\n" + lines + "\n}", new FakeFiles().file("/etc/password"));
    assertEquals(List.of(), loaded.problems());
    return loaded.configuration().orElseThrow().director();
  }

  @Test
  void withoutABlockOrInAnEmptyOneTheDefaultsHold() {
    assertEquals(DirectorSettings.DEFAULT, Reading.clean("global_defs {\n}").director());
    assertEquals(DirectorSettings.DEFAULT, settings(""));
  }

  @Test
  void theDocumentedDefaultsAreTheRealOnes() {
    assertEquals(
        DirectorSettings.DEFAULT,
        settings(
            """
            data_plane auto
            serve_before_first_check off
            jolokia 127.0.0.1 8778
            prometheus 127.0.0.1 9404
            proxy_threads 0
            proxy_max_connections 65536
            syslog on
            console 127.0.0.1 9160
            mail_grouping 60
            mail_repeat off
            mail_hourly_limit 30
            mail_spool_limit 1000
            mail_pictures on
            """));
  }

  @Test
  void everyKeywordIsBound() {
    assertEquals(
        new DirectorSettings(
            PlaneChoice.PROXY,
            true,
            Endpoint.parse("192.0.2.1:18778"),
            Optional.of("admin"),
            Optional.of("/etc/password"),
            Endpoint.parse("[2001:db8::1]:19404"),
            3,
            99,
            false,
            new AddressLease(true, OptionalInt.of(7)),
            false,
            new DirectorSettings.IpvsSettings(
                false,
                true,
                new TreeMap<>(Map.of("expire_nodest_conn", "1", "sync_threshold", "3 50")),
                Duration.ofSeconds(30)),
            DirectorSettings.DEFAULT.archive(),
            DirectorSettings.DEFAULT.console(),
            new MailPolicy(
                List.of(
                    new Relay(
                        "mail.example.org",
                        587,
                        Security.STARTTLS,
                        Optional.of("director"),
                        Optional.of("/etc/password"),
                        Optional.empty())),
                Duration.ofSeconds(30),
                Duration.ofHours(4),
                10,
                500,
                false)),
        settings(
            """
            data_plane proxy
            serve_before_first_check
            jolokia 192.0.2.1 18778
            jolokia_user admin
            jolokia_password_file /etc/password
            prometheus 2001:db8::1 19404
            proxy_threads 3
            proxy_max_connections 99
            table_drift report
            keep_table on
            ipvs_sysctl expire_nodest_conn 1
            ipvs_sysctl sync_threshold "3 50"
            sync_catch_up 30
            syslog no
            address_lease 7
            lost_address hand_over
            mail_relay mail.example.org starttls user director password_file /etc/password
            mail_grouping 30
            mail_repeat 14400
            mail_hourly_limit 10
            mail_spool_limit 500
            mail_pictures off
            """));
  }

  @Test
  void aSettingOfTwoNumbersNeedsNoQuotesAndAFullNameIsOne() {
    assertEquals(
        new TreeMap<>(Map.of("sync_threshold", "3 50", "net.ipv4.ip_forward", "1")),
        settings("ipvs_sysctl sync_threshold 3 50\nipvs_sysctl net.ipv4.ip_forward 1")
            .ipvs()
            .sysctls());
  }

  @ParameterizedTest
  @ValueSource(strings = {"kernel.panic", "net.ipv4.vs/../x", "vs.conntrack", "net..x", "Ümläut"})
  void aNameElsewhereIsNoSetting(String name) {
    Loaded loaded = Reading.text("director {\n  ipvs_sysctl " + name + " 1\n}\n");
    assertEquals(List.of("not-a-setting"), loaded.problems().stream().map(Problem::code).toList());
  }

  @Test
  void listenersCanBeSwitchedOff() {
    DirectorSettings off = settings("jolokia off\nprometheus off");
    assertEquals(Optional.empty(), off.jolokia());
    assertEquals(Optional.empty(), off.prometheus());
  }

  @ParameterizedTest
  @EnumSource(PlaneChoice.class)
  void everyPlaneHasItsWord(PlaneChoice plane) {
    assertEquals(
        plane,
        settings("data_plane " + plane.name().toLowerCase(java.util.Locale.ROOT)).dataPlane());
  }
}
