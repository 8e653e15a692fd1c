import type { Feedback, FeedbackRow } from '@hongxian/shared/api'
import { ANSWER_NAMES, sayItem } from '@hongxian/shared/review'
import { AlignmentType, Paragraph, type TableRow, TextRun } from 'docx'
import { SIZES, toDocx } from './official-page.ts'
import { INSERTED, sheetHead, sheetRow, sheetTable, sheetText, wordsOf } from './sheet.ts'

/** 意见采纳情况反馈表: a row a point of the opinion, with room to sign under it. */
export function feedbackDocx({ title, number, draftingUnit, reviewOffice, rows }: Feedback): Promise<Buffer> {
  const heading = `《${title}》意见采纳情况反馈表`
  return toDocx(
    [
      ...sheetHead(heading, `（审核意见书：${number}）`),
      sheetTable(COLUMNS, rows.map(toRow)),
      new Paragraph({
        alignment: AlignmentType.LEFT,
        spacing: { before: 240 },
        children: [
          new TextRun({
            text: `${draftingUnit}负责人（签字）：　　　　　　　　　${reviewOffice}审核人（签字）：`,
            size: SIZES.table,
          }),
        ],
      }),
    ],
    { title: heading, landscape: true },
  )
}

const COLUMNS = [
  ['序号', 800],
  ['审核意见', 4200],
  ['处理情况', 1500],
  ['修改后文字', 3700],
  ['未完全采纳的理由', 2200],
  ['复核意见', 1600],
] as const

function toRow(row: FeedbackRow): TableRow {
  const last = row.rounds.at(-1)
  const recheck = last?.recheck
  return sheetRow(COLUMNS, [
    sheetText(String(row.item)),
    sheetText(sayItem(row)),
    sheetText(last ? ANSWER_NAMES[last.answer] : ''),
    row.change === null ? sheetText(last?.clause ?? '') : wordsOf(row.change.after, INSERTED),
    sheetText(last?.reason ?? ''),
    recheck
      ? [...sheetText(recheck.agreed ? '同意' : `退回：${recheck.note}`), ...sheetText(`${recheck.by} ${recheck.on}`)]
      : [],
  ])
}
