package lvs.director.linux;

import static lvs.director.linux.SocketCalls.*;

import com.sun.jna.LastErrorException;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of classic BPF (linux/filter.h) that the kernel runs for every packet before it wakes
 * anybody. An instruction, struct sock_filter, is 8 bytes: 2 code, 1 jump if true, 1 jump if false,
 * 4 operand; jumps count instructions from the next one on.
 */
final class PacketFilter {
  /** linux/bpf_common.h, BPF_MAXINSNS: no program may be longer. */
  static final int LIMIT_INSTRUCTIONS = 4096;

  private static final int LOAD_WORD = 0x20; // BPF_LD | BPF_W | BPF_ABS
  private static final int LOAD_BYTE = 0x30; // BPF_LD | BPF_B | BPF_ABS
  private static final int JUMP_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
  private static final int RETURN = 0x06; // BPF_RET | BPF_K
  private static final int WHOLE_PACKET = 0x40000;

  private final List<Long> instructions = new ArrayList<>();

  PacketFilter loadWord(int offset) {
    return add(LOAD_WORD, 0, 0, offset);
  }

  PacketFilter loadByte(int offset) {
    return add(LOAD_BYTE, 0, 0, offset);
  }

  /** Ends here, and the packet is delivered, when what was loaded is this value. */
  PacketFilter acceptIfEqual(int value) {
    return add(JUMP_EQUAL, 0, 1, value).accept();
  }

  /** Ends here, and the packet is not delivered, unless what was loaded is this value. */
  PacketFilter rejectUnlessEqual(int value) {
    return add(JUMP_EQUAL, 1, 0, value).reject();
  }

  PacketFilter accept() {
    return add(RETURN, 0, 0, WHOLE_PACKET);
  }

  PacketFilter reject() {
    return add(RETURN, 0, 0, 0);
  }

  private PacketFilter add(int code, int ifTrue, int ifFalse, int operand) {
    boolean little = java.nio.ByteOrder.nativeOrder() == java.nio.ByteOrder.LITTLE_ENDIAN;
    long unsigned = operand & 0xffff_ffffL;
    instructions.add(
        little
            ? unsigned << 32 | (long) ifFalse << 24 | (long) ifTrue << 16 | code
            : (long) code << 48 | (long) ifTrue << 40 | (long) ifFalse << 32 | unsigned);
    return this;
  }

  int length() {
    return instructions.size();
  }

  /** struct sock_fprog: 2 bytes count, 6 bytes gap, 8 bytes address of the program. */
  void attach(int fd) throws LastErrorException {
    NativeBuffer program = NativeBuffer.ofBytes(instructions.size() * Long.BYTES);
    for (int i = 0; i < instructions.size(); i++) {
      program.bytes().putLong(i * Long.BYTES, instructions.get(i));
    }
    byte[] header =
        new lvs.director.base.ByteWriter()
            .u16ne(instructions.size())
            .zeros(6)
            .u64ne(program.address())
            .toBytes();
    set(fd, SOL_SOCKET, SO_ATTACH_FILTER, header);
    java.lang.ref.Reference.reachabilityFence(program);
  }
}
