import { formatNumeral } from '../text/index.ts'
import type { OpinionPoint } from './opinion-point.ts'
import type { Conclusion, ReviewKind } from './review-state.ts'
import { CONCLUSION_NAMES } from './state-names.ts'
import type { Verdict } from './verdict.ts'

export interface OpinionInput {
  readonly kind: ReviewKind
  readonly conclusion: Conclusion
  readonly title: string
  /** 主送: who asked. */
  readonly addressee: string
  readonly reviewer: string
  readonly number: string
  /** Days, YYYY-MM-DD. */
  readonly receivedOn: string
  readonly signedOn: string
  readonly version: { readonly number: number; readonly digest: string }
  /** What was taken over, notes of the reviewer's own among it. */
  readonly points: readonly OpinionPoint[]
  /** Whom the reviewer asked and heard: 法律顾问张某. */
  readonly consulted: readonly string[]
  /** 反馈采纳情况的期限, YYYY-MM-DD; `null` where none is asked for. */
  readonly feedbackBy: string | null
}

/** 审核意见书 as data: a template of an office lays it out. */
export interface Opinion {
  readonly number: string
  readonly title: string
  readonly addressee: string
  readonly opening: string
  /** Whom the reviewer heard; empty where nobody was asked. */
  readonly process: string
  readonly conclusion: string
  readonly sections: readonly { readonly heading: string; readonly items: readonly OpinionItem[] }[]
  readonly requirements: readonly string[]
  readonly reservation: string
  readonly signature: { readonly body: string; readonly date: string }
}

/** One numbered point: clause, defect, basis, proposal, in that order. */
export interface OpinionItem {
  readonly number: number
  readonly clause: string
  readonly quote: string
  readonly text: string
  /** Where the quote stands in the text reviewed; absent from what was kept before this was. */
  readonly at?: number | undefined
}

/**
 * A point as the paper says it: the clause, its words once, and what is wrong with them. A message that opens with some of
 * those words goes on from the quotation.
 */
export function sayItem({ clause, quote, text }: Pick<OpinionItem, 'clause' | 'quote' | 'text'>): string {
  const opening = /^“([^”]+)”/.exec(text)
  const says = opening !== null && quote.includes(opening[1]!) ? `，${text.slice(opening[0].length)}` : `。${text}`
  const words = quote
    .trim()
    .replace(/[。；;，,、：:]+$/, '')
    .replaceAll('“', '‘')
    .replaceAll('”', '’')
  return `${clause}“${words}”${says}`
}

/** Of the part about 违法. */
export const ILLEGAL_HEADING = '与上位法不一致的内容'

/** The content of the paper from the findings a reviewer accepted: legality and suitability in two parts, advice apart. */
export function composeOpinion(input: OpinionInput): Opinion {
  const points = [...input.points].sort((a, b) => a.start - b.start)
  // Numbered through all parts: the answer to the opinion names a point by its number.
  let count = 0
  const part = (heading: string, verdict: Verdict) => ({
    heading,
    items: points.filter((point) => point.verdict === verdict).map((point) => toItem(point, ++count)),
  })
  const sections = [
    part(ILLEGAL_HEADING, 'illegal'),
    part('需要修改、说明的内容', 'improper'),
    part('其他建议', 'hint'),
  ].filter(({ items }) => items.length > 0)
  return {
    number: input.number,
    title: `关于${named(input.title)}的合法性审核意见`,
    addressee: input.addressee,
    opening: `你单位${inChinese(input.receivedOn)}送审的${named(input.title)}（第${input.version.number}稿，文本校验码${input.version.digest.slice(0, 12)}）收悉。经审核，现提出以下意见：`,
    process: processOf(input),
    conclusion: conclusionSentence(input, sections[0]?.items ?? []),
    sections,
    requirements: requirementsOf(input),
    reservation:
      '本意见仅就送审文本的合法性提出，不涉及事实、技术数据和价格等专业问题；送审文本在审核后又有改动的，应当重新送审。',
    signature: { body: input.reviewer, date: inChinese(input.signedOn) },
  }
}

/** 咨询意见 never stands in for the office's own (国办发〔2018〕115号: 专家、法律顾问协助审核). */
const processOf = ({ consulted }: OpinionInput): string =>
  consulted.length === 0 ? '' : `审核过程中，听取了${consulted.join('、')}的意见，供审核参考，不代替本意见。`

function toItem(finding: OpinionPoint, number: number): OpinionItem {
  const basis = finding.authority
    .map(({ law, article, gist }) => `《${law}》${article ?? ''}${gist ? `（${gist.replace(/。$/, '')}）` : ''}`)
    .join('，')
  const parts = [
    finding.message,
    basis === '' ? '' : `依据：${basis}。`,
    finding.suggestion === '' ? '' : `建议：${finding.suggestion}`,
  ]
  return {
    number,
    clause: finding.clause,
    quote: finding.quote,
    at: finding.start,
    text: parts.filter((text) => text !== '').join(''),
  }
}

function conclusionSentence(
  { kind, conclusion, title, points }: OpinionInput,
  illegal: readonly OpinionItem[],
): string {
  const name = CONCLUSION_NAMES[kind][conclusion]
  const clauses = [
    ...new Set(points.filter(({ verdict }) => verdict === 'illegal').map(({ clause }) => clause)),
  ].filter(Boolean)
  switch (conclusion) {
    case 'lawful':
      return `${named(title)}未发现与现行法律、法规、规章和国家政策相抵触的情形，审核结论为：${name}。`
    case 'revise':
      return `${named(title)}部分内容应当按照本意见修改，审核结论为：${name}。`
    case 'unlawful': {
      const where =
        clauses.length > 0
          ? `${clauses.join('、')}与上位法的规定相抵触`
          : `有${illegal.length}处内容与上位法的规定相抵触`
      return `${named(title)}${where}，审核结论为：${name}，不得提请集体审议。`
    }
  }
}

function requirementsOf({ conclusion, feedbackBy }: OpinionInput): string[] {
  if (conclusion === 'lawful') return ['审核后对文本作实质性修改的，应当重新送审。']
  if (conclusion === 'unlawful') return ['不得以征求意见、会签、参加审议等方式代替合法性审核。']
  return [
    ...(feedbackBy === null ? [] : [`请于${inChinese(feedbackBy)}前反馈采纳情况和修改后的文本。`]),
    '未完全采纳的，应当逐条说明理由。',
    '修改超出本意见范围的，应当一并标明，送复核。',
  ]
}

/** In 书名号, those of what it names in turn being single (GB/T 15834). */
const named = (title: string): string => `《${title.replaceAll('《', '〈').replaceAll('》', '〉')}》`

/** 2026年11月6日: month and day are not padded. */
function inChinese(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** Points as paragraphs to be pasted into a paper of one's own; numbered where there are several. */
export function sayPoints(points: readonly OpinionPoint[]): string {
  const said = [...points].sort((a, b) => a.start - b.start).map((point, index) => sayItem(toItem(point, index + 1)))
  if (said.length === 1) return `关于${said[0]}`
  return said.map((words, index) => `${formatNumeral(index + 1)}、关于${words}`).join('\n')
}
