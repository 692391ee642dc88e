package lvs.director.console;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import lvs.director.base.Json;
import lvs.director.pool.PoolView;
import lvs.director.pool.RealServerStatus;
import lvs.director.pool.VirtualServiceStatus;
import lvs.director.pool.VirtualServiceStatus.ServerView;
import lvs.director.port.Director;

/**
 * The answer to {@code services}: one page of those that fit, in the order of the configuration.
 */
final class ServiceSearch {
  private static final int LARGEST_PAGE = 500;
  private static final int MOST_PAGES = 1_000_000;

  private final String wanted;
  private final List<String> wantedInIds;
  private final boolean problemsOnly;
  private final int page;
  private final int size;

  /**
   * @param query {@code q} fits names, ids and addresses of real servers; {@code state} all or
   *     problem; {@code page} from 1; {@code size} 1 to 500
   */
  ServiceSearch(Query query) throws Rejection {
    wanted = query.text("q").strip().toLowerCase(Locale.ROOT);
    wantedInIds = inIds(wanted);
    problemsOnly = query.oneOf("state", "all", "problem").equals("problem");
    page = (int) query.number("page", 1, 1, MOST_PAGES);
    size = (int) query.number("size", 50, 1, LARGEST_PAGE);
  }

  Map<String, Object> answer(Director director) {
    List<VirtualServiceStatus> found =
        director.pool().services().stream()
            .map(PoolView.ServiceView::status)
            .filter(status -> !problemsOnly || isProblem(status))
            .filter(this::fits)
            .toList();
    List<VirtualServiceStatus> shown = found.stream().skip((page - 1L) * size).limit(size).toList();
    return Json.object(
        "total",
        found.size(),
        "page",
        page,
        "size",
        size,
        "services",
        new ServiceRows(director).rows(shown));
  }

  private static boolean isProblem(VirtualServiceStatus status) {
    return !status.suspended()
        && (!status.quorumUp()
            || status.serversUp() < status.servers().size()
            || status.servers().stream()
                .map(ServerView::status)
                .anyMatch(ServiceSearch::isChanged));
  }

  private static boolean isChanged(RealServerStatus status) {
    return status.override().isPresent();
  }

  /**
   * As addresses stand in ids: {@code 10.0.0.2_80}, {@code 2001-db8--2_443}. To write the address
   * of each of 37,205 real servers would take ten times as long.
   */
  private static List<String> inIds(String wanted) {
    String unbracketed = wanted.replace("[", "").replace("]:", "_").replace("]", "_");
    return Stream.of(wanted, wanted.replace(':', '_'), unbracketed.replace(':', '-'))
        .distinct()
        .toList();
  }

  private boolean fits(VirtualServiceStatus status) {
    return wanted.isEmpty()
        || status.service().name().toLowerCase(Locale.ROOT).contains(wanted)
        || fits(status.service().id())
        || status.servers().stream().map(ServerView::status).anyMatch(each -> fits(each.id()));
  }

  private boolean fits(String id) {
    for (String each : wantedInIds) {
      if (id.contains(each)) {
        return true;
      }
    }
    return false;
  }
}
