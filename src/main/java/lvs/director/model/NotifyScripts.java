package lvs.director.model;

import java.util.Optional;

/**
 * Programs to run when a virtual router or a sync group changes state.
 *
 * @param master run without further arguments
 * @param backup run without further arguments
 * @param fault run without further arguments
 * @param stop run when the director stops
 * @param deleted run when a reload removed the virtual router
 * @param deletionHasOwnState a removed virtual router reports DELETED rather than FAULT; true also
 *     when notify_deleted names no program
 * @param lowerPriorityReceived run when a master hears a lower priority
 * @param every run at every change, with INSTANCE or GROUP, name, state and priority
 */
public record NotifyScripts(
    Optional<Script> master,
    Optional<Script> backup,
    Optional<Script> fault,
    Optional<Script> stop,
    Optional<Script> deleted,
    boolean deletionHasOwnState,
    Optional<Script> lowerPriorityReceived,
    Optional<Script> every) {
  public static final NotifyScripts NONE =
      new NotifyScripts(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty());
}
