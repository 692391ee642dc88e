package lvs.director.linux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.base.NetlinkRequest;
import lvs.director.linux.HeldItems.Held;
import lvs.director.linux.rtnetlink.Families;
import lvs.director.linux.rtnetlink.Lookup;
import lvs.director.linux.rtnetlink.Mark;
import lvs.director.linux.rtnetlink.RouteEntry;
import lvs.director.linux.rtnetlink.RouteMessages;
import lvs.director.model.VirtualRoute;

/** The routes that the director puts on the machine. */
final class RouteTable {
  private static final int ESRCH = 3;

  private final NetlinkSocket kernel;
  private final Lookup names;
  private final HeldItems held;

  RouteTable(NetlinkSocket kernel, Lookup names, HeldItems held) {
    this.kernel = kernel;
    this.names = names;
    this.held = held;
  }

  /** A change of one route and what it is for. */
  private record Change(VirtualRoute route, Held item, NetlinkRequest request) {}

  /** Adds them in order; a route that is there already is made ours. */
  List<String> put(String router, List<VirtualRoute> routes) {
    List<String> problems = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    for (VirtualRoute route : routes) {
      try {
        changes.add(change(router, route, RouteMessages.put(route, names)));
      } catch (Lookup.UnknownName unknown) {
        problems.add("cannot add " + ItemWords.of(route) + ": " + unknown.getMessage());
      }
    }
    List<Optional<NetlinkRefusal>> results = apply(changes);
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      Optional<String> problem = results.get(i).flatMap(why -> problem(change, why));
      problem.ifPresentOrElse(problems::add, () -> held.put(change.item));
    }
    return problems;
  }

  private static Change change(String router, VirtualRoute route, NetlinkRequest request) {
    RouteEntry entry = RouteEntry.of(request);
    Held item =
        new Held(
            entry.key(),
            entry.linkIndex(),
            router,
            ItemWords.of(route),
            route.tracked(),
            route.trackGroup(),
            true,
            System.nanoTime());
    return new Change(route, item, request);
  }

  private List<Optional<NetlinkRefusal>> apply(List<Change> changes) {
    return kernel.changeAll(changes.stream().map(Change::request).toList());
  }

  /** Empty when the route that was refused is there anyway. */
  private Optional<String> problem(Change change, NetlinkRefusal why) {
    boolean exists = why.errno() == Errno.EEXIST;
    if (exists && isThere((RouteEntry.Key) change.item.key())) {
      return Optional.empty();
    }
    String remedy =
        exists
            ? "; another route to it is there: remove that one, or give this one another metric"
            : "";
    return Optional.of("cannot add " + change.item.what() + ": " + why.text() + remedy);
  }

  private boolean isThere(RouteEntry.Key key) {
    try {
      return list(RouteMessages.list(key.family(), key.table(), key.protocol())).stream()
          .anyMatch(entry -> entry.key().equals(key));
    } catch (IOException unknown) {
      return false;
    }
  }

  private List<RouteEntry> list(NetlinkRequest request) throws IOException {
    return kernel.dump(request).stream().map(RouteEntry::decode).flatMap(Optional::stream).toList();
  }

  /** Removes them, the last one first; one that is gone already is no problem. */
  List<String> remove(String router, List<VirtualRoute> routes) {
    List<Change> changes = new ArrayList<>();
    for (VirtualRoute route : routes.reversed()) {
      removal(router, route).ifPresent(changes::add);
    }
    List<String> problems = new ArrayList<>();
    List<Optional<NetlinkRefusal>> results = apply(changes);
    for (int i = 0; i < changes.size(); i++) {
      String what = "cannot remove " + changes.get(i).item.what() + ": ";
      results.get(i).filter(why -> !isGone(why)).ifPresent(why -> problems.add(what + why.text()));
    }
    return problems;
  }

  /** Empty when its interface is gone, and the route with it, or it is not this router's alone. */
  private Optional<Change> removal(String router, VirtualRoute route) {
    try {
      Change change = change(router, route, RouteMessages.remove(route, names));
      return held.remove(change.item.key(), router) ? Optional.of(change) : Optional.empty();
    } catch (Lookup.UnknownName gone) {
      held.of(router).stream()
          .filter(item -> item.what().equals(ItemWords.of(route)))
          .forEach(item -> held.remove(item.key(), router));
      return Optional.empty();
    }
  }

  private static boolean isGone(NetlinkRefusal why) {
    return why.errno() == ESRCH || why.errno() == Errno.ENODEV || why.errno() == Errno.ENETDOWN;
  }

  /** Removes what carries the mark and is not held. */
  List<String> cleanUp() throws IOException {
    List<String> problems = new ArrayList<>();
    for (int family : List.of(Families.IPV4, Families.IPV6)) {
      for (RouteEntry entry : list(RouteMessages.list(family, Mark.DIRECTOR))) {
        if (entry.isMarked() && !held.contains(entry.key())) {
          String what = "cannot remove leftover route to " + entry.key().destination() + ": ";
          kernel
              .change(RouteMessages.remove(entry.key()))
              .filter(why -> !isGone(why))
              .ifPresent(why -> problems.add(what + why.text()));
        }
      }
    }
    return problems;
  }
}
