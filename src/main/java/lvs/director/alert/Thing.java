package lvs.director.alert;

import java.util.Comparator;
import java.util.Optional;
import lvs.director.base.Endpoint;

/**
 * What a mail can be about.
 *
 * @param name of the virtual router or sync group, or id of the virtual service; empty for the
 *     kernel's table
 * @param server only for {@link Kind#SERVER}
 */
record Thing(Kind kind, String name, Optional<Endpoint> server) implements Comparable<Thing> {
  private static final Comparator<Thing> ORDER =
      Comparator.comparing(Thing::kind)
          .thenComparing(Thing::name)
          .thenComparing(
              thing -> thing.server().orElse(null),
              Comparator.nullsFirst(Comparator.naturalOrder()));

  /** In the order in which a mail speaks of them. */
  enum Kind {
    GROUP("sync group"),
    ROUTER("virtual router"),
    /** Somebody else is master of this virtual router too. */
    SECOND_MASTER("second master"),
    /** This virtual router is held, and nobody serves. */
    NOBODY_SERVES("virtual router without master"),
    SERVICE("virtual service"),
    SERVER("real server"),
    /** Somebody else's changes in the kernel's table, which stay. */
    DRIFT("changed table"),
    /** The same, put right. */
    MENDED("mended table");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** What one of them is called. */
    String words() {
      return words;
    }

    /** It is told again and again while it lasts; its end is that it is not told any more. */
    boolean isSighting() {
      return this == SECOND_MASTER || this == NOBODY_SERVES || this == MENDED;
    }

    boolean isOfTheElection() {
      return this == GROUP || this == ROUTER;
    }

    boolean isOfAService() {
      return this == SERVICE || this == SERVER;
    }

    boolean canFlap() {
      return isOfTheElection() || isOfAService();
    }
  }

  static Thing of(Kind kind, String name) {
    return new Thing(kind, name, Optional.empty());
  }

  static Thing server(String service, Endpoint server) {
    return new Thing(Kind.SERVER, service, Optional.of(server));
  }

  @Override
  public int compareTo(Thing other) {
    return ORDER.compare(this, other);
  }
}
