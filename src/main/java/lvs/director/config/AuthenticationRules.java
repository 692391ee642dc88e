package lvs.director.config;

import java.time.Duration;
import java.util.Optional;
import lvs.director.model.AddressFamily;
import lvs.director.model.Authentication;
import lvs.director.model.VirtualRouter.VrrpVersion;

/** Which authentication holds in the end. */
final class AuthenticationRules {
  private AuthenticationRules() {}

  static Authentication resolve(
      InstanceBlock draft,
      VrrpVersion version,
      AddressFamily family,
      boolean strict,
      Duration interval,
      Lines lines,
      InstanceProblems problems) {
    Optional<Authentication> legacy = legacy(draft, version, family, strict, problems);
    if (!lines.has("auth_hmac")) {
      return legacy.orElse(Authentication.NONE);
    }
    Optional<Authentication> hmac =
        draft.hmac.resolve(lines.at("auth_hmac"), problems.binding(), interval, strict);
    if (hmac.isPresent() && legacy.isPresent()) {
      problems.warning(
          "auth-twice",
          "authentication",
          "auth_hmac replaces the authentication block.",
          "Remove authentication { … }.");
    }
    return hmac.or(() -> legacy).orElse(Authentication.NONE);
  }

  private static Optional<Authentication> legacy(
      InstanceBlock draft,
      VrrpVersion version,
      AddressFamily family,
      boolean strict,
      InstanceProblems problems) {
    AuthenticationBlock block = draft.authentication;
    if (block.type().isEmpty()) {
      warnAboutLonelyPassword(block, problems);
      return Optional.empty();
    }
    boolean header = block.type().get() == AuthenticationBlock.Type.AH;
    if (version == VrrpVersion.V3) {
      return ignored(problems, "auth-version-3", "version 3 has no passwords", "use auth_hmac");
    }
    if (strict) {
      return ignored(problems, "auth-strict", "strict mode has no passwords", "use auth_hmac");
    }
    if (header && family == AddressFamily.IPV6) {
      return ignored(problems, "auth-ah-ipv6", "AH exists for IPv4 only", "use auth_type PASS");
    }
    if (block.password().isEmpty()) {
      return ignored(
          problems, "auth-without-password", "there is no auth_pass", "add auth_pass TEXT");
    }
    return block
        .password()
        .map(
            password ->
                header
                    ? new Authentication.AuthenticationHeader(password)
                    : new Authentication.Pass(password));
  }

  private static Optional<Authentication> ignored(
      InstanceProblems problems, String code, String why, String orElse) {
    problems.warning(
        code,
        "authentication",
        why + ", so advertisements go without authentication.",
        "Remove authentication { … }, or " + orElse + ".");
    return Optional.empty();
  }

  private static void warnAboutLonelyPassword(
      AuthenticationBlock block, InstanceProblems problems) {
    if (block.password().isPresent()) {
      problems.warning(
          "auth-without-type",
          "authentication",
          "auth_pass without auth_type has no effect.",
          "Add auth_type PASS.");
    }
  }
}
