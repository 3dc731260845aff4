"""The few lines of protocol buffers that Chromium's push connection needs."""

from collections.abc import Callable


def varint(number: int) -> bytes:
    """Encode a number seven bits at a time, the lowest first."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def read_varint(read: Callable[[int], bytes]) -> int:
    """Decode a number from a reader that gives exactly the bytes asked for."""
    number = shift = 0
    while True:
        byte = read(1)[0]
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number
        shift += 7


def integer(field: int, value: int) -> bytes:
    return varint(field << 3) + varint(value)


def fixed64(field: int, value: int) -> bytes:
    return varint(field << 3 | 1) + value.to_bytes(8, "little")


def text(field: int, value: str | bytes) -> bytes:
    """Encode a string, bytes or an embedded message: on the wire they are the same."""
    data = value.encode() if isinstance(value, str) else value
    return varint(field << 3 | 2) + varint(len(data)) + data


def parse(message: bytes) -> dict[int, int | bytes]:
    """Read a message's fields by number; of a repeated field the last one stays."""
    at = 0

    def read(size: int) -> bytes:
        nonlocal at
        at += size
        return message[at - size : at]

    fields: dict[int, int | bytes] = {}
    while at < len(message):
        key = read_varint(read)
        match key & 7:
            case 0:
                fields[key >> 3] = read_varint(read)
            case 1:
                fields[key >> 3] = int.from_bytes(read(8), "little")
            case 2:
                fields[key >> 3] = read(read_varint(read))
            case _:
                fields[key >> 3] = int.from_bytes(read(4), "little")
    return fields
