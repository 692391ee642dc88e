package lvs.director.cli;

/** The program: {@code lvs-director COMMAND …}. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    // A director that hangs must not hang the command too; a script check may take two minutes.
    System.setProperty("sun.rmi.transport.tcp.responseTimeout", "180000");
    System.exit(new Program(Surroundings.ofThisProcess()).execute(arguments));
  }
}
