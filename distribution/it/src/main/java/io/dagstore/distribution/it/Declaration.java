package io.dagstore.distribution.it;

import java.nio.file.Path;

/**
 * A type or a method as it stands in a source file. Immutable.
 *
 * @param file the source file
 * @param name the type's name, or {@code Type.method}
 * @param line line of its name, from 1
 * @param lines how many lines it takes without its annotations and javadoc
 * @param method whether it is a method or a constructor, else it is a type
 * @param visible whether a user in another module can reach it: it and all around it are public, or
 *     members of an interface; overriding methods count as hidden, what they say is said elsewhere
 * @param documented whether it has javadoc
 */
public record Declaration(
    Path file,
    String name,
    int line,
    int lines,
    boolean method,
    boolean visible,
    boolean documented) {

  @Override
  public String toString() {
    return file + ":" + line + " " + name;
  }
}
