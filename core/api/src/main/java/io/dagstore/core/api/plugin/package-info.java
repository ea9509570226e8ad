/** What a plug-in is given by the node that it works for. */
package io.dagstore.core.api.plugin;
