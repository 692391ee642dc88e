package lvs.director.daemon;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import lvs.director.linux.FileWatch;
import lvs.director.model.Check;
import lvs.director.model.Configuration;
import lvs.director.model.TrackFile;
import lvs.director.probe.FileNumbers;
import lvs.director.vrrp.VrrpEvent.TrackFileRead;

/** The numbers in the files that FILE_CHECKs look at, kept up to date by a watch of their own. */
final class CheckedFiles implements FileNumbers, AutoCloseable {
  private final Map<String, CompletableFuture<Long>> numbers = new ConcurrentHashMap<>();
  private final EventLog log;
  private final FileWatch watch;

  CheckedFiles(EventLog log) {
    this.log = log;
    this.watch = new FileWatch(this::take, log::warning);
  }

  /** Watches what the checks of this configuration need; does not wait. */
  void configure(Configuration configuration) {
    Set<String> wanted =
        configuration.virtualServices().stream()
            .flatMap(service -> service.realServers().stream())
            .flatMap(server -> server.checks().stream())
            .filter(Check.File.class::isInstance)
            .map(check -> ((Check.File) check).trackFile())
            .collect(Collectors.toSet());
    List<TrackFile> files =
        configuration.vrrp().trackFiles().stream()
            .filter(file -> wanted.contains(file.name()))
            .toList();
    numbers.keySet().retainAll(wanted);
    watch.watch(files);
  }

  private void take(TrackFileRead read) {
    read.remark().ifPresent(remark -> log.warning("track_file " + read.name() + ": " + remark));
    CompletableFuture<Long> before =
        numbers.put(read.name(), CompletableFuture.completedFuture(read.value()));
    if (before != null) {
      before.complete(read.value());
    }
  }

  @Override
  public OptionalLong number(String trackFile, Duration limit) throws InterruptedException {
    try {
      return OptionalLong.of(
          numbers
              .computeIfAbsent(trackFile, _ -> new CompletableFuture<>())
              .get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException | ExecutionException notRead) {
      return OptionalLong.empty();
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
