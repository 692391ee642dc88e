package lvs.director.dashboards;

import java.util.List;

/** The boards of {@code dashboards/}. */
final class Boards {
  static final List<Board> ALL =
      List.of(
          ClusterBoard.board(), ServiceBoard.board(), ServerBoard.board(), DirectorBoard.board());

  /** Which directors: every selector of a board ends in these two. */
  static final String WHO = "cluster=~\"$cluster\", instance=~\"$instance\"";

  private Boards() {}

  /** A board that can be narrowed to clusters and directors. */
  static Board of(String uid, String title, String description) {
    return new Board(uid, title, description)
        .several("cluster", "Cluster", "label_values(up{job=\"lvs-director\"}, cluster)")
        .several(
            "instance",
            "Director",
            "label_values(up{job=\"lvs-director\", cluster=~\"$cluster\"}, instance)");
  }

  /** {@code metric{cluster…, instance…}}. */
  static String all(String metric) {
    return metric + "{" + WHO + "}";
  }

  static String all(String metric, String more) {
    return metric + "{" + WHO + ", " + more + "}";
  }

  static String rate(String selector) {
    return "rate(" + selector + "[$__rate_interval])";
  }
}
