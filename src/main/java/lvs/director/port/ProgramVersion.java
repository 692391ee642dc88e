package lvs.director.port;

/** Which version of the program this is; one place for every view that says so. */
public final class ProgramVersion {
  private ProgramVersion() {}

  /** From the jar; {@code development} where the classes were not packaged. */
  public static String text() {
    String packaged = ProgramVersion.class.getPackage().getImplementationVersion();
    return packaged == null ? "development" : packaged;
  }
}
