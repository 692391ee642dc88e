import lvs.director.linux.IpvsSocket;

/** How long one reading of the whole table takes in a process that goes on running. */
final class ReadBench {
  private ReadBench() {}

  public static void main(String[] arguments) throws Exception {
    try (IpvsSocket kernel = IpvsSocket.open()) {
      for (int run = 0; run < Integer.parseInt(arguments[0]); run++) {
        long began = System.nanoTime();
        kernel.read();
        System.out.printf("%.3f%n", (System.nanoTime() - began) / 1e9);
      }
    }
  }
}
