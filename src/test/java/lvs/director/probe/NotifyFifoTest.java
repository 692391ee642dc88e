package lvs.director.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void anOrdinaryFileIsRefused() throws Exception {
    Path path = Files.writeString(directory.resolve("file"), "precious");
    IOException refusal = assertThrows(IOException.class, () -> new NotifyFifo(path, 10));
    assertEquals(
        path + " exists and is not a named pipe; remove it or name another", refusal.getMessage());
    assertEquals("precious", Files.readString(path));
    assertThrows(IOException.class, () -> new NotifyFifo(directory.resolve("missing/fifo"), 10));
  }
}
