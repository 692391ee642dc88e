package lvs.director.linux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lvs.director.ipvs.DaemonText;
import lvs.director.ipvs.IpvsChange;
import lvs.director.ipvs.IpvsChange.StopDaemon;
import lvs.director.ipvs.IpvsDaemon;
import lvs.director.ipvs.IpvsDaemon.Role;
import lvs.director.ipvs.SyncPlan;
import lvs.director.model.LvsSettings;
import lvs.director.port.DataPlane;
import lvs.director.port.KernelStatus;

/** Starts and stops the kernel's synchronisation daemons as the election goes. For one thread. */
final class SyncDaemons {
  private static final String WHAT = "lvs_sync_daemon";

  /** No such daemon runs. */
  private static final int ESRCH = 3;

  private final IpvsSocket kernel;
  private final Map<Role, Ours> ours = new EnumMap<>(Role.class);

  /**
   * One that runs for this director.
   *
   * @param wanted by the configuration
   * @param running what the kernel made of it
   */
  private record Ours(IpvsDaemon wanted, IpvsDaemon running) {}

  SyncDaemons(IpvsSocket kernel) {
    this.kernel = kernel;
  }

  /**
   * Makes the running daemons what is wanted; one that runs as wanted is not touched. The other
   * role's daemon ends, whoever started it.
   *
   * @param settings with the id resolved
   * @return what could not be done, and, once, which daemons of others had to go
   */
  List<DataPlane.Refused> follow(
      Optional<LvsSettings.SyncDaemon> settings, DataPlane.SyncRole role) {
    try {
      return follow(role(role).flatMap(as -> settings.map(each -> SyncPlan.wanted(each, as))));
    } catch (IOException failed) {
      return List.of(new DataPlane.Refused(WHAT, failed.getMessage()));
    }
  }

  private static Optional<Role> role(DataPlane.SyncRole role) {
    return switch (role) {
      case NONE -> Optional.empty();
      case MASTER -> Optional.of(Role.MASTER);
      case BACKUP -> Optional.of(Role.BACKUP);
    };
  }

  private List<DataPlane.Refused> follow(Optional<IpvsDaemon> wanted) throws IOException {
    List<IpvsDaemon> running = kernel.daemons();
    List<IpvsChange> changes =
        SyncPlan.plan(running.stream().map(this::asWanted).toList(), wanted, ours.keySet());
    List<DataPlane.Refused> problems = strangers(running, changes, wanted);
    List<Optional<IpvsSocket.Refusal>> answers = kernel.apply(changes);
    for (int i = 0; i < changes.size(); i++) {
      IpvsChange change = changes.get(i);
      answers.get(i).flatMap(why -> refused(change, why)).ifPresent(problems::add);
    }
    ours.clear();
    if (wanted.isPresent()) {
      remember(wanted.get(), changes.isEmpty() ? running : kernel.daemons());
    }
    return problems;
  }

  /** What was asked for, where the kernel made something else of it that is unchanged. */
  private IpvsDaemon asWanted(IpvsDaemon running) {
    return Optional.ofNullable(ours.get(running.role()))
        .filter(each -> each.running.equals(running))
        .map(Ours::wanted)
        .orElse(running);
  }

  /** Those that this director never had, nor an earlier run with these settings. */
  private List<DataPlane.Refused> strangers(
      List<IpvsDaemon> running, List<IpvsChange> changes, Optional<IpvsDaemon> wanted) {
    List<DataPlane.Refused> strangers = new ArrayList<>();
    for (IpvsDaemon each : running) {
      boolean goes =
          changes.stream()
              .anyMatch(change -> change instanceof StopDaemon stop && stop.role() == each.role());
      if (goes
          && !ours.containsKey(each.role())
          && wanted.filter(want -> SyncPlan.fits(each, want.as(each.role()))).isEmpty()) {
        strangers.add(
            new DataPlane.Refused(
                WHAT,
                "a %s sync daemon (%s) of another program was stopped; this one has its own"
                    .formatted(DaemonText.role(each), DaemonText.settings(each))));
      }
    }
    return strangers;
  }

  private static Optional<DataPlane.Refused> refused(
      IpvsChange change, IpvsSocket.Refusal refusal) {
    boolean hadEnded = change instanceof StopDaemon && refusal.errno() == ESRCH;
    return hadEnded ? Optional.empty() : Optional.of(new DataPlane.Refused(WHAT, refusal.words()));
  }

  /** Also one that an earlier run left. */
  private void remember(IpvsDaemon wanted, List<IpvsDaemon> running) {
    running.stream()
        .filter(each -> each.role() == wanted.role())
        .filter(each -> each.device().equals(wanted.device()) && each.syncId() == wanted.syncId())
        .forEach(each -> ours.put(each.role(), new Ours(wanted, each)));
  }

  List<KernelStatus.Sync> running() throws IOException {
    return kernel.daemons().stream()
        .map(
            each ->
                new KernelStatus.Sync(
                    DaemonText.role(each), each.device(), each.syncId(), DaemonText.settings(each)))
        .toList();
  }

  /** Stops those that run for this director. */
  void close() {
    follow(Optional.empty(), DataPlane.SyncRole.NONE);
  }
}
