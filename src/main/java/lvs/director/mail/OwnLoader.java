package lvs.director.mail;

/**
 * Angus finds its parts by the class loader of the calling thread, and a thread of JMX has one that
 * knows nothing of it.
 */
final class OwnLoader implements AutoCloseable {
  private final Thread thread = Thread.currentThread();
  private final ClassLoader before = thread.getContextClassLoader();

  OwnLoader() {
    thread.setContextClassLoader(OwnLoader.class.getClassLoader());
  }

  @Override
  public void close() {
    thread.setContextClassLoader(before);
  }
}
