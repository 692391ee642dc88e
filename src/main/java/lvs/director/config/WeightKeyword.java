package lvs.director.config;

/** {@code weight NUMBER [reverse]} of things that can be tracked. */
final class WeightKeyword {
  private WeightKeyword() {}

  /** What it is set into. */
  interface Setter<D> {
    void set(D draft, int weight, boolean reverse);
  }

  static <D> void add(BlockGrammar<D> g, String defaultValue, int most, Setter<D> setter) {
    g.keyword(
        "weight",
        "NUMBER [reverse]",
        defaultValue,
        Arguments.rangeText(-most, most),
        (a, d) ->
            a.integer(-most, most).ifPresent(weight -> setter.set(d, weight, a.takes("reverse"))));
  }
}
