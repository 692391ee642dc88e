package lvs.director.mail;

/** A session with a relay that came to nothing; the message names the relay and the remedy. */
final class RelayRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean aboutMail;

  RelayRefusal(String message) {
    this(message, false);
  }

  private RelayRefusal(String message, boolean aboutMail) {
    super(message);
    this.aboutMail = aboutMail;
  }

  /** The relay was ready, but for this mail. */
  static RelayRefusal ofMail(String message) {
    return new RelayRefusal(message, true);
  }

  boolean isAboutMail() {
    return aboutMail;
  }
}
