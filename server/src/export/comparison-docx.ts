import type { ComparisonCell, ComparisonRow, ComparisonTable } from '@hongxian/shared/diff'
import { AlignmentType, Paragraph, Table, TableCell, TableRow, TextRun, UnderlineType, WidthType } from 'docx'
import { FACES, SIZES, toDocx } from './official-page.ts'

export interface ComparisonInput {
  /** Title of the document that was revised. */
  readonly title: string
  /** 第一稿与第二稿. */
  readonly versions: string
  readonly table: ComparisonTable
}

/** 对照表 as officials circulate it: A4 on its side, struck words left, new words in bold and underlined right. */
export function comparisonDocx({ title, versions, table }: ComparisonInput): Promise<Buffer> {
  const heading = `《${title}》修改对照表`
  return toDocx(
    [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        spacing: { after: 120 },
        children: [new TextRun({ text: heading, font: FACES.title, size: SIZES.title })],
      }),
      new Paragraph({
        alignment: AlignmentType.CENTER,
        spacing: { after: 240 },
        children: [new TextRun({ text: `（${versions}）`, size: SIZES.table })],
      }),
      table.rows.length === 0
        ? new Paragraph({ children: [new TextRun('两稿文字相同，没有需要对照的条文。')] })
        : new Table({
            width: { size: 100, type: WidthType.PERCENTAGE },
            columnWidths: COLUMNS,
            rows: [headRow(), ...table.rows.map(toRow)],
          }),
    ],
    { title: heading, landscape: true },
  )
}

/** Twentieths of a point: the two texts alike, the notes narrower. */
const COLUMNS = [5400, 5400, 3200]

function headRow(): TableRow {
  const cells = ['原条文', '修改后', '说明（依据）'].map((text, n) =>
    cell(n, [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ text, font: FACES.heading, size: SIZES.table })],
      }),
    ]),
  )
  return new TableRow({ tableHeader: true, cantSplit: true, children: cells })
}

function toRow({ before, after, notes }: ComparisonRow): TableRow {
  return new TableRow({
    children: [
      cell(0, wordsOf(before, { strike: true })),
      cell(1, wordsOf(after, { bold: true, underline: { type: UnderlineType.SINGLE } })),
      cell(
        2,
        notes.map((note) => new Paragraph({ children: [new TextRun({ text: `${note}。`, size: SIZES.table })] })),
      ),
    ],
  })
}

function cell(column: number, children: readonly Paragraph[]): TableCell {
  return new TableCell({
    width: { size: COLUMNS[column]!, type: WidthType.DXA },
    margins: { top: 60, bottom: 60, left: 100, right: 100 },
    // A cell without a paragraph is a file that Word refuses.
    children: children.length > 0 ? children : [new Paragraph('')],
  })
}

type Mark = { readonly strike: true } | { readonly bold: true; readonly underline: { readonly type: 'single' } }

function wordsOf(cells: readonly ComparisonCell[], mark: Mark): Paragraph[] {
  if (cells.length === 0) return [new Paragraph({ children: [new TextRun({ text: '（无）', size: SIZES.table })] })]
  return cells.flatMap(({ runs }) => paragraphsOf(runs, mark))
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
