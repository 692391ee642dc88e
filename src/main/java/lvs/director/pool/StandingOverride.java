package lvs.director.pool;

/** An operator's change that is in force, due when it expires or when its server shall leave. */
final class StandingOverride extends Deadline {
  final ServerOverride override;

  /** What was counted since the drain began. */
  final Decline decline = new Decline();

  /** Whether the end of the drain has been announced. */
  boolean drained;

  StandingOverride(ServerOverride override) {
    this.override = override;
  }
}
