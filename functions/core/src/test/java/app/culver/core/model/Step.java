package app.culver.core.model;

import java.util.function.Function;

/**
 * An operation whose numbers have got their meaning.
 *
 * @param words what is done, for people
 * @param call what is asked of the system and of the model
 */
record Step(String words, Function<Messenger, Object> call) {}
