package lvs.director.alert;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import lvs.director.alert.AlertEvent.CheckFailed;
import lvs.director.alert.AlertEvent.Configured;
import lvs.director.alert.AlertEvent.Ending;
import lvs.director.alert.AlertEvent.GroupSeen;
import lvs.director.alert.AlertEvent.NobodyServes;
import lvs.director.alert.AlertEvent.QuorumSeen;
import lvs.director.alert.AlertEvent.Restored;
import lvs.director.alert.AlertEvent.RouterSeen;
import lvs.director.alert.AlertEvent.SecondMaster;
import lvs.director.alert.AlertEvent.ServerSeen;
import lvs.director.alert.AlertEvent.ServiceRests;
import lvs.director.alert.AlertEvent.Silence;
import lvs.director.alert.AlertEvent.Speak;
import lvs.director.alert.AlertEvent.TableChanged;
import lvs.director.alert.AlertEvent.TableRight;
import lvs.director.alert.AlertEvent.TimePassed;
import lvs.director.alert.Thing.Kind;
import lvs.director.base.Endpoint;
import lvs.director.model.Configuration;

/**
 * Decides what is mailed and when. Pure: {@link #step} takes the time and an event and gives
 * effects; no clock, socket, thread or file inside. Called by one thread.
 */
public final class AlertEngine {
  /** How long after a mail about something that flaps the next one comes while it goes on. */
  static final long SUMMARY_NANOS = TimeUnit.HOURS.toNanos(1);

  /** What is told once a minute while it lasts is over when it was not told for so long. */
  static final long SIGHTING_NANOS = TimeUnit.MINUTES.toNanos(3);

  /** The same for changes of the table, which have no rhythm. */
  static final long MENDED_NANOS = TimeUnit.MINUTES.toNanos(10);

  private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long KEEP_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final String hostName;
  private final ZoneId zone;
  private final Books books = new Books();
  private final Pace pace = new Pace();
  private final Set<String> hadQuorum = new HashSet<>();
  private final Set<String> resting = new HashSet<>();
  private Wishes wishes;
  private Optional<Memory.Silenced> silence = Optional.empty();
  private long counter;
  private long grouped;
  private long remindedNanos;
  private long lookNanos = Long.MAX_VALUE;
  private long keepNanos = Long.MAX_VALUE;
  private Clock clock;
  private List<AlertEffect> effects = new ArrayList<>();

  /**
   * @param hostName stands for router_id where there is none
   * @param zone of the times in mails
   */
  public AlertEngine(long nowNanos, String hostName, ZoneId zone) {
    this.hostName = hostName;
    this.zone = zone;
    this.wishes = new Wishes(Configuration.EMPTY, hostName);
    this.remindedNanos = nowNanos;
  }

  /**
   * @param nowNanos monotonic, not before that of the last step
   * @param nowEpochMillis wall time, for people
   */
  public List<AlertEffect> step(long nowNanos, long nowEpochMillis, AlertEvent event) {
    clock = new Clock(nowNanos, nowEpochMillis, zone);
    effects = new ArrayList<>();
    take(event);
    lookAtWhatEnds();
    endSilence();
    if (event instanceof Ending) {
      end();
    } else {
      speak();
    }
    if (nowNanos >= keepNanos) {
      keep();
    }
    return effects;
  }

  /** When the engine wants to be asked again; {@link Long#MAX_VALUE} for never. */
  public long nextDeadlineNanos() {
    long own = Math.min(lookNanos, keepNanos);
    return silence.isPresent()
        ? Math.min(own, silence.get().untilNanos())
        : Math.min(own, Math.min(flushNanos(), reminderNanos()));
  }

  /** Until when nothing goes out; empty when it does. */
  public Optional<Long> silencedUntilNanos() {
    return silence.map(Memory.Silenced::untilNanos);
  }

  /** Why nothing goes out; empty text when it does. */
  public String silenceReason() {
    return silence.map(Memory.Silenced::reason).orElse("");
  }

  /** Events that were told together with others. */
  public long grouped() {
    return grouped;
  }

  private void take(AlertEvent event) {
    switch (event) {
      case Restored restored -> restore(restored.memory());
      case Configured configured -> configure(configured.configuration());
      case ServerSeen seen -> server(seen);
      case CheckFailed failed -> checkFailed(failed);
      case QuorumSeen seen -> quorum(seen);
      case ServiceRests(String service, boolean rests) -> rest(service, rests);
      case RouterSeen(String name, Condition to, boolean wanted, String text) ->
          seen(Thing.of(Kind.ROUTER, name), Condition.UNKNOWN, to, wanted, text);
      case GroupSeen(String name, Condition to, boolean wanted, String text) ->
          seen(Thing.of(Kind.GROUP, name), Condition.UNKNOWN, to, wanted, text);
      case SecondMaster(String router, String text) ->
          sighted(Thing.of(Kind.SECOND_MASTER, router), wishes.wantsElection(router), text);
      case NobodyServes(String router, String text) ->
          sighted(Thing.of(Kind.NOBODY_SERVES, router), wishes.wantsElection(router), text);
      case TableChanged(boolean mended, String text) -> table(mended, text);
      case TableRight() ->
          books
              .find(Thing.of(Kind.DRIFT, ""))
              .ifPresent(each -> change(each, Condition.UP, each.reason));
      case Silence(var duration, String reason) -> {
        silence = Optional.of(new Memory.Silenced(clock.nowNanos() + duration.toNanos(), reason));
        keep();
      }
      case Speak() ->
          silence = silence.map(each -> new Memory.Silenced(clock.nowNanos(), each.reason()));
      case TimePassed(), Ending() -> {}
    }
  }

  // What is so

  private void server(ServerSeen seen) {
    Thing thing = Thing.server(seen.service(), seen.server());
    Condition to = seen.up() ? Condition.UP : Condition.DOWN;
    seen(thing, Condition.UP, to, seen.up() || seen.wanted(), seen.reason())
        .ifPresent(each -> each.left = seen.left());
  }

  private void checkFailed(CheckFailed failed) {
    books
        .find(Thing.server(failed.service(), failed.server()))
        .filter(each -> each.now == Condition.DOWN && each.haste != null)
        .ifPresent(each -> each.also(failed.reason()));
  }

  private void quorum(QuorumSeen seen) {
    boolean had = hadQuorum.contains(seen.service());
    if (seen.up()) {
      hadQuorum.add(seen.service());
    }
    boolean implied = had && wishes.wantsService(seen.service());
    Condition to = seen.up() ? Condition.UP : Condition.DOWN;
    seen(
            Thing.of(Kind.SERVICE, seen.service()),
            Condition.UP,
            to,
            seen.up() || seen.wanted() || implied,
            seen.text())
        .filter(_ -> !seen.up())
        .ifPresent(each -> each.explicit = seen.wanted());
  }

  private void table(boolean mended, String text) {
    if (mended) {
      sighted(Thing.of(Kind.MENDED, ""), wishes.wantsTable(), text);
    } else {
      seen(Thing.of(Kind.DRIFT, ""), Condition.UP, Condition.DOWN, wishes.wantsTable(), text);
    }
  }

  /** What was told stays of interest until it is over, whatever the configuration says now. */
  private Optional<Matter> seen(
      Thing thing, Condition first, Condition to, boolean wanted, String reason) {
    Optional<Matter> known = books.find(thing);
    if (known.filter(each -> wanted || each.isToldWrong()).isEmpty()) {
      known.ifPresent(books::drop);
      if (!wanted || to == first || !wishes.areActive()) {
        return Optional.empty();
      }
    }
    Matter matter = known.orElseGet(() -> books.open(thing, first, clock.nowNanos()));
    matter.paused = resting.contains(thing.name()) && thing.kind().isOfAService();
    change(matter, to, reason);
    return Optional.of(matter);
  }

  private void change(Matter matter, Condition to, String reason) {
    if (matter.now != to) {
      matter.change(to, clock.nowNanos());
    }
    matter.unconfirmed &= matter.now != matter.told;
    matter.explain(reason);
    if (to == Condition.DELETED) {
      matter.flapping = Optional.empty();
    }
    matter.flapping.ifPresent(this::note);
    place(matter);
  }

  /** How often it flapped shall outlive this run, but not at the price of a write a change. */
  private void note(Flapping flapping) {
    lookAt(flapping.lastChangeNanos + Matter.FLAP_WINDOW_NANOS);
    keepNanos = Math.min(keepNanos, clock.nowNanos() + KEEP_NANOS);
  }

  private void sighted(Thing thing, boolean wanted, String text) {
    seen(thing, Condition.UP, Condition.DOWN, wanted, text)
        .ifPresent(
            each -> {
              each.seen++;
              each.lastSeenNanos = clock.nowNanos();
              lookAt(clock.nowNanos() + patience(thing));
            });
  }

  private static long patience(Thing thing) {
    return thing.kind() == Kind.MENDED ? MENDED_NANOS : SIGHTING_NANOS;
  }

  private void rest(String service, boolean rests) {
    for (Matter each :
        books.matching(
            each -> each.thing.name().equals(service) && each.thing.kind().isOfAService())) {
      each.paused = rests;
      each.unconfirmed = true;
      place(each);
    }
    resting.remove(service);
    if (rests) {
      resting.add(service);
    }
  }

  // Who wants to know

  private void configure(Configuration configuration) {
    wishes = new Wishes(configuration, hostName);
    hadQuorum.removeIf(each -> wishes.service(each).isEmpty());
    resting.removeIf(each -> wishes.service(each).isEmpty());
    Map<String, Set<Endpoint>> servers = new HashMap<>();
    for (Matter each : List.copyOf(books.all())) {
      if (isThere(each.thing, servers)) {
        place(each);
      } else if (each.isToldWrong() && each.now != Condition.DELETED) {
        change(each, Condition.DELETED, "not in the configuration any more");
      } else if (each.now != Condition.DELETED || each.haste == null) {
        books.drop(each);
      }
    }
  }

  private boolean isThere(Thing thing, Map<String, Set<Endpoint>> servers) {
    return switch (thing.kind()) {
      case GROUP -> wishes.hasGroup(thing.name());
      case ROUTER, SECOND_MASTER, NOBODY_SERVES -> wishes.hasRouter(thing.name());
      case SERVICE -> wishes.service(thing.name()).isPresent();
      case SERVER ->
          servers
              .computeIfAbsent(thing.name(), wishes::servers)
              .contains(thing.server().orElseThrow());
      case DRIFT, MENDED -> true;
    };
  }

  // How soon

  private void place(Matter matter) {
    books.enter(matter, haste(matter), clock.nowNanos());
  }

  private Haste haste(Matter matter) {
    if (matter.paused || !wishes.areActive()) {
      return null;
    }
    if (matter.flapping.isPresent()) {
      return switch (matter.flapping.get().phase) {
        case UNTOLD -> matter.haste == null ? Haste.REST : matter.haste;
        case TOLD -> null;
        case SUMMARY -> Haste.REST;
        case STABLE -> matter.now.isProblem() ? Haste.REST : Haste.RECOVERY;
      };
    }
    if (matter.now == Condition.FAULT && !wishes.faults()) {
      return null;
    }
    return matter.now == matter.told
        ? matter.episodes > 0 ? Haste.RECOVERY : null
        : hasteOfChange(matter);
  }

  private static Haste hasteOfChange(Matter matter) {
    boolean bad = matter.now.isProblem();
    return switch (matter.thing.kind()) {
      case GROUP, ROUTER -> hasteOfElection(matter);
      case SECOND_MASTER, NOBODY_SERVES -> bad ? Haste.FAILOVER : Haste.RECOVERY;
      case SERVICE, SERVER -> bad ? hasteOfLoss(matter) : Haste.RECOVERY;
      case DRIFT -> bad ? Haste.REST : Haste.RECOVERY;
      case MENDED -> Haste.REST;
    };
  }

  /** What was so when its checks began to rest may be otherwise when they run again. */
  private static Haste hasteOfLoss(Matter matter) {
    return matter.unconfirmed ? Haste.REST : Haste.LOSS;
  }

  /** What begins, or was in FAULT, is BACKUP first; a little later it is clear if it stays so. */
  private static Haste hasteOfElection(Matter matter) {
    boolean begins =
        matter.unconfirmed
            || matter.told == Condition.UNKNOWN
            || matter.told == Condition.STOPPED
            || matter.told == Condition.FAULT;
    boolean waits = begins && matter.now == Condition.BACKUP || matter.now == Condition.DELETED;
    return waits ? Haste.REST : Haste.FAILOVER;
  }

  // What ends by itself

  private void lookAt(long nanos) {
    lookNanos = Math.min(lookNanos, nanos);
  }

  private void lookAtWhatEnds() {
    if (clock.nowNanos() < lookNanos) {
      return;
    }
    long next = Long.MAX_VALUE;
    for (Matter each : books.matching(AlertEngine::endsByItself)) {
      next = Math.min(next, look(each));
    }
    lookNanos = next == Long.MAX_VALUE ? next : Math.max(next, clock.nowNanos() + LOOK_AGAIN_NANOS);
  }

  private static boolean endsByItself(Matter matter) {
    return matter.flapping.isPresent()
        || matter.thing.kind().isSighting() && matter.now.isProblem();
  }

  /**
   * @return when to look again
   */
  private long look(Matter matter) {
    return matter.flapping.isPresent()
        ? lookAtFlapping(matter, matter.flapping.get())
        : lookAtSighting(matter);
  }

  private long lookAtFlapping(Matter matter, Flapping flapping) {
    long stableNanos = flapping.lastChangeNanos + Matter.FLAP_WINDOW_NANOS;
    if (clock.nowNanos() >= stableNanos) {
      stable(matter, flapping);
      return Long.MAX_VALUE;
    }
    if (flapping.phase == Flapping.Phase.TOLD && clock.nowNanos() >= flapping.summaryNanos) {
      if (flapping.changes > flapping.changesTold) {
        flapping.phase = Flapping.Phase.SUMMARY;
        place(matter);
      } else {
        flapping.summaryNanos = clock.nowNanos() + SUMMARY_NANOS;
      }
    }
    return flapping.phase == Flapping.Phase.TOLD
        ? Math.min(stableNanos, flapping.summaryNanos)
        : stableNanos;
  }

  private void stable(Matter matter, Flapping flapping) {
    if (flapping.changesTold == 0) {
      matter.flapping = Optional.empty();
    } else {
      flapping.phase = Flapping.Phase.STABLE;
    }
    place(matter);
  }

  private long lookAtSighting(Matter matter) {
    long endNanos = matter.lastSeenNanos + patience(matter.thing);
    if (clock.nowNanos() < endNanos) {
      return endNanos;
    }
    if (matter.thing.kind() == Kind.MENDED && matter.seen == matter.seenTold) {
      books.drop(matter);
    } else {
      change(matter, Condition.UP, matter.reason);
    }
    return Long.MAX_VALUE;
  }

  // Speaking

  private void endSilence() {
    if (silence.filter(each -> clock.nowNanos() >= each.untilNanos()).isEmpty()) {
      return;
    }
    String reason = silence.get().reason();
    silence = Optional.empty();
    for (Matter each : books.pending()) {
      each.forgetEpisodes();
      place(each);
    }
    if (books.hasPending() && clock.nowNanos() >= pace.allowedAt(Haste.FAILOVER, wishes.policy())) {
      flush(Optional.of(reason));
    } else {
      keep();
    }
  }

  private void speak() {
    if (silence.isPresent()) {
      return;
    }
    if (clock.nowNanos() >= flushNanos()) {
      flush(Optional.empty());
    }
    if (clock.nowNanos() >= reminderNanos()) {
      remind();
    }
  }

  private void end() {
    if (silence.isEmpty()
        && books.hasPending()
        && clock.nowNanos() >= pace.allowedAt(Haste.FAILOVER, wishes.policy())) {
      flush(Optional.empty());
    } else {
      keep();
    }
  }

  private long flushNanos() {
    long next = Long.MAX_VALUE;
    for (Haste haste : Haste.values()) {
      Optional<Long> since = books.waitingSince(haste);
      if (since.isPresent()) {
        long at = Math.max(wantedNanos(haste, since.get()), pace.allowedAt(haste, wishes.policy()));
        next = Math.min(next, at);
      }
    }
    return next;
  }

  private long wantedNanos(Haste haste, long sinceNanos) {
    return pace.wantedAt(haste, sinceNanos, books.wrong() == 0, wishes.policy());
  }

  /** Since when that waits which the hourly limit held back. */
  private Optional<Long> heldBackSince() {
    for (Haste haste : Haste.values()) {
      Optional<Long> since = books.waitingSince(haste);
      if (since.isPresent()
          && pace.allowedAt(haste, wishes.policy()) > wantedNanos(haste, since.get())) {
        return since;
      }
    }
    return Optional.empty();
  }

  private void flush(Optional<String> afterSilence) {
    List<Matter> batch = books.pending();
    Optional<Long> heldBack = afterSilence.isPresent() ? Optional.empty() : heldBackSince();
    List<Matter> stillWrong =
        books.matching(each -> each.haste == null && each.isToldWrong() && !each.paused);
    String key = nextKey();
    send(new DraftWriter(wishes, clock).changes(key, batch, heldBack, afterSilence, stillWrong));
    boolean failover = batch.stream().anyMatch(each -> each.haste == Haste.FAILOVER);
    for (Matter each : batch) {
      each.mailed(key, clock.nowNanos(), SUMMARY_NANOS);
      each.flapping.ifPresent(
          flapping -> lookAt(flapping.lastChangeNanos + Matter.FLAP_WINDOW_NANOS));
      place(each);
    }
    batch.stream().filter(each -> each.now == Condition.DELETED).forEach(books::drop);
    books.matching(each -> each.isForgettable(clock.nowNanos())).forEach(books::drop);
    grouped += batch.size() - 1;
    pace.sent(clock.nowNanos(), failover);
    remindedNanos = clock.nowNanos();
    keep();
  }

  private long reminderNanos() {
    long repeat = wishes.policy().repeat().toNanos();
    return repeat == 0 || books.toldWrong() == 0 || !wishes.areActive()
        ? Long.MAX_VALUE
        : Math.max(remindedNanos + repeat, pace.allowedAt(Haste.REST, wishes.policy()));
  }

  private void remind() {
    List<Matter> wrong =
        books
            .matching(each -> each.isToldWrong() && each.isWrong() && each.flapping.isEmpty())
            .stream()
            .sorted((a, b) -> a.thing.compareTo(b.thing))
            .toList();
    remindedNanos = clock.nowNanos();
    if (!wrong.isEmpty()) {
      send(new DraftWriter(wishes, clock).reminder(nextKey(), wrong));
      pace.sent(clock.nowNanos(), false);
      keep();
    }
  }

  /** Unique over restarts: the time tells runs apart, even after the memory was lost. */
  private String nextKey() {
    return Long.toString(clock.nowEpochMillis(), 36) + "-" + Long.toString(++counter, 36);
  }

  private void send(Draft draft) {
    effects.add(new AlertEffect.Send(draft));
  }

  // Over a restart

  private void keep() {
    keepNanos = Long.MAX_VALUE;
    Memory.Content content = new Memory.Content();
    content.counter = counter;
    content.mailsNanos.addAll(pace.mails());
    content.failoverNanos = pace.lastFailoverNanos();
    content.remindedNanos = Optional.of(remindedNanos);
    content.silence = silence;
    content.matters.addAll(books.matching(Matter::isWorthKeeping));
    effects.add(new AlertEffect.Keep(Memory.write(content, clock)));
  }

  private void restore(String memory) {
    Memory.Content content = Memory.read(memory, clock);
    counter = content.counter;
    pace.restore(content.mailsNanos, content.failoverNanos);
    content.remindedNanos.ifPresent(each -> remindedNanos = each);
    silence = content.silence;
    content.matters.forEach(
        each -> {
          books.add(each);
          place(each);
        });
    lookAt(clock.nowNanos());
  }
}
