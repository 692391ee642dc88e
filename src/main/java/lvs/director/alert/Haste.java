package lvs.director.alert;

/** How soon something is told. */
enum Haste {
  /** At once, and again at once when the last such mail is long enough ago. */
  FAILOVER,
  /** At once, if no mail went out lately. */
  LOSS,
  /** At once when with it all is well, else collected. */
  RECOVERY,
  /** Collected first. */
  REST
}
