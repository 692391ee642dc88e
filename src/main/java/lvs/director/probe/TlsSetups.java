package lvs.director.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import lvs.director.model.Check.Tls;

/** One setup for each SSL block, made anew when one of its files has changed. */
final class TlsSetups {
  private record Made(TlsSetup setup, List<FileTime> fileTimes) {}

  private final Map<Tls, Made> made = new ConcurrentHashMap<>();

  TlsSetup of(Tls tls) throws BadAnswer {
    List<FileTime> times =
        Stream.of(tls.caFile(), tls.certificateFile(), tls.keyFile())
            .flatMap(Optional::stream)
            .map(TlsSetups::lastModified)
            .toList();
    Made known = made.get(tls);
    if (known == null || !known.fileTimes().equals(times)) {
      known = new Made(new TlsSetup(tls), times);
      made.put(tls, known);
    }
    return known.setup();
  }

  private static FileTime lastModified(String file) {
    try {
      return Files.getLastModifiedTime(Path.of(file));
    } catch (IOException unreadable) {
      return FileTime.fromMillis(0);
    }
  }
}
