package lvs.director.archive;

import java.util.List;

/**
 * Keeps what recording tells, each line with how loud it is.
 *
 * @param told gets the lines
 */
record ToldLog(List<String> told) implements RecordLog {
  @Override
  public void info(String text) {
    told.add("info " + text);
  }

  @Override
  public void warning(String text) {
    told.add("warning " + text);
  }

  @Override
  public void error(String text) {
    told.add("error " + text);
  }
}
