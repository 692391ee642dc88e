package lvs.director.port;

import java.util.List;

/**
 * What somebody else changed in our services since the start.
 *
 * @param found differences in all
 * @param standing differences found at the last comparison that were not put right
 * @param last the newest ones, oldest first, at most {@link #LINES_KEPT}
 */
public record DriftStatus(long found, int standing, List<Line> last) {
  public static final int LINES_KEPT = 20;
  public static final DriftStatus NONE = new DriftStatus(0, 0, List.of());

  /**
   * One difference.
   *
   * @param epochMillis when it was found, wall time
   * @param text {@code weight of 10.0.0.2:80 in TCP 10.0.0.1:80 was 0 instead of 3}
   * @param mended whether it was put right
   */
  public record Line(long epochMillis, String text, boolean mended) {}
}
