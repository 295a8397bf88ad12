#!/usr/bin/env bash
# A text part with `Content-Transfer-Encoding: 8bit`, as curl writes it (`-F 'title=Tea;encoder=8bit'`), and as Symfony's Mime
# and Apache's HttpClient 4 write every part, to Falcon. RFC 7578, section 4.7, deprecates the header, and 8bit means that
# nothing was encoded.
#
# Guess: read as if the header were not there, as with `binary`.
# Seen: `binary` is read, `8bit` and `7bit` are refused with 400.
# Versions: below; curl as it is installed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install falcon==4.4.0
cat >serve.py <<'PY'
import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server
import falcon
class Upload:
    def on_post(self, request, response):
        response.text = ", ".join(f"{part.name}={part.text}" for part in request.get_media())
class Quiet(WSGIRequestHandler):
    def log_message(self, *_): pass
app = falcon.App()
app.add_route("/", Upload())
server = make_server("127.0.0.1", 0, app, handler_class=Quiet)
print(server.server_port, flush=True)
for _ in range(3): server.handle_request()
PY
venv/bin/python serve.py >port &
for _ in $(seq 50); do [ -s port ] && break; sleep 0.1; done
seen=$(for encoder in binary 8bit 7bit; do
  printf '%s: ' "$encoder"
  curl -s -o answer -w '%{http_code} ' -F "title=Tea;encoder=$encoder" "http://127.0.0.1:$(cat port)/"
  head -c 60 answer; echo
done)
printf '%s\n' "$seen"
[ "$(printf '%s\n' "$seen" | cut -d' ' -f1,2)" = 'binary: 200
8bit: 400
7bit: 400' ]
