#!/usr/bin/env bash
# A file as Python's requests sends it, `files={"file": ("photo.png", bytes)}`, to formidable for Node.js. requests writes
# `filename="photo.png"` and no Content-Type, which RFC 7578, section 4.4, allows.
#
# Guess: formidable gives a file named photo.png, since the part has a file name.
# Seen: it gives a text field: the bytes are decoded as UTF-8 and those that are not UTF-8 are replaced, so that the file
# cannot be restored. The file name is gone. With `("photo.png", bytes, "image/png")` it is a file.
# Versions: below.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install requests==2.34.2
npm install --silent --no-audit --no-fund formidable@3.5.4
venv/bin/python - <<'PY'
import requests
png = b"\x89PNG\r\n\x1a\n\x00\xff"
for name, file in (("plain", ("photo.png", png)), ("typed", ("photo.png", png, "image/png"))):
    request = requests.Request("POST", "http://localhost/", files={"file": file}).prepare()
    open(f"{name}.body", "wb").write(request.body)
    open(f"{name}.kind", "w").write(request.headers["Content-Type"])
PY
cat >read.mjs <<'JS'
import fs from 'node:fs';
import { Readable } from 'node:stream';
import formidable from 'formidable';
for (const name of ['plain', 'typed']) {
  const body = fs.readFileSync(`${name}.body`);
  const headers = { 'content-type': fs.readFileSync(`${name}.kind`, 'utf8'), 'content-length': String(body.length) };
  const [fields, files] = await formidable({ uploadDir: '.' }).parse(Object.assign(Readable.from([body]), { headers }));
  const text = fields.file && `field of ${Buffer.byteLength(fields.file[0])} bytes`;
  const file = files.file && `file ${files.file[0].originalFilename} of ${files.file[0].size} bytes`;
  console.log(`${name}: ${text ?? file}`);
}
JS
seen=$(node read.mjs)
printf '%s\n' "$seen"
expected='plain: field of 14 bytes
typed: file photo.png of 10 bytes'
[ "$seen" = "$expected" ]
