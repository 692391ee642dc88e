package lvs.director.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import lvs.director.lab.Lab;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A browser shows the mail; the pictures stay in {@code target/pictures}. */
@Tag("lab")
class MailPictureTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"mail, 1, 720, 860", "mail-dark, 0, 720, 860", "mail-phone, 1, 500, 1100"})
  void aMailIsReadable(String name, int colours, int width, int height) throws Exception {
    Path target = Files.createDirectories(Path.of("target", "pictures")).toAbsolutePath();
    Path file = target.resolve(name + ".png");
    Files.deleteIfExists(file);
    Path page = Files.writeString(folder.resolve("mail.html"), page());
    Process browser =
        new ProcessBuilder(
                Lab.program("chromium", "chromium"),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--user-data-dir=" + folder.resolve("profile"),
                "--blink-settings=preferredColorScheme=" + colours,
                "--window-size=" + width + "," + height,
                "--screenshot=" + file,
                page.toUri().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.log").toFile())
            .start();
    if (!browser.waitFor(120, TimeUnit.SECONDS)) {
      browser.descendants().forEach(ProcessHandle::destroyForcibly);
      browser.destroyForcibly();
    }
    assertTrue(Files.exists(file), () -> "no picture: " + folder.resolve("output.log"));
    BufferedImage image = ImageIO.read(file.toFile());
    assertEquals(width, image.getWidth());
    boolean dark = (image.getRGB(2, 2) & 0xff) < 0x80;
    assertEquals(colours == 0, dark);
  }

  /** The HTML of the mail with its picture in it, since no browser knows cid:. */
  private static String page() {
    Page page =
        new Page(
            Clean.draft(Drafts.lostServer()),
            Optional.of(TestPicture.png()),
            List.of(),
            "lvs1.example.org",
            ZoneOffset.ofHours(2));
    String png = Base64.getEncoder().encodeToString(TestPicture.png());
    return HtmlPage.html(page, "picture").replace("cid:picture", "data:image/png;base64," + png);
  }
}
