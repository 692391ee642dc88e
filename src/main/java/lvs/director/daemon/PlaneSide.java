package lvs.director.daemon;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lvs.director.model.Configuration;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.port.DataPlane;
import lvs.director.port.DataPlane.ServiceCounters;
import lvs.director.port.Director.ServiceRates;
import lvs.director.port.DriftStatus;
import lvs.director.port.KernelStatus;
import lvs.director.port.PlaneNotice;
import lvs.director.port.Refusal;
import lvs.director.vrrp.VrrpNotice;
import lvs.director.vrrp.VrrpView;

/**
 * Runs a data plane from the first configuration that has work for one, and joins it to the pool
 * engine and to the election.
 */
final class PlaneSide {
  private static final long SETTLE_SECONDS = 10;
  private static final String UNDECIDED = "none";

  private final ChosenPlane chosen;
  private final EventLog log;
  private final Hooks hooks;
  private final SyncRoles roles = new SyncRoles();
  private volatile Optional<Running> running = Optional.empty();

  /** Whom the plane tells. */
  interface Hooks {
    /** What an earlier run left, before the first configuration; returns when it is taken up. */
    void found(ServiceTable table) throws Refusal;

    /** Must not wait. */
    void counted(Map<ServiceKey, ServiceCounters> counters);

    /** Must not wait. */
    void drifted(PlaneNotice notice);
  }

  /** A plane at work with its threads. */
  private record Running(DataPlane plane, PlaneLoop loop, PlaneReader reader) {}

  PlaneSide(ChosenPlane chosen, EventLog log, Hooks hooks) {
    this.chosen = chosen;
    this.log = log;
    this.hooks = hooks;
  }

  /** Why no plane can carry this configuration here; asked before it is put in force. */
  Optional<String> obstacle(Configuration configuration) {
    try {
      chosen.chooseFor(configuration);
      return Optional.empty();
    } catch (IOException impossible) {
      return Optional.of(impossible.getMessage());
    }
  }

  /** Comes before the pool engine and the election have the configuration. */
  void putInForce(Configuration configuration, VrrpView election) throws Refusal {
    Optional<String> obstacle = obstacle(configuration);
    if (obstacle.isPresent()) {
      throw new Refusal(obstacle.get());
    }
    boolean first = running.isEmpty() && chosen.choice().isPresent();
    if (first) {
      running = chosen.choice().map(this::start);
    }
    running.ifPresent(
        each ->
            each.loop()
                .configure(SyncRoles.resolved(configuration), configuration.director().ipvs()));
    follow(configuration, election);
    if (first) {
      adopt();
    }
  }

  private Running start(ChosenPlane.Choice choice) {
    log.info("data plane: " + choice.plane().name() + ": " + choice.reason());
    PlaneLoop loop = new PlaneLoop(choice.plane(), log, hooks::drifted);
    PlaneReader reader = new PlaneReader(choice.plane(), log, hooks::counted);
    loop.start();
    reader.start();
    return new Running(choice.plane(), loop, reader);
  }

  /** After the settings: lvs_flush leaves nothing to adopt. */
  private void adopt() throws Refusal {
    settle();
    ServiceTable found = have();
    if (!found.services().isEmpty()) {
      hooks.found(found);
    }
  }

  /** Once more when the election has the configuration: it may know routers by other names. */
  synchronized void follow(Configuration configuration, VrrpView election) {
    DataPlane.SyncRole role = roles.configure(configuration, election);
    running.ifPresent(each -> each.loop().synchronise(role));
  }

  synchronized void hear(VrrpNotice notice) {
    DataPlane.SyncRole role = roles.hear(notice);
    running.ifPresent(each -> each.loop().synchronise(role));
  }

  void want(ServiceTable table) {
    running.ifPresent(each -> each.loop().want(table));
  }

  void compareNow() {
    running.ifPresent(each -> each.loop().compareNow());
  }

  /** Waits until the plane has what was wanted at the call. */
  void settle() throws Refusal {
    try {
      if (running.isPresent() && !running.get().loop().settle(SETTLE_SECONDS)) {
        throw new Refusal("accepted, but the data plane has not taken it up yet");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Refusal("interrupted while the data plane took it up");
    }
  }

  Optional<ChosenPlane.Choice> choice() {
    return chosen.choice();
  }

  String name() {
    return choice().map(each -> each.plane().name()).orElse(UNDECIDED);
  }

  String reason() {
    return choice()
        .map(ChosenPlane.Choice::reason)
        .orElse("no virtual service is configured; the first one decides");
  }

  ServiceTable have() {
    return running.map(each -> each.plane().have()).orElse(ServiceTable.EMPTY);
  }

  Map<ServiceKey, ServiceRates> traffic() {
    return running.map(each -> each.reader().traffic()).orElse(Map.of());
  }

  List<DataPlane.Refused> refused() {
    return running.map(each -> each.loop().refused()).orElse(List.of());
  }

  List<DataPlane.Connection> connections(int limit) {
    return running.map(each -> each.plane().connections(limit)).orElse(List.of());
  }

  KernelStatus kernel() {
    return running.map(each -> each.plane().kernel()).orElse(KernelStatus.NONE);
  }

  /** Connections that were learned from another director, counted now. */
  long synchronisedConnections() {
    return running.map(each -> each.plane().synchronisedConnections()).orElse(0L);
  }

  DriftStatus drift() {
    return running.map(each -> each.loop().drift()).orElse(DriftStatus.NONE);
  }

  void zero(ServiceKey key) {
    running.ifPresent(each -> each.plane().zero(key));
  }

  /**
   * Ends the threads and the plane.
   *
   * @param keepTable leaves a kernel's table as it is
   */
  void close(boolean keepTable) {
    if (running.isPresent()) {
      running.get().reader().close();
      running.get().loop().close(keepTable);
    } else {
      choice().ifPresent(each -> each.plane().close(true));
    }
  }
}
