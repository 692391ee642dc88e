package lvs.director.config;

import java.util.Optional;
import lvs.director.model.NotifyScripts;
import lvs.director.model.Script;

/** Programs to run at changes of state: of a virtual router, and fewer of a sync group. */
final class NotifyKeywords {
  private static final BlockGrammar<NotifyKeywords> INSTANCE = instanceGrammar();
  private static final BlockGrammar<NotifyKeywords> GROUP = grammar("vrrp_sync_group");

  private Optional<Script> master = Optional.empty();
  private Optional<Script> backup = Optional.empty();
  private Optional<Script> fault = Optional.empty();
  private Optional<Script> stop = Optional.empty();
  private Optional<Script> deleted = Optional.empty();
  private boolean deletionHasOwnState;
  private Optional<Script> lowerPriorityReceived = Optional.empty();
  private Optional<Script> every = Optional.empty();
  private Optional<Boolean> smtpAlert = Optional.empty();
  private Optional<Boolean> priorityChanges = Optional.empty();

  static BlockGrammar<NotifyKeywords> instance() {
    return INSTANCE;
  }

  static BlockGrammar<NotifyKeywords> group() {
    return GROUP;
  }

  NotifyScripts scripts() {
    return new NotifyScripts(
        master, backup, fault, stop, deleted, deletionHasOwnState, lowerPriorityReceived, every);
  }

  boolean smtpAlert(boolean inherited) {
    return smtpAlert.orElse(inherited);
  }

  boolean priorityChanges(boolean inherited) {
    return priorityChanges.orElse(inherited);
  }

  private static BlockGrammar<NotifyKeywords> instanceGrammar() {
    BlockGrammar<NotifyKeywords> g = grammar("vrrp_instance");
    g.keyword("notify_deleted", "[SCRIPT [USER [GROUP]]]", "-", "-", (a, d) -> d.takeDeleted(a));
    g.script("notify_master_rx_lower_pri", (d, s) -> d.lowerPriorityReceived = Optional.of(s));
    return g;
  }

  private static BlockGrammar<NotifyKeywords> grammar(String block) {
    BlockGrammar<NotifyKeywords> g = new BlockGrammar<>(block);
    g.script("notify_master", (d, s) -> d.master = Optional.of(s));
    g.script("notify_backup", (d, s) -> d.backup = Optional.of(s));
    g.script("notify_fault", (d, s) -> d.fault = Optional.of(s));
    g.script("notify_stop", (d, s) -> d.stop = Optional.of(s));
    g.script("notify", (d, s) -> d.every = Optional.of(s));
    g.bool("smtp_alert", "global", (d, on) -> d.smtpAlert = Optional.of(on));
    g.bool("notify_priority_changes", "global", (d, on) -> d.priorityChanges = Optional.of(on));
    return g;
  }

  private void takeDeleted(Arguments arguments) {
    deletionHasOwnState = true;
    deleted = arguments.hasNext() ? arguments.script() : Optional.empty();
  }
}
