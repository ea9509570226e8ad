/**
 * Puts together the folder that people download, and its archives, from the built leaves: {@link
 * io.dagstore.distribution.assembly.Main} is run by the build. The same leaves give the same bytes.
 */
package io.dagstore.distribution.assembly;
