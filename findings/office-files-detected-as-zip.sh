#!/usr/bin/env bash
# Office documents of common writers, and the type that two crates and one npm package determine from the content: what a
# server sees that accepts uploads by determined type.
#
# Guess: each document whose first entry is `[Content_Types].xml` or whose parts are in `word/`, `xl/` or `ppt/` is recognised
# by all of them; only unusual writers are taken for plain ZIP.
# Seen: infer takes documents of python-docx, python-pptx, ExcelJS and PyExcelerate for `zip`, and an `.xls` of SheetJS for an
# MSI installer.
# It looks at the names of the first few entries only. file-format and file-type (npm), which read all entries, recognise all
# but the `.xls`, which they call a compound file.
# Versions: below.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir documents
python3 -m venv venv
venv/bin/pip -q install python-docx==1.2.0 python-pptx==1.0.2 openpyxl==3.1.5 pyexcelerate==0.13.0
venv/bin/python - <<'PY'
import docx, openpyxl, pptx, pyexcelerate
text = docx.Document()
text.add_paragraph("Tea")
text.save("documents/python-docx.docx")
slides = pptx.Presentation()
slides.slides.add_slide(slides.slide_layouts[0])
slides.save("documents/python-pptx.pptx")
sheet = openpyxl.Workbook()
sheet.active["A1"] = "Tea"
sheet.save("documents/openpyxl.xlsx")
sheet = pyexcelerate.Workbook()
sheet.new_sheet("Tea", data=[["Tea"]])
sheet.save("documents/pyexcelerate.xlsx")
PY
npm install --silent --no-audit --no-fund exceljs@4.4.0 xlsx@0.18.5 file-type@21.3.4
cat >write.mjs <<'JS'
import fs from 'node:fs';
import ExcelJS from 'exceljs';
import XLSX from 'xlsx';
import { fileTypeFromFile } from 'file-type';
const excel = new ExcelJS.Workbook();
excel.addWorksheet('Tea').addRow(['Tea']);
await excel.xlsx.writeFile('documents/exceljs.xlsx');
const sheet = XLSX.utils.book_new();
XLSX.utils.book_append_sheet(sheet, XLSX.utils.aoa_to_sheet([['Tea']]), 'Tea');
XLSX.writeFile(sheet, 'documents/sheetjs.xls');
XLSX.writeFile(sheet, 'documents/sheetjs.xlsx');
for (const name of fs.readdirSync('documents').sort()) {
  console.log(`${name}: ${(await fileTypeFromFile(`documents/${name}`))?.ext}`);
}
JS
node write.mjs >by-file-type
mkdir -p crates/src
cat >crates/Cargo.toml <<'TOML'
[package]
name = "determine"
version = "0.0.0"
edition = "2021"

[dependencies]
infer = "=0.22.0"
file-format = { version = "=0.29.0", features = ["reader"] }
TOML
cat >crates/src/main.rs <<'RS'
fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap();
        println!(
            "{}: infer {}, file-format {}",
            path.rsplit('/').next().unwrap(),
            infer::get(&bytes).map_or("nothing", |found| found.extension()),
            file_format::FileFormat::from_file(&path).unwrap().extension(),
        );
    }
}
RS
export LC_ALL=C
seen=$(cat by-file-type; cargo run -q --manifest-path crates/Cargo.toml -- documents/*)
printf '%s\n' "$seen"
expected='exceljs.xlsx: xlsx
openpyxl.xlsx: xlsx
pyexcelerate.xlsx: xlsx
python-docx.docx: docx
python-pptx.pptx: pptx
sheetjs.xls: cfb
sheetjs.xlsx: xlsx
exceljs.xlsx: infer zip, file-format xlsx
openpyxl.xlsx: infer xlsx, file-format xlsx
pyexcelerate.xlsx: infer zip, file-format xlsx
python-docx.docx: infer zip, file-format docx
python-pptx.pptx: infer zip, file-format pptx
sheetjs.xls: infer msi, file-format cfb
sheetjs.xlsx: infer xlsx, file-format xlsx'
[ "$seen" = "$expected" ]
