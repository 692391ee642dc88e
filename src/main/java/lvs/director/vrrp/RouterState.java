package lvs.director.vrrp;

/**
 * The state of a virtual router as operators and scripts know it. RFC 9568 says Active for MASTER
 * and Initialize for INIT; FAULT is keepalived's: it could not serve if it were elected.
 */
public enum RouterState {
  INIT,
  BACKUP,
  MASTER,
  FAULT
}
