package lvs.director.linux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import lvs.director.ipvs.IpvsChange;
import lvs.director.ipvs.IpvsDrift;
import lvs.director.ipvs.IpvsPlan;
import lvs.director.ipvs.IpvsReading;
import lvs.director.ipvs.IpvsTable;
import lvs.director.ipvs.IpvsTimeouts;
import lvs.director.model.ServiceKey;
import lvs.director.port.DataPlane.Applied;
import lvs.director.port.DataPlane.Refused;

/**
 * Keeps our services in the kernel's table as they are wanted. It plans from its own memory of how
 * it left them, so that a change of health does not wait for tens of thousands of servers to be
 * read; when the kernel's answer shows that somebody else was there, it reads those services and
 * plans again. What others changed besides is found by the readings that are handed in. For one
 * thread.
 *
 * <p>Where drift is only reported, the memory holds what we intended, and changes are those of our
 * intent: a server that somebody else deleted stays deleted until we want something else of it.
 */
final class TableKeeper {
  private static final int TRIES = 4;

  private final KernelTable kernel;
  private final OwnedServices owned;
  private final RetryPause pause = new RetryPause();
  private IpvsTable left = IpvsTable.EMPTY;
  private boolean mends = true;
  private List<String> standing = List.of();
  private Optional<Refused> unwritten = Optional.empty();

  /** When each service was changed by us, in changes made; what older readings say is overtaken. */
  private final Map<ServiceKey, Long> changedAt = new HashMap<>();

  private volatile long changes;

  TableKeeper(KernelTable kernel, OwnedServices owned) {
    this.kernel = kernel;
    this.owned = owned;
  }

  /** False only reports what others changed. */
  void mend(boolean mends) {
    this.mends = mends;
  }

  /** How often this table was changed; any thread may ask before it reads. */
  long changes() {
    return changes;
  }

  /** Our services as we left them. */
  IpvsTable left() {
    return left;
  }

  private boolean owns(ServiceKey key) {
    return owned.owned().keys().contains(key);
  }

  /**
   * Whether a service that a reading shows is somebody else's.
   *
   * @param changesBefore what {@link #changes} was before the reading began: it may show what we
   *     have deleted since
   */
  boolean isForeign(ServiceKey key, long changesBefore) {
    return !owns(key) && changedAt.getOrDefault(key, 0L) <= changesBefore;
  }

  /** Keeps what is there and wanted, and deletes what an earlier run left. */
  Applied begin(IpvsTable found, IpvsTable wanted) {
    return settle(found, wanted, new ArrayList<>());
  }

  /** The wanted table is a new one. */
  Applied change(IpvsTable wanted) {
    return settle(left, wanted, new ArrayList<>());
  }

  /**
   * The wanted table is the same; what is there may not be.
   *
   * @param reading of the whole table
   * @param changesBefore what {@link #changes} was before the reading began
   */
  Applied compare(IpvsTable wanted, IpvsTable reading, long changesBefore) {
    changedAt.values().removeIf(at -> at <= changesBefore);
    IpvsTable found = ours(reading, wanted);
    List<IpvsChange> differences = IpvsPlan.plan(found, left, Set.of());
    List<String> drift = new ArrayList<>();
    if (!differences.isEmpty()) {
      found = lookAgain(found, differences);
      drift.addAll(IpvsDrift.between(left, found));
    }
    if (mends) {
      return settle(drift.isEmpty() ? left : found, wanted, drift);
    }
    standing = List.copyOf(drift);
    return settle(left, wanted, drift);
  }

  /** Of services that were changed while the reading went on, memory knows better. */
  private IpvsTable ours(IpvsTable reading, IpvsTable wanted) {
    Set<ServiceKey> keys = new LinkedHashSet<>(left.rows().keySet());
    keys.addAll(wanted.rows().keySet());
    SequencedMap<ServiceKey, IpvsTable.Row> rows = LinkedHashMap.newLinkedHashMap(keys.size());
    for (ServiceKey key : keys) {
      IpvsTable.Row row = (changedAt.containsKey(key) ? left : reading).rows().get(key);
      if (row != null) {
        rows.put(key, row);
      }
    }
    return new IpvsTable(rows);
  }

  private Applied settle(IpvsTable found, IpvsTable wanted, List<String> drift) {
    own(wanted.rows().keySet());
    IpvsTable have = found;
    boolean settled = false;
    for (int tries = 0; !settled && tries < TRIES; tries++) {
      List<IpvsChange> planned = IpvsPlan.plan(have, wanted, owned.owned().keys());
      ChangeAnswers answers = carryOut(planned, tries == TRIES - 1);
      have = have.after(answers.made());
      settled = answers.surprised().isEmpty();
      if (!settled) {
        IpvsTable thought = have;
        have = lookAgain(thought, answers.surprised().keySet());
        drift.addAll(IpvsDrift.between(thought, have));
      }
    }
    remember(have, wanted);
    return applied(drift);
  }

  private ChangeAnswers carryOut(List<IpvsChange> planned, boolean last) {
    long nowNanos = System.nanoTime();
    List<IpvsChange> due = pause.due(planned, nowNanos);
    ChangeAnswers answers = ChangeAnswers.of(due, due.isEmpty() ? List.of() : kernel.apply(due));
    if (!answers.surprised().isEmpty() && !mends) {
      answers = insist(due, answers);
    }
    if (last) {
      answers = answers.withoutSurprises();
    }
    stamp(due);
    pause.remember(planned, answers.refused(), nowNanos);
    return answers;
  }

  /** Our own change goes through as far as it can, and the drift besides it stays. */
  private ChangeAnswers insist(List<IpvsChange> planned, ChangeAnswers answers) {
    Map<IpvsChange, Refused> refused = new LinkedHashMap<>(answers.refused());
    answers
        .surprised()
        .forEach(
            (change, refusal) ->
                ChangeAnswers.instead(change, refusal)
                    .flatMap(other -> kernel.apply(List.of(other)).getFirst())
                    .ifPresent(no -> refused.put(change, ChangeAnswers.refusal(change, no))));
    Set<IpvsChange> intended = new HashSet<>(answers.made());
    intended.addAll(answers.surprised().keySet());
    intended.removeAll(refused.keySet());
    return new ChangeAnswers(
        planned.stream().filter(intended::contains).toList(), refused, Map.of());
  }

  private void stamp(List<IpvsChange> sent) {
    if (!sent.isEmpty()) {
      long now = changes + 1;
      sent.forEach(change -> changedAt.put(ChangeAnswers.service(change), now));
      changes = now;
    }
  }

  /**
   * Reads the services that are not as they were thought to be. A reading of the whole table can
   * miss what did not change, when something before it was deleted meanwhile.
   */
  private IpvsTable lookAgain(IpvsTable thought, Collection<IpvsChange> different) {
    Set<ServiceKey> keys = new LinkedHashSet<>();
    different.forEach(change -> keys.add(ChangeAnswers.service(change)));
    SequencedMap<ServiceKey, IpvsTable.Row> rows = new LinkedHashMap<>(thought.rows());
    for (ServiceKey key : keys) {
      rows.remove(key);
      read(key).ifPresent(row -> rows.put(key, row));
    }
    return new IpvsTable(rows);
  }

  private Optional<IpvsTable.Row> read(ServiceKey key) {
    try {
      return kernel
          .read(key)
          .map(service -> new IpvsReading(List.of(service)).table().rows().get(key));
    } catch (IOException unreadable) {
      throw new IllegalStateException(key + " cannot be read: " + unreadable.getMessage());
    }
  }

  private void remember(IpvsTable have, IpvsTable wanted) {
    List<IpvsChange> open = IpvsPlan.plan(have, wanted, owned.owned().keys());
    left = open.isEmpty() ? wanted : partly(have, wanted, open);
    Set<ServiceKey> still = new HashSet<>(left.rows().keySet());
    still.addAll(wanted.rows().keySet());
    write(new OwnedServices.Owned(still, owned.owned().timeouts()));
  }

  /** Rows that are as wanted are the wanted objects, which the next plan needs not look into. */
  private IpvsTable partly(IpvsTable have, IpvsTable wanted, List<IpvsChange> open) {
    Set<ServiceKey> unfinished = new HashSet<>();
    open.forEach(change -> unfinished.add(ChangeAnswers.service(change)));
    SequencedMap<ServiceKey, IpvsTable.Row> rows = new LinkedHashMap<>();
    have.rows()
        .forEach(
            (key, row) -> {
              if (owns(key)) {
                rows.put(key, unfinished.contains(key) ? row : wanted.rows().get(key));
              }
            });
    return new IpvsTable(rows);
  }

  private Applied applied(List<String> drift) {
    List<Refused> refused = new ArrayList<>(pause.standing());
    unwritten.ifPresent(refused::add);
    return mends
        ? new Applied(
            List.copyOf(refused), List.copyOf(drift), drift.isEmpty() || pause.standing().isEmpty())
        : new Applied(List.copyOf(refused), standing, standing.isEmpty());
  }

  private void own(Set<ServiceKey> wanted) {
    Set<ServiceKey> ours = new HashSet<>(owned.owned().keys());
    if (ours.addAll(wanted)) {
      write(new OwnedServices.Owned(ours, owned.owned().timeouts()));
    }
  }

  /** What the idle times were before us; empty when we did not change them. */
  Optional<IpvsTimeouts> timeouts() {
    return owned.owned().timeouts();
  }

  /** Idle times that we are about to change, for who comes after us. */
  void rememberTimeouts(Optional<IpvsTimeouts> before) {
    write(new OwnedServices.Owned(owned.owned().keys(), before));
  }

  private void write(OwnedServices.Owned now) {
    try {
      owned.keep(now);
      unwritten = Optional.empty();
    } catch (IOException failed) {
      unwritten =
          Optional.of(
              new Refused(
                  "the list of our services",
                  failed.getMessage()
                      + "; the next run would take them for foreign: make the folder writable"));
    }
  }

  /**
   * Deletes all services that are ours.
   *
   * @return those that the kernel keeps, which stay ours for the next run
   */
  List<Refused> clear() {
    List<IpvsChange> all = IpvsPlan.plan(left, IpvsTable.EMPTY, owned.owned().keys());
    ChangeAnswers answers = ChangeAnswers.of(all, kernel.apply(all));
    Set<ServiceKey> kept = new HashSet<>();
    answers.refused().keySet().forEach(change -> kept.add(ChangeAnswers.service(change)));
    left = left.only(kept::contains);
    write(new OwnedServices.Owned(kept, owned.owned().timeouts()));
    return List.copyOf(answers.refused().values());
  }

  /** Deletes all services, whoever made them. */
  void flush() {
    kernel.apply(List.of(new IpvsChange.Flush()));
    left = IpvsTable.EMPTY;
    write(new OwnedServices.Owned(Set.of(), owned.owned().timeouts()));
  }
}
