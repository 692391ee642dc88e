package lvs.director.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import org.junit.jupiter.api.Test;

class PortHolderTest {
  @Test
  void theFirstUnprivilegedPortIsTheOneThatTheKernelTells() throws Exception {
    Process cat =
        new ProcessBuilder("cat", "/proc/sys/net/ipv4/ip_unprivileged_port_start").start();
    try (BufferedReader lines = cat.inputReader()) {
      assertEquals(Integer.parseInt(lines.readLine()), PortHolder.unprivilegedPortStart());
    }
  }
}
