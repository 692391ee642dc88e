package lvs.director.alert;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Knows how things are and what the readers of the mails know, and throws where the two may not
 * differ. It knows nothing of the engine but its mails.
 */
final class Auditor {
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3600 * SECOND;
  private static final long STABLE = 600 * SECOND;
  private static final long LONG_AGO = Long.MIN_VALUE / 2;
  private static final int THREAD_KEYS = 10;

  /** Over a restart, times are kept in milliseconds. */
  private static final long ROUNDING = 2_000_000;

  /** How somebody who gets the mails sees something. */
  private static final class Known {
    Condition truth = Condition.UP;
    Condition told;
    long changedNanos;
    boolean changedSinceTold;
    boolean flaps;
    boolean rests;
    String problemKey;

    boolean problemTold() {
      return problemKey != null;
    }
  }

  private final int groupingSeconds;
  private final int limit;
  private final boolean faults;
  private final Map<String, Known> all = new HashMap<>();
  private final Set<String> keys = new HashSet<>();
  private final Deque<Long> mails = new ArrayDeque<>();
  private final List<String> past = new ArrayList<>();
  private long silencedUntil = LONG_AGO;
  private long quietFrom = LONG_AGO;

  Auditor(int groupingSeconds, int limit, boolean faults) {
    this.groupingSeconds = groupingSeconds;
    this.limit = limit;
    this.faults = faults;
  }

  private Known known(String object) {
    return all.computeIfAbsent(
        object,
        name -> {
          Known fresh = new Known();
          fresh.told = name.startsWith("real server") ? Condition.UP : null;
          fresh.truth = fresh.told;
          return fresh;
        });
  }

  void changed(long now, String object, Condition to) {
    Known known = known(object);
    known.truth = to;
    known.changedNanos = now;
    known.changedSinceTold = true;
    past.add(seconds(now) + " " + object + " " + to);
  }

  void silenced(long until) {
    silencedUntil = until;
    past.add("silenced until " + seconds(until));
  }

  void restarted(long now) {
    quietFrom = now;
    past.add(seconds(now) + " restarted");
  }

  void rests(long now, String service, boolean rests) {
    past.add(seconds(now) + " " + service + (rests ? " rests" : " runs"));
    all.forEach(
        (name, known) -> {
          if (name.endsWith(" of " + service)) {
            known.rests = rests;
            known.changedNanos = Math.max(known.changedNanos, now);
          }
        });
  }

  // Mails

  void mail(long now, Draft draft) {
    past.add(seconds(now) + " MAIL " + draft.subject() + " " + draft.facts());
    demand(now >= silencedUntil - ROUNDING, "a mail in a silence");
    demand(keys.add(draft.key()), "a key twice");
    demand(keys.containsAll(draft.thread()), "a thread that nobody has");
    while (!mails.isEmpty() && now - mails.getFirst() >= HOUR - ROUNDING) {
      mails.removeFirst();
    }
    mails.addLast(now);
    demand(mails.size() <= limit, mails.size() + " mails in an hour");
    demand(!draft.facts().isEmpty(), "a mail about nothing");
    for (Draft.Fact fact : draft.facts()) {
      if (fact.state().startsWith("STILL ") && !fact.state().equals("STILL FLAPS")) {
        reminded(fact);
      } else {
        told(draft, fact);
      }
    }
  }

  private void reminded(Draft.Fact fact) {
    Known known = known(fact.object());
    demand(known.problemTold(), "a reminder of what nobody was told: " + fact);
  }

  private void told(Draft draft, Draft.Fact fact) {
    Known known = known(fact.object());
    demand(known.changedSinceTold || known.flaps, "told without a change: " + fact);
    if (known.problemTold() && draft.thread().size() < THREAD_KEYS) {
      demand(
          draft.thread().contains(known.problemKey),
          "not in the thread of " + known.problemKey + ": " + fact);
    }
    switch (fact.state()) {
      case "FLAPS", "STILL FLAPS" -> {
        known.flaps = true;
        problem(known, draft);
      }
      case "STABLE AGAIN" -> {
        demand(known.flaps, "stable, and never flapped: " + fact);
        known.flaps = false;
        settle(known, draft);
      }
      default -> {
        demand(fact.state().equals(known.truth.name()), "not so: " + fact);
        demand(!known.flaps, "told though it flaps: " + fact);
        settle(known, draft);
      }
    }
    known.told = known.truth;
    known.changedSinceTold = false;
  }

  private void settle(Known known, Draft draft) {
    if (known.truth.isProblem()) {
      problem(known, draft);
    } else {
      known.problemKey = null;
    }
  }

  private static void problem(Known known, Draft draft) {
    known.problemKey = known.problemKey == null ? draft.key() : known.problemKey;
  }

  // What must have been told by now

  void look(long now) {
    if (now < silencedUntil) {
      return;
    }
    long bound = Math.max(groupingSeconds, 2) * SECOND + 3 * SECOND;
    long lastMail = mails.isEmpty() ? LONG_AGO : mails.getLast();
    long from = Math.max(Math.max(silencedUntil, quietFrom), lastMail);
    long recent = mails.stream().filter(each -> now - each < HOUR + bound).count();
    if (recent >= limit - limit / 4) {
      return;
    }
    all.forEach(
        (name, known) -> {
          if (isUntold(known) && now - Math.max(from, since(known)) > bound) {
            demand(
                false,
                name + " is " + known.truth + ", told is " + known.told + ", now " + seconds(now));
          }
        });
  }

  private boolean isUntold(Known known) {
    boolean kept = known.truth == Condition.FAULT && !faults;
    return !known.rests && !kept && (known.truth != known.told || known.flaps);
  }

  private long since(Known known) {
    return known.flaps ? Math.max(known.changedNanos, quietFrom) + STABLE : known.changedNanos;
  }

  private void demand(boolean holds, String what) {
    if (!holds) {
      int size = past.size();
      throw new AssertionError(
          what + "\n" + String.join("\n", past.subList(Math.max(0, size - 60), size)));
    }
  }

  private static String seconds(long nanos) {
    return String.format("%.1f", nanos / 1e9);
  }
}
