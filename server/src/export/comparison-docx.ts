import type { ComparisonRow, ComparisonTable } from '@hongxian/shared/diff'
import { Paragraph, type TableRow } from 'docx'
import { toDocx } from './official-page.ts'
import { INSERTED, STRUCK, sheetHead, sheetRow, sheetTable, sheetText, wordsOf } from './sheet.ts'

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
      ...sheetHead(heading, `（${versions}）`),
      table.rows.length === 0
        ? new Paragraph('两稿文字相同，没有需要对照的条文。')
        : sheetTable(COLUMNS, table.rows.map(toRow)),
    ],
    { title: heading, landscape: true },
  )
}

/** Twentieths of a point: the two texts alike, the notes narrower. */
const COLUMNS = [
  ['原条文', 5400],
  ['修改后', 5400],
  ['说明（依据）', 3200],
] as const

const toRow = ({ before, after, notes }: ComparisonRow): TableRow =>
  sheetRow(COLUMNS, [
    wordsOf(before, STRUCK),
    wordsOf(after, INSERTED),
    notes.flatMap((note) => sheetText(`${note}。`)),
  ])
