package lvs.director.model;

import java.util.List;

/** Everything that one configuration file says, checked and resolved. */
public record Configuration(
    DirectorSettings director,
    LvsSettings lvs,
    GlobalDefinitions global,
    VrrpConfiguration vrrp,
    List<VirtualService> virtualServices) {
  /** Start-up is a reload from here, shutdown a reload to here. */
  public static final Configuration EMPTY =
      new Configuration(
          DirectorSettings.DEFAULT,
          LvsSettings.DEFAULT,
          GlobalDefinitions.DEFAULT,
          VrrpConfiguration.EMPTY,
          List.of());
}
