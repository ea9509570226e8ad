/**
 * CAR files (content-addressable archives) of versions 1 and 2 and their two index codecs, byte
 * exact. {@link io.dagstore.core.car.CarScanner} walks forward, {@link
 * io.dagstore.core.car.CarReader} and {@link io.dagstore.core.car.CarBlockstore} read at random,
 * {@link io.dagstore.core.car.CarWriter} and {@link io.dagstore.core.car.CarAppender} write, {@link
 * io.dagstore.core.car.CarFiles} holds what is done to whole files. Knows no shard and no store.
 */
package io.dagstore.core.car;
