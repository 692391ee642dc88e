package lvs.director.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/**
 * The calls of libc that the director makes, mapped directly. A call that fails throws {@link
 * LastErrorException} with its errno, unless its name ends in {@code Quietly}.
 */
final class Libc {
  static {
    Native.register(Libc.class, "c");
  }

  private Libc() {}

  static native int socket(int domain, int type, int protocol) throws LastErrorException;

  static native int close(int fd) throws LastErrorException;

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
}
