package lvs.director.vrrp.sim;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lvs.director.base.Prefix;
import lvs.director.config.ConfigurationReader;
import lvs.director.config.FileFacts;
import lvs.director.config.Loaded;
import lvs.director.config.LocalInterfaces;
import lvs.director.config.text.ConfigFiles;
import lvs.director.config.text.ReadSettings;
import lvs.director.model.Configuration;

/** Reads a configuration that stands in a scenario; every program that it names is there. */
record ConfigurationText(String text) implements ConfigFiles, FileFacts {
  private static final String NAME = "scenario.conf";

  Configuration read(String interfaceName, List<Prefix> addresses) {
    LocalInterfaces machine =
        () -> List.of(new LocalInterfaces.LocalInterface(interfaceName, addresses, 1500, true));
    ReadSettings settings = ReadSettings.of("host", Map.of(), new Random(1));
    Loaded loaded = ConfigurationReader.load(NAME, settings, this, this, machine);
    return loaded
        .configuration()
        .orElseThrow(() -> new IllegalArgumentException(loaded.problems().toString()));
  }

  @Override
  public Kind kind(String path) {
    return path.equals(NAME) ? Kind.FILE : Kind.MISSING;
  }

  @Override
  public List<String> names(String directory) {
    return List.of(NAME);
  }

  @Override
  public byte[] read(String path, int limitBytes) throws IOException {
    if (!path.equals(NAME)) {
      throw new FileNotFoundException(path);
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String absolute(String path) {
    return path;
  }

  @Override
  public boolean exists(Path file) {
    return true;
  }

  @Override
  public boolean isExecutable(Path file) {
    return true;
  }

  @Override
  public boolean isReadableByOthers(Path file) {
    return false;
  }
}
