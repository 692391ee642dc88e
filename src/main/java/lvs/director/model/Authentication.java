package lvs.director.model;

import java.time.Duration;
import java.util.List;

/** How routers of one virtual router know each other. */
public sealed interface Authentication {

  /** The only kind that RFC 5798 and 9568 know. */
  record None() implements Authentication {}

  /**
   * RFC 2338 simple text password, version 2 only; anybody on the link can read it.
   *
   * @param password 1 to 8 significant bytes
   */
  record Pass(Secret password) implements Authentication {}

  /**
   * RFC 2338 authentication header with HMAC-MD5-96, version 2 over IPv4 only.
   *
   * @param password 1 to 8 significant bytes
   */
  record AuthenticationHeader(Secret password) implements Authentication {}

  /**
   * keepalived 2.4's trailer with HMAC-SHA-256, for version 2 and 3.
   *
   * @param keys ids are unique
   * @param activeKey id of the key that signs; one of {@code keys}
   * @param timeWindow greatest age of an advertisement, 1 to 300 s
   */
  record Hmac(List<Key> keys, int activeKey, Duration timeWindow, AntiReplay antiReplay, Mode mode)
      implements Authentication {}

  /**
   * @param id 1 to 255
   * @param secret 32 to 64 bytes
   */
  record Key(int id, Secret secret) {}

  enum AntiReplay {
    /** Within the window, and later than the last one. */
    TIME,
    /** Later than the last one. */
    MONOTONIC
  }

  enum Mode {
    ENFORCE,
    /** Sign, and accept what is not signed. */
    PERMISSIVE,
    /** Do not sign, accept both. */
    RECEIVE_ONLY
  }

  Authentication NONE = new None();
}
