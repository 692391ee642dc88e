package lvs.director.linux;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lvs.director.model.TrackFile;
import lvs.director.vrrp.VrrpEvent.TrackFileRead;

/** One tracked file: where to wait for its changes, and what was told of it last. */
final class WatchedFile {
  /** Others change files there without the kernel telling us. */
  private static final Set<String> SILENT_SYSTEMS =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb3",
          "smbfs",
          "9p",
          "ceph",
          "afs",
          "coda",
          "virtiofs",
          "proc",
          "sysfs",
          "debugfs",
          "cgroup",
          "cgroup2",
          "vboxsf");

  private static final String FUSE = "fuse";

  private final TrackFile file;
  private final Path path;
  private Map<Integer, Set<String>> names = Map.of();
  private Optional<String> silentSystem = Optional.empty();
  private boolean watchable;
  private boolean blankBefore = true;
  private Optional<TrackFileRead> told = Optional.empty();

  WatchedFile(TrackFile file) {
    this.file = file;
    this.path = path(file);
  }

  private static Path path(TrackFile file) {
    return FileSystems.getDefault().getPath(file.path()).toAbsolutePath();
  }

  boolean isOf(TrackFile other) {
    return file.name().equals(other.name()) && file.path().equals(other.path());
  }

  Set<Integer> watches() {
    return names.keySet();
  }

  boolean cares(Inotify.Event event) {
    Set<String> here = names.get(event.watch());
    return here != null && (event.name().isEmpty() || here.contains(event.name()));
  }

  /**
   * Watches all directories on the way to it, which may have changed.
   *
   * @param inotify null when there is none
   * @return whether the way is another one than before
   */
  boolean follow(Inotify inotify) {
    if (inotify == null) {
      return false;
    }
    Map<Integer, Set<String>> found = new HashMap<>();
    boolean all = true;
    for (PathSteps.Step step : PathSteps.of(path)) {
      Optional<Integer> watch = inotify.watch(step.directory());
      watch.ifPresent(w -> found.computeIfAbsent(w, _ -> new HashSet<>()).add(step.name()));
      all &= watch.isPresent();
    }
    boolean moved = !found.equals(names);
    names = found;
    watchable = all;
    if (moved) {
      silentSystem = silentSystem();
    }
    return moved;
  }

  /** It has to be read again and again because nobody tells of its changes. */
  boolean needsPolling() {
    return !watchable || silentSystem.isPresent();
  }

  private Optional<String> silentSystem() {
    try {
      Path existing = path;
      while (!Files.exists(existing)) {
        existing = existing.getParent();
      }
      String type = Files.getFileStore(existing).type();
      return Optional.of(type).filter(t -> SILENT_SYSTEMS.contains(t) || t.startsWith(FUSE));
    } catch (IOException | SecurityException unknown) {
      return Optional.empty();
    }
  }

  /**
   * @return what is to be told; empty when nothing is new
   */
  Optional<TrackFileRead> read(boolean polling) {
    FileNumber number = FileNumber.read(path);
    // A file that is being written is empty for a moment: polling believes it the second time.
    boolean doubtful = polling && number.blank() && !blankBefore;
    blankBefore = number.blank();
    if (doubtful && told.isPresent()) {
      return Optional.empty();
    }
    long before = told.map(TrackFileRead::value).orElse(0L);
    long value = number.value().map(Integer::longValue).orElse(before);
    TrackFileRead read = new TrackFileRead(file.name(), value, number.remark().or(this::polled));
    boolean same = told.filter(read::equals).isPresent();
    told = Optional.of(read);
    return same ? Optional.empty() : told;
  }

  private Optional<String> polled() {
    return silentSystem.map(
        type ->
            path
                + " lies on a file system ("
                + type
                + ") that does not tell of changes; it is read each second. Put it on a local"
                + " one, such as /run");
  }
}
