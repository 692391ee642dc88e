package lvs.director.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A browser that looks at one page and ends. */
public final class Chromium {
  /** Without a window, and asking nobody. */
  public static final List<String> ALONE =
      List.of(
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--hide-scrollbars",
          "--lang=en-GB");

  private static final long PATIENCE_SECONDS = 120;

  private final Path folder;
  private final List<String> look;

  /**
   * @param folder for what the browser keeps
   * @param more of its options
   */
  public Chromium(Path folder, int width, int height, String... more) {
    this.folder = folder;
    this.look = new ArrayList<>(List.of(more));
    look.add("--window-size=" + width + "," + height);
  }

  /** What can be seen of the page, as PNG. */
  public byte[] picture(Path page) throws IOException, InterruptedException {
    Path picture = folder.resolve("page.png");
    Files.deleteIfExists(picture);
    run("--screenshot=" + picture, page);
    return Files.readAllBytes(picture);
  }

  /** The page after its scripts. */
  public String text(Path page) throws IOException, InterruptedException {
    return run("--dump-dom", page);
  }

  private String run(String what, Path page) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(program()));
    words.addAll(ALONE);
    words.addAll(look);
    words.add("--user-data-dir=" + folder.resolve("browser"));
    words.add(what);
    words.add(page.toUri().toString());
    Path log = folder.resolve("browser.log");
    Path said = folder.resolve("browser.out");
    Process process =
        new ProcessBuilder(words).redirectOutput(said.toFile()).redirectError(log.toFile()).start();
    process.getOutputStream().close();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    if (process.waitFor() != 0) {
      throw new AssertionError(Files.readString(log));
    }
    return Files.readString(said, StandardCharsets.UTF_8);
  }

  public static String program() {
    return Lab.program("chromium", "chromium");
  }
}
