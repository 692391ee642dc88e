package lvs.director.daemon;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lvs.director.port.DataPlane.Applied;
import lvs.director.port.DriftStatus;
import lvs.director.port.PlaneNotice;

/**
 * What somebody else changed in our services: counted, the newest lines kept. What is mended is new
 * each time; what stays, because it is only reported, is new once.
 */
final class DriftLog {
  private static final int LINES_IN_A_NOTICE = 5;

  private final Deque<DriftStatus.Line> last = new ArrayDeque<>();
  private Set<String> standing = Set.of();
  private long found;
  private volatile DriftStatus status = DriftStatus.NONE;

  /** Any thread may ask. */
  DriftStatus status() {
    return status;
  }

  /**
   * Takes up what a comparison found.
   *
   * @param epochMillis wall time of the comparison
   * @return what to tell; empty for nothing new
   */
  Optional<PlaneNotice> next(long epochMillis, Applied applied) {
    List<String> fresh =
        applied.drift().stream().filter(each -> !standing.contains(each)).distinct().toList();
    Set<String> left = applied.mended() ? Set.of() : new HashSet<>(applied.drift());
    if (fresh.isEmpty() && left.equals(standing)) {
      return Optional.empty();
    }
    standing = left;
    found += fresh.size();
    fresh.stream()
        .skip(Math.max(0, fresh.size() - DriftStatus.LINES_KEPT))
        .forEach(each -> keep(new DriftStatus.Line(epochMillis, each, applied.mended())));
    status = new DriftStatus(found, standing.size(), List.copyOf(last));
    return fresh.isEmpty() ? Optional.empty() : Optional.of(notice(fresh, applied.mended()));
  }

  private void keep(DriftStatus.Line line) {
    last.addLast(line);
    if (last.size() > DriftStatus.LINES_KEPT) {
      last.removeFirst();
    }
  }

  private static PlaneNotice notice(List<String> lines, boolean mended) {
    String some = lines.stream().limit(LINES_IN_A_NOTICE).collect(Collectors.joining("; "));
    int rest = lines.size() - LINES_IN_A_NOTICE;
    String text =
        "somebody else changed the kernel's table"
            + (mended ? ", which is put right: " : ", and it stays so as configured: ")
            + some
            + (rest > 0 ? "; and " + rest + " more" : "");
    return new PlaneNotice(
        mended ? PlaneNotice.Kind.TABLE_MENDED : PlaneNotice.Kind.TABLE_DRIFT, text);
  }
}
