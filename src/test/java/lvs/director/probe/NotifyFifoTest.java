package lvs.director.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NotifyFifoTest {
  @TempDir Path directory;

  @Test
  void aReaderGetsTheLinesAsTheyWereWritten() throws Exception {
    Path path = directory.resolve("fifo");
    try (NotifyFifo fifo = new NotifyFifo(path, 10)) {
      Process reader = new ProcessBuilder("head", "-c", "27", path.toString()).start();
      assertTrue(fifo.write("VS [10.0.0.1]:tcp:80 UP\n\0"));
      assertTrue(fifo.write("RS rest\n\0"));
      assertEquals(
          "VS [10.0.0.1]:tcp:80 UP\n\0RS", new String(reader.getInputStream().readAllBytes()));
      assertEquals(0, reader.waitFor());
    }
    assertFalse(Files.exists(path), "the pipe it made is removed");
  }

  @Test
  void withoutAReaderLinesAreDroppedAndNobodyWaits() throws Exception {
    Path path = directory.resolve("fifo");
    Certificates.run("mkfifo", path.toString());
    NotifyFifo fifo = new NotifyFifo(path, 10);
    String line = "x".repeat(999) + "\n";
    int accepted = 0;
    while (fifo.refusedCount() < 100) {
      accepted += fifo.write(line) ? 1 : 0;
      assertTrue(accepted < 1000, "a pipe holds far less");
    }
    fifo.close();
    assertTrue(Files.exists(path), "a pipe that was there stays");
  }

  @Test
  void aNewPipeIsGivenToItsOwner() throws Exception {
    assumeTrue(Files.getOwner(Path.of("/proc/self")).getName().equals("root"), "needs root");
    Path path = directory.resolve("fifo");
    try (NotifyFifo _ = new NotifyFifo(path, Optional.of("nobody"), Optional.of("daemon"), 10)) {
      PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
      assertEquals("nobody", attributes.owner().getName());
      assertEquals("daemon", attributes.group().getName());
      assertEquals("rw-r--r--", PosixFilePermissions.toString(attributes.permissions()));
    }
    IOException refusal =
        assertThrows(
            IOException.class,
            () -> new NotifyFifo(path, Optional.of("nosuchuser"), Optional.empty(), 10));
    assertEquals("there is no user nosuchuser or no group of its own", refusal.getMessage());
    assertFalse(Files.exists(path));
  }

  @Test
  void aPipeOfSomebodyElseIsRefused() throws Exception {
    assumeTrue(Files.getOwner(Path.of("/proc/self")).getName().equals("root"), "needs root");
    Path path = directory.resolve("fifo");
    Certificates.run("mkfifo", path.toString());
    Certificates.run("chown", "nobody", path.toString());
    IOException refusal = assertThrows(IOException.class, () -> new NotifyFifo(path, 10));
    assertEquals(
        path + " belongs to nobody, who may not be trusted with it; remove it or name its owner",
        refusal.getMessage());
    new NotifyFifo(path, Optional.of("nobody"), Optional.empty(), 10).close();
  }

  @Test
  void anOrdinaryFileIsRefused() throws Exception {
    Path path = Files.writeString(directory.resolve("file"), "precious");
    IOException refusal = assertThrows(IOException.class, () -> new NotifyFifo(path, 10));
    assertEquals(
        path + " exists and is not a named pipe; remove it or name another", refusal.getMessage());
    assertEquals("precious", Files.readString(path));
    assertThrows(IOException.class, () -> new NotifyFifo(directory.resolve("missing/fifo"), 10));
  }
}
