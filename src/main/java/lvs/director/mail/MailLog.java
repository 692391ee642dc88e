package lvs.director.mail;

/** Where the sender tells what an operator should know; one line each. */
public interface MailLog {
  void info(String line);

  void warning(String line);
}
