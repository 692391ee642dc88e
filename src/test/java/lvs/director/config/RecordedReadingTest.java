package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import lvs.director.config.text.ReadSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reading is repeated exactly when something that it depended on has changed. */
class RecordedReadingTest {
  private static final String SERVICE =
      """
      virtual_server 127.0.0.1 8080 {
        protocol TCP
        lb_algo rr
        lb_kind NAT
        real_server 127.0.0.2 8080 {
          weight %d
          notify_up %s
        }
      }
      """;

  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    return Files.writeString(folder.resolve(name), text);
  }

  private RecordedReading read() throws IOException {
    Path main = write("main.conf", "include parts/*.conf\n");
    write("parts/a.conf", SERVICE.formatted(1, folder.resolve("up.sh")));
    script("rwxr-xr-x");
    return RecordedReading.of(main, ReadSettings.ofThisMachine());
  }

  private void script(String permissions) throws IOException {
    Path script = write("up.sh", "#!/bin/sh\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString(permissions));
  }

  private static int weight(RecordedReading reading) {
    return reading
        .loaded()
        .configuration()
        .orElseThrow()
        .virtualServices()
        .getFirst()
        .realServers()
        .getFirst()
        .weight();
  }

  @Test
  void nothingChangedIsTheSameReading() throws IOException {
    RecordedReading first = read();
    assertSame(first, first.again());
  }

  @Test
  void aChangedIncludedFileIsReadAgain() throws IOException {
    RecordedReading first = read();
    write("parts/a.conf", SERVICE.formatted(2, folder.resolve("up.sh")));
    RecordedReading second = first.again();
    assertEquals(1, weight(first));
    assertEquals(2, weight(second));
    assertSame(second, second.again());
  }

  @Test
  void theFingerprintIsThatOfTheContents() throws IOException {
    RecordedReading first = read();
    RecordedReading same = read();
    assertNotSame(first, same);
    assertEquals(first.fingerprint(), same.fingerprint());
    assertTrue(first.fingerprint() >= 0 && first.fingerprint() < 1L << 48);
    write("parts/a.conf", SERVICE.formatted(2, folder.resolve("up.sh")));
    assertNotEquals(first.fingerprint(), first.again().fingerprint());
  }

  @Test
  void aNewFileThatThePatternMatchesIsFound() throws IOException {
    RecordedReading first = read();
    write("parts/b.conf", SERVICE.formatted(3, "/bin/true").replace("8080", "8081"));
    assertEquals(2, first.again().loaded().configuration().orElseThrow().virtualServices().size());
  }

  @Test
  void aScriptThatLostItsPermissionIsToldAgain() throws IOException {
    RecordedReading first = read();
    script("rw-r--r--");
    RecordedReading second = first.again();
    assertTrue(
        second.loaded().problems().size() > first.loaded().problems().size(),
        second.loaded().problems().toString());
  }

  @Test
  void aFileThatBecameUnreadableIsToldAndForgottenWhenItIsBack() throws IOException {
    RecordedReading first = read();
    Path main = folder.resolve("main.conf");
    Files.delete(main);
    RecordedReading gone = first.again();
    assertTrue(gone.loaded().files().isEmpty());
    write("main.conf", "include parts/*.conf\n");
    assertTrue(gone.again().loaded().usable());
  }

  @Test
  void whatChanceHadAPartInIsAlwaysReadAgain() throws IOException {
    Path main =
        write(
            "chance.conf",
            "$PORT=${_RANDOM 2000 3000}\n"
                + SERVICE.formatted(1, "/bin/true").replace("127.0.0.1 8080", "127.0.0.1 ${PORT}"));
    RecordedReading first = RecordedReading.of(main, ReadSettings.ofThisMachine());
    assertNotSame(first, first.again());
  }
}
