package lvs.director.linux;

import com.sun.jna.LastErrorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import lvs.director.model.TrackFile;
import lvs.director.vrrp.VrrpEvent.TrackFileRead;

/**
 * Tells the numbers in tracked files, each at once and after every change. A change is a file that
 * its writer has closed, that was moved here or away, or removed: a file that was truncated and is
 * still being written keeps its number, as with keepalived. Links, and directories that come later
 * or are made anew, are followed.
 *
 * <p>The way to each file is looked at again each second, since a directory further up can be moved
 * without a word. Files are read each second where inotify(7) is not possible.
 */
public final class FileWatch implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofHours(1);

  private final Consumer<TrackFileRead> listener;
  private final Consumer<String> remarks;
  private final Waiting waiting = new Waiting();
  private final List<WatchedFile> files = new ArrayList<>();
  private final Set<Integer> watches = new HashSet<>();
  private List<TrackFile> wanted = List.of();
  private boolean closing;
  private Thread thread;
  private Inotify inotify;

  /**
   * @param listener is told on the thread of this watch
   * @param remarks is told, in an operator's words, what cannot be done
   */
  public FileWatch(Consumer<TrackFileRead> listener, Consumer<String> remarks) {
    this.listener = listener;
    this.remarks = remarks;
  }

  /** Exactly these files from now on; does not wait. Known ones are not told again. */
  public synchronized void watch(List<TrackFile> exactly) {
    wanted = List.copyOf(exactly);
    if (thread == null && !wanted.isEmpty() && !closing) {
      thread = Thread.ofPlatform().daemon().name("track-files").start(this::run);
    }
    waiting.wake();
  }

  private void run() {
    try {
      open();
      while (takeOrders()) {
        Set<WatchedFile> changed = changed();
        for (WatchedFile file : files) {
          boolean moved = file.follow(inotify);
          if (changed.contains(file) || moved) {
            tell(file, false);
          } else if (file.needsPolling()) {
            tell(file, true);
          }
        }
        forgetOldWatches();
        waiting.until(inotify == null ? -1 : inotify.descriptor(), files.isEmpty() ? IDLE : PERIOD);
      }
    } finally {
      if (inotify != null) {
        inotify.close();
      }
      waiting.close();
    }
  }

  private void open() {
    try {
      inotify = new Inotify();
    } catch (LastErrorException refused) {
      remarks.accept(
          "tracked files are read each second only, inotify is refused ("
              + refused.getMessage()
              + "); raise fs.inotify.max_user_instances");
    }
  }

  /** Takes over the files wanted now; false at the end. */
  private boolean takeOrders() {
    List<TrackFile> orders;
    synchronized (this) {
      orders = wanted;
      if (closing) {
        return false;
      }
    }
    files.removeIf(known -> orders.stream().noneMatch(known::isOf));
    for (TrackFile order : orders) {
      if (files.stream().noneMatch(known -> known.isOf(order))) {
        WatchedFile fresh = new WatchedFile(order);
        files.add(fresh);
        fresh.follow(inotify);
        tell(fresh, false);
      }
    }
    return true;
  }

  private Set<WatchedFile> changed() {
    Set<WatchedFile> changed = new HashSet<>();
    List<Inotify.Event> events = inotify == null ? List.of() : inotify.read();
    for (Inotify.Event event : events) {
      files.stream().filter(f -> event.isLoss() || f.cares(event)).forEach(changed::add);
    }
    return changed;
  }

  private void tell(WatchedFile file, boolean polling) {
    Optional<TrackFileRead> news = file.read(polling);
    news.ifPresent(listener);
  }

  private void forgetOldWatches() {
    Set<Integer> used = new HashSet<>();
    files.forEach(file -> used.addAll(file.watches()));
    if (inotify != null) {
      watches.stream().filter(old -> !used.contains(old)).forEach(inotify::forget);
    }
    watches.clear();
    watches.addAll(used);
  }

  @Override
  public synchronized void close() {
    closing = true;
    if (thread == null) {
      waiting.close();
    } else {
      waiting.wake();
    }
  }
}
