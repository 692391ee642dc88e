package lvs.director.probe;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import lvs.director.model.Check.BodyPattern;
import lvs.director.model.Check.Url;

/**
 * Judges a body as it passes by: the digest over all of it, the pattern over the first MiB, which
 * is all that is kept in memory.
 */
final class BodyJudge implements HttpReader.BodySink {
  private static final int SEARCHED_BYTES = 1 << 20;

  private final Url url;
  private final MessageDigest digest;
  private final ByteArrayOutputStream searched = new ByteArrayOutputStream(0);
  private boolean cut;

  BodyJudge(Url url) {
    this.url = url;
    this.digest = url.md5Digest().isPresent() ? md5() : null;
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void take(byte[] bytes, int offset, int length) {
    if (digest != null) {
      digest.update(bytes, offset, length);
    }
    if (url.pattern().isPresent()) {
      int kept = Math.min(length, SEARCHED_BYTES - searched.size());
      searched.write(bytes, offset, kept);
      cut |= kept < length;
    }
  }

  void judge(Attempt attempt) throws BadAnswer, InterruptedException {
    if (digest != null) {
      judgeDigest(url.md5Digest().orElseThrow());
    }
    if (url.pattern().isPresent()) {
      judgePattern(url.pattern().get(), attempt);
    }
  }

  private void judgeDigest(String wanted) throws BadAnswer {
    String seen = HexFormat.of().formatHex(digest.digest());
    if (!seen.equalsIgnoreCase(wanted)) {
      throw new BadAnswer("digest of %s is %s, wanted %s".formatted(url.path(), seen, wanted));
    }
  }

  private void judgePattern(BodyPattern wanted, Attempt attempt)
      throws BadAnswer, InterruptedException {
    byte[] body = searched.toByteArray();
    if (BodyMatcher.of(wanted).matches(body, attempt) != wanted.mustMatch()) {
      throw new BadAnswer(
          "%sbody of %s %s /%s/ (begins: %s)"
              .formatted(
                  cut ? "first MiB of the " : "",
                  url.path(),
                  wanted.mustMatch() ? "does not match" : "matches",
                  wanted.regex(),
                  Wording.excerpt(body, body.length)));
    }
  }
}
