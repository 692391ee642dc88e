package lvs.director.archive;

import java.util.List;
import lvs.director.port.Archives.Subject;

/**
 * What a picture shows: one or more plots, one below the other.
 *
 * @param title in people's words
 */
record Topic(String name, String title, List<Plot> plots) {

  /** How numbers are scaled and called. */
  enum Unit {
    CONNECTIONS("connections"),
    CONNECTIONS_PER_SECOND("connections/s"),
    PACKETS_PER_SECOND("packets/s"),
    BYTES_PER_SECOND("bytes/s"),
    BYTES("bytes"),
    SECONDS("seconds"),
    SERVERS("servers"),
    WEIGHT("weight"),
    PRIORITY("priority"),
    ADVERTISEMENTS_PER_SECOND("adverts/s"),
    CORES("cores"),
    WAITING("waiting");

    final String label;

    Unit(String label) {
      this.label = label;
    }

    /** Memory is counted in powers of two, everything else in powers of ten. */
    boolean isBinary() {
      return this == BYTES;
    }

    /** Whether parts of one make sense on an axis. */
    boolean isWhole() {
      return this == SERVERS || this == WEIGHT || this == PRIORITY || this == CONNECTIONS;
    }
  }

  /** How a quantity is drawn. */
  enum Style {
    AREA,
    LINE,
    THIN_LINE
  }

  /** One quantity of the archive itself. */
  record Trace(String quantity, String words, Style style) {}

  /**
   * One pair of axes.
   *
   * @param perServer the quantity that a service's picture shows for each real server, stacked;
   *     empty shows only the traces
   * @param share of the height, in hundredths
   */
  record Plot(Unit unit, String perServer, List<Trace> traces, int share) {}

  private static Trace area(String quantity, String words) {
    return new Trace(quantity, words, Style.AREA);
  }

  private static Trace line(String quantity, String words) {
    return new Trace(quantity, words, Style.LINE);
  }

  private static Trace thin(String quantity, String words) {
    return new Trace(quantity, words, Style.THIN_LINE);
  }

  private static Topic connections(boolean service) {
    return new Topic(
        "connections",
        "connections",
        List.of(
            new Plot(
                Unit.CONNECTIONS,
                service ? "active" : "",
                List.of(area("active", "active"), line("inactive", "inactive")),
                60),
            new Plot(
                Unit.CONNECTIONS_PER_SECOND,
                "",
                List.of(area("connections", "new connections")),
                40)));
  }

  private static Topic traffic(boolean service) {
    return new Topic(
        "traffic",
        "traffic",
        List.of(
            new Plot(
                Unit.BYTES_PER_SECOND,
                service ? "out_bytes" : "",
                List.of(area("out_bytes", "to clients")),
                60),
            new Plot(Unit.BYTES_PER_SECOND, "", List.of(area("in_bytes", "from clients")), 40)));
  }

  private static final Topic PACKETS =
      new Topic(
          "packets",
          "packets",
          List.of(
              new Plot(
                  Unit.PACKETS_PER_SECOND,
                  "",
                  List.of(area("out_packets", "to clients"), line("in_packets", "from clients")),
                  100)));

  private static final List<Topic> SERVICE =
      List.of(
          connections(true),
          traffic(true),
          PACKETS,
          new Topic(
              "servers",
              "real servers",
              List.of(
                  new Plot(
                      Unit.SERVERS,
                      "",
                      List.of(area("servers_up", "up"), line("servers", "configured")),
                      60),
                  new Plot(
                      Unit.WEIGHT, "", List.of(area("weight_up", "weight of those up")), 40))));

  private static final List<Topic> SERVER =
      List.of(
          connections(false),
          traffic(false),
          PACKETS,
          new Topic(
              "health",
              "health",
              List.of(
                  new Plot(Unit.SECONDS, "", List.of(area("check_latency", "checks took")), 60),
                  new Plot(Unit.WEIGHT, "", List.of(area("weight", "weight")), 40))));

  private static final List<Topic> ROUTER =
      List.of(
          new Topic(
              "state",
              "state",
              List.of(
                  new Plot(Unit.PRIORITY, "", List.of(line("priority", "priority")), 50),
                  new Plot(
                      Unit.ADVERTISEMENTS_PER_SECOND,
                      "",
                      List.of(line("adverts_sent", "sent"), line("adverts_received", "received")),
                      50))));

  private static final List<Topic> DIRECTOR =
      List.of(
          new Topic(
              "traffic",
              "traffic of all services",
              List.of(
                  new Plot(
                      Unit.BYTES_PER_SECOND,
                      "",
                      List.of(area("out_bytes", "to clients"), line("in_bytes", "from clients")),
                      50),
                  new Plot(
                      Unit.CONNECTIONS_PER_SECOND,
                      "",
                      List.of(area("connections", "new connections")),
                      50))),
          new Topic(
              "lateness",
              "lateness",
              List.of(
                  new Plot(
                      Unit.SECONDS,
                      "",
                      List.of(
                          line("advert_late_p99", "adverts, 99 of 100"),
                          thin("advert_late_max", "adverts, the latest"),
                          line("check_late_p99", "checks, 99 of 100")),
                      100))),
          new Topic(
              "machine",
              "memory, processor, queues",
              List.of(
                  new Plot(Unit.BYTES, "", List.of(area("heap", "heap")), 40),
                  new Plot(Unit.CORES, "", List.of(area("cpu", "processor")), 30),
                  new Plot(
                      Unit.WAITING,
                      "",
                      List.of(line("events_queued", "events"), line("mail_queued", "mail")),
                      30))));

  /** The most important one first. */
  static List<Topic> of(Subject subject) {
    return switch (subject) {
      case SERVICE -> SERVICE;
      case SERVER -> SERVER;
      case ROUTER -> ROUTER;
      case DIRECTOR -> DIRECTOR;
    };
  }
}
