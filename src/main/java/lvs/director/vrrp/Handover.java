package lvs.director.vrrp;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A switchover that an operator asked for: of one virtual router, or of all of a sync group. */
final class Handover {
  final long ticket;
  final String name;
  final Optional<InetAddress> to;
  final boolean hold;
  final Set<Router> pending;
  final List<String> reports = new ArrayList<>();

  /** A member has heard its successor, so that the others will not stay alone. */
  boolean answered;

  Handover(long ticket, String name, Optional<InetAddress> to, boolean hold, List<Router> routers) {
    this.ticket = ticket;
    this.name = name;
    this.to = to;
    this.hold = hold;
    this.pending = new LinkedHashSet<>(routers);
  }
}
