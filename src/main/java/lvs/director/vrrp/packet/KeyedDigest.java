package lvs.director.vrrp.packet;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC (RFC 2104) with one key. Not safe for several threads. */
final class KeyedDigest {
  private final Mac mac;

  private KeyedDigest(String algorithm, byte[] key) {
    try {
      mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException(
          algorithm + " is switched off in this Java; enable it in java.security", absent);
    }
  }

  static KeyedDigest md5(byte[] key) {
    return new KeyedDigest("HmacMD5", key);
  }

  static KeyedDigest sha256(byte[] key) {
    return new KeyedDigest("HmacSHA256", key);
  }

  byte[] of(byte[]... parts) {
    for (byte[] part : parts) {
      mac.update(part);
    }
    return mac.doFinal();
  }
}
