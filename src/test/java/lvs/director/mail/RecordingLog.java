package lvs.director.mail;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was told. */
final class RecordingLog implements MailLog {
  final List<String> lines = new CopyOnWriteArrayList<>();

  @Override
  public void info(String line) {
    lines.add("info: " + line);
  }

  @Override
  public void warning(String line) {
    lines.add("warning: " + line);
  }
}
