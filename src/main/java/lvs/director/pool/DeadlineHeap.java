package lvs.director.pool;

import java.util.Arrays;
import java.util.Optional;

/**
 * A binary heap of deadlines that can be moved and removed in O(log n), since each knows its place.
 */
final class DeadlineHeap {
  private Deadline[] heap = new Deadline[64];
  private int size;

  /** Puts a deadline at a time, moving it when it already stood here. */
  void schedule(Deadline deadline, long atNanos) {
    deadline.atNanos = atNanos;
    if (deadline.heapIndex < 0) {
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, 2 * size);
      }
      place(deadline, size++);
    }
    siftDown(siftUp(deadline.heapIndex));
  }

  /** Takes a deadline out; one that does not stand here is left alone. */
  void cancel(Deadline deadline) {
    int hole = deadline.heapIndex;
    if (hole < 0) {
      return;
    }
    deadline.heapIndex = -1;
    Deadline last = heap[--size];
    heap[size] = null;
    if (hole < size) {
      place(last, hole);
      siftDown(siftUp(hole));
    }
  }

  /** Takes out the earliest deadline if it is due. */
  Optional<Deadline> pollDue(long nowNanos) {
    if (size == 0 || heap[0].atNanos > nowNanos) {
      return Optional.empty();
    }
    Deadline due = heap[0];
    cancel(due);
    return Optional.of(due);
  }

  /** When the earliest is due; Long.MAX_VALUE when there is none. */
  long nextNanos() {
    return size == 0 ? Long.MAX_VALUE : heap[0].atNanos;
  }

  int size() {
    return size;
  }

  private void place(Deadline deadline, int index) {
    heap[index] = deadline;
    deadline.heapIndex = index;
  }

  private int siftUp(int index) {
    Deadline moving = heap[index];
    while (index > 0 && heap[(index - 1) / 2].atNanos > moving.atNanos) {
      place(heap[(index - 1) / 2], index);
      index = (index - 1) / 2;
    }
    place(moving, index);
    return index;
  }

  private void siftDown(int index) {
    Deadline moving = heap[index];
    int child = smallerChild(index);
    while (child < size && heap[child].atNanos < moving.atNanos) {
      place(heap[child], index);
      index = child;
      child = smallerChild(index);
    }
    place(moving, index);
  }

  private int smallerChild(int index) {
    int left = 2 * index + 1;
    boolean rightIsSmaller = left + 1 < size && heap[left + 1].atNanos < heap[left].atNanos;
    return rightIsSmaller ? left + 1 : left;
  }
}
