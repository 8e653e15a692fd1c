import type { Anomaly, ClauseNode } from './node.ts'

/** Gaps, repetitions and reversals in the numbers of articles and chapters, each document of the text on its own. */
export function findNumberAnomalies(text: string, nodes: readonly ClauseNode[]): Anomaly[] {
  const anomalies: Anomaly[] = []
  if (isComparison(text)) return anomalies
  let article: ClauseNode | null = null
  let chapter: ClauseNode | null = null
  let isNewPart = false
  for (const node of nodes) {
    if (node.kind === 'body' || node.kind === 'annex') article = chapter = null
    else if (node.kind === 'part') isNewPart = true
    else if (node.kind === 'article') {
      if (article !== null) judge(article, node, '条', anomalies)
      article = node
    } else if (node.kind === 'chapter') {
      // In a new 编 chapters go on or begin again.
      if (isNewPart && node.number === 1) chapter = node
      isNewPart = false
      if (chapter === node) continue
      if (chapter !== null) judge(chapter, node, '章', anomalies)
      else if (node.number !== 1) judge(null, node, '章', anomalies)
      chapter = node
    }
  }
  return anomalies
}

/** Where a 对照表 says what it is. */
const TABLE_HEAD = 600

/** A 对照表 shows only what changes, often twice: its numbers need not go on. */
function isComparison(text: string): boolean {
  const head = text.slice(0, TABLE_HEAD)
  return head.includes('对照') && /(?:现行|原|修改前|修订前)[^\n]{0,12}\s+[^\n]{0,12}(?:修改|修订|拟|新)/.test(head)
}

function judge(previous: ClauseNode | null, node: ClauseNode, unit: string, anomalies: Anomaly[]): void {
  const number = node.number ?? 0
  const before = previous?.number ?? 0
  const span = node.marker ?? node
  const add = (kind: Anomaly['kind'], detail: string): void => {
    anomalies.push({ kind, at: node.label, detail, start: span.start, end: span.end })
  }
  if (number === before) {
    const suffix = previous?.suffix ?? 0
    if (node.suffix === suffix) add('repeated', `${node.label}出现两次。`)
    else if (node.suffix < suffix) add('out-of-order', `${node.label}排在${previous!.label}之后。`)
    else if (node.suffix > suffix + 1) add('skipped', `${node.label}之前缺号，前一${unit}是${previous!.label}。`)
  } else if (number < before) add('out-of-order', `${node.label}排在${previous!.label}之后。`)
  else if (number > before + 1) {
    const detail =
      previous === null ? `前面的${unit}标题不在文中。` : `${node.label}之前缺号，前一${unit}是${previous.label}。`
    add('skipped', detail)
  }
}
