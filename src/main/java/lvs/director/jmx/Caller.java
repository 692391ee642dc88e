package lvs.director.jmx;

/** Who sends the HTTP request that the current thread answers. */
enum Caller {
  /** Gave no credentials: may read. */
  ANONYMOUS,
  /** Gave the right credentials: may also call operations. */
  OPERATOR;

  /** Set by {@link Doorkeeper} around each request. */
  static final ScopedValue<Caller> CURRENT = ScopedValue.newInstance();

  static boolean isOperator() {
    return CURRENT.isBound() && CURRENT.get() == OPERATOR;
  }
}
