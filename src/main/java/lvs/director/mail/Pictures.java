package lvs.director.mail;

import java.util.Optional;
import lvs.director.port.Refusal;

/** Draws what a mail shows. */
@FunctionalInterface
public interface Pictures {

  /**
   * @param archiveId and topic as {@code port.Archives} has them
   * @param toEpochSeconds after {@code fromEpochSeconds}
   * @return PNG; empty where nothing is recorded
   * @throws Refusal with the reason, which the mail tells in place of the picture
   */
  Optional<byte[]> draw(String archiveId, String topic, long fromEpochSeconds, long toEpochSeconds)
      throws Refusal;
}
