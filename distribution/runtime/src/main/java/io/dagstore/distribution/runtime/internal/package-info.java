/**
 * How the parts of a node are put together: the one Dagger component, its modules, and what only
 * they need. Nothing outside this leaf sees it.
 */
package io.dagstore.distribution.runtime.internal;
