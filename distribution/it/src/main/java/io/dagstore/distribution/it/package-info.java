/**
 * The checkout as data: {@link io.dagstore.distribution.it.House} finds it, {@link
 * io.dagstore.distribution.it.Leaf} is one of its modules with its folder, sources, classes and
 * jar. Reads files only; knows no class of the leaves it looks at.
 */
package io.dagstore.distribution.it;
