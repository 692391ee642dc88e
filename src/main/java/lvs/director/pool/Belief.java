package lvs.director.pool;

/**
 * What readers of the FIFO and notify scripts take a server or service to be. keepalived is silent
 * about what begins well, so a server that is not alpha is taken to be up until they are told
 * otherwise; they are told only what differs from that.
 */
enum Belief {
  /** Nobody said anything yet and the first state shall be told (rs_init_notifies). */
  OPEN,
  UP,
  DOWN;

  static Belief atStart(boolean alpha, boolean initNotifies) {
    return alpha ? DOWN : initNotifies ? OPEN : UP;
  }

  static Belief of(boolean up) {
    return up ? UP : DOWN;
  }
}
