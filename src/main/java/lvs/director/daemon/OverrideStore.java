package lvs.director.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lvs.director.base.Endpoint;
import lvs.director.pool.ServerOverride;
import lvs.director.pool.ServerOverride.Standing;

/**
 * What operators changed, kept over a restart: one line an override in {@code overrides.tsv} of the
 * state folder, written to a new file that then takes the old one's place. Expiry is kept as wall
 * time, because monotonic time ends with the machine's run.
 */
final class OverrideStore {
  private static final String HEADER =
      "# lvs-director overrides: service, server, weight, standing, expires (ms since 1970),"
          + " reason";

  private final Path file;

  OverrideStore(Path stateFolder) {
    this.file = stateFolder.resolve("overrides.tsv");
  }

  /** Why nothing can be kept; makes the folder when it is missing. */
  Optional<String> obstacle() {
    Path folder = file.getParent();
    try {
      Files.createDirectories(folder);
      return Files.isWritable(folder)
          ? Optional.empty()
          : Optional.of("cannot write to " + folder + ": permission denied");
    } catch (IOException refused) {
      return Optional.of("cannot make " + folder + ": " + refused);
    }
  }

  /**
   * What was kept and has not expired. A line that cannot be read is given to {@code onBadLine}.
   */
  List<ServerOverride> restore(
      long nowNanos, long nowEpochMillis, java.util.function.Consumer<String> onBadLine)
      throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException firstStart) {
      return List.of();
    }
    List<ServerOverride> overrides = new ArrayList<>();
    for (String line : lines) {
      if (!line.startsWith("#") && !line.isBlank()) {
        parse(line, nowNanos - nowEpochMillis * 1_000_000L)
            .ifPresentOrElse(
                override -> {
                  if (override.expiresNanos().orElse(Long.MAX_VALUE) > nowNanos) {
                    overrides.add(override);
                  }
                },
                () -> onBadLine.accept(line));
      }
    }
    return overrides;
  }

  private static Optional<ServerOverride> parse(String line, long nanosAtEpoch) {
    String[] fields = line.split("\t", -1);
    Optional<Endpoint> server = fields.length == 6 ? Endpoint.parse(fields[1]) : Optional.empty();
    if (server.isEmpty()) {
      return Optional.empty();
    }
    try {
      OptionalInt weight =
          fields[2].equals("-") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(fields[2]));
      Optional<Long> expires =
          fields[4].equals("-")
              ? Optional.empty()
              : Optional.of(Long.parseLong(fields[4]) * 1_000_000L + nanosAtEpoch);
      return Optional.of(
          new ServerOverride(
              fields[0], server.get(), weight, Standing.valueOf(fields[3]), fields[5], expires));
    } catch (IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  void keep(List<ServerOverride> overrides, long nowNanos, long nowEpochMillis) throws IOException {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    for (ServerOverride o : overrides) {
      String expires =
          o.expiresNanos()
              .map(nanos -> Long.toString(nowEpochMillis + (nanos - nowNanos) / 1_000_000L))
              .orElse("-");
      String weight = o.weight().isPresent() ? Integer.toString(o.weight().getAsInt()) : "-";
      text.append(
          String.join(
              "\t",
              o.serviceId(),
              o.server().toString(),
              weight,
              o.standing().name(),
              expires,
              o.reason()));
      text.append('\n');
    }
    StateFile.replace(file, text.toString());
  }
}
