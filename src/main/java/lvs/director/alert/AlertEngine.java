package lvs.director.alert;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
import lvs.director.model.Configuration;

/**
 * Decides what is mailed and when. Pure: {@link #step} takes the time and an event and gives
 * effects; no clock, socket, thread or file inside. Called by one thread.
 */
public final class AlertEngine {
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
  private final Timing timing;
  private final Endings endings = new Endings(books, this::place, this::over);
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
    this.timing = new Timing(books, pace, nowNanos);
  }

  /**
   * @param nowNanos monotonic, not before that of the last step
   * @param nowEpochMillis wall time, for people
   */
  public List<AlertEffect> step(long nowNanos, long nowEpochMillis, AlertEvent event) {
    clock = new Clock(nowNanos, nowEpochMillis, zone);
    effects = new ArrayList<>();
    take(event);
    endings.look(nowNanos);
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
    long own = Math.min(endings.nextNanos(), keepNanos);
    return silence.isPresent()
        ? Math.min(own, silence.get().untilNanos())
        : Math.min(own, Math.min(timing.flushNanos(wishes), timing.reminderNanos(wishes)));
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
        silence = Optional.of(Memory.Silenced.of(clock.nowNanos(), duration.toNanos(), reason));
        keep();
      }
      case Speak() ->
          silence = silence.map(each -> Memory.Silenced.of(clock.nowNanos(), 0, each.reason()));
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
      matter.paused = false;
    }
    matter.flapping.ifPresent(this::note);
    place(matter);
  }

  /** How often it flapped shall outlive this run, but not at the price of a write a change. */
  private void note(Flapping flapping) {
    endings.lookAt(flapping.lastChangeNanos + Matter.FLAP_WINDOW_NANOS);
    keepNanos = Math.min(keepNanos, clock.nowNanos() + KEEP_NANOS);
  }

  private void sighted(Thing thing, boolean wanted, String text) {
    seen(thing, Condition.UP, Condition.DOWN, wanted, text)
        .ifPresent(
            each -> {
              each.seen++;
              each.lastSeenNanos = clock.nowNanos();
              endings.lookAt(clock.nowNanos() + Endings.patienceNanos(thing));
            });
  }

  /** A sighting was not told again for long enough. */
  private void over(Matter matter) {
    change(matter, Condition.UP, matter.reason);
  }

  private void rest(String service, boolean rests) {
    if (resting.contains(service) == rests) {
      return;
    }
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
    for (Matter each : List.copyOf(books.all())) {
      if (wishes.has(each.thing)) {
        place(each);
      } else if (each.isToldWrong() && each.now != Condition.DELETED) {
        change(each, Condition.DELETED, "not in the configuration any more");
      } else if (each.now != Condition.DELETED || each.haste == null) {
        books.drop(each);
      }
    }
  }

  // How soon

  private void place(Matter matter) {
    books.enter(matter, Hastes.of(matter, wishes), clock.nowNanos());
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
    if (clock.nowNanos() < pace.allowedAt(Haste.FAILOVER, wishes.policy())) {
      keep();
    } else if (books.hasPending()) {
      flush(Optional.of(reason));
    } else {
      remind(wishes.areActive() ? books.stillWrong() : List.of(), Optional.of(reason));
      keep();
    }
  }

  private void speak() {
    if (silence.isPresent()) {
      return;
    }
    if (clock.nowNanos() >= timing.flushNanos(wishes)) {
      flush(Optional.empty());
    }
    if (clock.nowNanos() >= timing.reminderNanos(wishes)) {
      remind(
          books.stillWrong().stream()
              .filter(each -> each.isWrong() && each.flapping.isEmpty())
              .toList(),
          Optional.empty());
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

  private void flush(Optional<String> afterSilence) {
    List<Matter> batch = books.pending();
    Optional<Long> heldBack =
        afterSilence.isPresent() ? Optional.empty() : timing.heldBackSince(wishes);
    String key = nextKey();
    send(
        new DraftWriter(wishes, clock)
            .changes(key, batch, heldBack, afterSilence, books.stillWrong()));
    boolean failover = batch.stream().anyMatch(each -> each.haste == Haste.FAILOVER);
    for (Matter each : batch) {
      each.mailed(key, clock.nowNanos(), Endings.SUMMARY_NANOS);
      each.flapping.ifPresent(
          flapping -> endings.lookAt(flapping.lastChangeNanos + Matter.FLAP_WINDOW_NANOS));
      place(each);
    }
    batch.stream().filter(each -> each.now == Condition.DELETED).forEach(books::drop);
    books.matching(each -> each.isForgettable(clock.nowNanos())).forEach(books::drop);
    grouped += batch.size() - 1;
    pace.sent(clock.nowNanos(), failover);
    timing.remindedNanos = clock.nowNanos();
    keep();
  }

  private void remind(List<Matter> wrong, Optional<String> afterSilence) {
    timing.remindedNanos = clock.nowNanos();
    if (!wrong.isEmpty()) {
      send(new DraftWriter(wishes, clock).reminder(nextKey(), wrong, afterSilence));
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
    content.remindedNanos = Optional.of(timing.remindedNanos);
    content.silence = silence;
    content.matters.addAll(books.matching(Matter::isWorthKeeping));
    effects.add(new AlertEffect.Keep(Memory.write(content, clock)));
  }

  private void restore(String memory) {
    Memory.Content content = Memory.read(memory, clock);
    counter = content.counter;
    pace.restore(content.mailsNanos, content.failoverNanos);
    content.remindedNanos.ifPresent(each -> timing.remindedNanos = each);
    silence = content.silence;
    content.matters.forEach(
        each -> {
          books.add(each);
          place(each);
        });
    endings.lookAt(clock.nowNanos());
  }
}
