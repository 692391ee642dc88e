package lvs.director.daemon;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** The terminal of the demo: keys without Enter, a table that redraws in place, and all undone. */
final class DemoTerminal implements AutoCloseable {
  private static final String HIDE_CURSOR = "\033[?25l";
  private static final String SHOW_CURSOR = "\033[?25h";
  private static final String OTHER_SCREEN = "\033[?1049h";
  private static final String FIRST_SCREEN = "\033[?1049l";
  private static final String HOME = "\033[H";
  private static final String CLEAR_LINE = "\033[K";
  private static final String CLEAR_BELOW = "\033[J";

  private final boolean live;
  private final Thread keys;

  /**
   * @param live draws in place and reads keys; otherwise only prints
   */
  DemoTerminal(boolean live, IntConsumer onKey) {
    this.live = live;
    this.keys = Thread.ofPlatform().name("keys").daemon().unstarted(() -> readKeys(onKey));
    if (live) {
      stty("-icanon", "-echo", "min", "1");
      System.out.print(OTHER_SCREEN + HIDE_CURSOR);
      System.out.flush();
      keys.start();
    }
  }

  boolean live() {
    return live;
  }

  private static void readKeys(IntConsumer onKey) {
    try {
      for (int key = System.in.read(); key >= 0; key = System.in.read()) {
        onKey.accept(key);
      }
    } catch (IOException closed) {
      // The terminal is gone; the demo ends by itself or by its time.
    }
  }

  void draw(List<String> lines) {
    StringBuilder screen = new StringBuilder(HOME);
    lines.forEach(line -> screen.append(line).append(CLEAR_LINE).append('\n'));
    System.out.print(screen.append(CLEAR_BELOW));
    System.out.flush();
  }

  private static void stty(String... settings) {
    try {
      List<String> command = new java.util.ArrayList<>(List.of("stty"));
      command.addAll(List.of(settings));
      Process stty =
          new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.INHERIT).start();
      stty.waitFor(2, TimeUnit.SECONDS);
    } catch (IOException noStty) {
      System.err.println("no stty here, so keys need Enter: " + noStty.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (live) {
      System.out.print(SHOW_CURSOR + FIRST_SCREEN);
      System.out.flush();
      stty("sane");
    }
  }
}
