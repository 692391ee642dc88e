package lvs.director.config;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import lvs.director.model.AdvertisementRules;
import lvs.director.model.GratuitousArpSettings;
import lvs.director.model.VirtualRouter.VrrpVersion;
import lvs.director.model.VrrpDefaults;

/** The words of global_defs that virtual routers inherit. */
final class VrrpGlobals {
  static final BlockGrammar<VrrpGlobals> GRAMMAR = grammar();

  private static final VrrpDefaults DEFAULT = VrrpDefaults.DEFAULT;

  private Optional<VrrpVersion> version = Optional.empty();
  private InetAddress group4 = DEFAULT.group4();
  private InetAddress group6 = DEFAULT.group6();
  private Optional<String> interfaceName = Optional.empty();
  private boolean minimalGratuitousArp;
  private boolean checksUnicastSource;
  private boolean strict;
  private Duration arpSpacing = Duration.ZERO;
  private Duration neighbourSpacing = Duration.ZERO;
  private final GarpKeywords garp = new GarpKeywords();
  private final AdvertisementKeywords advertisements = new AdvertisementKeywords();

  VrrpDefaults settings() {
    GratuitousArpSettings resolved = garp.resolve(GratuitousArpSettings.DEFAULT);
    return new VrrpDefaults(
        version.orElse(DEFAULT.version()),
        version.isPresent(),
        group4,
        group6,
        interfaceName,
        minimalGratuitousArp ? minimal(resolved) : resolved,
        minimalGratuitousArp,
        advertisements.resolve(AdvertisementRules.DEFAULT),
        checksUnicastSource,
        strict);
  }

  GratuitousArpSettings.Spacing spacing() {
    return new GratuitousArpSettings.Spacing(arpSpacing, neighbourSpacing);
  }

  private static BlockGrammar<VrrpGlobals> grammar() {
    BlockGrammar<VrrpGlobals> g = new BlockGrammar<>("global_defs");
    g.keyword(
        "vrrp_version",
        "2|3",
        "2; 3 for IPv6",
        "2 to 3",
        (a, d) -> d.version = VrrpWords.version(a).or(() -> d.version));
    g.keyword(
        "vrrp_mcast_group4",
        "IPV4",
        "224.0.0.18",
        "a multicast address",
        (a, d) -> VrrpWords.group(a, false).ifPresent(group -> d.group4 = group));
    g.keyword(
        "vrrp_mcast_group6",
        "IPV6",
        "ff02::12",
        "a multicast address",
        (a, d) -> VrrpWords.group(a, true).ifPresent(group -> d.group6 = group));
    g.word("default_interface", "INTERFACE", "eth0", (d, v) -> d.interfaceName = Optional.of(v));
    g.include(GarpKeywords.globals(), d -> d.garp);
    g.seconds("vrrp_garp_interval", "0", "0.000001", "1000", (d, v) -> d.arpSpacing = v);
    g.seconds("vrrp_gna_interval", "0", "0.000001", "1000", (d, v) -> d.neighbourSpacing = v);
    g.bool("vrrp_min_garp", "off", (d, on) -> d.minimalGratuitousArp = on);
    g.include(AdvertisementKeywords.globals(), d -> d.advertisements);
    g.flag("vrrp_check_unicast_src", (d, on) -> d.checksUnicastSource = on);
    g.bool("vrrp_strict", "off", (d, on) -> d.strict = on);
    return g;
  }

  /** One packet and no second block. */
  private static GratuitousArpSettings minimal(GratuitousArpSettings g) {
    return new GratuitousArpSettings(
        Duration.ZERO,
        1,
        g.refresh(),
        g.refreshRepeat(),
        Duration.ZERO,
        1,
        g.extraInterval(),
        g.extraEverywhere());
  }
}
