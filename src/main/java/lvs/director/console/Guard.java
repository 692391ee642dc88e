package lvs.director.console;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.util.Map;
import java.util.Optional;
import lvs.director.http.Credentials;
import lvs.director.http.HostHeader;

/**
 * Who may see and do what. On a loopback address everybody on this machine may read; elsewhere
 * reading needs the password too. Commands always need it, and must come from the console's own
 * pages or from no page at all.
 */
final class Guard {
  /** Names a request of the pages, which answer for themselves when a password is wrong. */
  static final String PAGES_HEADER = "X-LVS-Director";

  private static final String PAGES_VALUE = "console";

  private final WrongPasswords wrong = new WrongPasswords();
  private final Credentials credentials;
  private final boolean loopback;
  private final String scheme;

  /**
   * @param loopback whether only this machine can come here
   * @param scheme http or https
   */
  Guard(Credentials credentials, boolean loopback, String scheme) {
    this.credentials = credentials;
    this.loopback = loopback;
    this.scheme = scheme;
  }

  /**
   * @param operator has given the password
   * @param from address of the browser
   */
  record Visitor(boolean operator, String user, String from) {
    @Override
    public String toString() {
      return (operator ? user : "somebody") + " from " + from;
    }
  }

  /** Looks at Host, Origin and Authorization. */
  Visitor admit(HttpExchange exchange) throws Rejection {
    Headers headers = exchange.getRequestHeaders();
    host(headers);
    origin(headers);
    String from = exchange.getRemoteAddress().getAddress().getHostAddress();
    String authorization = headers.getFirst("Authorization");
    if (authorization == null) {
      return new Visitor(false, "", from);
    }
    if (wrong.areTooMany(from)) {
      throw new Rejection(
          429,
          "too many wrong passwords from this address; try again in a second",
          Map.of("Retry-After", "1"));
    }
    if (!credentials.accept(authorization)) {
      wrong.pause(from);
      throw unauthorized(headers, "wrong user or password");
    }
    return new Visitor(true, credentials.user().orElse(""), from);
  }

  /**
   * Whether the password that came with a request is still the right one; none is as good as it
   * was.
   */
  boolean stillAdmits(Headers headers) {
    String authorization = headers.getFirst("Authorization");
    return authorization == null || credentials.accept(authorization);
  }

  /** A page can make its own name point to 127.0.0.1, but not its Host header say localhost. */
  private void host(Headers headers) throws Rejection {
    String host = headers.getFirst("Host");
    if (host == null || loopback && !HostHeader.isLoopback(host)) {
      throw new Rejection(403, "the Host header must name localhost or its address");
    }
  }

  private void origin(Headers headers) throws Rejection {
    String origin = headers.getFirst("Origin");
    if (origin != null && !origin.equalsIgnoreCase(scheme + "://" + headers.getFirst("Host"))) {
      throw new Rejection(403, "pages of another site may not call");
    }
  }

  /** For what is not for everybody. */
  void mayRead(Visitor visitor, Headers headers) throws Rejection {
    if (needsLogin(visitor)) {
      throw unauthorized(headers, "log in: reading needs the console's user and password");
    }
  }

  boolean needsLogin(Visitor visitor) {
    return !loopback && !visitor.operator();
  }

  /** For commands. */
  void mayOperate(Visitor visitor, Headers headers) throws Rejection {
    if (!PAGES_VALUE.equals(headers.getFirst(PAGES_HEADER))) {
      throw new Rejection(403, "send the header " + PAGES_HEADER + ": " + PAGES_VALUE);
    }
    if (!canOperate()) {
      throw new Rejection(
          403,
          "no password is configured: write console_user and console_password_file (or those of"
              + " jolokia) in the director block and reload");
    }
    if (!visitor.operator()) {
      throw unauthorized(headers, "log in: commands need the console's user and password");
    }
  }

  /** Whether there is a password at all. */
  boolean canOperate() {
    return credentials.user().isPresent() && credentials.passwordFile().isPresent();
  }

  private static Rejection unauthorized(Headers headers, String why) {
    boolean pages = headers.containsKey(PAGES_HEADER);
    return new Rejection(
        401,
        why,
        pages
            ? Map.of()
            : Map.of("WWW-Authenticate", "Basic realm=\"lvs-director\", charset=\"UTF-8\""));
  }

  /** For the answer to {@code session}. */
  Optional<String> user(Visitor visitor) {
    return visitor.operator() ? Optional.of(visitor.user()) : Optional.empty();
  }
}
