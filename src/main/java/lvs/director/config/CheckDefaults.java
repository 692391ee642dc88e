package lvs.director.config;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a check may say itself, or take from its real server, or that from its virtual service. Each
 * level has one of these, linked to the next outer one; a field is null where the level is silent.
 */
final class CheckDefaults {
  /** Longest time of keepalived's timers: 2^32 - 1 microseconds. */
  static final String LONGEST_SECONDS = "4294.967295";

  private static final String LONGEST_LOOP_SECONDS = "18446744";

  /** Virtual service level: retries cannot be zero there. */
  static final BlockGrammar<CheckDefaults> OF_SERVICE = grammar("", 1);

  /** Real server level. */
  static final BlockGrammar<CheckDefaults> OF_SERVER = grammar("the virtual server's, ", 1);

  /** Check level. */
  static final BlockGrammar<CheckDefaults> OF_CHECK = grammar("the real server's, ", 0);

  private final Optional<CheckDefaults> outer;
  private Duration delayLoop;
  private Integer retry;
  private Duration delayBeforeRetry;
  private Duration warmup;
  private Boolean alpha;
  private Duration connectTimeout;
  private String virtualHost;

  CheckDefaults(Optional<CheckDefaults> outer) {
    this.outer = outer;
  }

  Duration delayLoop() {
    return find(d -> d.delayLoop).orElse(Duration.ofSeconds(60));
  }

  int retry(int otherwise) {
    return find(d -> d.retry).orElse(otherwise);
  }

  Duration delayBeforeRetry(Duration otherwise) {
    return find(d -> d.delayBeforeRetry).orElse(otherwise);
  }

  Optional<Duration> warmup() {
    return find(d -> d.warmup);
  }

  boolean alpha() {
    return find(d -> d.alpha).orElse(false);
  }

  Duration connectTimeout() {
    return find(d -> d.connectTimeout).orElse(Duration.ofSeconds(5));
  }

  Optional<String> virtualHost() {
    return find(d -> d.virtualHost);
  }

  void virtualHost(String host) {
    virtualHost = host;
  }

  void connectTimeout(Duration timeout) {
    connectTimeout = timeout;
  }

  void alpha(boolean on) {
    alpha = on;
  }

  private <T> Optional<T> find(Function<CheckDefaults, T> field) {
    return Optional.ofNullable(field.apply(this)).or(() -> outer.flatMap(o -> o.find(field)));
  }

  private static BlockGrammar<CheckDefaults> grammar(String from, int leastRetry) {
    BlockGrammar<CheckDefaults> g = new BlockGrammar<>("timing");
    g.seconds(
        "delay_loop", from + "60", "0.000001", LONGEST_LOOP_SECONDS, (d, s) -> d.delayLoop = s);
    g.integer(
            "retry",
            from + "1; DNS_CHECK 3, MISC_CHECK 0",
            leastRetry,
            Integer.MAX_VALUE,
            (d, n) -> d.retry = n)
        .note("failures tolerated before the server counts as down");
    g.seconds(
        "delay_before_retry",
        from + "1; HTTP_GET and SSL_GET 3, DNS_CHECK delay_loop",
        "0",
        LONGEST_LOOP_SECONDS,
        (d, s) -> d.delayBeforeRetry = s);
    g.seconds("warmup", from + "none", "0", LONGEST_LOOP_SECONDS, (d, s) -> d.warmup = s)
        .note(
            "longest random wait before the first run; without it first runs come at once, 0.5 ms"
                + " apart");
    g.bool("alpha", from + "off", (d, on) -> d.alpha = on).note("down until the first good check");
    if (leastRetry > 0) {
      outerOnly(g, from);
    }
    return g;
  }

  /** Checks that connect have these two in their own grammars. */
  private static void outerOnly(BlockGrammar<CheckDefaults> g, String from) {
    g.seconds(
        "connect_timeout",
        from + "5",
        "0.000001",
        LONGEST_SECONDS,
        (d, time) -> d.connectTimeout = time);
    g.word("virtualhost", "STRING", from + "IP:PORT", (d, host) -> d.virtualHost = host)
        .note("Host header, and the name for SNI");
  }
}
