package lvs.director.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A relay on loopback that is as good as SMTP allows until a test makes it misbehave at one step.
 * The steps are {@code GREETING}, the verbs of the client, and {@code END} with the keys for the
 * dot.
 */
final class ScriptedRelay implements AutoCloseable {
  /** Answers in place of a reply. */
  static final String HANG = "HANG";

  static final String CLOSE = "CLOSE";
  static final String ENDLESS = "ENDLESS";
  static final String DRIP = "DRIP";

  /** The usual reply, after more than a client that waits a second for each answer waits in all. */
  static final String THINK = "THINK";

  final List<String> taken = new CopyOnWriteArrayList<>();
  final AtomicInteger sessions = new AtomicInteger();
  private final ServerSocket listener;
  private final List<Socket> accepted = new CopyOnWriteArrayList<>();
  private volatile UnaryOperator<String> script;

  /**
   * @param script step, with its argument after a blank, to a reply; null for the usual one
   */
  ScriptedRelay(UnaryOperator<String> script) throws IOException {
    this(script, "127.0.0.1");
  }

  ScriptedRelay(UnaryOperator<String> script, String address) throws IOException {
    this.script = script;
    this.listener = new ServerSocket(0, 50, InetAddress.getByName(address));
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  void behave() {
    script = _ -> null;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        accepted.add(socket);
        sessions.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      dialogue(socket);
    } catch (IOException | InterruptedException peerWentAway) {
      // What the client made of it is what the test looks at.
    }
  }

  private void dialogue(Socket socket) throws IOException, InterruptedException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    OutputStream out = socket.getOutputStream();
    answer(out, "GREETING", "220 relay");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String verb = line.split(" ")[0].toUpperCase(java.util.Locale.ROOT);
      switch (verb) {
        case "EHLO" -> answer(out, line, "250-relay\r\n250 PIPELINING");
        case "DATA" -> {
          if (answer(out, line, "354 go on").startsWith("354")) {
            List<String> content = content(in);
            String reply = reply("END " + String.join(" ", content), "250 taken");
            if (reply.startsWith("2")) {
              taken.addAll(content);
            }
            say(out, reply);
          }
        }
        case "QUIT" -> {
          answer(out, line, "221 bye");
          return;
        }
        default -> answer(out, line, "250 ok");
      }
    }
  }

  /** Message-IDs in it. */
  private static List<String> content(BufferedReader in) throws IOException {
    List<String> ids = new ArrayList<>();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      if (line.startsWith("Message-ID: <")) {
        ids.add(line.substring(13, line.indexOf('@')));
      }
    }
    return ids;
  }

  private String answer(OutputStream out, String step, String usual)
      throws IOException, InterruptedException {
    String reply = reply(step, usual);
    say(out, reply);
    return reply;
  }

  private String reply(String step, String usual) throws InterruptedException {
    String scripted = script.apply(step);
    if (THINK.equals(scripted)) {
      Thread.sleep(java.time.Duration.ofSeconds(5));
    }
    return scripted == null || THINK.equals(scripted) ? usual : scripted;
  }

  private static void say(OutputStream out, String reply) throws IOException, InterruptedException {
    switch (reply) {
      case HANG -> Thread.sleep(java.time.Duration.ofMinutes(10));
      case CLOSE -> throw new IOException("closes");
      case ENDLESS -> {
        byte[] much = "2".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        while (true) {
          out.write(much);
        }
      }
      case DRIP -> {
        while (true) {
          out.write('2');
          out.flush();
          Thread.sleep(50);
        }
      }
      default -> {
        out.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : accepted) {
      socket.close();
    }
  }
}
