package lvs.director.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A real nginx as a real server: answers every path with its name, and /missing with 404. */
public final class Nginx implements AutoCloseable {
  private final Path folder;
  private final String address;
  private final int port;
  private Process process;

  public Nginx(Path parent, String name, String address, int port) throws IOException {
    this.folder = Files.createDirectories(parent.resolve("nginx-" + name));
    this.address = address;
    this.port = port;
    Files.writeString(
        folder.resolve("nginx.conf"),
        """
        daemon off; worker_processes 1; pid nginx.pid; error_log error.log;
        events { worker_connections 256; }
        http {
          access_log off;
          client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi; scgi_temp_path scgi;
          server {
            listen %s:%d;
            location = /missing { return 404; }
            location / { return 200 "%s\\n"; }
          }
        }
        """
            .formatted(address, port, name));
    start();
  }

  public void start() throws IOException {
    process =
        new ProcessBuilder(
                Lab.program("nginx", "nginx-light"),
                "-p",
                folder.toString(),
                "-c",
                folder.resolve("nginx.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.log").toFile())
            .start();
    Await.until(
        Duration.ofSeconds(10),
        () -> "nginx on " + address + ":" + port,
        () -> {
          try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 500);
            return true;
          }
        });
  }

  /** Ends nginx and waits until it is gone. */
  public void stop() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
