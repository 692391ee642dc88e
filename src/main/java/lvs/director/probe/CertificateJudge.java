package lvs.director.probe;

import java.net.InetAddress;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.X509TrustManager;
import lvs.director.base.Endpoint;

/** Judges the chain a server presented, and says what is wrong with it in an operator's words. */
final class CertificateJudge {
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;
  private static final long SECONDS_A_DAY = 86_400;
  private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=([^,+]+)");

  private CertificateJudge() {}

  /** Whole days until the certificate expires, rounded down; negative when it has. */
  static int daysLeft(X509Certificate certificate, Instant now) {
    long seconds = certificate.getNotAfter().toInstant().getEpochSecond() - now.getEpochSecond();
    return Math.clamp(Math.floorDiv(seconds, SECONDS_A_DAY), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  static void judge(
      List<X509Certificate> chain, X509TrustManager authority, String wantedName, Instant now)
      throws BadAnswer {
    X509Certificate leaf = chain.getFirst();
    judgeDates(leaf, now);
    judgeChain(chain, authority);
    if (!names(leaf, wantedName)) {
      throw new BadAnswer(
          "TLS: certificate is for %s, wanted %s"
              .formatted(String.join(", ", namesOf(leaf)), wantedName));
    }
  }

  private static void judgeDates(X509Certificate leaf, Instant now) throws BadAnswer {
    Instant end = leaf.getNotAfter().toInstant();
    Instant begin = leaf.getNotBefore().toInstant();
    if (now.isAfter(end)) {
      throw new BadAnswer("TLS: certificate expired %s ago".formatted(between(end, now)));
    }
    if (now.isBefore(begin)) {
      throw new BadAnswer("TLS: certificate is valid only in %s".formatted(between(now, begin)));
    }
  }

  private static String between(Instant from, Instant to) {
    long days = ChronoUnit.DAYS.between(from, to);
    return days > 0
        ? Wording.count(days, "day")
        : Wording.count(ChronoUnit.HOURS.between(from, to), "hour");
  }

  private static void judgeChain(List<X509Certificate> chain, X509TrustManager authority)
      throws BadAnswer {
    try {
      // "UNKNOWN" is what JSSE itself passes for TLS 1.3, where the key exchange says nothing.
      authority.checkServerTrusted(chain.toArray(new X509Certificate[0]), "UNKNOWN");
    } catch (CertificateException refused) {
      throw new BadAnswer("TLS: " + whyRefused(refused, chain.getFirst()));
    }
  }

  private static String whyRefused(CertificateException refused, X509Certificate leaf) {
    Throwable cause = refused;
    while (cause.getCause() != null && !(cause instanceof CertPathValidatorException)) {
      cause = cause.getCause();
    }
    if (cause instanceof CertPathValidatorException path
        && path.getReason() == BasicReason.EXPIRED) {
      return "a certificate above the server's has expired";
    }
    return cause instanceof java.security.cert.CertPathBuilderException
        ? "certificate is not vouched for by the CA file (issuer: %s)"
            .formatted(leaf.getIssuerX500Principal().getName())
        : "certificate is not accepted: " + Wording.excerpt(String.valueOf(cause.getMessage()));
  }

  /** RFC 6125: alternative names count; the common name only when there is no DNS name. */
  private static boolean names(X509Certificate leaf, String wanted) {
    Optional<InetAddress> address = Endpoint.address(wanted);
    if (address.isPresent()) {
      return alternatives(leaf, IP_ADDRESS).stream()
          .anyMatch(name -> Endpoint.address(name).equals(address));
    }
    List<String> names = alternatives(leaf, DNS_NAME);
    return (names.isEmpty() ? commonName(leaf) : names)
        .stream().anyMatch(name -> covers(name, wanted));
  }

  /** A star stands for the whole first label and nothing else. */
  private static boolean covers(String name, String wanted) {
    String pattern = name.toLowerCase(Locale.ROOT);
    String host = wanted.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    if (!pattern.startsWith("*.")) {
      return pattern.equals(host);
    }
    int dot = host.indexOf('.');
    return dot > 0 && host.substring(dot).equals(pattern.substring(1));
  }

  private static List<String> namesOf(X509Certificate leaf) {
    List<String> names = new ArrayList<>(alternatives(leaf, DNS_NAME));
    names.addAll(alternatives(leaf, IP_ADDRESS));
    names.addAll(names.isEmpty() ? commonName(leaf) : List.of());
    return names.isEmpty() ? List.of("no name") : names.stream().map(Wording::excerpt).toList();
  }

  private static List<String> alternatives(X509Certificate leaf, int type) {
    try {
      Collection<List<?>> all = leaf.getSubjectAlternativeNames();
      return all == null
          ? List.of()
          : all.stream()
              .filter(entry -> entry.get(0).equals(type))
              .map(entry -> entry.get(1).toString())
              .toList();
    } catch (CertificateParsingException broken) {
      return List.of();
    }
  }

  private static List<String> commonName(X509Certificate leaf) {
    Matcher name = COMMON_NAME.matcher(leaf.getSubjectX500Principal().getName());
    return name.find() ? List.of(name.group(1)) : List.of();
  }
}
