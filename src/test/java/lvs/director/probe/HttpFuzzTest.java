package lvs.director.probe;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import lvs.director.model.Check.BodyPattern;
import lvs.director.model.Check.Http;
import lvs.director.model.Check.Url;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever a server sends, there is a verdict, and a whole answer is never taken for a part. */
class HttpFuzzTest {
  private static final Url URL =
      new Url(
          "/x",
          "www.example",
          List.of(),
          Optional.of("5d41402abc4b2a76b9719d911017c592"),
          Optional.of(new BodyPattern("l+o", List.of(), true, 0, 0)));
  private static final Http CHECK =
      Checks.http(
          lvs.director.model.Check.Target.of(
              lvs.director.base.Endpoint.parse("127.0.0.1:80").orElseThrow()),
          URL);
  private final Watchdog watchdog = new Watchdog();

  @AfterEach
  void endWatchdog() {
    watchdog.close();
  }

  /** Serves given bytes in pieces of random length, then ends. */
  private record Canned(byte[] answer, int[] position, Random pieces) implements Connection {
    @Override
    public int read(byte[] buffer, int offset, int length) {
      int left = answer.length - position[0];
      if (left == 0) {
        return -1;
      }
      int count = Math.min(Math.min(left, length), 1 + pieces.nextInt(40));
      System.arraycopy(answer, position[0], buffer, offset, count);
      position[0] += count;
      return count;
    }

    @Override
    public void write(byte[] bytes) {
      // Requests are looked at elsewhere.
    }

    @Override
    public boolean endedProperly() {
      return true;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  /** True when the check passed; any exception but BadAnswer fails the test. */
  private boolean verdict(byte[] answer, long seed) throws Exception {
    Attempt attempt = new Attempt(Checks.PATIENT, watchdog);
    try {
      HttpProbe.run(CHECK, URL, new Canned(answer, new int[1], new Random(seed)), attempt);
      return true;
    } catch (BadAnswer bad) {
      assertFalse(bad.reason().isBlank());
      assertTrue(bad.reason().length() < 400, bad.reason());
      assertTrue(bad.reason().chars().noneMatch(c -> c < ' '), bad.reason());
      return false;
    } catch (RuntimeException broken) {
      throw new AssertionError("seed " + seed, broken);
    }
  }

  @Test
  void anAnswerCutAtAnyLengthIsNeverGood() throws Exception {
    for (String whole :
        List.of(
            "HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 5\r\n\r\nhello",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 200\n\nhello",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n")) {
      byte[] bytes = whole.getBytes(StandardCharsets.ISO_8859_1);
      assertTrue(verdict(bytes, 0), whole);
      int lastByteThatCounts = whole.endsWith("0\r\n") ? bytes.length - 1 : bytes.length;
      for (int length = 0; length < lastByteThatCounts; length++) {
        assertFalse(verdict(Arrays.copyOf(bytes, length), length), whole.substring(0, length));
      }
    }
  }

  @Test
  void randomBytesGetAVerdict() throws Exception {
    for (long seed = 0; seed < 20_000; seed++) {
      byte[] bytes = new byte[new Random(seed).nextInt(300)];
      new Random(seed).nextBytes(bytes);
      assertFalse(verdict(bytes, seed), "seed " + seed);
    }
  }

  @Test
  void answersWithRandomDamageGetAVerdict() throws Exception {
    byte[] whole =
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nhel\r\n2;a=b\r\nlo\r\n0\r\nX: y\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    for (long seed = 0; seed < 50_000; seed++) {
      Random random = new Random(seed);
      byte[] damaged = whole.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      verdict(damaged, seed);
    }
  }
}
