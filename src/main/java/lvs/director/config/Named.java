package lvs.director.config;

/**
 * A block with a name of its own, as collected from the text.
 *
 * @param order counts the blocks of the file, so that a use before the definition shows
 * @param draft what its keywords said
 */
record Named<D>(String name, int order, Lines lines, D draft) {}
