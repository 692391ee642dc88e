package lvs.director.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import lvs.director.port.Launch;
import org.junit.jupiter.api.Test;

/** What {@code run} and {@code demo} hand on. */
class LaunchTest {
  private static final int RUN_EXIT = 41;
  private static final int DEMO_EXIT = 42;

  private final List<Object> launched = new ArrayList<>();
  private final StringWriter err = new StringWriter();

  private final class Recorder implements Launch {
    @Override
    public int run(RunOptions options) {
      launched.add(options);
      return RUN_EXIT;
    }

    @Override
    public int demo(DemoOptions options) {
      launched.add(options);
      return DEMO_EXIT;
    }
  }

  private Surroundings surroundings(boolean terminal) {
    return new Surroundings(
        new PrintWriter(new StringWriter()),
        new PrintWriter(err),
        Map.of("XDG_RUNTIME_DIR", "/run/user/7", "XDG_STATE_HOME", "/home/u/state"),
        7,
        terminal,
        InstantSource.system(),
        ZoneOffset.UTC,
        Path.of("/nonexistent"),
        directory -> null,
        Recorder::new);
  }

  private int execute(String... arguments) {
    return new Program(surroundings(true)).execute(arguments);
  }

  @Test
  void runHandsOnWhereEverythingIs() {
    assertEquals(RUN_EXIT, execute("run", "--config", "/etc/a.conf"));
    assertEquals(
        List.of(
            new Launch.RunOptions(
                Path.of("/etc/a.conf"),
                Path.of("/run/user/7/lvs-director"),
                Path.of("/home/u/state/lvs-director"),
                Optional.empty())),
        launched);
  }

  @Test
  void aRecordingIsAskedForByItsFile() {
    execute("run", "--config", "/etc/a.conf", "--record", "/tmp/packets");
    assertEquals(
        Optional.of(Path.of("/tmp/packets")),
        ((Launch.RunOptions) launched.getFirst()).recording());
  }

  @Test
  void allFormsOfTheOptionsMeanTheSame() {
    execute("run", "--config", "/a", "--run-dir", "/r", "--state-dir", "/s");
    execute("run", "--config=/a", "--run-dir=/r", "--state-dir=/s");
    execute("run", "-f", "/a", "--state-dir", "/s", "--run-dir", "/r");
    assertEquals(3, launched.size());
    assertEquals(1, launched.stream().distinct().count());
  }

  @Test
  void withoutAnyConfigurationRunIsWrongUsage() {
    assertEquals(2, execute("run"));
    assertTrue(err.toString().contains("name the file to read"), err::toString);
    assertEquals(List.of(), launched);
  }

  @Test
  void wrongOptionsStartNothing() {
    for (String[] wrong :
        new String[][] {
          {"run", "--config"},
          {"run", "--config", "/a", "extra"},
          {"run", "--config", "/a", "--config", "/b"},
          {"run", "--frobnicate", "x"},
          {"demo", "--for", "soon"},
          {"demo", "--for", "0s"},
          {"demo", "--plain", "x"},
        }) {
      assertEquals(2, execute(wrong), () -> String.join(" ", wrong));
    }
    assertEquals(List.of(), launched);
  }

  @Test
  void theDemoIsPlainWhereThereIsNoTerminal() {
    assertEquals(DEMO_EXIT, execute("demo"));
    assertEquals(DEMO_EXIT, execute("demo", "--for", "30s", "--plain"));
    assertEquals(DEMO_EXIT, new Program(surroundings(false)).execute("demo"));
    assertEquals(
        List.of(
            new Launch.DemoOptions(Optional.empty(), false),
            new Launch.DemoOptions(Optional.of(Duration.ofSeconds(30)), true),
            new Launch.DemoOptions(Optional.empty(), true)),
        launched);
  }

  /** Two parsers that disagree would be a trap; what the short one accepts, picocli reads alike. */
  @Test
  void theShortcutUnderstandsWhatPicocliUnderstands() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int taken = 0;
    for (int i = 0; i < 400; i++) {
      String[] arguments = arguments(random);
      Surroundings surroundings = surroundings(true);
      Optional<?> shortcut = shortcut(surroundings, arguments);
      if (shortcut.isPresent()) {
        taken++;
        launched.clear();
        new CommandTable(surroundings).execute(arguments);
        String message = "seed " + seed + ": " + String.join(" ", arguments);
        assertEquals(List.of(shortcut.get()), launched, message);
      }
    }
    assertTrue(taken > 20, "the shortcut was taken " + taken + " times, seed " + seed);
  }

  private static Optional<?> shortcut(Surroundings surroundings, String... arguments) {
    if (arguments[0].equals("demo")) {
      return Shortcut.demo(surroundings, arguments);
    }
    try {
      return Shortcut.run(surroundings, arguments);
    } catch (Failure noConfiguration) {
      return Optional.empty();
    }
  }

  private static String[] arguments(Random random) {
    String[] words = {
      "--config",
      "--run-dir",
      "--state-dir",
      "-f",
      "--for",
      "--plain",
      "--help",
      "--",
      "@x",
      "30s",
      "/a",
      "b/c",
      "",
      "'q'",
      "\"q\"",
      "--run-dir=/r",
      "5",
      "-5",
      "$x"
    };
    List<String> arguments = new ArrayList<>(List.of(random.nextBoolean() ? "run" : "demo"));
    if (arguments.getFirst().equals("run") && random.nextBoolean()) {
      arguments.addAll(List.of("--config", words[8 + random.nextInt(words.length - 8)]));
    }
    for (int length = random.nextInt(5); length > 0; length--) {
      arguments.add(words[random.nextInt(words.length)]);
    }
    return arguments.toArray(String[]::new);
  }
}
