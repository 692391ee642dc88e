package lvs.director.port;

/** A command that was not carried out; the message says why and what would work. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  public Refusal(String message) {
    super(message);
  }
}
