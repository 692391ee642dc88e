package lvs.director.alert;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Something that was told, is to be told, or changed lately. Times are monotonic nanoseconds; what
 * happened before this run began lies before its first one.
 */
final class Matter {
  /** So many changes within {@link #FLAP_WINDOW_NANOS} are flapping. */
  static final int FLAP_CHANGES = 4;

  static final long FLAP_WINDOW_NANOS = 600_000_000_000L;
  private static final int KEYS_KEPT = 10;
  private static final int REASON_CHARACTERS = 300;

  private record Change(long nanos, long downNanos) {}

  final Thing thing;
  Condition now;
  long sinceNanos;
  String reason = "";
  String left = "";

  /** What the last mail said, or what needs no mail. */
  Condition told;

  /** Since when that is a problem, while it is one. */
  long problemSinceNanos;

  /** Keys of the mails about it, since it was last as it should be. */
  final SequencedSet<String> thread = new LinkedHashSet<>();

  /** For a virtual router: where it belongs as far as is known, and since when it is not there. */
  Condition home = Condition.UNKNOWN;

  long awaySinceNanos;

  /** Its checks rest. */
  boolean paused;

  /** From an earlier run, or from before its checks rested: what is seen next is no change. */
  boolean unconfirmed;

  /** Mail about the service itself is wanted, not only because of its servers. */
  boolean explicit = true;

  /** Times that it was not well and no mail said so. */
  int episodes;

  long episodeNanos;
  long divergedNanos;
  String episodeReason = "";

  /** For what is told again while it lasts. */
  long lastSeenNanos;

  int seen;
  int seenTold;
  Optional<Flapping> flapping = Optional.empty();
  private long uncountedDownNanos;
  private final Deque<Change> changes = new ArrayDeque<>(2);

  // What the books of all matters say of this one
  Haste haste;
  boolean countedWrong;
  boolean countedTold;

  Matter(Thing thing, Condition now, long nowNanos) {
    this.thing = thing;
    this.now = now;
    this.told = now;
    this.sinceNanos = nowNanos;
  }

  /**
   * Takes up a new condition; counts the change, unless it only finds its place after a start. From
   * FAULT a router comes by BACKUP to MASTER: the way back is one change.
   */
  void change(Condition to, long nowNanos) {
    boolean settling = unconfirmed || told == Condition.UNKNOWN;
    uncountedDownNanos += now.isProblem() ? Math.max(1, nowNanos - sinceNanos) : 0;
    boolean counts = now != Condition.FAULT || to != Condition.BACKUP;
    if (counts && (!settling || flapping.isPresent())) {
      remember(nowNanos, uncountedDownNanos);
      uncountedDownNanos = 0;
    }
    if (!settling && to == told) {
      episodes++;
      episodeNanos += nowNanos - divergedNanos;
    }
    if (to.isProblem() && !now.isProblem() && !told.isProblem()) {
      problemSinceNanos = nowNanos;
    }
    if (now == told) {
      divergedNanos = nowNanos;
    }
    now = to;
    sinceNanos = nowNanos;
    unconfirmed &= to != told;
  }

  /** Why it is as it is now; a short outage that is told later keeps the reason of its worst. */
  void explain(String why) {
    reason = why;
    if (now != told && (episodeReason.isEmpty() || now.isProblem())) {
      episodeReason = why;
    }
  }

  /** A further check failed too. */
  void also(String why) {
    if (reason.length() < REASON_CHARACTERS && !reason.contains(why)) {
      explain(reason + "; also " + why);
    }
  }

  /** Short outages that nobody shall be told of any more. */
  void forgetEpisodes() {
    episodes = 0;
    episodeNanos = 0;
    episodeReason = "";
  }

  private void remember(long nowNanos, long downNanos) {
    if (flapping.isPresent()) {
      flapping.get().changed(nowNanos, downNanos);
      return;
    }
    changes.addLast(new Change(nowNanos, downNanos));
    if (changes.size() > FLAP_CHANGES) {
      changes.removeFirst();
    }
    if (thing.kind().canFlap()
        && changes.size() == FLAP_CHANGES
        && nowNanos - changes.getFirst().nanos() <= FLAP_WINDOW_NANOS) {
      flapping = Optional.of(beginning());
      changes.clear();
    }
  }

  private Flapping beginning() {
    Flapping begun = new Flapping(changes.getFirst().nanos());
    changes.forEach(each -> begun.changed(each.nanos(), each.downNanos()));
    return begun;
  }

  /** A mail of this key tells how it stands now. */
  void mailed(String key, long nowNanos, long summaryNanos) {
    flapping.ifPresent(each -> toldFlapping(each, nowNanos, summaryNanos));
    if (thing.kind().isOfTheElection()) {
      settleHome();
    }
    if (isAsItShould()) {
      thread.clear();
    } else {
      keep(key);
    }
    told = now;
    unconfirmed = false;
    forgetEpisodes();
    seenTold = seen;
  }

  private void toldFlapping(Flapping each, long nowNanos, long summaryNanos) {
    if (each.phase == Flapping.Phase.STABLE) {
      flapping = Optional.empty();
    } else {
      each.told(nowNanos, summaryNanos);
    }
  }

  private void settleHome() {
    if (home == Condition.UNKNOWN || now == Condition.DELETED) {
      home = now;
    }
    if (told == home && now != home) {
      awaySinceNanos = sinceNanos;
    }
  }

  private boolean isAsItShould() {
    boolean well =
        thing.kind().isOfTheElection() ? now == home && !now.isProblem() : !now.isProblem();
    return well && flapping.isEmpty();
  }

  private void keep(String key) {
    thread.add(key);
    if (thread.size() > KEYS_KEPT) {
      String first = thread.removeFirst();
      thread.removeFirst();
      thread.addFirst(first);
    }
  }

  /** It is not well now, whether that was told or not. */
  boolean isWrong() {
    return !paused && thing.kind() != Thing.Kind.MENDED && (now.isProblem() || flaps());
  }

  /** A mail said that it is not well, and none that it is again. */
  boolean isToldWrong() {
    return thing.kind() != Thing.Kind.MENDED
        && (told.isProblem() || flapping.filter(each -> each.changesTold > 0).isPresent());
  }

  /** Since when it is not well, or flaps. */
  long wrongSinceNanos() {
    return flapping.map(each -> each.sinceNanos).orElse(problemSinceNanos);
  }

  boolean flaps() {
    return flapping.filter(each -> each.phase != Flapping.Phase.STABLE).isPresent();
  }

  /** Nothing about it is worth remembering. */
  boolean isForgettable(long nowNanos) {
    boolean quiet = changes.isEmpty() || nowNanos - changes.getLast().nanos() > FLAP_WINDOW_NANOS;
    return haste == null
        && quiet
        && flapping.isEmpty()
        && now == told
        && (!thing.kind().isOfTheElection() && !now.isProblem() || now == Condition.DELETED);
  }

  /** The next run must know of it. */
  boolean isWorthKeeping() {
    return thing.kind().isOfTheElection()
        ? told != Condition.UNKNOWN
        : told.isProblem() || flapping.isPresent();
  }
}
