package lvs.director.vrrp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A binary heap of what is due, whose entries know their places and so can be moved. */
final class Agenda {
  private Timed[] heap = new Timed[64];
  private int size;

  /** Puts an entry where its deadline says, or takes it out when it has none. */
  void refresh(Timed entry) {
    long at = entry.nextNanos();
    if (at == Timers.NEVER) {
      remove(entry);
      return;
    }
    entry.scheduledNanos = at;
    if (entry.agendaIndex < 0) {
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, 2 * size);
      }
      place(entry, size++);
    }
    siftUp(entry);
    siftDown(entry);
  }

  void remove(Timed entry) {
    int hole = entry.agendaIndex;
    if (hole < 0) {
      return;
    }
    entry.agendaIndex = -1;
    entry.scheduledNanos = Timers.NEVER;
    Timed last = heap[--size];
    heap[size] = null;
    if (hole < size) {
      place(last, hole);
      siftUp(last);
      siftDown(last);
    }
  }

  /** Takes out what is due, the earliest first, but no more than so many. */
  List<Timed> takeDue(long nowNanos, int most) {
    List<Timed> due = new ArrayList<>();
    while (size > 0 && heap[0].scheduledNanos <= nowNanos && due.size() < most) {
      due.add(heap[0]);
      remove(heap[0]);
    }
    return due;
  }

  long nextNanos() {
    return size == 0 ? Timers.NEVER : heap[0].scheduledNanos;
  }

  private void place(Timed entry, int index) {
    heap[index] = entry;
    entry.agendaIndex = index;
  }

  private void siftUp(Timed moving) {
    int index = moving.agendaIndex;
    while (index > 0 && heap[(index - 1) / 2].scheduledNanos > moving.scheduledNanos) {
      place(heap[(index - 1) / 2], index);
      index = (index - 1) / 2;
    }
    place(moving, index);
  }

  private void siftDown(Timed moving) {
    int index = moving.agendaIndex;
    int child = smallerChild(index);
    while (child < size && heap[child].scheduledNanos < moving.scheduledNanos) {
      place(heap[child], index);
      index = child;
      child = smallerChild(index);
    }
    place(moving, index);
  }

  private int smallerChild(int index) {
    int left = 2 * index + 1;
    boolean rightIsSmaller =
        left + 1 < size && heap[left + 1].scheduledNanos < heap[left].scheduledNanos;
    return rightIsSmaller ? left + 1 : left;
  }
}
