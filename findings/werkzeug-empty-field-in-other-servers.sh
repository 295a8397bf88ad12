#!/usr/bin/env bash
# One request, written by Werkzeug's own client, read by seven Python servers.
#
# The request has three parts: an empty text field, a text field and a file. Werkzeug writes an empty value without a line of
# its own: the CRLF after the part's headers is also the CRLF of the next delimiter. RFC 2046, section 5.1.1, allows that
# (`body-part := MIME-part-headers [CRLF *OCTET]`), and the body begins with a CRLF, which is an empty preamble.
#
# Guess: all of them read three parts, since the grammar is from 1996 and the writer is a library of the same language.
# Seen: four swallow the next part into the empty field, and Tornado refuses the body because of the first CRLF. Werkzeug and
# Sanic read it right.
# Versions: below. Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install werkzeug==3.1.9 starlette==1.10.0 python-multipart==0.0.34 multipart==2.0.1 falcon==4.4.0 baize==0.23.1 tornado==6.6.1 sanic==25.12.1
cat >read.py <<'PY'
import asyncio, io
from werkzeug.datastructures import FileStorage
from werkzeug.test import EnvironBuilder

builder = EnvironBuilder(method="POST", data={
    "empty": "", "title": "Tea", "file": FileStorage(io.BytesIO(b"hello"), "report.txt", "file", "text/plain")})
environ = builder.get_environ()
body, kind = environ["wsgi.input"].read(), environ["CONTENT_TYPE"]
again = lambda: {**environ, "wsgi.input": io.BytesIO(body)}

def werkzeug():
    from werkzeug.wrappers import Request
    request = Request(again())
    return [*request.form, *request.files]
def starlette():
    from starlette.requests import Request
    async def read():
        async def receive(): return {"type": "http.request", "body": body, "more_body": False}
        scope = {"type": "http", "method": "POST", "headers": [(b"content-type", kind.encode())], "path": "/", "query_string": b""}
        return [name for name, _ in (await Request(scope, receive).form()).multi_items()]
    return asyncio.run(read())
def multipart():
    import multipart
    fields, files = multipart.parse_form_data(again(), strict=True)
    return [*fields.keys(), *files.keys()]
def falcon():
    from falcon.media.multipart import MultipartFormHandler
    parts = []
    for part in MultipartFormHandler().deserialize(io.BytesIO(body), kind, len(body)):
        part.get_data(); parts.append(part.name)
    return parts
def baize():
    from baize.wsgi import Request
    return [name for name, _ in Request(again()).form.multi_items()]
def tornado():
    from tornado.httputil import parse_body_arguments
    fields, files = {}, {}
    parse_body_arguments(kind, body, fields, files)
    return [*fields, *files]
def sanic():
    from sanic.headers import parse_content_header
    from sanic.request.form import parse_multipart_form
    fields, files = parse_multipart_form(body, parse_content_header(kind)[1]["boundary"].encode())
    return [*fields, *files]

for server in (werkzeug, sanic, starlette, multipart, falcon, baize, tornado):
    try:
        print(f"{server.__name__}: {', '.join(server())}")
    except Exception as error:
        print(f"{server.__name__}: {type(error).__name__}")
PY
seen=$(venv/bin/python read.py 2>/dev/null)
printf '%s\n' "$seen"
expected='werkzeug: empty, title, file
sanic: empty, title, file
starlette: empty, file
multipart: empty, file
falcon: empty, file
baize: empty, file
tornado: HTTPInputError'
[ "$seen" = "$expected" ]
