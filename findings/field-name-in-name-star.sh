#!/usr/bin/env bash
# A field whose name is sent as `name*=utf-8''...` alone, as urllib3 writes it with its RFC 2231 formatter (its default until
# 1.24) and reqwest by default for names with a space or a letter beyond ASCII, read by four servers for Node.js.
#
# Guess: the field has the name that was sent, or the request is refused.
# Seen: busboy gives a field without a name (`undefined`); multiparty and formidable call it "null"; @fastify/busboy decodes
# it. None refuses it.
# Versions: below.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install urllib3==1.26.20
npm install --silent --no-audit --no-fund busboy@1.6.0 multiparty@4.3.1 formidable@3.5.4 @fastify/busboy@3.2.6
venv/bin/python - <<'PY'
from urllib3.fields import RequestField, format_header_param_rfc2231
from urllib3.filepost import encode_multipart_formdata
field = RequestField.from_tuples("größe", "42", header_formatter=format_header_param_rfc2231)
body, kind = encode_multipart_formdata([field])
open("body", "wb").write(body)
open("kind", "w").write(kind)
PY
cat >read.mjs <<'JS'
import fs from 'node:fs';
import { Readable } from 'node:stream';
import busboy from 'busboy';
import FastifyBusboy from '@fastify/busboy';
import formidable from 'formidable';
import multiparty from 'multiparty';
const body = fs.readFileSync('body'), kind = fs.readFileSync('kind', 'utf8');
const request = () => Object.assign(Readable.from([body]), { headers: { 'content-type': kind, 'content-length': String(body.length) } });
const events = (parser, end) => new Promise((done, fail) => {
  const names = [];
  parser.on('field', name => names.push(name)).on(end, () => done(names)).on('error', fail);
  request().pipe(parser);
});
const say = (server, names) => console.log(`${server}: ${names.map(name => typeof name === 'string' ? JSON.stringify(name) : typeof name)}`);
say('busboy', await events(busboy({ headers: { 'content-type': kind } }), 'close'));
say('@fastify/busboy', await events(new FastifyBusboy({ headers: { 'content-type': kind } }), 'finish'));
say('multiparty', await new Promise((done, fail) => new multiparty.Form().parse(request(), (error, fields) => error ? fail(error) : done(Object.keys(fields)))));
say('formidable', Object.keys((await formidable({}).parse(request()))[0]));
JS
seen=$(node read.mjs)
printf '%s\n' "$seen"
expected='busboy: undefined
@fastify/busboy: "größe"
multiparty: "null"
formidable: "null"'
[ "$seen" = "$expected" ]
