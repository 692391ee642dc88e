package lvs.director.vrrp;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** A tracked interface. */
final class LinkTracker extends Tracker {
  private final String interfaceName;
  private final Links links;
  private boolean up = true;
  private boolean seen;

  LinkTracker(String interfaceName, Links links) {
    this.interfaceName = interfaceName;
    this.links = links;
  }

  /** Whether it says something else now; at first, whether it is down. */
  boolean changed() {
    if (!links.isKnown()) {
      return false;
    }
    boolean before = !seen || up;
    seen = true;
    up = links.trouble(interfaceName).isEmpty();
    return up != before;
  }

  @Override
  Kind kind() {
    return Kind.INTERFACE;
  }

  @Override
  String name() {
    return interfaceName;
  }

  @Override
  boolean isKnown() {
    return links.isKnown();
  }

  @Override
  boolean isUp() {
    return links.trouble(interfaceName).isEmpty();
  }

  @Override
  String detail() {
    return links.trouble(interfaceName).orElse("up");
  }

  @Override
  VrrpView.TrackerStatus status() {
    return new VrrpView.TrackerStatus(
        kind().text(),
        interfaceName,
        isUp(),
        isKnown(),
        isKnown() ? detail() : "not known yet",
        OptionalInt.empty(),
        "",
        0,
        0,
        0,
        OptionalLong.empty());
  }
}
