/**
 * A disk that forgets. {@link io.dagstore.core.testkit.disk.SimulatedDisk} is a file system over a
 * real folder that counts calls, fails the one that a {@link
 * io.dagstore.core.testkit.disk.FaultPlan} names, and at a power cut drops what was not forced.
 * Code that reaches its files through {@link java.nio.file.Path} runs on it as it is.
 */
package io.dagstore.core.testkit.disk;
