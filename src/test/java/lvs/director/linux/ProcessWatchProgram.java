package lvs.director.linux;

import java.util.List;
import lvs.director.model.TrackProcess.ParameterMatch;

/** Prints how many processes of one name there are, until its input ends. */
final class ProcessWatchProgram {
  private ProcessWatchProgram() {}

  public static void main(String[] arguments) throws Exception {
    try (ProcessWatch watch =
        new ProcessWatch(
            counted -> System.out.println("count " + counted.count()), System.out::println)) {
      watch.watch(List.of(ProcessMatchTest.wish(arguments[0], ParameterMatch.NONE, false)));
      System.in.readAllBytes();
    }
  }
}
