package lvs.director.daemon;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import lvs.director.vrrp.VrrpEvent;

/**
 * Which effects do not succeed at present. The engine hears of the first failure and of every other
 * text, and of the recovery once nothing of the router fails any more. Any thread.
 */
final class EffectFailures {
  private final Map<String, Map<String, String>> failing = new HashMap<>();
  private final Consumer<VrrpEvent> tell;

  EffectFailures(Consumer<VrrpEvent> tell) {
    this.tell = tell;
  }

  /**
   * @param router empty for none in particular
   * @param what the kind of effect, the same at its success
   * @param text what, why and the remedy
   */
  synchronized void failed(String router, String what, String text) {
    String before = failing.computeIfAbsent(router, _ -> new HashMap<>()).put(what, text);
    if (!text.equals(before)) {
      tell.accept(new VrrpEvent.EffectFailed(router, text));
    }
  }

  synchronized void succeeded(String router, String what) {
    Map<String, String> ofRouter = failing.get(router);
    if (ofRouter != null && ofRouter.remove(what) != null && ofRouter.isEmpty()) {
      failing.remove(router);
      tell.accept(new VrrpEvent.EffectRecovered(router));
    }
  }
}
