/**
 * Makes bundles of other people's jars that are none, with bnd: the same classes under a manifest
 * that says what they are called, what they offer and what they need.
 */
package io.dagstore.distribution.wrapped;
