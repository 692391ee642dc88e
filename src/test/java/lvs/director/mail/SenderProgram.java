package lvs.director.mail;

import java.io.IOException;
import java.nio.file.Path;

/** A sender as a process of its own, to be killed: says each mail that is safe. */
final class SenderProgram {
  private SenderProgram() {}

  /**
   * @param arguments folder, port of the relay, prefix of the keys
   */
  public static void main(String... arguments) throws IOException {
    MailSender sender = Senders.quick(Path.of(arguments[0]), new RecordingLog());
    sender.configure(
        Drafts.settings("ops@example.org"),
        Drafts.policy(Drafts.plain(Integer.parseInt(arguments[1]))),
        "lvs1");
    Thread.ofPlatform().daemon().start(SenderProgram::endWithParent);
    for (int i = 0; ; i++) {
      String key = arguments[2] + "-" + i;
      sender.submit(Drafts.problem(key));
      System.out.println(key);
      System.out.flush();
    }
  }

  /** Standard input ends when the test's process does, however that ends. */
  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever written; only the end matters.
      }
    } catch (IOException closed) {
      // The same as the end.
    }
    Runtime.getRuntime().halt(1);
  }
}
