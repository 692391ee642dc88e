package lvs.director.pool;

import java.util.ArrayList;
import java.util.List;
import lvs.director.model.Script;
import lvs.director.pool.PoolEffect.Notice;

/**
 * What one step of the engine has decided so far. However many servers change, the table is wanted
 * once: at the place of the first change, so that scripts run when the table is already asked for.
 */
final class Step {
  final long nowNanos;
  private final List<PoolEffect> effects = new ArrayList<>(2);
  private final List<ServiceRows> changed = new ArrayList<>(1);
  private int tablePosition = -1;

  Step(long nowNanos) {
    this.nowNanos = nowNanos;
  }

  void add(PoolEffect effect) {
    effects.add(effect);
  }

  void announce(Notice notice) {
    add(new PoolEffect.Announce(notice));
  }

  void run(Script script, String object, String cause) {
    add(new PoolEffect.RunScript(script, object, cause));
  }

  void fifo(String line) {
    add(new PoolEffect.WriteFifo(line));
  }

  /** These rows of the table differ from what they were. */
  void tableChanged(ServiceRows rows) {
    tableChanged();
    changed.add(rows);
  }

  /** Services came or went. */
  void tableChanged() {
    if (tablePosition < 0) {
      tablePosition = effects.size();
    }
  }

  /** All effects in order, with the table among them if it changed. */
  List<PoolEffect> finish(WantedTable table) {
    changed.forEach(table::refresh);
    if (tablePosition >= 0) {
      effects.add(tablePosition, new PoolEffect.Want(table.wanted()));
    }
    return effects;
  }
}
