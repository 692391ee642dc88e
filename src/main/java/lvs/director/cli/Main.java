package lvs.director.cli;

/** The program: {@code lvs-director COMMAND …}. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(new Program(Surroundings.ofThisProcess()).execute(arguments));
  }
}
