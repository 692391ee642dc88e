package lvs.director.archive;

import static lvs.director.archive.Quantity.Kind.COUNTED;
import static lvs.director.archive.Quantity.Kind.STANDING;

import java.util.List;
import java.util.stream.Stream;
import lvs.director.port.Archives.Subject;

/**
 * One number of an archive; a data source in the words of rrdtool.
 *
 * @param name unique in its archive, at most 19 characters as rrdtool wants
 * @param unit what one of the whole numbers that are sampled stands for: 1, or 1e-6 where fractions
 *     matter
 */
public record Quantity(String name, Kind kind, double unit) {

  /** How whole numbers become the value of an interval. */
  public enum Kind {
    /** How many happened: divided by the seconds of the interval, so the value is per second. */
    COUNTED,
    /** How things stood at the end of the interval. */
    STANDING
  }

  private static final double MILLIONTH = 1e-6;

  private static final List<Quantity> TRAFFIC =
      List.of(
          counted("connections"),
          counted("in_packets"),
          counted("out_packets"),
          counted("in_bytes"),
          counted("out_bytes"),
          standing("active"),
          standing("inactive"),
          standing("persistent"));

  private static final List<Quantity> SERVICE =
      withTraffic("servers_up", "servers", "weight_up", "up");

  private static final List<Quantity> SERVER =
      Stream.concat(
              withTraffic("weight", "up").stream(),
              Stream.of(new Quantity("check_latency", STANDING, MILLIONTH)))
          .toList();

  private static final List<Quantity> ROUTER =
      List.of(
          standing("state"),
          standing("priority"),
          counted("adverts_sent"),
          counted("adverts_received"),
          standing("masters_seen"));

  private static final List<Quantity> DIRECTOR =
      List.of(
          new Quantity("advert_late_p99", STANDING, MILLIONTH),
          new Quantity("advert_late_max", STANDING, MILLIONTH),
          new Quantity("check_late_p99", STANDING, MILLIONTH),
          counted("checks"),
          counted("connections"),
          counted("in_bytes"),
          counted("out_bytes"),
          standing("active"),
          standing("heap"),
          new Quantity("cpu", STANDING, MILLIONTH),
          standing("masters"),
          standing("events_queued"),
          standing("mail_queued"));

  /** In the order of the data sources in the file. */
  public static List<Quantity> of(Subject subject) {
    return switch (subject) {
      case SERVICE -> SERVICE;
      case SERVER -> SERVER;
      case ROUTER -> ROUTER;
      case DIRECTOR -> DIRECTOR;
    };
  }

  boolean isCounted() {
    return kind == COUNTED;
  }

  private static Quantity counted(String name) {
    return new Quantity(name, COUNTED, 1);
  }

  private static Quantity standing(String name) {
    return new Quantity(name, STANDING, 1);
  }

  private static List<Quantity> withTraffic(String... standing) {
    return Stream.concat(TRAFFIC.stream(), Stream.of(standing).map(Quantity::standing)).toList();
  }
}
