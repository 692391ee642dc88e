package lvs.director.config;

import java.util.OptionalInt;
import java.util.function.Function;
import lvs.director.model.ProcessSettings;

/** A receive buffer: its size and, in a second line, whether to go beyond the system's limit. */
final class BufferDraft {
  private OptionalInt size = OptionalInt.empty();
  private boolean force;

  ProcessSettings.Buffer buffer() {
    return new ProcessSettings.Buffer(size, force);
  }

  /** 0 leaves the kernel's size. */
  static OptionalInt sizeOrKernels(int bytes) {
    return bytes == 0 ? OptionalInt.empty() : OptionalInt.of(bytes);
  }

  static <B> void add(BlockGrammar<B> g, String keyword, Function<B, BufferDraft> part) {
    g.integer(
        keyword,
        "kernel's",
        0,
        Integer.MAX_VALUE,
        (d, bytes) -> part.apply(d).size = sizeOrKernels(bytes));
    g.bool(keyword + "_force", "off", (d, on) -> part.apply(d).force = on);
  }
}
