package lvs.director.lab.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lvs.director.lab.DirectorProcess;
import lvs.director.lab.Lab;
import lvs.director.linux.DatagramReceiver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What systemd hears of a director that it starts. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class SystemdTest {
  @TempDir Path folder;
  private DatagramReceiver systemd;
  private Process director;

  @BeforeEach
  void start() throws IOException {
    String address = "@lvs-director-lab-" + ProcessHandle.current().pid();
    systemd = new DatagramReceiver(address);
    Path file = folder.resolve("director.conf");
    Files.writeString(
        file,
        """
        director {
            data_plane proxy
            syslog off
            jolokia off
            prometheus off
            console off
        }
        virtual_server 127.95.0.1 %d {
            protocol TCP
            lb_algo rr
            lb_kind NAT
            real_server 127.0.0.1 9 {
            }
            real_server 127.0.0.1 10 {
            }
        }
        """
            .formatted(Lab.freePort()));
    ProcessBuilder builder =
        DirectorProcess.command(
            List.of(), "run", "--config", file.toString(), "--run-dir", folder + "/run");
    builder.environment().put("NOTIFY_SOCKET", address);
    builder.environment().put("WATCHDOG_USEC", "1000000");
    director =
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
  }

  @AfterEach
  void end() {
    director.destroyForcibly();
    systemd.close();
  }

  /** Not by SIGHUP: who runs the tests under nohup has taught it to be ignored. */
  private Process reload() throws IOException {
    return DirectorProcess.command(List.of(), "reload", "--run-dir", folder + "/run")
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("reload").toFile())
        .start();
  }

  @Test
  void itHearsOfReadinessLifeReloadsAndTheEnd() throws Exception {
    List<String> start = systemd.until("READY=1");
    assertTrue(start.contains("STATUS=2 of 2 real servers up"), start::toString);
    assertTrue(Files.size(folder.resolve("run/director.pid")) > 0, "commands find it by then");
    systemd.until("WATCHDOG=1");
    systemd.until("WATCHDOG=1");
    Process reload = reload();
    systemd.until("RELOADING=1"); // read all the time: a full queue would lose some
    systemd.until("READY=1");
    assertTrue(reload.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, reload.exitValue(), Files.readString(folder.resolve("reload")));
    director.destroy();
    systemd.until("STOPPING=1");
    assertTrue(director.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, director.exitValue());
  }
}
