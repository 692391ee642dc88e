package lvs.director.linux;

import java.util.Map;

/** Numbers of errors and their names (asm-generic/errno-base.h, asm-generic/errno.h). */
public final class Errno {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int EINTR = 4;
  public static final int ENXIO = 6;
  public static final int EBADF = 9;
  public static final int EAGAIN = 11;
  public static final int ENOMEM = 12;
  public static final int EACCES = 13;
  public static final int EBUSY = 16;
  public static final int EEXIST = 17;
  public static final int ENODEV = 19;
  public static final int EINVAL = 22;
  public static final int ENFILE = 23;
  public static final int EMFILE = 24;
  public static final int EMSGSIZE = 90;
  public static final int ENOPROTOOPT = 92;
  public static final int EPROTONOSUPPORT = 93;
  public static final int EOPNOTSUPP = 95;
  public static final int EAFNOSUPPORT = 97;
  public static final int EADDRINUSE = 98;
  public static final int EADDRNOTAVAIL = 99;
  public static final int ENETDOWN = 100;
  public static final int ENETUNREACH = 101;
  public static final int ENOBUFS = 105;
  public static final int EHOSTUNREACH = 113;

  private record Entry(String name, String words) {}

  private static final Map<Integer, Entry> ENTRIES =
      Map.ofEntries(
          entry(0, "no error", ""),
          entry(EPERM, "EPERM", "not permitted: needs CAP_NET_RAW and CAP_NET_ADMIN"),
          entry(ENOENT, "ENOENT", "no such file"),
          entry(3, "ESRCH", "no such process, route or rule"),
          entry(EINTR, "EINTR", "interrupted by a signal"),
          entry(5, "EIO", "input or output failed"),
          entry(ENXIO, "ENXIO", "the interface is gone"),
          entry(EBADF, "EBADF", "the socket is closed"),
          entry(EAGAIN, "EAGAIN", "the send buffer is full"),
          entry(ENOMEM, "ENOMEM", "the kernel is out of memory"),
          entry(EACCES, "EACCES", "access denied"),
          entry(EBUSY, "EBUSY", "in use"),
          entry(EEXIST, "EEXIST", "is there already"),
          entry(ENODEV, "ENODEV", "no such interface"),
          entry(EINVAL, "EINVAL", "the kernel does not take this value"),
          entry(ENFILE, "ENFILE", "the system has too many files open: raise fs.file-max"),
          entry(EMFILE, "EMFILE", "too many files open: raise LimitNOFILE"),
          entry(28, "ENOSPC", "no space, or a limit of the kernel is reached"),
          entry(34, "ERANGE", "the value is out of range"),
          entry(38, "ENOSYS", "this kernel does not have it"),
          entry(EMSGSIZE, "EMSGSIZE", "longer than the interface's MTU"),
          entry(ENOPROTOOPT, "ENOPROTOOPT", "this kernel does not know the option"),
          entry(EPROTONOSUPPORT, "EPROTONOSUPPORT", "this kernel does not have the protocol"),
          entry(EOPNOTSUPP, "EOPNOTSUPP", "the interface or kernel cannot do it"),
          entry(
              EAFNOSUPPORT,
              "EAFNOSUPPORT",
              "this kernel does not have the address family (ipv6.disable?)"),
          entry(EADDRINUSE, "EADDRINUSE", "the address is in use"),
          entry(EADDRNOTAVAIL, "EADDRNOTAVAIL", "this machine does not have the address"),
          entry(ENETDOWN, "ENETDOWN", "the interface is down"),
          entry(ENETUNREACH, "ENETUNREACH", "no route to the network"),
          entry(ENOBUFS, "ENOBUFS", "the kernel or the interface's queue has no buffer left"),
          entry(110, "ETIMEDOUT", "no answer in time"),
          entry(111, "ECONNREFUSED", "refused"),
          entry(112, "EHOSTDOWN", "the host is down"),
          entry(EHOSTUNREACH, "EHOSTUNREACH", "no route to the host"));

  private Errno() {}

  private static Map.Entry<Integer, Entry> entry(int number, String name, String words) {
    return Map.entry(number, new Entry(name, words));
  }

  /** {@code ENODEV}; a number that is not known here is {@code errno 77}. */
  public static String name(int number) {
    Entry entry = ENTRIES.get(number);
    return entry == null ? "errno " + number : entry.name;
  }

  /** {@code ENODEV, no such interface}: for messages to operators. */
  public static String text(int number) {
    Entry entry = ENTRIES.get(number);
    return entry == null || entry.words.isEmpty() ? name(number) : entry.name + ", " + entry.words;
  }
}
