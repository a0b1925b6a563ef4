"""What confluent-kafka calls of fastavro, over python3-avro: Debian has the client without fastavro."""
import json
from avro import schema
from avro.io import BinaryDecoder, BinaryEncoder, DatumReader, DatumWriter

_parsed = {}


def parse_schema(declared):
    _parsed.setdefault(id(declared), (schema.parse(json.dumps(declared)), declared))
    return declared


def schemaless_writer(file, declared, value):
    DatumWriter(_parsed[id(declared)][0]).write(value, BinaryEncoder(file))


def schemaless_reader(file, written, read=None, return_record_name=False):
    wanted = None if read is None else _parsed[id(read)][0]
    return DatumReader(_parsed[id(written)][0], wanted).read(BinaryDecoder(file))
