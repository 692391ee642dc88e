package lvs.director.mail;

import java.util.Optional;
import lvs.director.alert.Draft.Urgency;

/**
 * A place in the spool.
 *
 * @param number its place in the order
 * @param bytes of its file
 * @param unsaved the letter itself while the disk has not taken it
 */
record Waiting(
    long number,
    Urgency urgency,
    long createdEpochMillis,
    int tellsLost,
    int bytes,
    Optional<Letter> unsaved) {

  static Waiting of(long number, Letter letter, int bytes, boolean saved) {
    return new Waiting(
        number,
        letter.urgency(),
        letter.createdEpochMillis(),
        letter.tellsLost(),
        bytes,
        saved ? Optional.empty() : Optional.of(letter));
  }

  Waiting at(long other) {
    return new Waiting(other, urgency, createdEpochMillis, tellsLost, bytes, unsaved);
  }

  boolean problem() {
    return urgency == Urgency.PROBLEM;
  }
}
