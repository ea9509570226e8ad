/**
 * Bytes at rest: positioned reads over mapped or plain files, files written whole or not at all,
 * and the envelope that marks our own formats. Knows nothing of what the bytes mean.
 */
package io.dagstore.core.files;
