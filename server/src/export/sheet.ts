import type { ComparisonCell } from '@hongxian/shared/diff'
import { AlignmentType, Paragraph, Table, TableCell, TableRow, TextRun, UnderlineType, WidthType } from 'docx'
import { FACES, SIZES } from './official-page.ts'

/** Name and width of each column, in twentieths of a point. */
export type SheetColumns = readonly (readonly [name: string, width: number])[]

/** Title of a paper that is a table, and the line under it. */
export const sheetHead = (heading: string, note: string): Paragraph[] => [
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after: 120 },
    children: [new TextRun({ text: heading, font: FACES.title, size: SIZES.title })],
  }),
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after: 240 },
    children: [new TextRun({ text: note, size: SIZES.table })],
  }),
]

/** The head is said again on every page. */
export function sheetTable(columns: SheetColumns, rows: readonly TableRow[]): Table {
  const cells = columns.map(([text, width]) =>
    cell(width, [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ text, font: FACES.heading, size: SIZES.table })],
      }),
    ]),
  )
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: columns.map(([, width]) => width),
    rows: [new TableRow({ tableHeader: true, cantSplit: true, children: cells }), ...rows],
  })
}

export const sheetRow = (columns: SheetColumns, cells: readonly (readonly Paragraph[])[]): TableRow =>
  new TableRow({ children: cells.map((children, n) => cell(columns[n]![1], children)) })

function cell(width: number, children: readonly Paragraph[]): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { top: 60, bottom: 60, left: 100, right: 100 },
    // A cell without a paragraph is a file that Word refuses.
    children: children.length > 0 ? children : [new Paragraph('')],
  })
}

/** Nothing for no words. */
export const sheetText = (text: string): Paragraph[] =>
  text === '' ? [] : [new Paragraph({ children: [new TextRun({ text, size: SIZES.table })] })]

type Mark = { readonly strike: true } | { readonly bold: true; readonly underline: { readonly type: 'single' } }

/** How changed words look in the old column and in the new one. */
export const STRUCK: Mark = { strike: true }
export const INSERTED: Mark = { bold: true, underline: { type: UnderlineType.SINGLE } }

export function wordsOf(cells: readonly ComparisonCell[], mark: Mark): Paragraph[] {
  return cells.length === 0 ? sheetText('（无）') : cells.flatMap(({ runs }) => paragraphsOf(runs, mark))
}

/** One paragraph a line: line breaks of the draft are paragraphs in Word. */
function paragraphsOf(runs: ComparisonCell['runs'], mark: Mark): Paragraph[] {
  const lines: TextRun[][] = [[]]
  for (const { text, changed } of runs)
    for (const [i, part] of text.split('\n').entries()) {
      if (i > 0) lines.push([])
      if (part !== '') lines.at(-1)!.push(new TextRun({ text: part, size: SIZES.table, ...(changed ? mark : {}) }))
    }
  return lines.filter((line) => line.length > 0).map((children) => new Paragraph({ children }))
}
