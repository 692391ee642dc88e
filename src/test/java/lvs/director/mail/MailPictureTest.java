package lvs.director.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import lvs.director.lab.Chromium;
import lvs.director.lab.Pictures;
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
    Path page = Files.writeString(folder.resolve("mail.html"), page());
    String preference = "--blink-settings=preferredColorScheme=" + colours;
    byte[] seen = new Chromium(folder, width, height, preference).picture(page);
    Pictures.keep(name + ".png", seen);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(seen));
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
