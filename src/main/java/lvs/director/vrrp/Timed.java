package lvs.director.vrrp;

/** Something that is due at a known time; it stands in the {@link Agenda} itself. */
abstract class Timed {
  /** Where it stands in the agenda now; the truth is {@link #nextNanos}. */
  long scheduledNanos = Timers.NEVER;

  /** Place in the agenda, -1 when it stands in none. */
  int agendaIndex = -1;

  /** The earliest deadline of its state; {@link Timers#NEVER} for none. */
  abstract long nextNanos();

  /** Does what is due at {@code step.nowNanos}. */
  abstract void fire(Step step);
}
