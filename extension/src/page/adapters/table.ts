import type { Piece } from '../piece-map.ts'
import type { Line } from '../visible-text.ts'

/** The longest row still read as one line. Above it the cells hold passages, and passages are lines of their own. */
const ROW_LIMIT = 400

/** A row of short cells as one line, its cells a space apart; `null` where the row lays out passages. */
export function joinRow(cells: readonly (readonly Line[])[], row: Element): Line | null {
  if (cells.length < 2) return null
  const lines = cells.flat()
  const length = lines.reduce((sum, line) => sum + line.text.length, 0)
  const passages = cells.some(
    (cell) => cell.length > 12 || cell.some((line) => line.row || line.block.tagName === 'TEXTAREA'),
  )
  const article = lines.some((line) => /^第[一二三四五六七八九十百零〇0-9]+条/.test(line.text) && line.text.length > 12)
  if (passages || article || length > ROW_LIMIT) return null
  let text = ''
  const pieces: Piece[] = []
  for (const line of lines) {
    if (text !== '') text += ' '
    for (const piece of line.pieces) pieces.push({ ...piece, start: piece.start + text.length })
    text += line.text
  }
  const linked = lines.reduce((sum, line) => sum + line.linked, 0)
  return { ...lines[0]!, text, pieces, linked, block: row, row: true, furniture: lines.every((line) => line.furniture) }
}

/** Words at the head of a column that holds the draft itself. */
const DRAFT_COLUMN =
  /(送审稿|修订稿|修改稿|草案|征求意见稿|修订后|修改后|拟修改为|拟制定|新条文|条文内容|条款内容)|^(条文|内容|正文|文本)$/
/** Words at the head of columns about the draft. */
const OTHER_COLUMN = /说明|理由|依据|备注|意见|原文|原条文|现行|修订前|修改前|序号|条号|条款号|编号/

/**
 * A comparison table (条文对照表) sets the draft beside the old text or its reasons: only the draft's column is the draft.
 *
 * @returns the column's index, or -1 where the table is not of this kind
 */
export function draftColumn(table: Element): number {
  const head = table.querySelector('tr')
  if (!head || head.closest('table') !== table) return -1
  const labels = [...head.children].map((cell) => (cell.textContent ?? '').replace(/\s/g, ''))
  if (labels.length < 2 || labels.some((label) => label.length > 20)) return -1
  const isDraft = (label: string) => DRAFT_COLUMN.test(label) && !/说明|理由|修订前|修改前|原文/.test(label)
  const column = labels.findIndex(isDraft)
  if (column < 0 || !labels.some((label, index) => index !== column && OTHER_COLUMN.test(label))) return -1
  return /第[一二三四五六七八九十百]+条/.test(table.textContent ?? '') ? column : -1
}

/** The cells of a row that belong to the draft: of its column, or one that spans the table (a chapter's heading). */
export function draftCells(row: Element, column: number): Element[] {
  if (row === row.closest('table')?.querySelector('tr')) return []
  let at = 0
  for (const cell of row.children) {
    const width = (cell as HTMLTableCellElement).colSpan || 1
    if (at <= column && column < at + width) return [cell]
    at += width
  }
  return []
}
