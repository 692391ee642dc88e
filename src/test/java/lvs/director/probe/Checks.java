package lvs.director.probe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.Check.BodyPattern;
import lvs.director.model.Check.Http;
import lvs.director.model.Check.HttpVersion;
import lvs.director.model.Check.Misc;
import lvs.director.model.Check.StatusRange;
import lvs.director.model.Check.Target;
import lvs.director.model.Check.Tcp;
import lvs.director.model.Check.Timing;
import lvs.director.model.Check.Tls;
import lvs.director.model.Check.Url;
import lvs.director.model.Script;
import lvs.director.pool.CheckResult;

/** Checks as tests need them. */
final class Checks {
  static final Duration PATIENT = Duration.ofSeconds(20);
  static final Url PLAIN = url("/x");

  private Checks() {}

  static Timing timing(Duration timeout) {
    return new Timing(
        Duration.ofSeconds(6), timeout, 0, Duration.ofSeconds(1), Optional.empty(), false, false);
  }

  static Tcp tcp(Target target, Duration timeout) {
    return new Tcp(timing(timeout), target);
  }

  static Http http(Target target, Url url) {
    return http(target, url, PATIENT);
  }

  static Http http(Target target, Url url, Duration timeout) {
    return http(target, url, HttpVersion.HTTP_1_0, timeout);
  }

  static Http http(Target target, Url url, HttpVersion version, Duration timeout) {
    return new Http(timing(timeout), target, Optional.empty(), version, List.of(url), false, false);
  }

  static Http https(Target target, Url url, Tls tls, boolean compliant) {
    return new Http(
        timing(PATIENT),
        target,
        Optional.of(tls),
        HttpVersion.HTTP_1_1,
        List.of(url),
        false,
        compliant);
  }

  static Url url(String path, StatusRange... ranges) {
    return new Url(path, "www.example", List.of(ranges), Optional.empty(), Optional.empty());
  }

  static Url urlWithPattern(BodyPattern pattern) {
    return new Url("/x", "www.example", List.of(), Optional.empty(), Optional.of(pattern));
  }

  static Url urlWithDigest(String digest) {
    return new Url("/x", "www.example", List.of(), Optional.of(digest), Optional.empty());
  }

  static Misc misc(Duration timeout, boolean dynamic, String... argv) {
    return new Misc(
        timing(timeout), Endpoint.parse("127.0.0.1:80").orElseThrow(), script(argv), dynamic);
  }

  static Script script(String... argv) {
    return new Script(List.of(argv), Optional.empty(), Optional.empty());
  }

  /** Runs a check as the director does, on a virtual thread. */
  static CheckResult run(lvs.director.model.Check check) throws Exception {
    try (ScriptRunner scripts = new ScriptRunner();
        NetworkProber prober = new NetworkProber(scripts)) {
      return run(prober, check);
    }
  }

  static CheckResult run(NetworkProber prober, lvs.director.model.Check check) throws Exception {
    var task = new java.util.concurrent.FutureTask<>(() -> prober.run(check, 0));
    Thread.startVirtualThread(task);
    return task.get(60, java.util.concurrent.TimeUnit.SECONDS);
  }
}
