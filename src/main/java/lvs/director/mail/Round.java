package lvs.director.mail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lvs.director.model.MailPolicy.Relay;

/**
 * One try to bring everything that waits to the relays, each relay in turn and in one session, in
 * the order of the spool. What one relay leaves, the next one is asked for. A recipient whom a
 * relay defers is not asked for again in this session, so that no later mail overtakes; one that
 * the relay itself does not like is overtaken.
 */
final class Round {
  private final Spool spool;
  private final Reports reports;
  private final List<String> complaints = new ArrayList<>();
  private final Map<Long, Integer> refusals = new HashMap<>();
  private final Set<Relay> failed = new HashSet<>();
  private final Map<Long, String> deferred = new HashMap<>();
  private boolean unread;

  /** Who opens sessions, and hears what became of what. */
  interface Reports {
    RelaySession open(Relay relay) throws RelayRefusal;

    String sender() throws RelayRefusal;

    /** A relay took a mail, though perhaps not for all. */
    void sent();

    /** Nobody will get it, or not all: the words say who and why. */
    void refused(String words);

    /** The director stops and a session must end. */
    boolean ends();
  }

  Round(Spool spool, Reports reports) {
    this.spool = spool;
    this.reports = reports;
  }

  /**
   * @return what each relay complained about; something, when something is left
   */
  List<String> run(List<Relay> relays) {
    for (Relay relay : relays) {
      if (spool.next(0).isEmpty() || reports.ends()) {
        break;
      }
      visit(relay, relays.size());
    }
    return List.copyOf(complaints);
  }

  /** Relays with which no session came about or lasted. */
  Set<Relay> failed() {
    return failed;
  }

  /** Mails that a relay which is ready did not take yet for all, by their numbers, and for whom. */
  Map<Long, String> deferred() {
    return deferred;
  }

  private void defer(Waiting place, Letter letter, Collection<String> recipients) {
    deferred.put(place.number(), "mail " + letter.key() + " for " + String.join(", ", recipients));
  }

  private void visit(Relay relay, int relays) {
    try (RelaySession session = reports.open(relay)) {
      Set<String> waiting = new HashSet<>();
      Optional<Waiting> place = spool.next(0);
      while (place.isPresent() && !reports.ends()) {
        Optional<Letter> letter = read(place.get());
        if (letter.isPresent()) {
          hand(session, relay, place.get(), letter.get(), waiting, relays);
        }
        place = spool.next(place.get().number());
      }
    } catch (RelayRefusal refusal) {
      complaints.add(refusal.getMessage());
      failed.add(relay);
    }
  }

  private Optional<Letter> read(Waiting place) {
    try {
      return spool.letter(place);
    } catch (IOException unreadable) {
      if (!unread) {
        complaints.add("a mail in the spool cannot be read: " + DiskWords.of(unreadable));
      }
      unread = true;
      deferred.put(place.number(), "a mail that cannot be read");
      return Optional.empty();
    }
  }

  private void hand(
      RelaySession session,
      Relay relay,
      Waiting place,
      Letter letter,
      Set<String> waiting,
      int relays)
      throws RelayRefusal {
    List<String> asked = letter.recipients().stream().filter(r -> !waiting.contains(r)).toList();
    if (asked.isEmpty()) {
      defer(place, letter, letter.recipients());
      keep(place, letter, letter.recipients());
      return;
    }
    Delivery delivery = deliver(session, place, asked, letter);
    delivery.later().forEach((who, why) -> complain(relay, "defers " + who + ": " + why));
    if (!delivery.overtaken()) {
      waiting.addAll(delivery.later().keySet());
    }
    if (!delivery.later().isEmpty()) {
      defer(place, letter, delivery.later().keySet());
    }
    delivery.never().forEach((who, why) -> report(relay, who, why, letter));
    if (!delivery.taken().isEmpty()) {
      reports.sent();
    }
    keep(
        place,
        letter,
        rest(letter, asked, delivery, settled(relay, place, letter, delivery, relays)));
  }

  private Delivery deliver(RelaySession session, Waiting place, List<String> asked, Letter letter)
      throws RelayRefusal {
    try {
      return session.deliver(reports.sender(), asked, letter.message());
    } catch (RelayRefusal refusal) {
      if (refusal.isAboutMail()) {
        defer(place, letter, asked);
      }
      throw refusal;
    }
  }

  /** Whether a mail that this relay refuses is refused by all of them. */
  private boolean settled(
      Relay relay, Waiting place, Letter letter, Delivery delivery, int relays) {
    if (delivery.content().isEmpty()) {
      return true;
    }
    String words = "refuses the mail " + letter.key() + ": " + delivery.content().get();
    complain(relay, words);
    boolean all = refusals.merge(place.number(), 1, Integer::sum) >= relays;
    if (all) {
      reports.refused("relay " + RelayWords.name(relay) + " " + words + "; it is not tried again");
    }
    return all;
  }

  private static List<String> rest(
      Letter letter, List<String> asked, Delivery delivery, boolean settled) {
    Stream<String> skipped = letter.recipients().stream().filter(each -> !asked.contains(each));
    Stream<String> open =
        settled
            ? delivery.later().keySet().stream()
            : asked.stream().filter(each -> !delivery.never().containsKey(each));
    return Stream.concat(skipped, open).toList();
  }

  private void keep(Waiting place, Letter letter, List<String> rest) {
    if (rest.isEmpty()) {
      spool.remove(place.number());
    } else if (!rest.equals(letter.recipients())) {
      spool.keepFor(place, letter.to(rest));
    }
  }

  private void report(Relay relay, String who, String why, Letter letter) {
    reports.refused(
        "relay "
            + RelayWords.name(relay)
            + " refuses "
            + who
            + ": "
            + why
            + "; mail "
            + letter.key()
            + " does not go there; see notification_email");
  }

  private void complain(Relay relay, String words) {
    complaints.add("relay " + RelayWords.name(relay) + " " + words);
  }
}
