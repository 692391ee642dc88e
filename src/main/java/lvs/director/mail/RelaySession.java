package lvs.director.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import lvs.director.mail.RelayTransport.Reply;
import lvs.director.model.MailPolicy.Relay;
import lvs.director.model.MailPolicy.Security;

/** One session with one relay, from the connection on; any number of mails, one after another. */
final class RelaySession implements AutoCloseable {
  private static final int MOST_ADDRESSES = 4;

  private final Relay relay;
  private final SessionLimit limit;
  private final RelayWords words;
  private final RelayTransport transport;

  private RelaySession(
      Relay relay, SessionLimit limit, RelayWords words, RelayTransport transport) {
    this.relay = relay;
    this.limit = limit;
    this.words = words;
    this.transport = transport;
  }

  /**
   * Connects, protects the session and authenticates.
   *
   * @param hello name for EHLO
   * @param limit ends the session when its time is over; closed with the session
   */
  static RelaySession open(Relay relay, String hello, SessionLimit limit) throws RelayRefusal {
    try {
      RelayTrust trust = RelayTrust.of(relay.caFile());
      RelayWords words = new RelayWords(relay, limit, trust);
      return opened(relay, hello, limit, trust, words);
    } catch (RelayRefusal | RuntimeException | Error failed) {
      limit.close();
      throw failed;
    }
  }

  private static RelaySession opened(
      Relay relay, String hello, SessionLimit limit, RelayTrust trust, RelayWords words)
      throws RelayRefusal {
    Optional<String> password = password(relay);
    SSLSocketFactory factory = trust.socketFactory();
    Socket socket = connected(relay, limit, words);
    RelayTransport transport = transport(relay, password, properties(relay, hello, limit, factory));
    try {
      transport.connect(
          relay.security() == Security.TLS ? protectedFromStart(relay, socket, factory) : socket);
    } catch (IOException failed) {
      throw words.broken(failed);
    } catch (MessagingException failed) {
      throw words.refused(failed, transport.last());
    }
    RelaySession session = new RelaySession(relay, limit, words, transport);
    session.insistOnAuthentication();
    return session;
  }

  private static RelayTransport transport(
      Relay relay, Optional<String> password, Properties properties) {
    return new RelayTransport(
        Session.getInstance(properties),
        new URLName(
            "smtp", null, relay.port(), null, relay.user().orElse(null), password.orElse(null)));
  }

  /** The socket is ours; the timeouts stand here too in case Angus ever opens one itself. */
  private static Properties properties(
      Relay relay, String hello, SessionLimit limit, SSLSocketFactory factory) {
    Properties properties = new Properties();
    String millis = Long.toString(limit.step().toMillis());
    properties.setProperty("mail.smtp.connectiontimeout", millis);
    properties.setProperty("mail.smtp.timeout", millis);
    properties.setProperty("mail.smtp.writetimeout", millis);
    properties.setProperty("mail.smtp.localhost", hello);
    properties.setProperty("mail.smtp.quitwait", "false");
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.ssl.socketFactory", factory);
    boolean starttls = relay.security() == Security.STARTTLS;
    properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(starttls));
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(starttls));
    properties.setProperty("mail.smtp.auth", Boolean.toString(relay.user().isPresent()));
    properties.setProperty("mail.smtp.auth.mechanisms", "PLAIN LOGIN DIGEST-MD5");
    return properties;
  }

  /** Read anew for each session, so that a changed password needs no reload. */
  private static Optional<String> password(Relay relay) throws RelayRefusal {
    if (relay.user().isEmpty() || relay.passwordFile().isEmpty()) {
      return relay.user().map(_ -> "");
    }
    String file = relay.passwordFile().get();
    try {
      return Optional.of(
          Files.readString(Path.of(file), StandardCharsets.UTF_8).lines().findFirst().orElse(""));
    } catch (IOException unreadable) {
      throw new RelayRefusal(
          "the password for relay "
              + RelayWords.name(relay)
              + " cannot be read: "
              + DiskWords.of(unreadable)
              + "; see its password_file");
    }
  }

  private static Socket connected(Relay relay, SessionLimit limit, RelayWords words)
      throws RelayRefusal {
    IOException last = null;
    for (InetAddress address : addresses(relay, words)) {
      RelaySocket socket = new RelaySocket(limit);
      try {
        limit.add(socket);
        int millis = Math.toIntExact(limit.step().toMillis());
        socket.connect(new InetSocketAddress(address, relay.port()), millis);
        socket.setSoTimeout(millis);
        socket.setTcpNoDelay(true);
        return socket;
      } catch (IOException failed) {
        last = failed;
      }
    }
    throw words.unreachable(last);
  }

  /** With the relay's name in each, so that nobody asks the resolver for it the other way round. */
  private static List<InetAddress> addresses(Relay relay, RelayWords words) throws RelayRefusal {
    String host = host(relay);
    try {
      List<InetAddress> named = new ArrayList<>();
      for (InetAddress each : InetAddress.getAllByName(host)) {
        if (named.size() < MOST_ADDRESSES) {
          named.add(named(host, each));
        }
      }
      return named;
    } catch (UnknownHostException unknown) {
      throw words.unknown();
    }
  }

  static InetAddress named(String host, InetAddress address) throws UnknownHostException {
    return address instanceof Inet6Address six && six.isLinkLocalAddress()
        ? Inet6Address.getByAddress(host, six.getAddress(), six.getScopeId())
        : InetAddress.getByAddress(host, address.getAddress());
  }

  /** An IPv6 address may stand in brackets. */
  private static String host(Relay relay) {
    String host = relay.host();
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static Socket protectedFromStart(Relay relay, Socket socket, SSLSocketFactory factory)
      throws IOException {
    SSLSocket tls = (SSLSocket) factory.createSocket(socket, host(relay), relay.port(), true);
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    return tls;
  }

  /** Angus goes on without where the relay does not offer it. */
  private void insistOnAuthentication() throws RelayRefusal {
    if (relay.user().isPresent() && !transport.supportsExtension("AUTH")) {
      close();
      throw words.noAuthentication();
    }
  }

  /**
   * Hands one mail over.
   *
   * @throws RelayRefusal when the relay refuses the session, or breaks it: nothing is known then of
   *     the mail but that the relay did not say that it took it
   */
  Delivery deliver(String sender, List<String> recipients, byte[] message) throws RelayRefusal {
    try {
      Delivery delivery = dialogue(sender, recipients, message);
      limit.renew();
      return delivery;
    } catch (MessagingException failed) {
      throw aboutStep(words.refused(failed, transport.last()));
    } catch (IOException failed) {
      throw words.broken(failed);
    }
  }

  /** A relay that breaks over a mail may do so each time. */
  private RelayRefusal aboutStep(RelayRefusal refusal) {
    return limit.awaitsVerdict() ? RelayRefusal.ofMail(refusal.getMessage()) : refusal;
  }

  private Delivery dialogue(String sender, List<String> recipients, byte[] message)
      throws RelayRefusal, MessagingException, IOException {
    Reply from = transport.sender(sender);
    if (!from.good()) {
      throw words.sender(sender, from);
    }
    List<String> taken = new ArrayList<>();
    Map<String, String> later = new LinkedHashMap<>();
    Map<String, String> never = new LinkedHashMap<>();
    for (String recipient : recipients) {
      Reply reply = transport.recipient(recipient);
      if (reply.endsSession()) {
        throw words.ended(reply);
      } else if (reply.aboutUser()) {
        throw words.rights(reply);
      } else if (reply.good()) {
        taken.add(recipient);
      } else if (reply.aboutRights()) {
        later.put(recipient, "it " + words.noRights(reply));
      } else {
        (reply.later() ? later : never).put(recipient, reply.toString());
      }
    }
    return taken.isEmpty() ? nobody(later, never) : content(message, taken, later, never);
  }

  private Delivery nobody(Map<String, String> later, Map<String, String> never)
      throws RelayRefusal, MessagingException {
    Reply reply = transport.reset();
    if (reply.endsSession()) {
      throw words.ended(reply);
    }
    return new Delivery(List.of(), later, never, Optional.empty(), false);
  }

  private Delivery content(
      byte[] message, List<String> taken, Map<String, String> later, Map<String, String> never)
      throws RelayRefusal, MessagingException, IOException {
    Reply reply = transport.content(message, limit);
    if (reply.good()) {
      return new Delivery(taken, later, never, Optional.empty(), false);
    }
    if (reply.endsSession() || reply.later() || reply.aboutUser()) {
      throw words.content(reply);
    }
    return reply.aboutRights()
        ? doubted(reply, taken, later, never)
        : new Delivery(List.of(), later, never, Optional.of(reply.toString()), false);
  }

  /** A filter does not like this mail, or a policy none of ours: only time will tell. */
  private static Delivery doubted(
      Reply reply, List<String> taken, Map<String, String> later, Map<String, String> never) {
    taken.forEach(each -> later.put(each, "it does not take the mail: " + reply));
    return new Delivery(List.of(), later, never, Optional.empty(), true);
  }

  /** {@code mx1:587, STARTTLS, as user lvs}. */
  String how() {
    return RelayWords.name(relay)
        + switch (relay.security()) {
          case PLAIN -> ", unprotected";
          case STARTTLS -> ", STARTTLS";
          case TLS -> ", TLS";
        }
        + relay.user().map(user -> ", as user " + user).orElse("");
  }

  @Override
  public void close() {
    try {
      transport.close();
    } catch (MessagingException alreadyGone) {
      // Whatever was taken was taken before.
    } finally {
      limit.close();
    }
  }
}
