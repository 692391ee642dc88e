package lvs.director.vrrp;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One step of the engine: its time, what it wants done so far, and whose deadlines moved. */
final class Step {
  final long nowNanos;
  final List<VrrpEffect> effects = new ArrayList<>();
  private final Set<Timed> touched = new LinkedHashSet<>();

  Step(long nowNanos) {
    this.nowNanos = nowNanos;
  }

  void add(VrrpEffect effect) {
    effects.add(effect);
  }

  void announce(VrrpNotice.Kind kind, String subject, String text, boolean smtpAlert) {
    effects.add(new VrrpEffect.Announce(new VrrpNotice(kind, subject, text, smtpAlert)));
  }

  void announce(VrrpNotice.Kind kind, String subject, String text) {
    announce(kind, subject, text, false);
  }

  /** The deadline of this may have changed. */
  void touch(Timed entry) {
    touched.add(entry);
  }

  Set<Timed> touched() {
    return touched;
  }
}
