package lvs.director.linux;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lvs.director.ipvs.IpvsChange;
import lvs.director.model.ServiceKey;
import lvs.director.port.DataPlane.Refused;

/**
 * What became of a list of changes.
 *
 * @param made in order
 * @param refused for a cause that lies in the change; without the servers of a service that was
 *     refused itself
 * @param surprised the table was not as it was thought to be: somebody else changed it
 */
record ChangeAnswers(
    List<IpvsChange> made,
    Map<IpvsChange, Refused> refused,
    Map<IpvsChange, IpvsSocket.Refusal> surprised) {
  private static final int ESRCH = 3;

  static ChangeAnswers of(List<IpvsChange> changes, List<Optional<IpvsSocket.Refusal>> refusals) {
    ChangeAnswers answers =
        new ChangeAnswers(new ArrayList<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    Set<ServiceKey> missing = new HashSet<>();
    for (int i = 0; i < changes.size(); i++) {
      answers.sort(changes.get(i), refusals.get(i), missing);
    }
    return answers;
  }

  private void sort(
      IpvsChange change, Optional<IpvsSocket.Refusal> answer, Set<ServiceKey> missing) {
    if (answer.isEmpty()) {
      made.add(change);
    } else if (missing.contains(service(change))) {
      return; // its service was refused, which says it all
    } else if (isSurprise(change, answer.get().errno())) {
      surprised.put(change, answer.get());
    } else {
      refused.put(change, refusal(change, answer.get()));
      if (change instanceof IpvsChange.AddService add) {
        missing.add(add.service().key());
      }
    }
  }

  /** What still surprises after several tries is told as it is. */
  ChangeAnswers withoutSurprises() {
    Map<IpvsChange, Refused> all = new LinkedHashMap<>(refused);
    surprised.forEach((change, refusal) -> all.put(change, refusal(change, refusal)));
    return new ChangeAnswers(made, all, Map.of());
  }

  static Refused refusal(IpvsChange change, IpvsSocket.Refusal refusal) {
    return new Refused(name(change), refusal.words());
  }

  /** ENOENT of a service means its scheduler. */
  private static boolean isSurprise(IpvsChange change, int errno) {
    return switch (change) {
      case IpvsChange.AddService _ -> errno == Errno.EEXIST;
      case IpvsChange.AddServer _ -> errno == Errno.EEXIST || errno == ESRCH;
      case IpvsChange.EditServer _ -> errno == Errno.ENOENT || errno == ESRCH;
      case IpvsChange.DeleteServer _ -> errno == Errno.ENOENT || errno == ESRCH;
      case IpvsChange.EditService _ -> errno == ESRCH;
      case IpvsChange.DeleteService _ -> errno == ESRCH;
      default -> false;
    };
  }

  /**
   * How a change is carried out in a table that somebody else changed, where it still can be: what
   * is there already is edited. What is gone is left as it is.
   */
  static Optional<IpvsChange> instead(IpvsChange surprised, IpvsSocket.Refusal refusal) {
    return switch (surprised) {
      case IpvsChange.AddService add -> Optional.of(new IpvsChange.EditService(add.service()));
      case IpvsChange.AddServer add when refusal.errno() == Errno.EEXIST ->
          Optional.of(new IpvsChange.EditServer(add.key(), add.server()));
      default -> Optional.empty();
    };
  }

  /** The service that a change concerns. */
  static ServiceKey service(IpvsChange change) {
    return switch (change) {
      case IpvsChange.AddService add -> add.service().key();
      case IpvsChange.EditService edit -> edit.service().key();
      case IpvsChange.DeleteService delete -> delete.key();
      case IpvsChange.AddServer add -> add.key();
      case IpvsChange.EditServer edit -> edit.key();
      case IpvsChange.DeleteServer delete -> delete.key();
      default -> throw new IllegalArgumentException("no single service: " + change);
    };
  }

  private static String name(IpvsChange change) {
    String service = service(change).toString();
    return switch (change) {
      case IpvsChange.AddServer add -> service + " -> " + add.server().endpoint();
      case IpvsChange.EditServer edit -> service + " -> " + edit.server().endpoint();
      case IpvsChange.DeleteServer delete -> service + " -> " + delete.server();
      default -> service;
    };
  }
}
