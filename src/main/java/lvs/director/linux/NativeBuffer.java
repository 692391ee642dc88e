package lvs.director.linux;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory that the kernel reads and writes, in the machine's byte order. The JVM reads and writes it
 * without a native call, and its address never changes while this object is held.
 *
 * @param address for quiet calls of {@link Libc} and for pointers inside of structures
 */
record NativeBuffer(ByteBuffer bytes, long address) {

  /** Zeroed, aligned to 8 bytes at least. */
  static NativeBuffer ofBytes(int size) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    return new NativeBuffer(bytes, Pointer.nativeValue(Native.getDirectBufferPointer(bytes)));
  }

  byte[] copy(int from, int lengthBytes) {
    byte[] copy = new byte[lengthBytes];
    bytes.get(from, copy);
    return copy;
  }
}
