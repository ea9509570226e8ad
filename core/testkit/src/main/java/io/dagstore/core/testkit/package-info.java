/**
 * For tests only, ours and those of anybody who writes a plug-in. Each SPI has a contract here, an
 * abstract test class that every implementation's test extends: {@link
 * io.dagstore.core.testkit.MountContract}, {@link io.dagstore.core.testkit.ShardIndexerContract},
 * {@link io.dagstore.core.testkit.InvertedIndexContract}, {@link
 * io.dagstore.core.testkit.ShardIndexContract} and {@link
 * io.dagstore.core.testkit.JournalContract}. Beside them stand fakes that work, doubles that fail
 * on plan, a clock that obeys, a guard against leaks, the recipe of our sample CARs, and {@link
 * io.dagstore.core.testkit.TestNetwork}: many nodes in one JVM, each on a seat that must be left
 * clean. A disk that forgets what was not forced is in {@code io.dagstore.core.testkit.disk}.
 */
package io.dagstore.core.testkit;
