package lvs.director.model;

import java.util.List;

/**
 * What a virtual router or a sync group watches.
 *
 * @param primary its own interface counts too; false is dont_track_primary
 * @param interfaces links of this machine
 * @param scripts of {@link VrrpConfiguration#trackScripts}
 * @param files of {@link VrrpConfiguration#trackFiles}
 * @param processes of {@link VrrpConfiguration#trackProcesses}
 * @param bfdSessions of {@link VrrpConfiguration#bfdSessions}
 */
public record Tracking(
    boolean primary,
    List<Tracked> interfaces,
    List<Tracked> scripts,
    List<Tracked> files,
    List<Tracked> processes,
    List<Tracked> bfdSessions) {
  public static final Tracking NONE =
      new Tracking(true, List.of(), List.of(), List.of(), List.of(), List.of());

  /**
   * A reference to something that is watched.
   *
   * @param name of the script, file, process, BFD session or interface
   * @param weight -253 to 253 (files -254 to 254), the tracker's own where the reference gives
   *     none. 0 makes its failure a FAULT; above 0 is added to the priority while it is well, below
   *     0 is taken off while it is not
   * @param reverse exchanges well and not well
   */
  public record Tracked(String name, int weight, boolean reverse) {
    public boolean failureIsFault() {
      return weight == 0;
    }
  }
}
