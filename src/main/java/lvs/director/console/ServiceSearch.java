package lvs.director.console;

import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private final boolean problemsOnly;
  private final int page;
  private final int size;

  /**
   * @param query {@code q} fits names, ids and addresses of real servers; {@code state} all or
   *     problem; {@code page} from 1; {@code size} 1 to 500
   */
  ServiceSearch(Query query) throws Rejection {
    wanted = query.text("q").strip().toLowerCase(Locale.ROOT);
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
    return !status.quorumUp()
        || status.serversUp() < status.servers().size()
        || status.servers().stream().map(ServerView::status).anyMatch(ServiceSearch::isChanged);
  }

  private static boolean isChanged(RealServerStatus status) {
    return status.override().isPresent();
  }

  private boolean fits(VirtualServiceStatus status) {
    return wanted.isEmpty()
        || contains(status.service().name())
        || contains(status.service().id())
        || status.servers().stream().map(ServerView::status).anyMatch(this::fits);
  }

  private boolean fits(RealServerStatus status) {
    return contains(status.id()) || contains(status.server().endpoint().toString());
  }

  private boolean contains(String text) {
    return text.toLowerCase(Locale.ROOT).contains(wanted);
  }
}
