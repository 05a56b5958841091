-- Written by turnout agent; changes by hand are lost.
-- Chooses a version for each request as the agent's own proxy does: the same user gets the same one.
local bit = require "bit"
local balancer = require "ngx.balancer"
local tobit, band, bor, bxor = bit.tobit, bit.band, bit.bor, bit.bxor
local lshift, rshift, rol = bit.lshift, bit.rshift, bit.rol

local M = {}
local rows = ngx.shared.turnout_routes
local tables = {}

local P1, P2, P3 = tobit(0x9E3779B1), tobit(0x85EBCA77), tobit(0xC2B2AE3D)
local P4, P5 = tobit(0x27D4EB2F), tobit(0x165667B1)

-- The low 32 bits of a product, by halves: a double holds no 64 bits.
local function mul(a, b)
  local al, ah = band(a, 0xffff), rshift(a, 16)
  local bl, bh = band(b, 0xffff), rshift(b, 16)
  return tobit(al * bl + (ah * bl + al * bh) * 65536)
end

local function word(s, at)
  local a, b, c, d = s:byte(at, at + 3)
  return bor(a, lshift(b, 8), lshift(c, 16), lshift(d, 24))
end

local function round(lane, w)
  return mul(rol(tobit(lane + mul(w, P2)), 13), P1)
end

local function xxh32(s)
  local length, at, hash = #s, 1, P5
  if length >= 16 then
    local a, b, c, d = tobit(P1 + P2), P2, 0, tobit(0 - P1)
    while at + 15 <= length do
      a, b = round(a, word(s, at)), round(b, word(s, at + 4))
      c, d = round(c, word(s, at + 8)), round(d, word(s, at + 12))
      at = at + 16
    end
    hash = tobit(rol(a, 1) + rol(b, 7) + rol(c, 12) + rol(d, 18))
  end
  hash = tobit(hash + length)
  while at + 3 <= length do
    hash = mul(rol(tobit(hash + mul(word(s, at), P3)), 17), P4)
    at = at + 4
  end
  while at <= length do
    hash = mul(rol(tobit(hash + mul(s:byte(at), P5)), 11), P1)
    at = at + 1
  end
  hash = mul(bxor(hash, rshift(hash, 15)), P2)
  hash = mul(bxor(hash, rshift(hash, 13)), P3)
  hash = bxor(hash, rshift(hash, 16))
  return hash < 0 and hash + 4294967296 or hash
end

local function unescape(s)
  return (s:gsub("%%(%x%x)", function(hex) return string.char(tonumber(hex, 16)) end))
end

local function parse(row)
  local fields = {}
  for field in (row .. "|"):gmatch("([^|]*)|") do
    fields[#fields + 1] = field
  end
  local source, name = (fields[3] or ""):match("^(%l+):(.*)$")
  if not tonumber(fields[1]) or not source then
    return nil
  end
  name = unescape(name)
  local t = {row = row, salt = unescape(fields[2]), source = source, arms = {}}
  t.variable = ({header = "http_", cookie = "cookie_", query = "arg_"})[source]
  if t.variable then
    t.variable = t.variable .. (source == "header" and name:lower():gsub("-", "_") or name)
  end
  for i = 4, #fields do
    local ends, version, host, port = fields[i]:match("^(%d+)/([^/]+)/http:([^:]+):(%d+)$")
    if not ends then
      ends, version = fields[i]:match("^(%d+)/([^/]+)/$")
    end
    if not ends then
      return nil
    end
    t.arms[#t.arms + 1] =
      {ends = tonumber(ends), version = unescape(version), host = host, port = tonumber(port)}
  end
  return t
end

local function table_of(model)
  local row = rows:get(model)
  local known = tables[model]
  if row and not (known and known.row == row) then
    known = parse(row)
    tables[model] = known
  end
  return row and known
end

local function unavailable(model, what)
  ngx.status = 503
  ngx.header["content-type"] = "application/problem+json"
  ngx.say('{"title":"Service Unavailable","status":503,"detail":"Model ', model, " ", what, '"}')
  return ngx.exit(ngx.HTTP_OK)
end

local function bucket(t)
  local key = t.variable and ngx.var[t.variable]
  if key and t.source == "query" then
    key = ngx.unescape_uri(key)
  end
  if key and key ~= "" then
    return xxh32(t.salt .. ":" .. key) % 1000000
  end
  return math.random(0, 999999)
end

function M.choose(model)
  local t = table_of(model)
  if not t then
    return unavailable(model, "has no routing table yet")
  end
  local place = bucket(t)
  for _, arm in ipairs(t.arms) do
    if place < arm.ends then
      ngx.var.turnout_version = arm.version
      ngx.ctx.turnout_arm = arm
      if not arm.host then
        return unavailable(model, "has no endpoint on this node for the chosen version")
      end
      return
    end
  end
  return unavailable(model, "has no live version yet")
end

function M.balance()
  local arm = ngx.ctx.turnout_arm
  if not balancer.get_last_failure() then
    balancer.set_more_tries(1)
  end
  local ok, why = balancer.set_current_peer(arm.host, arm.port)
  if not ok then
    ngx.log(ngx.ERR, "no peer: ", why)
    return ngx.exit(502)
  end
end

-- For the agent alone, behind a Unix socket: GET and PUT of a model's row.
function M.control()
  local model = ngx.var.uri:sub(2)
  if ngx.req.get_method() == "PUT" then
    ngx.req.read_body()
    local row = ngx.req.get_body_data() or ""
    if not parse(row) then
      ngx.status = 422
      return ngx.say("not a row: ", row)
    end
    local ok, why = rows:safe_set(model, row)
    if not ok then
      ngx.status = 507
      return ngx.say(why)
    end
  elseif ngx.req.get_method() == "DELETE" then
    rows:delete(model)
  end
  ngx.print(rows:get(model) or "")
end

-- What was in force before NGINX was restarted; a reload keeps what it has.
function M.load(path)
  local file = io.open(path)
  for line in file and file:lines() or function() end do
    local model, row = line:match("^(%S+) (.+)$")
    if model and not rows:get(model) then
      rows:set(model, row)
    end
  end
  if file then
    file:close()
  end
end

function M.seed()
  math.randomseed(ngx.now() * 1000 + ngx.worker.pid() * 7919)
end

return M
