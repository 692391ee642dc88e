package lvs.director.daemon;

/** Hears of reloads, on the thread that carries them out. */
interface ReloadListener {
  ReloadListener NOBODY =
      new ReloadListener() {
        @Override
        public void begins() {}

        @Override
        public void isOver() {}
      };

  void begins();

  /** Whether it succeeded or not. */
  void isOver();
}
