package lvs.director.lab.net;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Opens sockets in a network namespace from this process: a namespace belongs to a thread, and a
 * socket stays in the one where it was made.
 */
final class Inside {
  private static final int O_RDONLY = 0;

  /** CLONE_NEWNET of linux/sched.h. */
  private static final int CLONE_NEWNET = 0x4000_0000;

  private static final int SCHED_FIFO = 1;

  static {
    Native.register(Inside.class, "c");
  }

  private Inside() {}

  private static native int open(String path, int flags) throws LastErrorException;

  private static native int setns(int fd, int kind) throws LastErrorException;

  private static native int sched_setscheduler(int thread, int policy, int[] priority)
      throws LastErrorException;

  private static native int close(int fd) throws LastErrorException;

  /** Calls in a thread that enters the namespace and ends there. */
  static <T> T call(String namespace, Callable<T> callable) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .name("inside-" + namespace)
            .start(
                () -> {
                  try {
                    enter(namespace);
                    result.complete(callable.call());
                  } catch (Throwable failed) {
                    result.completeExceptionally(failed);
                  }
                });
    try {
      thread.join();
      return result.get();
    } catch (InterruptedException interrupted) {
      throw Command.interrupted(interrupted);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("in namespace " + namespace, failed.getCause());
    }
  }

  /**
   * Lets the calling thread run before all ordinary ones, so that a busy machine does not blur what
   * it measures; without the permission it stays ordinary.
   */
  static void measureExactly() {
    try {
      sched_setscheduler(0, SCHED_FIFO, new int[] {1});
    } catch (LastErrorException notAllowed) {
      // less exact
    }
  }

  private static void enter(String namespace) {
    int fd = open("/run/netns/" + namespace, O_RDONLY);
    setns(fd, CLONE_NEWNET);
    close(fd);
  }
}
