package lvs.director.mail;

import java.time.Duration;

/**
 * How long a sender waits after relays took nothing: first so long, then twice as long each time.
 *
 * @param shortest also the least time from one try to the next
 * @param longest ends the doubling
 * @param patience how long relays that answer may defer the same mail before it is given up
 * @param verdict how long a relay may think about a mail that it has whole (RFC 5321, 4.5.3.2.6)
 */
record Pace(Duration shortest, Duration longest, Duration patience, Duration verdict) {
  static final Pace USUAL =
      new Pace(
          Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofDays(1), Duration.ofMinutes(10));

  Duration after(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(longest) > 0 ? longest : twice;
  }
}
