package lvs.director.base;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Certificates and private keys in PEM text (RFC 7468), in the forms that openssl writes. */
public final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
  private static final List<String> KEY_ALGORITHMS =
      List.of("RSA", "EC", "Ed25519", "Ed448", "DSA");

  private static final String UNKNOWN_KEY =
      "holds a private key that is none of " + String.join(", ", KEY_ALGORITHMS);
  private static final String CLOSED_KEY = "holds an encrypted key that the password does not open";

  /** DER of the algorithm "rsaEncryption" and the version, which PKCS#8 has before a PKCS#1 key. */
  private static final byte[] RSA_HEADER = {
    2, 1, 0, 48, 13, 6, 9, 42, (byte) 134, 72, (byte) 134, (byte) 247, 13, 1, 1, 1, 5, 0
  };

  private record Block(String type, String body) {
    byte[] bytes() throws Unusable {
      try {
        return Base64.getMimeDecoder().decode(body);
      } catch (IllegalArgumentException broken) {
        throw new Unusable("broken base64 in " + type);
      }
    }
  }

  private final String name;
  private final List<Block> blocks = new ArrayList<>();

  private Pem(String name, String text) {
    this.name = name;
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      blocks.add(new Block(block.group(1), block.group(2)));
    }
  }

  /**
   * @param name of the file, for messages
   */
  public static Pem of(String name, String text) {
    return new Pem(name, text);
  }

  /** A file that is of no use; the message names it and says why. */
  public static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }
  }

  /** All certificates of the file, at least one. */
  public List<X509Certificate> certificates() throws Unusable {
    List<X509Certificate> found = new ArrayList<>();
    for (Block block : blocks) {
      if (block.type().endsWith("CERTIFICATE")) {
        found.add(certificate(block));
      }
    }
    if (found.isEmpty()) {
      throw problem("holds no certificate in PEM form");
    }
    return found;
  }

  private X509Certificate certificate(Block block) throws Unusable {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(block.bytes()));
    } catch (GeneralSecurityException broken) {
      throw problem("holds a certificate that cannot be read: " + broken.getMessage());
    }
  }

  /**
   * The first private key of the file.
   *
   * @param password opens an encrypted one
   */
  public PrivateKey privateKey(Optional<String> password) throws Unusable {
    for (Block block : blocks) {
      if (block.type().endsWith("PRIVATE KEY")) {
        return privateKey(block, password);
      }
    }
    throw problem("holds no private key in PEM form");
  }

  private PrivateKey privateKey(Block block, Optional<String> password) throws Unusable {
    return switch (block.type()) {
      case "PRIVATE KEY" -> decode(block.bytes(), UNKNOWN_KEY);
      case "ENCRYPTED PRIVATE KEY" -> decode(decrypt(block.bytes(), password), CLOSED_KEY);
      case "RSA PRIVATE KEY" -> {
        if (block.body().contains("ENCRYPTED")) {
          throw conversionNeeded("an encrypted key in the old form");
        }
        yield decode(pkcs8(block.bytes()), UNKNOWN_KEY);
      }
      default -> throw conversionNeeded("a key of the form " + block.type());
    };
  }

  private Unusable conversionNeeded(String what) {
    return problem(
        "holds %s; convert it: openssl pkcs8 -topk8 -in %s -out new.key".formatted(what, name));
  }

  /**
   * @param otherwise what is wrong when it is no key: a wrong password, too, gives bytes at times
   */
  private PrivateKey decode(byte[] pkcs8, String otherwise) throws Unusable {
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException anotherAlgorithm) {
        // The next one may fit; PKCS#8 names it, but the JDK offers no way to ask.
      }
    }
    throw problem(otherwise);
  }

  private byte[] decrypt(byte[] encrypted, Optional<String> password) throws Unusable {
    if (password.isEmpty()) {
      throw problem("holds an encrypted key, and no password opens it");
    }
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
      String scheme = scheme(info);
      Key key =
          SecretKeyFactory.getInstance(scheme)
              .generateSecret(new PBEKeySpec(password.get().toCharArray()));
      Cipher cipher = Cipher.getInstance(scheme);
      cipher.init(Cipher.DECRYPT_MODE, key, info.getAlgParameters());
      return cipher.doFinal(info.getEncryptedData());
    } catch (IOException | GeneralSecurityException failed) {
      throw problem(CLOSED_KEY);
    }
  }

  /** PBES2 hides its real name (PBEWithHmacSHA256AndAES_256) in the text form of its parameters. */
  private static String scheme(EncryptedPrivateKeyInfo info) {
    boolean nested = info.getAlgName().equals("PBES2") || info.getAlgName().startsWith("1.2.");
    return nested ? info.getAlgParameters().toString() : info.getAlgName();
  }

  private static byte[] pkcs8(byte[] pkcs1) {
    return tagged(48, concatenated(RSA_HEADER, tagged(4, pkcs1)));
  }

  /** A DER value with its tag and its length in two bytes, which suits every RSA key. */
  private static byte[] tagged(int tag, byte[] content) {
    byte[] head = {(byte) tag, (byte) 0x82, (byte) (content.length >> 8), (byte) content.length};
    return concatenated(head, content);
  }

  private static byte[] concatenated(byte[] first, byte[] second) {
    byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private Unusable problem(String what) {
    return new Unusable(name + " " + what);
  }
}
