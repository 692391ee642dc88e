package lvs.director.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Cases that need a kernel with IPVS, one after another in one JVM, since starting one there is
 * slow. Prints {@code NAME ok}, or {@code NAME failed} with the reason below it.
 */
final class KernelCases {
  private KernelCases() {}

  /** One case; what it throws is its failure. */
  interface Case {
    void run() throws Exception;
  }

  public static void main(String... arguments) {
    Map<String, Case> cases = new LinkedHashMap<>();
    SysctlCases.addTo(cases);
    SyncCases.addTo(cases);
    cases.forEach(KernelCases::tell);
    System.out.flush();
    System.exit(0);
  }

  /** Runs a program in the calling thread's namespace, which must succeed; what it printed. */
  static String program(String words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words.split(" ")).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> words + ": " + said);
    return said;
  }

  private static void tell(String name, Case each) {
    try {
      each.run();
      System.out.println(name + " ok");
    } catch (Throwable failure) {
      System.out.println(name + " failed");
      failure.printStackTrace(System.out);
    }
  }
}
