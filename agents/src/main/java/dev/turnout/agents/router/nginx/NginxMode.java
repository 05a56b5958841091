package dev.turnout.agents.router.nginx;

import dev.turnout.agents.router.Capability;
import dev.turnout.agents.router.DataPlane;
import java.util.EnumSet;
import java.util.Set;

/** How an NGINX takes a new table; the first that it can is the best. */
public enum NginxMode {
  /** The Lua module is loaded from where Debian has it: no reload, and the proxy's own buckets. */
  LUA_MODULE,
  /** Lua is built in, as in OpenResty. */
  LUA_BUILT_IN,
  /** A reload that waits for clients that keep their connection; other buckets. */
  LOSSLESS_RELOAD,
  /** A reload that may break a request on a connection which a client kept; other buckets. */
  LOSSY_RELOAD;

  /** Whether tables are values of a shared dictionary, and nothing is reloaded. */
  public boolean isLua() {
    return this == LUA_MODULE || this == LUA_BUILT_IN;
  }

  Set<Capability> capabilities() {
    if (isLua()) {
      return DataPlane.NGINX_LUA.capabilities();
    }
    Set<Capability> able = EnumSet.copyOf(DataPlane.NGINX.capabilities());
    if (this == LOSSLESS_RELOAD) {
      able.add(Capability.LOSSLESS);
    }
    return able;
  }
}
