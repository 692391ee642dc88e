package lvs.director.model;

import java.util.Optional;

/**
 * Named pipes that hear of changes of state; {@link LvsSettings} has the one for services only.
 *
 * @param everything hears of virtual routers, sync groups, services and servers
 * @param virtualRouters hears of virtual routers and sync groups
 * @param priorityChanges also tell changes of effective priorities
 * @param statesOnReload tell all states again after a reload
 */
public record NotifyPipes(
    Optional<Pipe> everything,
    Optional<Pipe> virtualRouters,
    boolean priorityChanges,
    boolean statesOnReload) {
  public static final NotifyPipes NONE =
      new NotifyPipes(Optional.empty(), Optional.empty(), false, false);

  /**
   * @param path made when it is not there
   * @param user owner to give it
   * @param group group to give it
   * @param reader program to start, with the path as its last argument
   */
  public record Pipe(
      String path, Optional<String> user, Optional<String> group, Optional<Script> reader) {}
}
