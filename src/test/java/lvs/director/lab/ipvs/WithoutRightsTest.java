package lvs.director.lab.ipvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lvs.director.lab.Await;
import lvs.director.lab.Lab;
import lvs.director.lab.ReadableClasses;
import lvs.director.lab.net.Command;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A user who may not change the kernel's table: who insists is told why not, else a proxy runs. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class WithoutRightsTest {
  private static final String NOBODY = "65534";
  private static final int NOT_PERMITTED = 4;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;
  private List<String> words;

  @BeforeEach
  void asNobody() throws Exception {
    Lab.root();
    words =
        new ArrayList<>(
            List.of(
                Lab.program("setpriv", "util-linux"),
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                ReadableClasses.in(folder),
                "lvs.director.cli.Main"));
  }

  private Process run(String plane) throws Exception {
    Files.writeString(
        folder.resolve("director.conf"),
        """
        director {
            data_plane %s
            syslog off
            jolokia off
            prometheus off
            console off
        }
        virtual_server 127.0.0.1 %d {
            lb_algo rr
            lb_kind NAT
            protocol TCP
            real_server 127.0.0.1 9 {
            }
        }
        """
            .formatted(plane, Lab.freePort()));
    words.addAll(
        List.of(
            "run",
            "--config",
            folder.resolve("director.conf").toString(),
            "--run-dir",
            folder.resolve("run").toString(),
            "--state-dir",
            folder.resolve("state").toString()));
    Command.run("chown", "-R", NOBODY, folder.toString());
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  @Test
  void whoInsistsOnTheKernelIsToldWhatIsMissing() throws Exception {
    Process process = run("ipvs");
    try {
      assertTrue(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), this::evidence);
      assertEquals(NOT_PERMITTED, process.exitValue(), this::evidence);
      assertTrue(log().contains("'data_plane ipvs' is not possible here: "), this::evidence);
      assertTrue(log().contains("CAP_NET_ADMIN") || log().contains("ip_vs"), this::evidence);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void otherwiseTheProxyRunsAndTheReasonIsSaid() throws Exception {
    Process process = run("auto");
    try {
      Await.until(LIMIT, this::evidence, () -> log().contains("ready: "));
      assertTrue(log().contains("real server, proxy plane"), this::evidence);
      assertTrue(
          log().contains("data plane: proxy: the kernel's IPVS cannot be used: "), this::evidence);
      process.destroy();
      assertTrue(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), this::evidence);
      assertEquals(0, process.exitValue(), this::evidence);
    } finally {
      process.destroyForcibly();
    }
  }

  private String evidence() {
    try {
      return log();
    } catch (IOException none) {
      return none.toString();
    }
  }
}
