package lvs.director.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lvs.director.model.Configuration;
import lvs.director.model.MailSettings;
import lvs.director.model.SyncGroup;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VirtualService;

/** What a configuration asks of mail and does not make possible. */
final class MailRemarks {
  private MailRemarks() {}

  static List<String> of(Configuration configuration) {
    MailSettings mail = configuration.global().mail();
    boolean recipients = !mail.recipients().isEmpty();
    boolean relay = !configuration.director().mail().relays(mail).isEmpty();
    if (recipients == relay && (recipients || !isAsked(configuration))) {
      return List.of();
    }
    List<String> missing = new ArrayList<>();
    if (!recipients) {
      missing.add("'notification_email { ADDRESS }' in global_defs");
    }
    if (!relay) {
      missing.add("'smtp_server HOST' in global_defs or 'mail_relay HOST' in the director block");
    }
    String word = recipients ? "notification_email" : relay ? "smtp_server" : "smtp_alert";
    return List.of(word + ": no mail is sent; write " + String.join(", and ", missing));
  }

  /** In so many words: real servers ask for mail by default, which nobody need have meant. */
  private static boolean isAsked(Configuration configuration) {
    MailSettings mail = configuration.global().mail();
    boolean global =
        Stream.of(mail.alert(), mail.alertChecks(), mail.alertVirtualRouters())
            .anyMatch(each -> each.orElse(false));
    return global
        || configuration.vrrp().virtualRouters().stream().anyMatch(VirtualRouter::smtpAlert)
        || configuration.vrrp().syncGroups().stream().anyMatch(SyncGroup::smtpAlert)
        || configuration.virtualServices().stream().anyMatch(VirtualService::smtpAlert);
  }
}
