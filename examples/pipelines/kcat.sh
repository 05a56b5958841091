#!/usr/bin/env bash
# Steers a rollout with kcat and curl alone, where there is neither Java nor Python:
#   ./kcat.sh abort fraud "wrong build"        (or pause, resume, promote, retry, rollback)
# The message is Avro by hand: texts have their length in front, numbers are zigzag. Then come the registry's 5 bytes.
set -euo pipefail
verb=$1 model=$2 reason=$3
bootstrap=${TURNOUT_BOOTSTRAP_SERVERS:-localhost:9092}
registry=${TURNOUT_REGISTRY:-http://localhost:8081}
topic=${TURNOUT_TOPIC_PREFIX:-turnout}.commands
schema=$(dirname "${BASH_SOURCE[0]}")/RolloutCommand.avsc
export LC_ALL=C

byte() { printf "\\x$(printf %02x "$1")"; }

number() {
  local rest=$(($1 * 2))
  while ((rest > 127)); do
    byte $((rest % 128 + 128))
    rest=$((rest / 128))
  done
  byte "$rest"
}

text() {
  number ${#1}
  printf %s "$1"
}

action() {
  case $verb in
    promote) number 1 && byte 0 ;; # full: false
    pause) number 2 ;;
    resume) number 3 ;;
    abort) number 4 ;;
    retry) number 5 ;;
    rollback) number 6 ;;
    *) echo "Expected promote, pause, resume, abort, retry or rollback, but got '$verb'" >&2 && exit 2 ;;
  esac
}

# The id under which the registry has the schema of commands; it gets the schema if it has none.
id=$(jq -Rs '{schema: .}' "$schema" |
  curl -fsS -H 'Content-Type: application/vnd.schemaregistry.v1+json' -d @- "$registry/subjects/$topic-value/versions" |
  jq .id)

message=$(mktemp)
trap 'rm -f "$message"' EXIT
{
  byte 0 && byte $((id >> 24 & 255)) && byte $((id >> 16 & 255)) && byte $((id >> 8 & 255)) && byte $((id & 255))
  text "kcat-$(date +%s)-$$-$RANDOM" # commandId
  text "$model"
  number 0 # rollout: null, the model's present one
  text "${TURNOUT_ACTOR:-$(id -un)@$(uname -n)}"
  number 1 && text "$reason"
  action
} > "$message"

# The key is the model, and the partition is that of Java's clients.
kcat -P -b "$bootstrap" -t "$topic" -X topic.partitioner=murmur2_random -k "$model" "$message"
