package io.dagstore.distribution.runtime.bundle;

import io.dagstore.distribution.rpc.PluginInfo;
import io.dagstore.distribution.runtime.plugin.Plugin;
import java.util.List;

/** Every node of the process. */
record AllSeats(List<NodeSeat> seats) implements Seat {
  @Override
  public boolean isAll() {
    return true;
  }

  @Override
  public void add(Plugin plugin) {
    seats.forEach(seat -> seat.add(plugin));
  }

  @Override
  public void remove(Plugin plugin) {
    seats.forEach(seat -> seat.remove(plugin));
  }

  @Override
  public void refuse(PluginInfo refused) {
    seats.forEach(seat -> seat.refuse(refused));
  }

  @Override
  public void forget(PluginInfo refused) {
    seats.forEach(seat -> seat.forget(refused));
  }
}
