"""Receives the hooks of wx-oss-upload in Python 3.11. It needs no package: HOOK_SECRETS=whsec_… python3 receiver.py

Signatures: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import hashlib
import hmac
import json
import os
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRETS = [base64.b64decode(text.strip().removeprefix("whsec_")) for text in os.environ["HOOK_SECRETS"].split(",")]
TOLERANCE_SECONDS = 300
MAX_BYTES = 1024 * 1024

# A table of your database in production: the id is its unique key.
answers: dict[str, object] = {}
lock = threading.Lock()


def is_signed(headers, body: bytes) -> bool:
    """Whether the backend sent this body now. Any of the secrets may have signed it, while they are replaced."""
    message_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    # Up to 12 digits of ASCII: Python also calls others digits, and cannot compare a huge number with a time.
    if not re.fullmatch("[0-9]{1,12}", timestamp) or abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = [base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode() for secret in SECRETS]
    given = [part.removeprefix("v1,") for part in headers.get("webhook-signature", "").split() if part.startswith("v1,")]
    return any(hmac.compare_digest(one.encode(), other.encode()) for one in expected for other in given)


def authorize(data: dict) -> dict:
    """Before the upload. Allow everything, refuse everything, or refuse single files."""
    if len(data["files"]) > 9:
        return {"refuse": "一次最多上传 9 个文件"}
    return {"files": [None if file["size"] > 0 else {"refuse": "文件是空的"} for file in data["files"]]}


def stored(data: dict) -> dict:
    """After the upload. What this returns becomes `data` in the mini-program."""
    return {"recordId": len(answers) + 1, "key": data["file"]["key"]}


def can_read(data: dict) -> dict:
    """Before a private file is read. A key that is missing here is refused."""
    return {"allowed": [file["key"] for file in data["files"] if file["isOwner"]]}


def answer_to(message_id: str, event: dict) -> object:
    if event["type"] == "authorize":
        return authorize(event["data"])
    if event["type"] == "can-read":
        return can_read(event["data"])
    # The same event may come again, even twice at once. Its record is made once, and its answer stays.
    with lock:
        if message_id not in answers:
            answers[message_id] = stored(event["data"])
        return answers[message_id]


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        length = int(self.headers.get("content-length", 0))
        if length > MAX_BYTES:
            return self.reply(413, {"error": "too large"})
        body = self.rfile.read(length)
        if not is_signed(self.headers, body):
            return self.reply(401, {"error": "bad signature or time"})
        self.reply(200, answer_to(self.headers["webhook-id"], json.loads(body)))

    def reply(self, status: int, value: object) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8000"))), Receiver)
print(f"listening on {server.server_port}", flush=True)
server.serve_forever()
