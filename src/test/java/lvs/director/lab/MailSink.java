package lvs.director.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** A relay that takes everything and tells the headers Subject, in the order of their arrival. */
public final class MailSink implements AutoCloseable {
  private static final String SUBJECT = "Subject: ";

  private final ServerSocket door;
  private final Consumer<String> subjects;
  private final List<String> all = new ArrayList<>();

  /** On a free port of the loopback address. */
  public static MailSink open() throws IOException {
    return new MailSink(0, _ -> {}).begun();
  }

  private MailSink(int port, Consumer<String> subjects) throws IOException {
    this.subjects = subjects;
    this.door = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
  }

  private MailSink begun() {
    Thread.ofPlatform().name("mail-sink").start(this::answerAll);
    return this;
  }

  /** As a program: prints subjects. The argument is the port. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    new MailSink(Integer.parseInt(arguments[0]), each -> out.println(SUBJECT + each)).begun();
    out.println("listens");
  }

  public int port() {
    return door.getLocalPort();
  }

  public synchronized List<String> subjects() {
    return List.copyOf(all);
  }

  private synchronized void add(String subject) {
    all.add(subject);
    subjects.accept(subject);
  }

  private void answerAll() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
      PrintStream out = new PrintStream(client.getOutputStream(), true, StandardCharsets.UTF_8);
      answer(out, "220 sink");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String verb = line.toUpperCase(Locale.ROOT);
        if (verb.startsWith("DATA")) {
          answer(out, "354 go on");
          take(in);
        }
        answer(out, verb.startsWith("QUIT") ? "221 bye" : "250 ok");
      }
    } catch (IOException gone) {
      // What was told before stays told.
    }
  }

  private static void answer(PrintStream out, String line) {
    out.print(line + "\r\n");
    out.flush();
  }

  /** Unfolds the header (RFC 5322, 2.2.3). */
  private void take(BufferedReader in) throws IOException {
    StringBuilder subject = new StringBuilder();
    boolean inSubject = false;
    boolean inHead = true;
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      inHead &= !line.isEmpty();
      boolean continued = line.startsWith(" ") || line.startsWith("\t");
      inSubject = inHead && (inSubject && continued || line.startsWith(SUBJECT));
      if (inSubject) {
        subject.append(continued ? line : line.substring(SUBJECT.length()));
      }
    }
    add(subject.toString());
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException closed) {
      throw new IllegalStateException(closed);
    }
  }
}
