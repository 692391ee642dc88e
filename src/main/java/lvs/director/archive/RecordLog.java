package lvs.director.archive;

/** Where recording tells how it fares; must not wait. */
public interface RecordLog {
  void info(String text);

  void warning(String text);

  void error(String text);
}
