package lvs.director.vrrp.packet;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import lvs.director.model.Authentication.AntiReplay;
import lvs.director.model.Authentication.Hmac;
import lvs.director.model.Authentication.Key;
import lvs.director.model.Authentication.Mode;
import lvs.director.model.Secret;

/** Configurations of auth_hmac: key N is 32 times the byte N, the window 5 s. */
final class Keys {
  private Keys() {}

  static Hmac hmac() {
    return hmac(1, Mode.ENFORCE, 1);
  }

  static Hmac hmac(int active, Mode mode, int... ids) {
    return hmac(active, mode, AntiReplay.TIME, ids);
  }

  static Hmac hmac(int active, Mode mode, AntiReplay antiReplay, int... ids) {
    List<Key> keys = Arrays.stream(ids).mapToObj(Keys::key).toList();
    return new Hmac(keys, active, Duration.ofSeconds(5), antiReplay, mode);
  }

  private static Key key(int id) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) id);
    return new Key(id, new Secret(bytes));
  }
}
