package lvs.director.ipvs;

import java.util.Optional;
import java.util.Set;
import lvs.director.model.ServiceKey;

/** What a command line of ipvsadm asks for. */
public sealed interface IpvsadmCommand {

  /**
   * {@code -L}.
   *
   * @param numeric without names
   * @param exact counters to the last digit
   * @param sorted in {@link TableOrder}; else as the kernel has them
   * @param only this service, without the banner
   */
  record ListTable(
      ListView view, boolean numeric, boolean exact, boolean sorted, Optional<ServiceKey> only)
      implements IpvsadmCommand {}

  /**
   * {@code -L -c}.
   *
   * @param engines with persistence engines and their data
   */
  record ListConnections(boolean numeric, boolean engines) implements IpvsadmCommand {}

  /** {@code -L --timeout}. */
  record ListTimeouts() implements IpvsadmCommand {}

  /** {@code -L --daemon}. */
  record ListDaemons() implements IpvsadmCommand {}

  /**
   * {@code -S}.
   *
   * @param complete with thresholds, timeouts and daemons (ours)
   */
  record Save(boolean numeric, boolean complete) implements IpvsadmCommand {}

  /**
   * {@code -R}.
   *
   * @param allOrNothing a refused line undoes the others (ours)
   */
  record Restore(boolean allOrNothing) implements IpvsadmCommand {}

  /** What changes the kernel's state as it stands here. */
  record Change(IpvsChange change) implements IpvsadmCommand {}

  /**
   * {@code -E}.
   *
   * @param wanted with defaults for what was not given
   * @param given options, by their subjects
   * @param keep keeps what was not given (ours)
   */
  record EditService(IpvsService wanted, Set<IpvsadmOption> given, boolean keep)
      implements IpvsadmCommand {}

  /** {@code -e}; as {@link EditService}. */
  record EditServer(ServiceKey key, IpvsServer wanted, Set<IpvsadmOption> given, boolean keep)
      implements IpvsadmCommand {}

  /** {@code -h}. */
  record Help() implements IpvsadmCommand {}

  /** {@code -v}. */
  record Version() implements IpvsadmCommand {}
}
