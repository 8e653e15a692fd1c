import { formatNumeral } from '../text/numeral.ts'
import type { Anomaly, ClauseNode } from './node.ts'

/** Gaps, repetitions and reversals in the numbers of articles and chapters, each document of the text on its own. */
export function findNumberAnomalies(text: string, nodes: readonly ClauseNode[]): Anomaly[] {
  const anomalies: Anomaly[] = []
  if (isComparison(text)) return anomalies
  let article: ClauseNode | null = null
  let chapter: ClauseNode | null = null
  let firstArticle: number | null = null
  let isNewPart = false
  for (const node of nodes) {
    if (node.kind === 'body' || node.kind === 'annex') article = chapter = firstArticle = null
    else if (node.kind === 'part') isNewPart = true
    else if (node.kind === 'article') {
      if (article !== null) judge(article, node, '条', anomalies)
      article = node
      firstArticle ??= node.number
    } else if (node.kind === 'chapter') {
      // In a new 编 chapters go on or begin again.
      if (isNewPart && node.number === 1) chapter = node
      isNewPart = false
      if (chapter === node) continue
      if (chapter !== null) judge(chapter, node, '章', anomalies)
      // An excerpt may begin with any chapter; a text that begins with 第一条 may not.
      else if (node.number !== 1 && firstArticle === 1) judge(null, node, '章', anomalies)
      chapter = node
    }
  }
  return [...withoutExcerpts(nodes, anomalies), ...findListAnomalies(text, nodes)]
}

/** Levels of 公文体 whose numbers are judged; below them lists are loose. */
const JUDGED_LEVELS = 3

/** 项 and headings among their siblings. A list may begin with any number and begin again with 1. */
function findListAnomalies(text: string, nodes: readonly ClauseNode[]): Anomaly[] {
  const anomalies: Anomaly[] = []
  for (const parent of nodes) {
    let previous: ClauseNode | null = null
    if (parent.label.startsWith('附')) continue // forms and tables number their fields
    for (const index of parent.children) {
      const node = nodes[index]!
      if (!isListed(node)) {
        previous = null
        continue
      }
      const isSameList: boolean = previous !== null && previous.kind === node.kind && previous.level === node.level
      if (isSameList && node.number !== 1) {
        if (!isOtherList(text, previous!, node) && !standInside(text, previous!, node))
          judge(previous, node, node.kind === 'heading' ? '个标题' : '项', anomalies)
      } else if (isSameList && previous!.number === 1) judge(previous, node, '项', anomalies)
      previous = node
    }
  }
  return anomalies
}

/** 附件：1.… opens a list of its own, whose first number stands behind the words. */
function isOtherList(text: string, previous: ClauseNode, node: ClauseNode): boolean {
  return /(?:^|\n)[ \u3000]*附件?[ \u3000]*[:：][ \u3000]*[1１一]/.test(text.slice(previous.start, node.start))
}

/** Fewer numbers than this are looked for in the words between. */
const MOST_MISSING = 6

/** Are the numbers that seem to be missing there, set inside the line of the one before? */
function standInside(text: string, previous: ClauseNode, node: ClauseNode): boolean {
  const { marker, number } = node
  const gap = (number ?? 0) - (previous.number ?? 0) - 1
  if (marker === null || number === null || gap < 1 || gap > MOST_MISSING) return false
  const between = text.slice(previous.marker?.end ?? previous.start, node.start)
  const words = text.slice(marker.start, marker.end)
  const isArabic = /[\d０-９]/.test(words)
  for (let missing = number - gap; missing < number; missing++) {
    const written = isArabic ? String(missing) : formatNumeral(missing)
    const mark = words.replace(/[\d０-９]+|[一二三四五六七八九十百零〇]+/, written)
    const at = between.indexOf(mark)
    if (at < 0 || /[\d一二三四五六七八九十百第]/.test(between[at - 1] ?? ' ')) return false
  }
  return true
}

/** A table of powers quotes articles of statutes: numbers that leap about are not its own. */
function withoutExcerpts(nodes: readonly ClauseNode[], anomalies: readonly Anomaly[]): readonly Anomaly[] {
  if (anomalies.length < LEAPS) return anomalies
  const numbers = nodes.filter(({ kind }) => kind === 'article').map(({ number }) => number ?? 0)
  if (numbers[0] === 1) return anomalies
  const leaps = numbers.filter(
    (number, index) => index > 0 && Math.abs(number - numbers[index - 1]! - 0.5) > 0.5,
  ).length
  return leaps >= LEAPS && leaps * 3 > numbers.length ? [] : anomalies
}

/** So many breaks in a sequence that does not begin with 第一条 show that it is none. */
const LEAPS = 3

function isListed({ kind, level }: ClauseNode): boolean {
  return kind === 'item' || (kind === 'heading' && level <= JUDGED_LEVELS)
}

/** 项 that stand directly below a 章 or 节 of a document with articles: their 条 is missing. */
export function findOrphanItems(nodes: readonly ClauseNode[]): Anomaly[] {
  return nodes
    .filter((node) => {
      const parent = node.parent === null ? undefined : nodes[node.parent]
      const isAboveArticles = parent?.kind === 'chapter' || parent?.kind === 'section'
      return isAboveArticles && node.kind === 'heading' && node.level === 2 && hasArticle(nodes, parent)
    })
    .map((node) => ({
      kind: 'orphan-item' as const,
      at: node.label,
      detail: `${node.label}没有所属的条。`,
      start: node.start,
      end: node.marker?.end ?? node.end,
    }))
}

function hasArticle(nodes: readonly ClauseNode[], parent: ClauseNode): boolean {
  return parent.children.some((index) => nodes[index]!.kind === 'article')
}

/** 公文处理工作条例 and GB/T 9704 order the levels 一、（一）1.（1）: a （一） below a 1. stands on its head. */
export function findLevelAnomalies(nodes: readonly ClauseNode[]): Anomaly[] {
  const anomalies: Anomaly[] = []
  for (const node of nodes) {
    const parent = node.parent === null ? undefined : nodes[node.parent]
    if (node.kind !== 'heading' || parent?.kind !== 'heading' || parent.level <= node.level) continue
    const first = parent.children.find((index) => nodes[index]!.kind === 'heading')
    if (first === undefined || nodes[first] !== node) continue
    anomalies.push({
      kind: 'level',
      at: node.label,
      detail: `${node.label}的层次序数高于它的上一层。`,
      start: node.start,
      end: node.marker?.end ?? node.end,
    })
  }
  return anomalies
}

/** Where a 对照表 says what it is. */
const TABLE_HEAD = 600

/** A 对照表 shows only what changes, often twice: its numbers need not go on. */
export function isComparison(text: string): boolean {
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
