package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lvs.director.config.ConfigurationReader;
import lvs.director.config.Loaded;
import lvs.director.config.text.ReadSettings;
import lvs.director.model.Check;
import lvs.director.probe.NetworkProber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the configuration says about checks that are not run is what the prober does. */
class ChecksThatRunTest {
  private static final String TEXT =
      """
      track_file load {
        file /nonexistent/load
      }
      bfd_instance far {
        neighbor_ip 127.0.0.9
      }
      virtual_server 127.0.0.1 8080 {
        protocol TCP
        lb_algo rr
        lb_kind NAT
        real_server 127.0.0.2 8080 {
          TCP_CHECK {
          }
          HTTP_GET {
            url {
              path /
            }
          }
          SSL_GET {
            url {
              path /
            }
          }
          SMTP_CHECK {
          }
          DNS_CHECK {
          }
          UDP_CHECK {
          }
          PING_CHECK {
          }
          MISC_CHECK {
            misc_path /bin/true
          }
          FILE_CHECK {
            track_file load
          }
          BFD_CHECK {
            name far
          }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void warningsNameTheChecksThatTheProberDoesNotRun() throws Exception {
    Path file = Files.writeString(folder.resolve("all.conf"), TEXT);
    Loaded loaded = ConfigurationReader.load(file, ReadSettings.ofThisMachine());
    List<Check> checks =
        loaded
            .configuration()
            .orElseThrow(() -> new AssertionError(loaded.problems().toString()))
            .virtualServices()
            .getFirst()
            .realServers()
            .getFirst()
            .checks();
    assertEquals(10, checks.size());
    List<String> notRun =
        checks.stream().filter(c -> !NetworkProber.runs(c)).map(Check::keyword).toList();
    List<String> warned =
        loaded.problems().stream()
            .filter(problem -> problem.code().equals("check-not-run"))
            .map(problem -> problem.line().strip().split(" ")[0])
            .toList();
    assertEquals(notRun, warned);
  }
}
