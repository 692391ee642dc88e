package lvs.director.model;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lvs.director.base.Endpoint;

/**
 * A health check with everything it needs, all inherited values resolved. Two checks that are equal
 * are the same probe and run once, however many virtual services need them.
 */
public sealed interface Check {

  /** When the check runs and how often it may fail. */
  Timing timing();

  /** The keyword of keepalived.conf. */
  String keyword();

  /** How many runs make one round: the URLs of an HTTP check, otherwise one. */
  default int steps() {
    return 1;
  }

  /**
   * @param delayLoop from one run to the next, at least 1 us
   * @param timeout the total deadline of one run
   * @param retry failures tolerated before the server counts as down
   * @param delayBeforeRetry from a tolerated failure to the next run
   * @param warmup the first run is delayed by a random time up to this; empty lets the engine
   *     choose
   * @param alpha keepalived's word for "down until the first good check"
   * @param logAllFailures log tolerated failures too
   */
  record Timing(
      Duration delayLoop,
      Duration timeout,
      int retry,
      Duration delayBeforeRetry,
      Optional<Duration> warmup,
      boolean alpha,
      boolean logAllFailures) {}

  /**
   * @param destination address and port to connect to
   * @param bindAddress source address
   * @param bindPort source port, 0 for any
   * @param bindInterface interface to leave through
   * @param firewallMark SO_MARK, 0 for none
   */
  record Target(
      Endpoint destination,
      Optional<InetAddress> bindAddress,
      int bindPort,
      Optional<String> bindInterface,
      int firewallMark) {
    public static Target of(Endpoint destination) {
      return new Target(destination, Optional.empty(), 0, Optional.empty(), 0);
    }
  }

  /** TCP_CHECK: the connection is accepted. */
  record Tcp(Timing timing, Target target) implements Check {
    @Override
    public String keyword() {
      return "TCP_CHECK";
    }
  }

  /** What the request line says. */
  enum HttpVersion {
    HTTP_1_0,
    HTTP_1_0_CLOSE,
    HTTP_1_1
  }

  /**
   * HTTP_GET and SSL_GET: every URL answers as wanted.
   *
   * @param tls set for SSL_GET, with what the SSL block gives
   * @param urls one or more; one is fetched in each run
   * @param fastRecovery no delay between URLs while the server is down
   * @param tlsCompliant the server must end TLS with close_notify
   */
  record Http(
      Timing timing,
      Target target,
      Optional<Tls> tls,
      HttpVersion version,
      List<Url> urls,
      boolean fastRecovery,
      boolean tlsCompliant)
      implements Check {
    @Override
    public String keyword() {
      return tls.isPresent() ? "SSL_GET" : "HTTP_GET";
    }

    @Override
    public int steps() {
      return urls.size();
    }
  }

  /**
   * @param path with query, begins with a slash
   * @param host value of the Host header, already resolved from checker, server and service
   * @param statusRanges wanted status codes; empty with no digest and no pattern means 200 to 299
   * @param md5Digest 32 lower-case hex digits of the body
   * @param pattern what the body must match, or must not
   */
  record Url(
      String path,
      String host,
      List<StatusRange> statusRanges,
      Optional<String> md5Digest,
      Optional<BodyPattern> pattern) {}

  /** Status codes from 100 to 599, both ends included. */
  record StatusRange(int first, int last) {
    @Override
    public String toString() {
      return first == last ? Integer.toString(first) : first + "-" + last;
    }
  }

  /**
   * @param regex as written (PCRE2 syntax)
   * @param options names of regex_options, as written
   * @param mustMatch false for regex_no_match
   * @param minOffset a match must not start before this byte
   * @param maxOffset a match must start before this byte; 0 is no limit
   */
  record BodyPattern(
      String regex, List<String> options, boolean mustMatch, int minOffset, int maxOffset) {}

  /**
   * @param serverName name sent as SNI; empty sends none
   * @param caFile certificates that must vouch for the server; empty verifies nothing
   * @param certificateFile our own certificate
   * @param keyFile its key
   * @param keyPassword its password
   */
  record Tls(
      Optional<String> serverName,
      Optional<String> caFile,
      Optional<String> certificateFile,
      Optional<String> keyFile,
      Optional<String> keyPassword) {}

  /** SMTP_CHECK: the server greets and accepts HELO. */
  record Smtp(Timing timing, Target target, String heloName) implements Check {
    @Override
    public String keyword() {
      return "SMTP_CHECK";
    }
  }

  /** DNS_CHECK: the server answers a query without error. */
  record Dns(Timing timing, Target target, String type, String name) implements Check {
    @Override
    public String keyword() {
      return "DNS_CHECK";
    }
  }

  /**
   * UDP_CHECK: no ICMP error comes back, or the wanted reply does.
   *
   * @param payload hex digits to send, may be empty
   * @param reply pattern of the wanted reply: hex digits and {@code ?}; empty accepts any
   */
  record Udp(
      Timing timing,
      Target target,
      String payload,
      boolean requireReply,
      Optional<String> reply,
      int minReplyLength,
      int maxReplyLength)
      implements Check {
    @Override
    public String keyword() {
      return "UDP_CHECK";
    }
  }

  /** PING_CHECK: an ICMP echo is answered. */
  record Ping(Timing timing, Target target) implements Check {
    @Override
    public String keyword() {
      return "PING_CHECK";
    }
  }

  /**
   * MISC_CHECK: a program exits with 0.
   *
   * @param server the real server, so that equal programs of two servers stay two checks
   * @param dynamic exit status 2 to 255 means up with weight status - 2
   */
  record Misc(Timing timing, Endpoint server, Script script, boolean dynamic) implements Check {
    @Override
    public String keyword() {
      return "MISC_CHECK";
    }
  }

  /** FILE_CHECK: the number in a tracked file adds to the weight, or takes the server out. */
  record File(Timing timing, Endpoint server, String trackFile, int weight, boolean reverse)
      implements Check {
    @Override
    public String keyword() {
      return "FILE_CHECK";
    }
  }

  /** BFD_CHECK: the BFD session is up. */
  record Bfd(Timing timing, Endpoint server, String instance) implements Check {
    @Override
    public String keyword() {
      return "BFD_CHECK";
    }
  }
}
