package lvs.director.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import lvs.director.model.Check.Smtp;
import lvs.director.pool.CheckResult;
import org.junit.jupiter.api.Test;

class SmtpCheckTest {
  private final List<String> commands = new CopyOnWriteArrayList<>();

  /** A mail server that says these replies: first its greeting, then one for each command. */
  private CheckResult check(String... replies) throws Exception {
    try (RawServer server =
        new RawServer(
            socket -> {
              BufferedReader in =
                  new BufferedReader(
                      new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
              for (String reply : replies) {
                socket.getOutputStream().write(reply.getBytes(StandardCharsets.US_ASCII));
                remember(in.readLine());
              }
            })) {
      return Checks.run(
          new Smtp(Checks.timing(Checks.PATIENT), server.target(), "director.example"));
    }
  }

  private void remember(String line) throws IOException {
    if (line != null) {
      commands.add(line);
    }
  }

  @Test
  void aMailServerThatAcceptsHeloIsUp() throws Exception {
    CheckResult result =
        check("220-wait\r\n220 mx ready\r\n", "250-mx\r\n250 hello\r\n", "221 bye\r\n");
    assertTrue(result.good(), result.reason());
    assertTrue(result.reason().startsWith("250 hello in "), result.reason());
    assertEquals(List.of("HELO director.example", "QUIT"), commands);
  }

  @Test
  void anotherReplyIsQuoted() throws Exception {
    assertEquals(
        "answered the connection with \"554 go away\", wanted 220",
        check("554 go away\r\n").reason());
    assertEquals(
        "answered HELO with \"421 busy\", wanted 250",
        check("220 mx\r\n", "421 busy\r\n").reason());
    assertEquals("closed the connection before it answered HELO", check("220 mx\r\n").reason());
    assertEquals("closed the connection before it answered the connection", check().reason());
    assertTrue(check("220 mx\r\n", "250 ok\r\n").good(), "QUIT may stay without an answer");
  }

  @Test
  void aReplyThatNeverEndsIsBad() throws Exception {
    assertEquals("reply to the connection never ends", check("220-more\r\n".repeat(5000)).reason());
    assertEquals("reply to the connection never ends", check("x".repeat(9000)).reason());
  }
}
