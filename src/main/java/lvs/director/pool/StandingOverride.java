package lvs.director.pool;

/** An operator's change that is in force, due when it expires. */
final class StandingOverride extends Deadline {
  final ServerOverride override;

  /** Whether the end of the drain has been announced. */
  boolean drained;

  StandingOverride(ServerOverride override) {
    this.override = override;
  }
}
