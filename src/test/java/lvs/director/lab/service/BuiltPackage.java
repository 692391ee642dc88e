package lvs.director.lab.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lvs.director.lab.Lab;

/**
 * The Debian package of the classes under test, made by the script that Maven calls. Only its
 * compression is another.
 */
final class BuiltPackage {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Map<String, String> FAST = Map.of("LVS_DEB_COMPRESSION", "-Zgzip -z1");

  private final Path folder;

  /**
   * @param folder everything of the build goes there
   */
  BuiltPackage(Path folder) throws IOException, InterruptedException {
    Lab.program("dpkg-deb", "dpkg");
    Lab.program("fakeroot", "fakeroot");
    this.folder = folder;
    libraries();
    String jar = Path.of(System.getProperty("java.home"), "bin", "jar").toString();
    run(
        Map.of(),
        jar,
        "--create",
        "--file",
        folder.resolve("lvs-director.jar").toString(),
        "--date=2026-01-01T00:00:00Z",
        "-C",
        TARGET.resolve("classes").toString(),
        ".");
  }

  /** Those that Maven has put there and that these tests run with. */
  private void libraries() throws IOException {
    Files.createDirectories(folder.resolve("lib"));
    Set<String> names =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(each -> Path.of(each).getFileName().toString())
            .collect(Collectors.toSet());
    try (Stream<Path> jars = Files.list(TARGET.resolve("lib"))) {
      for (Path jar : jars.filter(each -> names.contains(each.getFileName().toString())).toList()) {
        Files.copy(jar, folder.resolve("lib").resolve(jar.getFileName()));
      }
    }
  }

  /** Builds it whole. */
  Path build(String version) throws IOException, InterruptedException {
    run(
        FAST,
        Path.of("init.d/debian/build").toAbsolutePath().toString(),
        Path.of("").toAbsolutePath().toString(),
        folder.toString(),
        version,
        "2026-01-01T00:00:00Z");
    return deb(version);
  }

  /** Of what was built last, the same with another version and new settings of the service. */
  Path again(String from, String version, String newSettings)
      throws IOException, InterruptedException {
    Path root = folder.resolve("deb/root");
    Path control = root.resolve("DEBIAN/control");
    Files.writeString(
        control, Files.readString(control).replace("Version: " + from, "Version: " + version));
    Path settings = root.resolve("etc/default/lvs-director");
    Files.writeString(settings, Files.readString(settings) + newSettings);
    run(
        Map.of(),
        "dpkg-deb",
        "--root-owner-group",
        "-Zgzip",
        "-z1",
        "--build",
        root.toString(),
        deb(version).toString());
    return deb(version);
  }

  /** What was packed, as files. */
  Path root() {
    return folder.resolve("deb/root");
  }

  private Path deb(String version) throws IOException {
    try (Stream<Path> names = Files.list(folder)) {
      String start = "lvs-director_" + version + "_";
      return names
          .filter(each -> each.getFileName().toString().startsWith(start))
          .findFirst()
          .orElse(folder.resolve(start + "test.deb"));
    }
  }

  private static void run(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(words)));
    builder.environment().putAll(environment);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Path log = Files.createTempFile("package", ".log");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    process.getOutputStream().close();
    assertEquals(0, process.waitFor(), String.join(" ", words) + ":\n" + Files.readString(log));
    Files.delete(log);
  }
}
