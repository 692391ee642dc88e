package lvs.director.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import lvs.director.base.Endpoint;
import lvs.director.linux.StateFile;
import lvs.director.pool.ServerOverride;
import lvs.director.pool.ServerOverride.Removal;
import lvs.director.pool.ServerOverride.Standing;

/**
 * What operators changed, kept over a restart: one line an override in {@code overrides.tsv} of the
 * state folder, written to a new file that then takes the old one's place. Times are kept as wall
 * time, because monotonic time ends with the machine's run. A drain that ends with the removal of
 * its server has two fields more than other lines.
 */
final class OverrideStore {
  private static final String HEADER =
      "# lvs-director overrides: service, server, weight, standing, expires (ms since 1970),"
          + " reason; of a drain that ends with removal also: since, deadline (both as expires)";
  private static final int FIELDS = 6;
  private static final int FIELDS_WITH_REMOVAL = 8;

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
  List<ServerOverride> restore(long nowNanos, long nowEpochMillis, Consumer<String> onBadLine)
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
    boolean removes = fields.length == FIELDS_WITH_REMOVAL;
    Optional<Endpoint> server =
        removes || fields.length == FIELDS ? Endpoint.parse(fields[1]) : Optional.empty();
    if (server.isEmpty()) {
      return Optional.empty();
    }
    try {
      OptionalInt weight =
          fields[2].equals("-") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(fields[2]));
      return Optional.of(
          new ServerOverride(
              fields[0],
              server.get(),
              weight,
              Standing.valueOf(fields[3]),
              fields[5],
              nanos(fields[4], nanosAtEpoch),
              removes ? removal(fields[6], fields[7], nanosAtEpoch) : Optional.empty()));
    } catch (IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  private static Optional<Removal> removal(String since, String deadline, long nanosAtEpoch) {
    return nanos(since, nanosAtEpoch)
        .map(sinceNanos -> new Removal(sinceNanos, nanos(deadline, nanosAtEpoch)));
  }

  /** Monotonic time of a wall time; {@code -} is none. */
  private static Optional<Long> nanos(String epochMillis, long nanosAtEpoch) {
    return epochMillis.equals("-")
        ? Optional.empty()
        : Optional.of(Long.parseLong(epochMillis) * 1_000_000L + nanosAtEpoch);
  }

  void keep(List<ServerOverride> overrides, long nowNanos, long nowEpochMillis) throws IOException {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    for (ServerOverride override : overrides) {
      text.append(String.join("\t", fields(override, nowNanos, nowEpochMillis))).append('\n');
    }
    StateFile.replace(file, text.toString());
  }

  private static List<String> fields(ServerOverride o, long nowNanos, long nowEpochMillis) {
    Function<Long, String> wallTime =
        nanos -> Long.toString(nowEpochMillis + (nanos - nowNanos) / 1_000_000L);
    List<String> fields =
        new ArrayList<>(
            List.of(
                o.serviceId(),
                o.server().toString(),
                o.weight().isPresent() ? Integer.toString(o.weight().getAsInt()) : "-",
                o.standing().name(),
                o.expiresNanos().map(wallTime).orElse("-"),
                o.reason()));
    o.removal()
        .ifPresent(
            removal -> {
              fields.add(wallTime.apply(removal.sinceNanos()));
              fields.add(removal.deadlineNanos().map(wallTime).orElse("-"));
            });
    return fields;
  }
}
