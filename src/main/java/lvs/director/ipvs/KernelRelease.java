package lvs.director.ipvs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kernel's version as /proc/sys/kernel/osrelease begins: {@code 6.1}. */
public record KernelRelease(int major, int minor) {
  private static final Pattern START = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*", Pattern.DOTALL);

  /** Reads {@code 6.1.0-28-amd64}; empty for what does not begin with two numbers. */
  public static Optional<KernelRelease> parse(String text) {
    Matcher start = START.matcher(text.strip());
    return start.matches()
        ? Optional.of(
            new KernelRelease(Integer.parseInt(start.group(1)), Integer.parseInt(start.group(2))))
        : Optional.empty();
  }

  public boolean isBefore(int otherMajor, int otherMinor) {
    return major < otherMajor || major == otherMajor && minor < otherMinor;
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
