package lvs.director.vrrp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import lvs.director.model.TrackFile;
import lvs.director.model.TrackProcess;
import lvs.director.model.TrackScript;
import lvs.director.model.VrrpConfiguration;
import lvs.director.vrrp.References.Reference;
import lvs.director.vrrp.Tracker.Kind;
import lvs.director.vrrp.VrrpEvent.ScriptResult;

/** Everything that is watched on this machine. */
final class Trackers {
  private final Agenda agenda;
  private final Links links;
  private final BiConsumer<Step, Tracker> changed;
  private Map<String, ScriptTracker> scripts = new LinkedHashMap<>();
  private Map<String, FileTracker> files = new LinkedHashMap<>();
  private Map<String, ProcessTracker> processes = new LinkedHashMap<>();
  private final Map<String, SessionTracker> sessions = new LinkedHashMap<>();
  private final Map<String, LinkTracker> interfaces = new TreeMap<>();
  private boolean started;
  private long runs;

  /**
   * @param changed called when a tracker says something else
   */
  Trackers(Agenda agenda, Links links, BiConsumer<Step, Tracker> changed) {
    this.agenda = agenda;
    this.links = links;
    this.changed = changed;
  }

  /** Keeps the results of what is the same as before. */
  void configure(Step step, VrrpConfiguration next) {
    configureScripts(step, next.trackScripts());
    configureFiles(step, next.trackFiles());
    configureProcesses(step, next.trackProcesses());
    sessions.clear();
    next.bfdSessions().forEach(each -> sessions.put(each.name(), new SessionTracker(each)));
    configureInterfaces(next);
    started = true;
  }

  private void configureScripts(Step step, List<TrackScript> next) {
    Map<String, ScriptTracker> before = scripts;
    scripts = new LinkedHashMap<>();
    for (TrackScript script : next) {
      ScriptTracker known = before.get(script.name());
      if (known != null && known.keepsResults(script)) {
        before.remove(script.name());
        known.configure(script, step.nowNanos);
        scripts.put(script.name(), known);
      } else {
        scripts.put(
            script.name(),
            new ScriptTracker(script, step.nowNanos, started, () -> ++runs, changed));
      }
    }
    for (ScriptTracker gone : before.values()) {
      gone.stop(step);
      agenda.remove(gone);
    }
    scripts.values().forEach(step::touch);
    scripts.values().stream()
        .filter(each -> each.nextNanos() <= step.nowNanos)
        .forEach(each -> each.fire(step));
  }

  private void configureFiles(Step step, List<TrackFile> next) {
    List<TrackFile> before = files.values().stream().map(FileTracker::file).toList();
    Map<String, FileTracker> trackers = new LinkedHashMap<>();
    for (TrackFile file : next) {
      FileTracker known = files.get(file.name());
      boolean same = known != null && known.file().path().equals(file.path());
      trackers.put(file.name(), same ? new FileTracker(file, known) : new FileTracker(file));
    }
    files = trackers;
    if (!before.equals(next)) {
      step.add(new VrrpEffect.WatchFiles(next));
    }
  }

  private void configureProcesses(Step step, List<TrackProcess> next) {
    List<TrackProcess> before = processes.values().stream().map(ProcessTracker::process).toList();
    Map<String, ProcessTracker> gone = new HashMap<>(processes);
    Map<String, ProcessTracker> trackers = new LinkedHashMap<>();
    for (TrackProcess process : next) {
      ProcessTracker known = gone.get(process.name());
      if (known != null && sameProcess(known.process(), process)) {
        gone.remove(process.name());
        known.configure(step, process);
        trackers.put(process.name(), known);
      } else {
        trackers.put(process.name(), new ProcessTracker(process, changed));
      }
    }
    processes = trackers;
    gone.values().forEach(agenda::remove);
    if (!before.equals(next)) {
      step.add(new VrrpEffect.WatchProcesses(next));
    }
  }

  private static boolean sameProcess(TrackProcess one, TrackProcess other) {
    return one.process().equals(other.process())
        && one.parameters().equals(other.parameters())
        && one.parameterMatch() == other.parameterMatch()
        && one.fullCommand() == other.fullCommand();
  }

  private void configureInterfaces(VrrpConfiguration next) {
    interfaces.clear();
    Stream.concat(
            next.virtualRouters().stream().map(each -> each.tracking()),
            next.syncGroups().stream().map(each -> each.tracking()))
        .flatMap(each -> each.interfaces().stream())
        .forEach(
            each -> {
              LinkTracker tracker = new LinkTracker(each.name(), links);
              tracker.changed();
              interfaces.put(each.name(), tracker);
            });
  }

  void scriptFinished(Step step, String name, long run, ScriptResult result) {
    Optional.ofNullable(scripts.get(name)).ifPresent(each -> each.finished(step, run, result));
  }

  void fileRead(Step step, String name, long value, Optional<String> remark) {
    FileTracker file = files.get(name);
    if (file != null && file.read(step.nowNanos, value, remark)) {
      changed.accept(step, file);
    }
  }

  void processCounted(Step step, String name, int count) {
    Optional.ofNullable(processes.get(name)).ifPresent(each -> each.counted(step, count));
  }

  /** Interfaces that are tracked and changed, for notices. */
  List<Tracker> linksChanged() {
    List<Tracker> found = new ArrayList<>();
    for (LinkTracker each : interfaces.values()) {
      if (each.changed()) {
        found.add(each);
      }
    }
    return found;
  }

  Optional<Tracker> find(Reference reference) {
    return Optional.ofNullable(table(reference.kind()).get(reference.name()));
  }

  private Map<String, ? extends Tracker> table(Kind kind) {
    return switch (kind) {
      case SCRIPT -> scripts;
      case FILE -> files;
      case PROCESS -> processes;
      case INTERFACE -> interfaces;
      case BFD -> sessions;
    };
  }

  /** Nothing is watched any more. */
  void stop(Step step) {
    for (ScriptTracker each : scripts.values()) {
      each.stop(step);
      agenda.remove(each);
    }
    processes.values().forEach(agenda::remove);
    if (!files.isEmpty()) {
      step.add(new VrrpEffect.WatchFiles(List.of()));
    }
    if (!processes.isEmpty()) {
      step.add(new VrrpEffect.WatchProcesses(List.of()));
    }
  }

  List<VrrpView.TrackerStatus> statuses() {
    List<VrrpView.TrackerStatus> statuses = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      table(kind).values().forEach(each -> statuses.add(each.status()));
    }
    return List.copyOf(statuses);
  }
}
