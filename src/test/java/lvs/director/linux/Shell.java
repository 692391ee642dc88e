package lvs.director.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Programs of the machine that a test program runs on. */
final class Shell {
  private Shell() {}

  /** With the machine's shell; prints what the words print. */
  static void run(String words) throws IOException {
    System.out.print(output(words));
  }

  static String output(String words) throws IOException {
    Process shell = new ProcessBuilder("sh", "-c", words).redirectErrorStream(true).start();
    shell.getOutputStream().close();
    return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
