package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lvs.director.config.ConfigurationReader;
import lvs.director.config.text.ReadSettings;
import lvs.director.model.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
  private static final long BUDGET_NANOS = Long.MAX_VALUE / 2;
  private static final int ENOUGH = 30;

  @TempDir Path folder;

  private Configuration configuration(String text) throws IOException {
    Path file = folder.resolve("director.conf");
    Files.writeString(file, text);
    return ConfigurationReader.load(file, ReadSettings.ofThisMachine())
        .configuration()
        .orElseThrow();
  }

  private static String router(String more, String address) {
    return """
    vrrp_instance VI_1 {
        interface lo
        virtual_router_id 51
        priority 100
        %s
        virtual_ipaddress {
            %s
        }
    }
    """
        .formatted(more, address);
  }

  @Test
  void takesOverAgainAndAgainWhateverTheVirtualRouterIsLike() throws IOException {
    for (String text :
        new String[] {
          router("", "10.9.0.100/24"),
          router("version 3", "10.9.0.100/24"),
          router("advert_int 0.01\n version 3", "fe80::100"),
          router("use_vmac", "10.9.0.100/24"),
          router("authentication {\n auth_type PASS\n auth_pass secret\n }", "10.9.0.100/24"),
          router("unicast_src_ip 10.9.0.1\n unicast_peer {\n 10.9.0.2\n }", "10.9.0.100/24"),
        }) {
      assertTrue(Rehearsal.run(configuration(text), BUDGET_NANOS, ENOUGH) >= ENOUGH, text);
    }
  }

  @Test
  void endsByItselfWhereNobodyCanBecomeMaster() throws IOException {
    assertEquals(0, Rehearsal.run(Configuration.EMPTY, BUDGET_NANOS));
    String waitsForItsScript =
        "vrrp_script sick {\n script \"/bin/false\"\n}\n"
            + router("track_script {\n sick\n }", "10.9.0.100/24");
    assertEquals(0, Rehearsal.run(configuration(waitsForItsScript), BUDGET_NANOS));
  }
}
