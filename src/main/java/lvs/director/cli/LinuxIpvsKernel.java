package lvs.director.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lvs.director.ipvs.IpvsChange;
import lvs.director.ipvs.IpvsDaemon;
import lvs.director.ipvs.IpvsInfo;
import lvs.director.ipvs.IpvsReading;
import lvs.director.ipvs.IpvsReading.ServiceReading;
import lvs.director.ipvs.IpvsTimeouts;
import lvs.director.linux.IpvsSocket;
import lvs.director.model.ServiceKey;

/** That of this machine, in this process's network namespace. */
final class LinuxIpvsKernel implements IpvsKernel {
  private static final Path CONNECTIONS = Path.of("/proc/thread-self/net/ip_vs_conn");

  private final IpvsSocket socket;

  private LinuxIpvsKernel(IpvsSocket socket) {
    this.socket = socket;
  }

  static IpvsKernel open() throws IOException {
    return new LinuxIpvsKernel(IpvsSocket.open());
  }

  @Override
  public List<Optional<String>> apply(List<IpvsChange> changes) {
    return socket.apply(changes).stream()
        .map(refusal -> refusal.map(IpvsSocket.Refusal::words))
        .toList();
  }

  @Override
  public IpvsReading read() throws IOException {
    return socket.read();
  }

  @Override
  public Optional<ServiceReading> read(ServiceKey key) throws IOException {
    return socket.read(key);
  }

  @Override
  public IpvsTimeouts timeouts() throws IOException {
    return socket.timeouts();
  }

  @Override
  public List<IpvsDaemon> daemons() throws IOException {
    return socket.daemons();
  }

  @Override
  public IpvsInfo info() throws IOException {
    return socket.info();
  }

  /** Engine data may be bytes of any kind. */
  @Override
  public Stream<String> connections() throws IOException {
    return Files.lines(CONNECTIONS, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    socket.close();
  }
}
