package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lvs.director.config.ConfigurationReader;
import lvs.director.config.text.ReadSettings;
import lvs.director.model.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotRunYetTest {
  private static final String SERVICE =
      """
      virtual_server 127.0.0.1 8080 {
        protocol TCP
        lb_algo rr
        lb_kind NAT
        real_server 127.0.0.2 8080 {
          TCP_CHECK {
            %1$s
          }
        }
        real_server 127.0.0.3 8080 {
          TCP_CHECK {
            %1$s
          }
        }
      }
      """;

  @TempDir private Path directory;

  @Test
  void whatThisVersionDoesNotDoIsTold() throws Exception {
    String text =
        """
        global_defs {
          startup_script /bin/true
          shutdown_script /bin/true
        }
        vrrp_instance inside {
          interface lo
          virtual_router_id 51
          virtual_ipaddress {
            127.0.0.9/8
          }
        }
        """;
    assertEquals(
        List.of(
            "vrrp_instance inside: this version does not run VRRP; bring the virtual addresses up"
                + " by other means",
            "startup_script is not run by this version",
            "shutdown_script is not run by this version",
            "fwmark 3: checks leave unmarked"),
        NotRunYet.in(read(text + SERVICE.formatted("fwmark 3"))));
  }

  @Test
  void nothingIsToldWhereAllIsDone() throws Exception {
    assertEquals(List.of(), NotRunYet.in(read(SERVICE.formatted("connect_timeout 1"))));
  }

  private Configuration read(String text) throws Exception {
    Path file = Files.writeString(directory.resolve("director.conf"), text);
    return ConfigurationReader.load(file, ReadSettings.ofThisMachine())
        .configuration()
        .orElseThrow();
  }
}
