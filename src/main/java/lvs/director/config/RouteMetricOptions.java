package lvs.director.config;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lvs.director.config.text.Word;
import lvs.director.model.VirtualRoute;

/** The options of a route that tune TCP and the path: {@code mtu lock 1400} and the like. */
final class RouteMetricOptions {
  private static final Set<VirtualRoute.Metric> LOCKABLE =
      EnumSet.of(VirtualRoute.Metric.MTU, VirtualRoute.Metric.ADVMSS, VirtualRoute.Metric.SSTHRESH);
  private static final Set<VirtualRoute.Metric> TIMES =
      EnumSet.of(VirtualRoute.Metric.RTT, VirtualRoute.Metric.RTTVAR, VirtualRoute.Metric.RTO_MIN);
  private static final Set<VirtualRoute.Metric> SWITCHES =
      EnumSet.of(VirtualRoute.Metric.QUICKACK, VirtualRoute.Metric.FASTOPEN_NO_COOKIE);

  private static final SyntaxOptions<RouteMetricOptions> OPTIONS = options();

  private final Map<VirtualRoute.Metric, VirtualRoute.MetricValue> values =
      new EnumMap<>(VirtualRoute.Metric.class);
  private Optional<String> congestionControl = Optional.empty();
  private boolean congestionControlLocked;
  private boolean explicitCongestionNotification;

  boolean take(Arguments arguments) {
    return OPTIONS.take(arguments, this);
  }

  Map<VirtualRoute.Metric, VirtualRoute.MetricValue> values() {
    return Map.copyOf(values);
  }

  Optional<String> congestionControl() {
    return congestionControl;
  }

  boolean congestionControlLocked() {
    return congestionControlLocked;
  }

  boolean explicitCongestionNotification() {
    return explicitCongestionNotification;
  }

  private static SyntaxOptions<RouteMetricOptions> options() {
    SyntaxOptions<RouteMetricOptions> o = new SyntaxOptions<>();
    for (VirtualRoute.Metric metric : VirtualRoute.Metric.values()) {
      o.add(metric.name().toLowerCase(Locale.ROOT), (a, d) -> d.takeMetric(a, metric));
    }
    o.add("congctl", RouteMetricOptions::takeCongestionControl);
    o.add("features", RouteMetricOptions::takeFeatures);
    return o;
  }

  private void takeMetric(Arguments arguments, VirtualRoute.Metric metric) {
    boolean locked = LOCKABLE.contains(metric) && arguments.takes("lock");
    value(arguments, metric)
        .ifPresent(number -> values.put(metric, new VirtualRoute.MetricValue(number, locked)));
  }

  private static Optional<Long> value(Arguments arguments, VirtualRoute.Metric metric) {
    if (SWITCHES.contains(metric)) {
      return SyntaxWords.bool(arguments).map(on -> on ? 1L : 0L);
    }
    return TIMES.contains(metric)
        ? milliseconds(arguments)
        : SyntaxWords.number(arguments, metric.name().toLowerCase(Locale.ROOT), 0xffff_ffffL);
  }

  /** {@code 3}, {@code 300ms} or {@code 0.3s}; without a unit it is milliseconds. */
  private static Optional<Long> milliseconds(Arguments arguments) {
    Optional<Word> word = arguments.next();
    Optional<Long> value = word.flatMap(w -> milliseconds(w.text()));
    if (word.isPresent() && value.isEmpty()) {
      arguments.error(
          "not-a-number",
          word.get(),
          "\"" + word.get() + "\" is no time.",
          "Write milliseconds such as 300ms, or seconds such as 0.3s.");
    }
    return value;
  }

  private static Optional<Long> milliseconds(String text) {
    boolean millis = text.endsWith("ms");
    boolean seconds = !millis && text.endsWith("s");
    String number = text.substring(0, text.length() - (millis ? 2 : seconds ? 1 : 0));
    return Numbers.micros(number)
        .filter(micros -> micros >= 0)
        .map(micros -> seconds ? micros / 1000 : micros / 1_000_000);
  }

  private static void takeCongestionControl(Arguments arguments, RouteMetricOptions draft) {
    draft.congestionControlLocked = arguments.takes("lock");
    draft.congestionControl = arguments.word();
  }

  private static void takeFeatures(Arguments arguments, RouteMetricOptions draft) {
    arguments
        .next()
        .ifPresent(
            word -> {
              draft.explicitCongestionNotification = word.text().equals("ecn");
              if (!word.text().equals("ecn")) {
                arguments.badChoice(word, List.of("ecn"));
              }
            });
  }
}
