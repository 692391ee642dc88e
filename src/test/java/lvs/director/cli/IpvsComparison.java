package lvs.director.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import lvs.director.lab.uml.UserModeMachine;

/**
 * Runs inside a user-mode kernel, beside ipvsadm and on the same table: what both print, save,
 * restore and answer must be the same. Prints one line for each difference and ends with 1.
 */
public final class IpvsComparison {
  private static final List<String> VIEWS =
      List.of(
          "-S -n",
          "-L -n",
          "-L -n --stats",
          "-L -n --stats -X",
          "-L -n --rate",
          "-L -n --thresholds",
          "-L -n --persistent-conn",
          "-L -n --tun-info",
          "-L -n --nosort");
  private static final String EMPTY =
      "--stop-daemon master\n--stop-daemon backup\n-C\n--set 900 120 300\n";

  /** What follows the first ones tells nothing new. */
  private static final int MOST_DIFFERENCES = 5;

  private final Path folder;
  private int differences;

  private IpvsComparison(Path folder) {
    this.folder = folder;
  }

  /** What a program printed on both channels, and its exit code. */
  private record Answer(int code, String out, String err) {}

  /**
   * @param arguments folder for files, what to compare, seed, how many
   */
  public static void main(String[] arguments) throws Exception {
    IpvsComparison comparison = new IpvsComparison(Path.of(arguments[0]));
    long seed = Long.parseLong(arguments[2]);
    int count = Integer.parseInt(arguments[3]);
    switch (arguments[1]) {
      case "tables" -> comparison.tables(seed, count);
      case "arguments" -> comparison.arguments(seed, count);
      case "traffic" -> comparison.traffic();
      default -> throw new IllegalArgumentException(arguments[1]);
    }
    System.out.println(comparison.differences + " differences in " + arguments[1]);
    System.exit(comparison.differences == 0 ? 0 : 1);
  }

  private void tables(long seed, int count) throws Exception {
    String previous = "";
    theirs(EMPTY);
    for (int i = 0; i < count && differences < MOST_DIFFERENCES; i++) {
      String place = "seed " + seed + ", table " + i;
      List<String> lines = new IpvsTables(new Random(seed + i)).table();
      String text = String.join("\n", lines) + "\n";
      same(place + ", our -R", new Answer(0, "", ""), restore("-C\n" + text, true));
      String complete = completely();
      Answer theirs =
          theirs("-C\n" + previous + "-S -n\n-C\n" + text + String.join("\n", VIEWS) + "\n");
      String restored = head(theirs.out(), previous);
      same(place + ", ipvsadm -R of our -S", sorted(restored), sorted(previous));
      same(place + ", the lists", theirs, new Answer(0, restored + views(), ""));
      same(place + ", what ipvsadm made", sorted(complete), sorted(completely()));
      previous = ours("-S", "-n").out();
      if (i % 4 == 0) {
        again(place, previous, complete);
      }
    }
  }

  private void again(String place, String saved, String complete) {
    restore("-C\n" + saved, false);
    same(place + ", our -R of our -S", sorted(saved), sorted(ours("-S", "-n").out()));
    same(place + ", --complete", new Answer(0, "", ""), restore("-C\n" + complete, false));
    same(place + ", our -R of --complete", sorted(complete), sorted(completely()));
  }

  private static String completely() {
    return ours("-S", "-n", "--complete").out();
  }

  /**
   * ipvsadm's order is none: with three addresses of which each stands before the next it depends
   * on the kernel's order, which is that of adding.
   */
  private static List<String> sorted(String text) {
    return text.lines().sorted().toList();
  }

  private static String head(String text, String like) {
    return text.substring(0, Math.min(text.length(), like.length()));
  }

  private static String views() {
    StringBuilder all = new StringBuilder();
    VIEWS.forEach(view -> all.append(ours(view.split(" ")).out()));
    return all.toString();
  }

  private void arguments(long seed, int count) throws Exception {
    IpvsArguments generator = new IpvsArguments(new Random(seed));
    List<List<String>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(generator.next());
    }
    theirs(EMPTY);
    StringBuilder script = new StringBuilder();
    for (List<String> words : all) {
      script
          .append("ipvsadm ")
          .append(UserModeMachine.quoted(words))
          .append(" </dev/null >/dev/null 2>&1; echo $?\n");
    }
    List<String> codes =
        run("", "sh", file("arguments.sh", script.toString())).out().lines().toList();
    String state = state();
    theirs(EMPTY);
    for (int i = 0; i < count && differences < MOST_DIFFERENCES; i++) {
      Answer our = ours(all.get(i).toArray(new String[0]));
      same(
          "seed %d, line %d, %s (%s)".formatted(seed, i, all.get(i), our.err().strip()),
          codes.get(i),
          Integer.toString(our.code()));
    }
    same("seed " + seed + ", the state behind", state, state());
    System.out.println(
        codes.stream().filter("0"::equals).count()
            + " of "
            + count
            + " were right, the kernel refused or nothing is known: "
            + codes.stream().filter("255"::equals).count());
  }

  private static String state() throws Exception {
    return theirs("-S -n\n-L -n --thresholds\n-L --timeout\n-L --daemon\n").out();
  }

  /** Connections, counters, daemons and names; they may change between two programs' looks. */
  private void traffic() throws Exception {
    for (String view :
        List.of(
            "-L -n -c",
            "-L -c",
            "-L -n -c --persistent-conn",
            "-L -n",
            "-L",
            "-L --stats",
            "-S",
            "-L -n --stats",
            "-L -n --stats --exact",
            "-L -n --rate",
            "-L -n --persistent-conn",
            "-L --timeout",
            "-L --daemon",
            "-L -n -t 10.9.9.1:80",
            "-L -t vip:http --stats",
            "-L -f 7 --nosort")) {
      steady(view);
    }
  }

  /** Looks again while what ipvsadm says before and after is not the same. */
  private void steady(String view) throws Exception {
    String before = "";
    String ours = "";
    String after = theirs(view + "\n").out();
    for (int i = 0; i < 50 && !after.equals(before); i++) {
      before = after;
      ours = ours(view.split(" ")).out();
      after = theirs(view + "\n").out();
    }
    same(view + ", twice", before, after);
    same(view, after, ours);
    System.out.println("$ " + view + "\n" + ours);
  }

  private void same(String place, Object expected, Object seen) {
    if (!expected.equals(seen)) {
      differences++;
      System.out.println(
          "DIFFERENT: " + place + "\n--- ipvsadm\n" + expected + "\n--- ours\n" + seen);
    }
  }

  private static Answer ours(String... words) {
    return execute("", words);
  }

  private static Answer restore(String text, boolean allOrNothing) {
    return allOrNothing ? execute(text, "-R", "--all-or-nothing") : execute(text, "-R");
  }

  private static Answer execute(String input, String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings surroundings =
        new Surroundings(
            new PrintWriter(out),
            new PrintWriter(err),
            Map.of(),
            0,
            false,
            InstantSource.system(),
            ZoneOffset.UTC,
            Path.of("/"),
            directory -> null,
            () -> null);
    int code =
        new IpvsProgram(
                surroundings,
                LinuxIpvsKernel::open,
                new SystemNames(Path.of("/etc/services")),
                () -> new BufferedReader(new StringReader(input)))
            .execute(List.of(words));
    // remarks are no refusals
    String remarks =
        "lvs-director: (\\d+ services with|line .*only -m can change it|.*no effect).*\n";
    return new Answer(code, out.toString(), err.toString().replaceAll(remarks, ""));
  }

  private static Answer theirs(String input) throws Exception {
    return run(input, "ipvsadm", "-R");
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static Answer run(String input, String... words) throws Exception {
    Path in = Files.createTempFile(Path.of("/run"), "in", "");
    Path out = Files.createTempFile(Path.of("/run"), "out", "");
    Path err = Files.createTempFile(Path.of("/run"), "err", "");
    Files.writeString(in, input);
    Process process =
        new ProcessBuilder(words)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(300, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(List.of(words) + " does not end");
    }
    Answer answer = new Answer(process.exitValue(), Files.readString(out), Files.readString(err));
    Files.delete(in);
    Files.delete(out);
    Files.delete(err);
    return answer;
  }
}
