/**
 * The {@code file} scheme: CAR files of this machine, read where they lie. {@link
 * io.dagstore.mounts.file.FileMountProvider} turns paths into URIs and URIs into mounts, {@link
 * io.dagstore.mounts.file.CarFolder} finds the CAR files below a folder.
 */
package io.dagstore.mounts.file;
