package lvs.director.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import lvs.director.model.Check.Http;
import lvs.director.model.Check.StatusRange;
import lvs.director.model.Check.Url;

/**
 * HTTP_GET and SSL_GET: fetches one URL and judges status, digest and pattern. As in keepalived the
 * whole answer is read and redirections are not followed; an answer that is cut short is a bad one.
 */
final class HttpProbe {
  private static final List<StatusRange> USUAL = List.of(new StatusRange(200, 299));

  private HttpProbe() {}

  static String run(Http check, Url url, Connection connection, Attempt attempt)
      throws IOException, BadAnswer, InterruptedException {
    attempt.waitsFor("the answer");
    connection.write(request(check, url));
    HttpReader reader = new HttpReader(connection);
    HttpReader.Head head = reader.readHead();
    attempt.waitsFor("the whole answer");
    judgeStatus(head, url);
    BodyJudge judge = new BodyJudge(url);
    reader.readBody(head, judge);
    if (check.tlsCompliant() && !reader.endsProperly()) {
      throw new BadAnswer("TLS: closed the connection without close_notify (tls_compliant)");
    }
    judge.judge(attempt);
    return "%d for %s in %s".formatted(head.status(), url.path(), attempt.elapsed());
  }

  private static byte[] request(Http check, Url url) {
    String version =
        switch (check.version()) {
          case HTTP_1_0 -> "HTTP/1.0\r\n";
          case HTTP_1_0_CLOSE -> "HTTP/1.0\r\nConnection: close\r\n";
          case HTTP_1_1 -> "HTTP/1.1\r\nConnection: close\r\n";
        };
    String request =
        "GET %s %sUser-Agent: lvs-director\r\nHost: %s\r\n\r\n"
            .formatted(url.path(), version, url.host());
    return request.getBytes(StandardCharsets.UTF_8);
  }

  private static void judgeStatus(HttpReader.Head head, Url url) throws BadAnswer {
    List<StatusRange> wanted = wanted(url);
    boolean good =
        wanted.isEmpty()
            || wanted.stream()
                .anyMatch(r -> r.first() <= head.status() && head.status() <= r.last());
    if (!good) {
      String location = head.location().isEmpty() ? "" : " (to " + head.location() + ")";
      throw new BadAnswer(
          "%d for %s%s, wanted %s"
              .formatted(
                  head.status(),
                  url.path(),
                  location,
                  wanted.stream().map(StatusRange::toString).collect(Collectors.joining(", "))));
    }
  }

  /** Without any demand a good status is demanded; with another one any status will do. */
  private static List<StatusRange> wanted(Url url) {
    boolean noDemand =
        url.statusRanges().isEmpty() && url.md5Digest().isEmpty() && url.pattern().isEmpty();
    return noDemand ? USUAL : url.statusRanges();
  }
}
