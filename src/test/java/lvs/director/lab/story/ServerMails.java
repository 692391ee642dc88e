package lvs.director.lab.story;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lvs.director.lab.Postfix;
import lvs.director.lab.net.DirectorRouter;

/** What a director mailed about real servers, in the order in which it arrived. */
final class ServerMails {
  /** Subjects of a day, without the director's name. */
  static final List<String> EXPECTED =
      List.of(
          realServer("10.77.0.3") + "DOWN",
          realServer("10.77.0.3") + "UP",
          "3 real servers DOWN (network 10.77.0.0/24)",
          "3 real servers UP (network 10.77.0.0/24)",
          realServer("10.77.0.4") + "DOWN",
          realServer("10.77.0.4") + "UP");

  private ServerMails() {}

  private static String realServer(String address) {
    return "Realserver [%s]:tcp:80 of virtual server [%s]:tcp:80 - "
        .formatted(address, Cluster.VIP);
  }

  static List<Postfix.Message> of(DirectorRouter director, Postfix postfix)
      throws IOException, MessagingException {
    List<Postfix.Message> found = new ArrayList<>();
    for (Postfix.Message message : postfix.messages()) {
      String subject = message.subject();
      if (subject.startsWith("[" + director.host().name() + "] ") && !subject.contains("VRRP")) {
        found.add(message);
      }
    }
    return found;
  }

  static List<String> subjects(List<Postfix.Message> messages) throws MessagingException {
    List<String> subjects = new ArrayList<>();
    for (Postfix.Message message : messages) {
      subjects.add(message.subject().replaceFirst("^\\[\\w+] ", ""));
    }
    return subjects;
  }
}
