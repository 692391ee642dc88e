package lvs.director.linux;

import com.sun.jna.FunctionMapper;
import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.util.Map;

/**
 * The calls of libc that the director makes, mapped directly. A call that fails throws {@link
 * LastErrorException} with its errno, unless its name ends in {@code Quietly}.
 *
 * <p>A quiet call returns -1, and {@link Native#getLastError} tells the errno of the calling thread
 * until its next call fails; a call that succeeds leaves it as it was. Quiet calls take addresses
 * of memory as {@code long}, since that needs no conversion. Measured with JNA 5.19.1 and JDK 25, a
 * recv that answers EAGAIN: 0.49 us and no garbage quietly, 3.8 us and 2 KB of garbage by an
 * exception. What is called for every packet is therefore quiet.
 */
final class Libc {
  static {
    FunctionMapper plainName = (library, method) -> method.getName().replaceFirst("Quietly$", "");
    Native.register(
        Libc.class,
        NativeLibrary.getInstance("c", Map.of(Library.OPTION_FUNCTION_MAPPER, plainName)));
  }

  private Libc() {}

  /**
   * Loads the library, which the first call would do too, and tells what is in the way. Takes about
   * 100 ms, so it is done only where the kernel is needed.
   *
   * @throws IOException with the remedy
   */
  static void load() throws IOException {
    try {
      if (Native.POINTER_SIZE != Long.BYTES) {
        throw new IOException("system calls need a JVM of 64 bits");
      }
      getpid();
    } catch (LinkageError missing) {
      throw new IOException(
          "JNA cannot load its library, which it unpacks into a folder: name one that is writable"
              + " and not mounted noexec by the JVM option -Djna.tmpdir=FOLDER ("
              + missing
              + ")",
          missing);
    }
  }

  static native int socket(int domain, int type, int protocol) throws LastErrorException;

  static native int close(int fd) throws LastErrorException;

  static native int open(String path, int flags) throws LastErrorException;

  /** All of the file system that the file is on. */
  static native int syncfs(int fd) throws LastErrorException;

  static native int bind(int fd, byte[] address, int lengthBytes) throws LastErrorException;

  static native int getsockname(int fd, byte[] address, int[] lengthBytes)
      throws LastErrorException;

  static native int setsockopt(int fd, int level, int name, byte[] value, int lengthBytes)
      throws LastErrorException;

  static native int getsockopt(int fd, int level, int name, byte[] value, int[] lengthBytes)
      throws LastErrorException;

  static native NativeLong sendto(
      int fd, byte[] buffer, NativeLong lengthBytes, int flags, byte[] address, int addressBytes)
      throws LastErrorException;

  static native NativeLong recvfrom(
      int fd, byte[] buffer, NativeLong lengthBytes, int flags, byte[] address, int[] addressBytes)
      throws LastErrorException;

  /**
   * @param message struct msghdr
   */
  static native NativeLong sendmsg(int fd, Pointer message, int flags) throws LastErrorException;

  /**
   * @param message struct msghdr
   */
  static native NativeLong recvmsg(int fd, Pointer message, int flags) throws LastErrorException;

  /**
   * @param descriptors array of struct pollfd
   * @param timeout struct timespec, null waits for ever
   * @param signals null leaves the mask as it is
   */
  static native int ppoll(Pointer descriptors, NativeLong count, Pointer timeout, Pointer signals)
      throws LastErrorException;

  static native int eventfd(int value, int flags) throws LastErrorException;

  static native int inotify_init1(int flags) throws LastErrorException;

  /**
   * @param path ends in a zero byte
   * @return the watch descriptor; the same one for the same inode
   */
  static native int inotify_add_watch(int fd, byte[] path, int mask) throws LastErrorException;

  static native int inotify_rm_watch(int fd, int descriptor) throws LastErrorException;

  static native NativeLong read(int fd, byte[] buffer, NativeLong lengthBytes)
      throws LastErrorException;

  static native NativeLong write(int fd, byte[] buffer, NativeLong lengthBytes)
      throws LastErrorException;

  static native int if_nametoindex(String name) throws LastErrorException;

  /**
   * @param pid 0 is the calling thread
   * @param parameters struct sched_param: one int, the priority
   */
  static native int sched_setscheduler(int pid, int policy, int[] parameters)
      throws LastErrorException;

  static native int mlockall(int flags) throws LastErrorException;

  static native int getpid();

  /**
   * @param message address of a struct msghdr
   */
  static native long sendmsgQuietly(int fd, long message, int flags);

  /**
   * @param message address of a struct msghdr
   */
  static native long recvmsgQuietly(int fd, long message, int flags);

  /**
   * @param descriptors address of an array of struct pollfd
   * @param timeout address of a struct timespec, 0 waits for ever
   * @param signals 0 leaves the mask as it is
   */
  static native int ppollQuietly(long descriptors, long count, long timeout, long signals);

  static native long readQuietly(int fd, long buffer, long lengthBytes);

  static native long writeQuietly(int fd, long buffer, long lengthBytes);

  /**
   * @param name ends in a zero byte
   * @return 0 when there is no such interface
   */
  static native int if_nametoindexQuietly(byte[] name);

  static native int sched_getscheduler(int pid) throws LastErrorException;

  /**
   * @param mask one bit for each processor
   */
  static native int sched_setaffinity(int pid, NativeLong maskBytes, byte[] mask)
      throws LastErrorException;

  /**
   * @param which 0 is a process, with {@code who} 0 the calling thread
   * @param niceness -20 to 19
   */
  static native int setpriority(int which, int who, int niceness) throws LastErrorException;

  /** The options used here take whole numbers. */
  static native int prctl(
      int option, NativeLong value, NativeLong third, NativeLong fourth, NativeLong fifth)
      throws LastErrorException;

  /**
   * @param limits struct rlimit: the soft and the hard limit
   */
  static native int getrlimit(int resource, long[] limits) throws LastErrorException;

  /**
   * @param argument address of the structure that belongs to the request
   * @return negative when it failed
   */
  static native int ioctlQuietly(int fd, long request, long argument);

  /**
   * @param address where to write the sender's, 0 for nowhere
   * @param addressBytes address of its length, 0 for none
   */
  static native long recvfromQuietly(
      int fd, long buffer, long lengthBytes, int flags, long address, long addressBytes);
}
