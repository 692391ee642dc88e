package lvs.director.vrrp;

import java.util.OptionalInt;
import java.util.OptionalLong;
import lvs.director.model.BfdSession;

/** A tracked BFD session. Sessions do not run in this version, so that one always counts as up. */
final class SessionTracker extends Tracker {
  private final BfdSession session;

  SessionTracker(BfdSession session) {
    this.session = session;
  }

  @Override
  Kind kind() {
    return Kind.BFD;
  }

  @Override
  String name() {
    return session.name();
  }

  @Override
  boolean isKnown() {
    return true;
  }

  @Override
  boolean isUp() {
    return true;
  }

  @Override
  String detail() {
    return "does not run in this version; counts as up";
  }

  @Override
  VrrpView.TrackerStatus status() {
    return new VrrpView.TrackerStatus(
        "bfd",
        name(),
        true,
        false,
        detail(),
        OptionalInt.empty(),
        "",
        0,
        0,
        0,
        OptionalLong.empty());
  }
}
