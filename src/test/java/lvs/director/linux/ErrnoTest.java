package lvs.director.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ErrnoTest {
  @Test
  void numbersHaveNamesAndWordsForOperators() {
    assertEquals("ENODEV", Errno.name(19));
    assertEquals("ENODEV, no such interface", Errno.text(19));
    assertEquals(
        "EPERM, not permitted: needs CAP_NET_RAW and CAP_NET_ADMIN", Errno.text(Errno.EPERM));
    assertEquals("errno 999", Errno.text(999));
    assertEquals("no error", Errno.text(0));
  }

  @Test
  void aCallThatFailsThrowsItsErrnoAndAQuietOneLeavesIt() throws IOException {
    Libc.load();
    LastErrorException thrown = assertThrows(LastErrorException.class, () -> Libc.close(-1));
    assertEquals(Errno.EBADF, thrown.getErrorCode());
    assertEquals(-1, Libc.readQuietly(-1, 0, 0));
    assertEquals(Errno.EBADF, Native.getLastError());
    assertEquals(0, SocketCalls.interfaceIndex("nosuchlink"));
    assertEquals(1, SocketCalls.interfaceIndex("lo"));
  }
}
