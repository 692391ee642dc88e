package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  private static List<String> told(String text, FileFacts files) {
    return Reading.text(text, files).problems().stream()
        .map(p -> p.severity() + " " + p.code() + " " + p.what() + " " + p.remedy())
        .toList();
  }

  @Test
  void aPasswordFileThatOthersMayReadIsReported() {
    assertEquals(
        List.of(
            "WARNING secret-readable Every user of this machine can read /etc/jolokia."
                + " Run chmod 600 /etc/jolokia."),
        told(
            "director {\njolokia_password_file /etc/jolokia\n}",
            new FakeFiles().readable("/etc/jolokia")));
  }

  @Test
  void aPasswordFileThatIsNotThereIsReported() {
    assertEquals(
        List.of(
            "WARNING file-missing The file /etc/jolokia does not exist."
                + " Create it, or correct the path."),
        told("director {\njolokia_password_file /etc/jolokia\n}", FakeFiles.none()));
  }

  @Test
  void aPasswordFileForItsOwnerOnlyIsRight() {
    assertEquals(
        List.of(),
        told(
            "director {\njolokia_password_file /etc/jolokia\n}",
            new FakeFiles().file("/etc/jolokia")));
  }

  @Test
  void theTlsKeyIsASecretAndTheCertificatesAreNot() {
    assertEquals(
        List.of(
            "WARNING secret-readable Every user of this machine can read /etc/x. Run chmod 600"
                + " /etc/x."),
        told(
            "SSL {\nca /etc/x\ncertificate /etc/x\nkey /etc/x\n}",
            new FakeFiles().readable("/etc/x")));
  }

  @Test
  void aCaFileThatIsNotThereIsReported() {
    assertEquals(
        List.of(
            "WARNING file-missing The file /etc/x does not exist. Create it, or correct the path."),
        told("SSL {\nca /etc/x\n}", FakeFiles.none()));
  }

  @Test
  void aPasswordInAReadableConfigurationIsReportedOnce() {
    assertEquals(
        List.of(
            "WARNING secret-readable Every user of this machine can read test.conf, and a password"
                + " stands in it. Run chmod 600 test.conf.",
            "WARNING duplicate-keyword password already stands in line 2; this one holds. Keep one"
                + " of the two lines."),
        told("SSL {\npassword a\npassword b\n}", new FakeFiles().readable("test.conf")));
    assertEquals(List.of(), told("SSL {\npassword a\n}", new FakeFiles().file("test.conf")));
  }

  @Test
  void aFileNameThatCannotBeOneIsNoFile() {
    assertFalse(FileFacts.SYSTEM.exists(FileFacts.named("a\0b")));
  }

  @Test
  void theSystemsOwnAnswersComeFromPermissions(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("secret"), "x");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertTrue(FileFacts.SYSTEM.exists(file));
    assertFalse(FileFacts.SYSTEM.isReadableByOthers(file));
    assertFalse(FileFacts.SYSTEM.isExecutable(file));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertTrue(FileFacts.SYSTEM.isReadableByOthers(file));
    assertTrue(FileFacts.SYSTEM.isExecutable(file));
    assertFalse(FileFacts.SYSTEM.isExecutable(dir));
    assertFalse(FileFacts.SYSTEM.isReadableByOthers(dir.resolve("missing")));
  }
}
