package lvs.director.config;

import lvs.director.model.VirtualRoute;
import lvs.director.model.VirtualRule;

/** Routes and rules as they stand in a configuration, for tests of other packages. */
public final class RouteWords {
  private RouteWords() {}

  public static VirtualRoute route(String words) {
    return VrrpTexts.router("virtual_routes {\n" + words + "\n}").routes().getFirst();
  }

  public static VirtualRule rule(String words) {
    return VrrpTexts.router("virtual_rules {\n" + words + "\n}").rules().getFirst();
  }
}
