package lvs.director.config.text;

/** A piece of a line: a word or a brace. Begin and end are indexes into the line. */
sealed interface Token {
  int begin();

  record Text(Word word, int begin, int end) implements Token {}

  record Open(int begin) implements Token {}

  record Close(int begin) implements Token {}
}
