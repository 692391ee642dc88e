package lvs.director.lab;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A director as a process of its own, started by the command that operators use. */
public final class DirectorProcess implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(60);

  private final Path folder;
  private final Path log;
  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  public final int jolokiaPort;
  public final int prometheusPort;
  public final int consolePort;

  /**
   * @param services the configuration's virtual services, without a director block
   */
  public DirectorProcess(Path folder, String services) throws IOException {
    this.folder = folder;
    this.log = folder.resolve("director.log");
    this.jolokiaPort = Lab.freePort();
    this.prometheusPort = Lab.freePort();
    this.consolePort = Lab.freePort();
    Path password = folder.resolve("password");
    Files.writeString(password, "secret\n");
    Files.setPosixFilePermissions(
        password, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    Files.writeString(folder.resolve("keepalived.conf"), services);
    Files.writeString(
        configuration(),
        """
        director {
            data_plane proxy
            syslog off
            jolokia 127.0.0.1 %d
            jolokia_user operator
            jolokia_password_file %s
            prometheus 127.0.0.1 %d
            console 127.0.0.1 %d
        }
        include keepalived.conf
        """
            .formatted(jolokiaPort, password, prometheusPort, consolePort));
    this.process =
        command(
                List.of(),
                "run",
                "--config",
                configuration().toString(),
                "--run-dir",
                folder.resolve("run").toString(),
                "--state-dir",
                folder.resolve("state").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    Await.until(
        READY, () -> "ready line in:\n" + log(), () -> exited() || log().contains("ready: "));
    if (exited()) {
      throw new AssertionError("the director did not start:\n" + log());
    }
  }

  public Path configuration() {
    return folder.resolve("director.conf");
  }

  public Path keepalivedConfiguration() {
    return folder.resolve("keepalived.conf");
  }

  private boolean exited() {
    return !process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  public String log() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  /** A lvs-director command as a process of its own. */
  public static ProcessBuilder command(List<String> javaOptions, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(javaOptions);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("lvs.director.cli.Main");
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  /** What a command printed, with its exit code. */
  public record Answer(int exitCode, String output) {}

  /** Runs a command against this director. */
  public Answer run(String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--run-dir");
    all.add(folder.resolve("run").toString());
    Process process =
        command(List.of(), all.toArray(String[]::new)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("no end of " + all);
    }
    return new Answer(process.exitValue(), output);
  }

  /** A JMX connection as jconsole makes it to a local process. */
  public JMXConnector jmx() throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid()));
      String url = machine.startLocalManagementAgent();
      machine.detach();
      return JMXConnectorFactory.connect(new JMXServiceURL(url));
    } catch (AttachNotSupportedException impossible) {
      throw new IOException(impossible);
    }
  }

  /** The answer of Jolokia to one request, without credentials. */
  public String jolokia(String json) throws IOException, InterruptedException {
    return jolokia(json, "").body();
  }

  /**
   * @param credentials {@code user:password}, empty for none
   */
  public HttpResponse<String> jolokia(String json, String credentials)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + jolokiaPort + "/jolokia"))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    if (!credentials.isEmpty()) {
      String encoded =
          Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
      request.header("Authorization", "Basic " + encoded);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  public String metrics() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + prometheusPort + "/metrics"))
            .timeout(Duration.ofSeconds(20))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** SIGTERM, and the exit code. */
  public int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the director did not stop");
    }
    return process.exitValue();
  }

  /** SIGKILL: what a crash leaves behind. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      try {
        stop();
      } catch (InterruptedException interrupted) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
