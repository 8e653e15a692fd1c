import { strToU8, zipSync } from 'fflate'

export interface Sheet {
  readonly name: string
  /** In the first row, over all columns. */
  readonly title: string
  /** Beneath it: period, unit, day. */
  readonly note: string
  readonly columns: readonly { readonly name: string; readonly width: number }[]
  readonly rows: readonly (readonly Cell[])[]
}

export type Cell = string | number | null

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** Cell formats by their place in `cellXfs`. */
const STYLE = { title: 1, note: 2, head: 3, text: 4, number: 5 } as const

/** A workbook (ECMA-376) that prints as a ledger: A4 on its side, as wide as the page, its head on every page. */
export function toXlsx(sheets: readonly Sheet[]): Buffer {
  const part = (xml: string) => strToU8(HEAD + xml)
  const ids = sheets.map((_, i) => i + 1)
  const files = {
    '[Content_Types].xml': part(
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${ids.map((id) => `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}</Types>`,
    ),
    '_rels/.rels': part(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': part(
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets.map(({ name }, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets><definedNames>${sheets.map(({ name }, i) => `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">'${escapeXml(name)}'!$3:$3</definedName>`).join('')}</definedNames></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': part(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${ids.map((id) => `<Relationship Id="rId${id}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${id}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    ),
    'xl/styles.xml': part(STYLES),
    ...Object.fromEntries(sheets.map((sheet, i) => [`xl/worksheets/sheet${i + 1}.xml`, part(sheetXml(sheet))])),
  }
  return Buffer.from(zipSync(files))
}

function sheetXml({ title, note, columns, rows }: Sheet): string {
  const last = columnName(columns.length - 1)
  const row = (n: number, cells: readonly Cell[], style: (cell: Cell) => number, height = '') =>
    `<row r="${n}"${height}>${cells.map((cell, i) => cellXml(`${columnName(i)}${n}`, cell, style(cell))).join('')}</row>`
  const styled = (cell: Cell) => (typeof cell === 'number' ? STYLE.number : STYLE.text)
  return `<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="3" topLeftCell="A4" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.map(({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('')}</cols><sheetData>${row(1, [title], () => STYLE.title, ' ht="32" customHeight="1"')}${row(2, [note], () => STYLE.note)}${row(
    3,
    columns.map(({ name }) => name),
    () => STYLE.head,
  )}${rows.map((cells, i) => row(i + 4, cells, styled)).join('')}</sheetData><mergeCells count="2"><mergeCell ref="A1:${last}1"/><mergeCell ref="A2:${last}2"/></mergeCells><pageMargins left="0.5" right="0.5" top="0.8" bottom="0.8" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;C— &amp;P —</oddFooter></headerFooter></worksheet>`
}

function cellXml(place: string, cell: Cell, style: number): string {
  if (cell === null || cell === '') return `<c r="${place}" s="${style}"/>`
  if (typeof cell === 'number') return `<c r="${place}" s="${style}"><v>${cell}</v></c>`
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`
}

/** A, …, Z, AA, … */
const columnName = (index: number): string =>
  (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))

// What XML 1.0 cannot hold at all is left out: a text that somebody pasted may have it.
const escapeXml = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')

const FONT = '<name val="仿宋_GB2312"/><family val="3"/><charset val="134"/>'
const BORDER = ['left', 'right', 'top', 'bottom']
  .map((side) => `<${side} style="thin"><color auto="1"/></${side}>`)
  .join('')

const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="3"><font><sz val="11"/>${FONT}</font><font><sz val="18"/><name val="方正小标宋简体"/><charset val="134"/></font><font><b/><sz val="11"/><name val="黑体"/><charset val="134"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border><left/><right/><top/><bottom/></border><border>${BORDER}</border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf/>${[
  '<xf fontId="1" applyFont="1" applyAlignment="1"><alignment horizontal="center" vertical="center"/></xf>',
  '<xf fontId="0" applyFont="1"/>',
  '<xf fontId="2" borderId="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>',
  '<xf fontId="0" borderId="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>',
  '<xf fontId="0" borderId="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="top"/></xf>',
].join('')}</cellXfs></styleSheet>`
