package lvs.director.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacesTest {
  @TempDir private Path files;

  private Places places(long userId, Map<String, String> environment) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return new Places(
        new Surroundings(
            nowhere,
            nowhere,
            environment,
            userId,
            false,
            InstantSource.system(),
            ZoneOffset.UTC,
            files,
            directory -> null,
            () -> null));
  }

  @Test
  void rootHasTheSystemsDirectories() {
    Places root = places(0, Map.of("XDG_RUNTIME_DIR", "/run/user/0", "HOME", "/root"));
    assertEquals(files.resolve("run/lvs-director"), root.runDirectory(Optional.empty()));
    assertEquals(
        files.resolve("var/lib/lvs-director"),
        root.stateDirectory(Optional.empty(), Optional.empty()));
  }

  @Test
  void othersHaveTheirOwn() {
    Places user = places(7, Map.of("XDG_RUNTIME_DIR", "/run/user/7", "HOME", "/home/u"));
    assertEquals(Path.of("/run/user/7/lvs-director"), user.runDirectory(Optional.empty()));
    assertEquals(
        Path.of("/home/u/.local/state/lvs-director"),
        user.stateDirectory(Optional.empty(), Optional.empty()));
  }

  @Test
  void withoutAnyVariableTheUserIdKeepsThemApart() {
    Places user = places(7, Map.of("XDG_RUNTIME_DIR", "", "XDG_STATE_HOME", "relative"));
    assertEquals(files.resolve("tmp/lvs-director-7"), user.runDirectory(Optional.empty()));
    assertEquals(
        files.resolve("tmp/lvs-director-7/state"),
        user.stateDirectory(Optional.empty(), Optional.empty()));
  }

  @Test
  void anInstanceWithARunDirectoryOfItsOwnKeepsItsStateThere() {
    Optional<Path> given = Optional.of(Path.of("/srv/two"));
    Places root = places(0, Map.of());
    assertEquals(Path.of("/srv/two"), root.runDirectory(given));
    assertEquals(Path.of("/srv/two/state"), root.stateDirectory(Optional.empty(), given));
    assertEquals(
        Path.of("/srv/state"), root.stateDirectory(Optional.of(Path.of("/srv/state")), given));
  }

  @Test
  void ourOwnFileGoesBeforeKeepaliveds() throws IOException {
    Places root = places(0, Map.of());
    Failure none = assertThrows(Failure.class, () -> root.configuration(Optional.empty()));
    assertEquals(ExitCode.USAGE, none.exitCode());
    assertTrue(none.getMessage().contains("/etc/keepalived/keepalived.conf"));

    Path keepalived = files.resolve("etc/keepalived/keepalived.conf");
    Files.createDirectories(keepalived.getParent());
    Files.createFile(keepalived);
    assertEquals(keepalived, root.configuration(Optional.empty()));

    Path own = files.resolve("etc/lvs-director/director.conf");
    Files.createDirectories(own.getParent());
    Files.createFile(own);
    assertEquals(own, root.configuration(Optional.empty()));
    assertEquals(Path.of("/x.conf"), root.configuration(Optional.of(Path.of("/x.conf"))));
  }
}
