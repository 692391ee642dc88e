package lvs.director.model;

/** Virtual routers, sync groups, trackers, BFD sessions and static addresses. */
public record VrrpConfiguration() {
  public static final VrrpConfiguration EMPTY = new VrrpConfiguration();
}
