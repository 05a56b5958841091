#!/usr/bin/env python3
"""Starts a rollout, waits for its outcome and prints the decisions on the way.

Nothing of Turnout is installed: confluent-kafka writes the command with the schema of commands, and reads the journal.
The exit code is the outcome: 0 promoted, 1 rolled back, aborted or refused, 3 timed out, 4 inconclusive.
"""

import argparse
import hashlib
import os
import struct
import sys
import time
import uuid
from pathlib import Path

from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

SCHEMA = Path(__file__).parent.parent / "pipelines" / "RolloutCommand.avsc"
EVENTS = "dev.turnout.events."
EXITS = {"PROMOTED": 0, "FAST_PROMOTED": 0, "PASSED": 0, "INCONCLUSIVE": 4}


def command(model: str, version: str, smoke_test: str, status: int) -> dict:
    """A blue-green rollout. Where several records are possible, a pair says which one; what is missing has its default."""
    strategy = {"smokeTest": {"method": "GET", "path": smoke_test, "expectedStatus": status}, "bakeMs": 1000}
    spec = {
        "candidate": {"version": version},
        "strategy": (EVENTS + "BlueGreenStrategy", strategy),
        "analysis": {},
        "stickiness": {"kind": "HEADER", "name": "x-user-id"},
        "progressDeadlineMs": 600_000,
    }
    return {
        "commandId": str(uuid.uuid4()),
        "model": model,
        "rollout": f"{model}-{version}",
        "actor": "python/example",
        "action": (EVENTS + "StartRollout", {"spec": spec}),
    }


def journal_from_now(settings: dict, topic: str) -> Consumer:
    """Reads without a group, and begins before the command is written, so that no answer is missed."""
    consumer = Consumer({**settings, "group.id": "python-example", "enable.auto.commit": False})
    partitions = [TopicPartition(topic, p) for p in consumer.list_topics(topic, 10).topics[topic].partitions]
    for partition in partitions:
        partition.offset = consumer.get_watermark_offsets(partition, 10)[1]
    consumer.assign(partitions)
    return consumer


def signed_headers(pem: bytes, topic: str, model: str, value: bytes) -> list:
    """Who writes the command; orchestrators may require it, see docs/signing.md."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

    key = load_pem_private_key(pem, password=None)
    der = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    key_id = hashlib.sha256(der).hexdigest().encode()
    signed_at = time.time_ns() // 1_000_000

    def field(content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + content

    signed = b"turnout-command-v1\0" + field(topic.encode()) + field(model.encode()) + field(key_id)
    signed += struct.pack(">q", signed_at) + field(value)
    return [
        ("turnout-signature", key.sign(signed)),
        ("turnout-key-id", key_id),
        ("turnout-signed-at", str(signed_at).encode()),
    ]


def publish(settings: dict, topic: str, registry: SchemaRegistryClient, message: dict) -> None:
    value = AvroSerializer(registry, SCHEMA.read_text())(message, SerializationContext(topic, MessageField.VALUE))
    # The key is the model, and its partition is that of Java's clients; librdkafka would choose another one.
    producer = Producer({**settings, "partitioner": "murmur2_random"})
    key_file = os.environ.get("TURNOUT_SIGN_KEY")
    headers = signed_headers(Path(key_file).read_bytes(), topic, message["model"], value) if key_file else []
    producer.produce(topic, key=message["model"], value=value, headers=headers)
    if producer.flush(10):
        sys.exit("The bus did not take the command")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("model")
    options.add_argument("version")
    options.add_argument("--smoke-test", default="/ping", help="path that every node asks first")
    options.add_argument("--expect", type=int, default=200, help="status that it must answer with")
    options.add_argument("--timeout", type=float, default=3600, help="seconds")
    asked = options.parse_args()

    settings = {"bootstrap.servers": os.environ.get("TURNOUT_BOOTSTRAP_SERVERS", "localhost:9092")}
    registry = SchemaRegistryClient({"url": os.environ.get("TURNOUT_REGISTRY", "http://localhost:8081")})
    prefix = os.environ.get("TURNOUT_TOPIC_PREFIX", "turnout")
    entries = AvroDeserializer(registry, return_record_name=True)

    journal = journal_from_now(settings, prefix + ".journal")
    start = command(asked.model, asked.version, asked.smoke_test, asked.expect)
    publish(settings, prefix + ".commands", registry, start)

    limit = time.monotonic() + asked.timeout
    while time.monotonic() < limit:
        record = journal.poll(1.0)
        if record is None or record.error() or record.key() != asked.model.encode():
            continue
        entry = entries(record.value(), SerializationContext(record.topic(), MessageField.VALUE))
        name, event = entry["event"]
        print(entry["sequence"], name.removeprefix(EVENTS), event.get("reason") or "", flush=True)
        if name == EVENTS + "CommandRefused" and event["commandId"] == start["commandId"]:
            return 1
        if name == EVENTS + "RolloutEnded" and event["rolloutId"].split("#")[0] == start["rollout"]:
            return EXITS.get(event["outcome"], 1)
    return 3


if __name__ == "__main__":
    sys.exit(main())
