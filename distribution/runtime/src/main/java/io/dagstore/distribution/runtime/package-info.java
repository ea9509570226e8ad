/**
 * A node: {@link io.dagstore.distribution.runtime.Node} is a store with its configuration, journal,
 * plug-ins and server, over one directory. Any number of them live in one process and never meet.
 */
package io.dagstore.distribution.runtime;
