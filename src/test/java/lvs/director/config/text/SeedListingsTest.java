package lvs.director.config.text;

import static lvs.director.config.text.MemoryFiles.outline;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Configurations that operators really published and that a package really ships. */
class SeedListingsTest {
  private static final Path SEEDS = Path.of("src/test/resources/seeds");
  private static final Path DEBIAN = Path.of("/usr/share/doc/keepalived/samples");

  private static ConfigText.Text read(Path file) {
    return ConfigText.read(file, ReadSettings.of("one", Map.of(), new Random(1)));
  }

  private static List<String> problems(String seed) {
    return MemoryFiles.problems(read(SEEDS.resolve(seed)));
  }

  private static String tree(String seed) {
    return outline(read(SEEDS.resolve(seed)).statements());
  }

  @Test
  void chineseCommentsBehindHashesAreComments() {
    assertEquals(List.of(), problems("003-keepalived.conf"));
    String expected =
        """
        global_defs { script_user root; enable_script_security; }
        vrrp_script chk_http { script "/etc/keepalived/ck_httpd.sh"; interval 1; weight 2; fall 3;
        rise 2; user root; }
        vrrp_instance VI_1 { state MASTER; interface ens33; virtual_router_id 51; priority 100;
        advert_int 1; authentication { auth_type PASS; auth_pass 1111; }
        track_script { chk_http; } virtual_ipaddress { 192.168.199.10/24; }
        notify_master "/etc/keepalived/start_haproxy.sh master";
        notify_backup "/etc/keepalived/start_haproxy.sh backup";
        notify_fault "/etc/keepalived/start_haproxy.sh stop"; }
        """;
    assertEquals(expected.replace('\n', ' ').strip(), tree("003-keepalived.conf"));
  }

  @Test
  void anLvsListingIsUnderstood() {
    assertEquals(List.of(), problems("003-keepalived-lvs.conf"));
    String check =
        "TCP_CHECK { connect_timeout 8; nb_get_retry 3; delay_before_retry 3; connect_port 80; }";
    String expected =
        """
        global_defs {}
        vrrp_instance VI_1 { state MASTER; interface ens33; virtual_router_id 51; priority 100;
        advert_int 1; authentication { auth_type PASS; auth_pass 1111; }
        virtual_ipaddress { 192.168.199.10; } }
        virtual_server 192.168.199.10 80 { delay_loop 6; lb_algo rr; lb_kind DR;
        persistence_timeout 50; protocol TCP; sorry_server 127.0.0.1 80;
        real_server 192.168.199.229 80 { weight 1; CHECK }
        real_server 192.168.199.190 80 { weight 1; CHECK } }
        """;
    assertEquals(
        expected.replace('\n', ' ').strip().replace("CHECK", check),
        tree("003-keepalived-lvs.conf"));
  }

  @Test
  void noBreakBlanksAndSlashCommentsAreReadThroughAndToldOnce() {
    assertEquals(List.of("foreign-blank 1:12", "slash-comment 1:41"), problems("004-vrrp.conf"));
    String expected =
        """
        global_defs { notification_email { root@localhost; }
        notification_email_from amdin@magedu.com; smtp_server 127.0.0.1; smtp_connect_timeout 30;
        router_id node1; vrrp_mcast_group4 224.0.74.18; }
        vrrp_instance VI_1 { state MASTER; interface eth0; virtual_router_id 150; priority 100;
        advert_int 1; authentication { auth_type PASS; auth_pass 1111; }
        virtual_ipaddress { 172.18.250.99; } }
        """;
    assertEquals(expected.replace('\n', ' ').strip(), tree("004-vrrp.conf"));
  }

  @Test
  void aMisindentedStatusCodeIsStillInsideItsUrl() {
    assertEquals(
        List.of("foreign-blank 1:15", "slash-comment 1:39"), problems("004-virtual-server.conf"));
    String server =
        "{ weight 1; HTTP_GET { url { path /index.html; status_code 200; } connect_timeout 3;"
            + " nb_get_retry 3; delay_before_retry 3; } }";
    String expected =
        "virtual_server 172.18.250.99 80 { delay_loop 6; lb_algo rr; lb_kind DR;"
            + " persistence_timeout 0; protocol TCP; real_server 172.18.250.77 80 SERVER"
            + " real_server 172.18.250.79 80 SERVER }";
    assertEquals(expected.replace("SERVER", server), tree("004-virtual-server.conf"));
  }

  @Test
  @Tag("lab")
  void debiansSamplesAreReadWithoutProblem() throws IOException {
    boolean present = Files.isDirectory(DEBIAN);
    if (!present) {
      System.out.println("skipped: " + DEBIAN + " is missing, install Debian's keepalived");
    }
    Assumptions.assumeTrue(present, "keepalived's samples are not installed");
    try (Stream<Path> files = Files.list(DEBIAN)) {
      List<Path> samples = files.filter(file -> file.toString().contains(".conf.")).toList();
      assertTrue(samples.size() > 20);
      for (Path sample : samples) {
        ConfigText.Text read = read(sample);
        assertEquals(List.of(), read.problems(), sample::toString);
        assertFalse(read.statements().isEmpty(), sample::toString);
      }
    }
  }
}
