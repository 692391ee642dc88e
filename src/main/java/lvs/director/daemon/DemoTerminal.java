package lvs.director.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
  private final AtomicBoolean resized = new AtomicBoolean(true);

  /** The terminal's settings in stty's own notation. */
  private final String before;

  private Size last = Size.USUAL;

  /**
   * @param live draws in place and reads keys; otherwise only prints
   */
  DemoTerminal(boolean live, IntConsumer onKey) {
    this.live = live;
    this.keys = Thread.ofPlatform().name("keys").daemon().unstarted(() -> readKeys(onKey));
    this.before = live ? stty("-g") : "";
    if (live) {
      Signals.on("WINCH", () -> resized.set(true));
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

  /**
   * Draws in place.
   *
   * @param table lines that are cut at the right edge
   * @param below lines to copy from, which wrap; those that do not fit any more are left out
   */
  void draw(List<String> table, List<String> below) {
    Size size = resized.getAndSet(false) ? measure() : last;
    StringBuilder screen = new StringBuilder(size.equals(last) ? HOME : HOME + CLEAR_BELOW);
    last = size;
    screen.append(frame(table, below, size));
    System.out.print(screen.append(CLEAR_BELOW));
    System.out.flush();
  }

  /** Rows and columns of a terminal. */
  record Size(int rows, int columns) {
    /** What a terminal has at least, by old custom. */
    static final Size USUAL = new Size(24, 80);

    /** Reads what {@code stty size} prints. */
    static Size parse(String text) {
      String[] words = text.strip().split(" ");
      boolean numbers = words.length == 2 && text.strip().matches("[0-9]{1,5} [0-9]{1,5}");
      Size size =
          numbers ? new Size(Integer.parseInt(words[0]), Integer.parseInt(words[1])) : USUAL;
      return size.rows > 0 && size.columns > 0 ? size : USUAL;
    }
  }

  /** The last row stays empty, so that the screen never scrolls. */
  static String frame(List<String> table, List<String> below, Size size) {
    StringBuilder screen = new StringBuilder();
    int left = size.rows() - 1;
    for (String line : table) {
      if (left-- > 0) {
        String cut = line.substring(0, Math.min(line.length(), size.columns()));
        screen.append(CLEAR_LINE).append(cut).append("\r\n");
      }
    }
    for (String line : below) {
      int rows = Math.max(1, Math.ceilDiv(line.length(), size.columns()));
      left -= rows;
      if (left >= 0) {
        boolean fillsRow = !line.isEmpty() && line.length() % size.columns() == 0;
        screen.append(CLEAR_LINE).append(line).append(fillsRow ? "" : CLEAR_LINE).append("\r\n");
      }
    }
    return screen.toString();
  }

  private static Size measure() {
    return Size.parse(stty("size"));
  }

  /** What stty prints; empty when there is none. */
  private static String stty(String... settings) {
    try {
      List<String> command = new ArrayList<>(List.of("stty"));
      command.addAll(List.of(settings));
      Process stty =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String printed = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      stty.waitFor(2, TimeUnit.SECONDS);
      return printed.strip();
    } catch (IOException noStty) {
      return "";
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  @Override
  public void close() {
    if (live) {
      System.out.print(SHOW_CURSOR + FIRST_SCREEN);
      System.out.flush();
      stty(before.isEmpty() ? "sane" : before);
    }
  }
}
