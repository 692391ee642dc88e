package lvs.director.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lvs.director.base.ByteWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real datagrams between two sockets of this machine. */
class NotifySocketTest {
  @TempDir Path folder;

  private static void linesArriveAt(String address) throws IOException {
    try (DatagramReceiver receiver = new DatagramReceiver(address);
        NotifySocket socket = NotifySocket.open(address)) {
      socket.send("READY=1", "STATUS=MASTER of 1 router – fit");
      socket.send("WATCHDOG=1");
      assertEquals(List.of("READY=1", "STATUS=MASTER of 1 router – fit"), receiver.next());
      assertEquals(List.of("WATCHDOG=1"), receiver.next());
    }
  }

  @Test
  void linesArriveAtASocketInTheFileSystem() throws Exception {
    linesArriveAt(folder.resolve("notify").toString());
  }

  @Test
  void linesArriveAtASocketInTheAbstractNamespace() throws Exception {
    linesArriveAt("@lvs-director-test-" + ProcessHandle.current().pid());
  }

  /** unix(7): a zero byte instead of the @, and none behind the name. */
  @Test
  void theAddressOfAnAbstractNameHasNoEnd() throws Exception {
    byte[] expected = new ByteWriter().u16ne(1).bytes(new byte[] {0, 'a', 'b'}).toBytes();
    assertArrayEquals(expected, NotifySocket.socketAddress("@ab"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"relative/path", "/", "@", "vsock:2:9999"})
  void otherAddressesAreRefusedWithWhatWouldBeRight(String address) {
    String why = assertThrows(IOException.class, () -> NotifySocket.open(address)).getMessage();
    assertTrue(why.contains("neither a path nor a name behind an @"), why);
  }

  @Test
  void anAddressLongerThanTheKernelTakesIsRefused() throws Exception {
    assertEquals(2 + 108, NotifySocket.socketAddress("/" + "a".repeat(106)).length);
    assertThrows(IOException.class, () -> NotifySocket.socketAddress("/" + "a".repeat(107)));
  }

  @Test
  void nobodyWhoListensIsAnErrorThatSaysSo() throws Exception {
    try (NotifySocket socket = NotifySocket.open(folder.resolve("nobody").toString())) {
      String why = assertThrows(IOException.class, () -> socket.send("READY=1")).getMessage();
      assertTrue(why.contains("ENOENT"), why);
    }
  }
}
