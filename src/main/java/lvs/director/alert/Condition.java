package lvs.director.alert;

/** How something is; the words are those of the mails. */
public enum Condition {
  /** A virtual router of which nothing was ever heard. */
  UNKNOWN,
  UP,
  DOWN,
  MASTER,
  BACKUP,
  FAULT,
  /** The director ended in an orderly way. */
  STOPPED,
  /** It left the configuration. */
  DELETED;

  boolean isProblem() {
    return this == DOWN || this == FAULT;
  }
}
