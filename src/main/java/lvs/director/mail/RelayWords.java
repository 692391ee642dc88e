package lvs.director.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import lvs.director.mail.RelayTransport.Reply;
import lvs.director.model.MailPolicy.Relay;
import lvs.director.model.MailPolicy.Security;

/** What went wrong with a relay, in words that help. */
final class RelayWords {
  private final Relay relay;
  private final SessionLimit limit;
  private final RelayTrust trust;

  RelayWords(Relay relay, SessionLimit limit, RelayTrust trust) {
    this.relay = relay;
    this.limit = limit;
    this.trust = trust;
  }

  /** {@code mx1:587}, {@code [2001:db8::25]:25}. */
  static String name(Relay relay) {
    boolean bare = relay.host().contains(":") && !relay.host().startsWith("[");
    return (bare ? "[" + relay.host() + "]" : relay.host()) + ":" + relay.port();
  }

  private RelayRefusal refusal(String words) {
    return new RelayRefusal("relay " + name(relay) + " " + words);
  }

  RelayRefusal unknown() {
    return refusal(
        "has no address: the resolver does not know its name; write an address or see"
            + " /etc/resolv.conf");
  }

  RelayRefusal unreachable(IOException failed) {
    return switch (failed) {
      case SocketTimeoutException _ ->
          refusal(
              "did not answer within " + seconds() + "; is it up, does a firewall let us through?");
      case NoRouteToHostException _ -> refusal("cannot be reached: no route to it");
      case ConnectException refused ->
          refusal(
              "refuses the connection ("
                  + refused.getMessage()
                  + "); does a mail server listen on this port?");
      default -> broken(failed);
    };
  }

  /** The connection broke, or TLS did; a limit may have ended what TLS had given up before. */
  RelayRefusal broken(IOException failed) {
    Optional<String> tls = tls(failed);
    if (tls.isPresent() || !limit.over().isEmpty()) {
      return refusal(tls.orElseGet(limit::over));
    }
    Throwable root = root(failed);
    String detail = Clean.line(String.valueOf(root.getMessage()), 200);
    return switch (root) {
      case SocketTimeoutException _ -> refusal("did not answer within " + seconds());
      case RelaySocket.TooMuch much -> refusal("speaks no SMTP: " + much.getMessage());
      case EOFException _ -> refusal("closed the connection");
      default ->
          causedBy(failed, SSLException.class).isPresent()
              ? refusal("and we do not agree on TLS: " + detail)
              : refusal("broke the connection: " + detail);
    };
  }

  private String seconds() {
    return limit.answer().toSeconds() + " s";
  }

  /** What Angus said to the greeting, EHLO, STARTTLS or AUTH. */
  RelayRefusal refused(MessagingException failed, Reply last) {
    Optional<IOException> broken = causedBy(failed, IOException.class);
    if (broken.isPresent()) {
      return broken(broken.get());
    }
    if (!limit.over().isEmpty()) {
      return refusal(limit.over());
    }
    if (failed instanceof AuthenticationFailedException) {
      return authentication(failed, last);
    }
    if (String.valueOf(failed.getMessage()).startsWith("STARTTLS is required")) {
      return refusal(
          "offers no STARTTLS; write 'plain' for it only if nobody listens between here and there,"
              + " or 'tls' if it expects TLS from the first byte (usual port 465)");
    }
    return last.code() < 0 ? ended(last) : refusal("refuses us: " + last);
  }

  private RelayRefusal authentication(MessagingException failed, Reply last) {
    String user = relay.user().orElse("");
    if (String.valueOf(failed.getMessage()).startsWith("No authentication mechanisms")) {
      return refusal(
          "has no way to authenticate that we know (PLAIN, LOGIN, DIGEST-MD5); it may offer them"
              + " only with starttls or tls");
    }
    return last.code() < 0
        ? ended(last)
        : refusal("refuses user '" + user + "': " + last + "; see its user and password_file");
  }

  RelayRefusal noAuthentication() {
    return refusal(
        "offers no authentication; leave its user out, or use the port (usual: 587) and the"
            + " protection with which it does");
  }

  RelayRefusal sender(String sender, Reply reply) {
    if (reply.endsSession() || reply.later()) {
      return ended(reply);
    }
    return reply.aboutRights()
        ? rights(reply)
        : refusal(
            "refuses the sender " + sender + ": " + reply + "; write notification_email_from");
  }

  RelayRefusal rights(Reply reply) {
    return refusal(noRights(reply));
  }

  String noRights(Reply reply) {
    return "does not relay for us: "
        + reply
        + (relay.user().isPresent() ? "" : "; it may want a user and password_file");
  }

  RelayRefusal content(Reply reply) {
    return reply.endsSession()
        ? ended(reply)
        : RelayRefusal.ofMail("relay " + name(relay) + " does not take the mail: " + reply);
  }

  RelayRefusal ended(Reply reply) {
    return reply.code() < 0 && reply.text().isEmpty()
        ? refusal("closed the connection")
        : reply.code() < 200 || reply.code() >= 600
            ? refusal("speaks no SMTP: it answered '" + Clean.line(reply.toString(), 80) + "'")
            : refusal("ends the session: " + reply);
  }

  /** What is wrong with TLS, where it says so. */
  private Optional<String> tls(IOException failed) {
    if (causedBy(failed, CertPathBuilderException.class).isPresent()) {
      return Optional.of(
          "has a certificate that is not trusted: " + issuer() + "; give its CA with ca_file");
    }
    if (causedBy(failed, CertificateExpiredException.class).isPresent()) {
      return Optional.of("has a certificate that expired" + expiry() + "; it needs a new one");
    }
    if (causedBy(failed, CertificateNotYetValidException.class).isPresent()) {
      return Optional.of(
          "has a certificate that is not valid yet; is the clock of this machine right?");
    }
    String detail = String.valueOf(root(failed).getMessage());
    if (detail.startsWith("No name matching") || detail.startsWith("No subject alternative")) {
      return Optional.of(
          "has a certificate for "
              + String.join(", ", names())
              + " only; write one of these names in place of "
              + relay.host());
    }
    return detail.contains("plaintext connection") || detail.contains("Unsupported or unrecognized")
        ? Optional.of(noTls())
        : Optional.empty();
  }

  private String expiry() {
    return trust.shown().map(shown -> " on " + shown.getNotAfter().toInstant()).orElse("");
  }

  private String noTls() {
    return relay.security() == Security.TLS
        ? "speaks no TLS from the first byte; write 'starttls' for it (usual port 587)"
        : "offers STARTTLS and then speaks no TLS; see its own log";
  }

  private String issuer() {
    return trust
        .shown()
        .map(
            shown ->
                "it was issued by " + Clean.line(shown.getIssuerX500Principal().getName(), 150))
        .orElse("no known CA issued it");
  }

  private List<String> names() {
    try {
      Collection<List<?>> all =
          trust.shown().isPresent() ? trust.shown().get().getSubjectAlternativeNames() : null;
      if (all != null) {
        return all.stream().map(name -> Clean.line(name.get(1).toString(), 100)).toList();
      }
    } catch (CertificateParsingException broken) {
      // The subject is better than nothing.
    }
    return trust.shown().map(X509Certificate::getSubjectX500Principal).stream()
        .map(subject -> Clean.line(subject.getName(), 150))
        .collect(Collectors.toList());
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  private static <T extends Throwable> Optional<T> causedBy(Throwable thrown, Class<T> type) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return Optional.of(type.cast(each));
      }
    }
    return Optional.empty();
  }
}
