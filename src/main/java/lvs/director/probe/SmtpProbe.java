package lvs.director.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import lvs.director.model.Check.Smtp;

/** SMTP_CHECK: 220 greeting, HELO answered with 250, QUIT. */
final class SmtpProbe {
  private static final int LONGEST_REPLY_BYTES = 8192;

  private final Connection connection;
  private final byte[] buffer = new byte[512];
  private int position;
  private int limit;

  private SmtpProbe(Connection connection) {
    this.connection = connection;
  }

  static String run(Smtp check, Connection connection, Attempt attempt)
      throws IOException, BadAnswer {
    SmtpProbe probe = new SmtpProbe(connection);
    attempt.waitsFor("the greeting");
    probe.expect("220", "the connection");
    attempt.waitsFor("the answer to HELO");
    probe.say("HELO " + check.heloName());
    String reply = probe.expect("250", "HELO");
    probe.sayGoodbye(attempt);
    return "%s in %s".formatted(Wording.excerpt(reply), attempt.elapsed());
  }

  /** A server that has accepted HELO is good; how it takes QUIT does not matter. */
  private void sayGoodbye(Attempt attempt) throws BadAnswer {
    attempt.waitsFor("the answer to QUIT");
    try {
      say("QUIT");
      reply("QUIT");
    } catch (IOException | BadAnswer goneEarly) {
      if (attempt.expired()) {
        throw attempt.timedOut();
      }
    }
  }

  private void say(String command) throws IOException, BadAnswer {
    connection.write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private String expect(String code, String what) throws IOException, BadAnswer {
    String reply = reply(what);
    if (!reply.startsWith(code)) {
      throw new BadAnswer(
          "answered %s with \"%s\", wanted %s".formatted(what, Wording.excerpt(reply), code));
    }
    return reply;
  }

  /** The last line of a reply; {@code 250-} announces another one. */
  private String reply(String what) throws IOException, BadAnswer {
    String line = line(what);
    for (int bytes = 0; line.length() > 3 && line.charAt(3) == '-'; bytes += line.length()) {
      if (bytes > LONGEST_REPLY_BYTES) {
        throw new BadAnswer("reply to " + what + " never ends");
      }
      line = line(what);
    }
    return line;
  }

  private String line(String what) throws IOException, BadAnswer {
    StringBuilder line = new StringBuilder();
    for (int next = read(what); next != '\n'; next = read(what)) {
      line.append((char) next);
      if (line.length() > LONGEST_REPLY_BYTES) {
        throw new BadAnswer("reply to " + what + " never ends");
      }
    }
    return line.toString().strip();
  }

  private int read(String what) throws IOException, BadAnswer {
    if (position == limit) {
      position = 0;
      limit = Math.max(0, connection.read(buffer, 0, buffer.length));
      if (limit == 0) {
        throw new BadAnswer("closed the connection before it answered " + what);
      }
    }
    return buffer[position++] & 0xff;
  }
}
