import { formatNumeral, type Span } from '../../text/index.ts'
import type { CheckContext } from '../check-context.ts'
import { type CitedLaw, catalogueOf, citedLaws, citedLawsIn } from '../cited-laws.ts'
import type { Collector, Fact } from '../facts.ts'
import { type FineLimits, type FineTable, joinLimits, readFineTable } from '../fine-limits.ts'
import { decidedFines, formatSum, type Sum, sumRangesIn } from '../fines.ts'
import { type FindMatches, type MatcherFinding, namesIn } from './matcher.ts'

const SUBJECTS: Record<string, (context: CheckContext) => MatcherFinding[]> = { 决定: decided, 规定: restated }

/**
 * Fines against the limits that the cited article states. Option 对象: 决定 (the sum or the factor that a decision imposes), 规定
 * (the range that a document states anew).
 */
export const fineRange: FindMatches = (context, options) =>
  (namesIn(options.对象) ?? Object.keys(SUBJECTS)).flatMap((name) => SUBJECTS[name]?.(context) ?? [])

const TABLES = new WeakMap<object, FineTable>()

function tableOf({ ruleSet }: CheckContext): FineTable {
  const rows = ruleSet.source.fines ?? NO_ROWS
  let table = TABLES.get(rows)
  if (table === undefined) {
    table = readFineTable(rows)
    TABLES.set(rows, table)
  }
  return table
}

const NO_ROWS: NonNullable<CheckContext['ruleSet']['source']['fines']> = []

interface Ground {
  readonly limits: Required<FineLimits>
  /** 《价格法》第四十二条. */
  readonly label: string
  readonly law: string
  readonly article: string
}

/** Only say how to punish. */
const PROCEDURAL = /行政处罚法|行政强制法|行政许可法|行政诉讼法|行政复议法|立法法/

const BREACHED = /违反(?:了)?[^，,。；;依据照]{0,10}$/

/** The limits that citations state together; `null` when one of them may state a fine that is not known. */
function groundOf(citations: readonly CitedLaw[], context: CheckContext): Ground | null {
  const table = tableOf(context)
  const known: { limits: FineLimits; label: string; law: string; article: string }[] = []
  for (const { citation, status } of citations) {
    const title = (status.title || citation.title).replace(/^中华人民共和国/, '')
    if (isBreached(citation, context)) continue
    if (PROCEDURAL.test(title) || citation.role === 'repeal' || citation.role === 'past') continue
    const rows = table.get(title)
    const { reference } = citation
    if (rows === undefined || status.status === 'repealed' || status.status === 'amended-since') return null
    if (reference?.article == null) continue
    if (reference.to !== null) return null
    const limits = rows.get(reference.suffix > 0 ? `${reference.article}-${reference.suffix}` : `${reference.article}`)
    if (limits === null) return null
    if (limits !== undefined)
      known.push({ limits, label: reference.label, law: status.title, article: reference.label })
  }
  const first = known[0]
  if (first === undefined) return null
  return {
    limits: joinLimits(known.map(({ limits }) => limits)),
    label: `《${first.law}》${known.map(({ label }) => label).join('、')}`,
    law: first.law,
    article: first.article,
  }
}

/** 罚款三万元，依据《…》第…条: what follows the sum in its sentence as its ground. */
const GROUND_FOLLOWS = /[，,（(][^。；，,]{0,4}(?:依据|依照|根据|按照|按|依)《/

/**
 * What a sum rests on: the citations of its sentence before it, else those that follow it there as its ground, else of its
 * paragraph before it, else of the whole decision.
 */
function groundFor(place: Span, context: CheckContext): Ground | null {
  for (const scope of ['sentence', 'paragraph'] as const) {
    const unit = context.index.unit(scope, place.start)
    const before = citedLawsIn(context, { start: unit.start, end: place.start })
    if (before.some(hasArticle)) return groundOf(before, context)
    if (scope === 'paragraph' || !GROUND_FOLLOWS.test(context.text.slice(place.end, unit.end))) continue
    const after = citedLawsIn(context, { start: place.end, end: unit.end })
    if (after.some(hasArticle)) return groundOf(after, context)
  }
  const before = citedLaws(context).filter(({ citation }) => citation.start < place.start)
  return groundOf(before, context) ?? groundOfBreach(before, context)
}

const hasArticle = ({ citation }: CitedLaw): boolean => citation.reference?.article != null

/** 违反《价格法》第十三条 and no penal article at all: the articles that punish that breach. */
function groundOfBreach(citations: readonly CitedLaw[], context: CheckContext): Ground | null {
  const { penalties } = catalogueOf(context.ruleSet)
  const breaches = citations.filter(
    ({ citation, status }) => isBreached(citation, context) && penalties.has(status.title),
  )
  const others = citations.filter(
    ({ citation, status }) => !isBreached(citation, context) && !PROCEDURAL.test(status.title || citation.title),
  )
  const [breach] = breaches
  if (breaches.length !== 1 || others.length > 0 || breach!.citation.reference?.article == null) return null
  const { status, citation } = breach!
  const breached = String(citation.reference!.article)
  const rows = tableOf(context).get(status.title.replace(/^中华人民共和国/, ''))
  const keys = [...penalties.get(status.title)!].flatMap(([key, paragraphs]) =>
    paragraphs.some((facts) => facts?.breached.includes(breached)) ? [key] : [],
  )
  const limits = keys.map((key) => rows?.get(key) ?? null)
  if (keys.length === 0 || limits.includes(null)) return null
  const article = keys.map((key) => `第${formatNumeral(Number(key.split('-')[0]))}条`).join('、')
  return {
    limits: joinLimits(limits as FineLimits[]),
    label: `《${status.title}》${article}`,
    law: status.title,
    article,
  }
}

const isBreached = ({ start }: Span, { text }: CheckContext) =>
  BREACHED.test(text.slice(Math.max(0, start - 12), start))

const FACTOR = /倍|[%％]|分之/
const TOTAL_BEFORE = /(?:合计|共计|累计|合并|总计|罚没款?|分别|各|每[^，。；]{0,8})(?:罚款)?(?:人民币)?$/
const LOWERED = /减轻处罚|减轻行政处罚|予以减轻|依法减轻/

function decided(context: CheckContext): MatcherFinding[] {
  const { text } = context
  const isLowered = LOWERED.test(text)
  const sums = decidedFines(context).flatMap((fine) => {
    if (TOTAL_BEFORE.test(text.slice(Math.max(0, fine.start - 14), fine.start))) return []
    const ground = groundFor(fine, context)
    // 处广告费用三倍的罚款一万八千元: the factor is what counts.
    const sentence = context.index.unit('sentence', fine.start)
    if (ground !== null && ground.limits.factors.length > 0 && FACTOR.test(text.slice(sentence.start, sentence.end)))
      return []
    return ground === null || !isOutside(fine.value, ground.limits, isLowered)
      ? []
      : [findingOf(fine, formatSum(fine.value), ground, 'sums')]
  })
  return [...sums, ...decidedFactors(context, isLowered)].sort((a, b) => a.start - b.start)
}

function isOutside(value: number, { sums, factors }: Required<FineLimits>, isLowered: boolean): boolean {
  if (sums.length === 0) return false
  const least = Math.min(...sums.map(([low]) => low))
  const most = Math.max(...sums.map(([, high]) => high))
  if (value < least) return !isLowered
  // A factor of some base may give more.
  if (value > most) return factors.length === 0
  return factors.length === 0 && !isLowered && !sums.some(([low, high]) => low <= value && value <= high)
}

const FACTOR_AFTER = /^(?:的|以)?(?:罚款|处以?罚款)/
const FACTOR_BEFORE = /(?:处|处以|并处|按|按照)[^，。；]{0,20}$/
const LIMIT = /^(?:以上|以下|至|到|—|－|-|~|～)/

/** 处违法所得四倍的罚款, 处合同价款百分之三的罚款. */
function decidedFactors(context: CheckContext, isLowered: boolean): MatcherFinding[] {
  const { text, index } = context
  return [...index.numbers('倍数'), ...index.numbers('比例')].flatMap((token) => {
    const before = text.slice(Math.max(0, token.start - 24), token.start)
    const after = text.slice(token.end, token.end + 10)
    if (LIMIT.test(after) || !FACTOR_AFTER.test(after) || !FACTOR_BEFORE.test(before)) return []
    if (/以上|至|每日|加处|低于|高于|超过|拟|建议|曾/.test(before.slice(-10))) return []
    const ground = groundFor(token, context)
    if (ground === null || ground.limits.factors.length === 0) return []
    const { factors } = ground.limits
    const isLow = token.value < Math.min(...factors.map(([low]) => low)) - NEARLY
    const isHigh = token.value > Math.max(...factors.map(([, high]) => high)) + NEARLY
    if (!isHigh && !(isLow && !isLowered)) return []
    return [findingOf(token, text.slice(token.start, token.end), ground, 'factors')]
  })
}

const NEARLY = 1e-9

/** A range of fines that the document states, and where the words begin that say what it rests on. */
interface StatedRange extends Fact {
  readonly low: number
  readonly high: number
  /** From the start of its sentence to its own. */
  readonly behind: number
  readonly words: string
}

const STATED_RANGES: Collector<StatedRange> = {
  name: 'stated ranges of fines',
  collect: (context, range) => {
    const { text, index } = context
    return sumRangesIn(context, range).flatMap(({ start, end, low, high }) => {
      if (!/^(?:以下)?(?:的|之间的)?[^，。；]{0,4}罚款/.test(text.slice(end, end + 12))) return []
      const sentence = index.unit('sentence', start)
      if (/减轻/.test(text.slice(sentence.start, sentence.end))) return []
      return [{ start, end, low, high, behind: start - sentence.start, words: text.slice(start, end) }]
    })
  },
}

/** 依照《…》第…条，处三万元以上十万元以下罚款: a range that goes beyond the article's own. */
function restated(context: CheckContext): MatcherFinding[] {
  return context.facts(STATED_RANGES).flatMap((range) => {
    const cited = citedLawsIn(context, { start: range.start - range.behind, end: range.start })
    const ground = cited.length === 0 ? null : groundOf(cited, context)
    if (ground === null || ground.limits.sums.length === 0) return []
    const { sums, factors } = ground.limits
    const least = Math.min(...sums.map(([low]) => low))
    const most = Math.max(...sums.map(([, high]) => high))
    const isBeyond = range.low < least || (range.high > most && factors.length === 0)
    return isBeyond ? [findingOf(range, range.words, ground, 'sums')] : []
  })
}

function findingOf({ start, end }: Sum | Span, stated: string, ground: Ground, kind: keyof FineLimits): MatcherFinding {
  const limits = ground.limits[kind]
    .map(([low, high]) =>
      kind === 'sums'
        ? low > 0
          ? `${formatSum(low)}以上${formatSum(high)}以下`
          : `${formatSum(high)}以下`
        : low > 0
          ? `${formatFactor(low)}以上${formatFactor(high)}以下`
          : `${formatFactor(high)}以下`,
    )
    .slice(0, 3)
    .join('或者')
  return {
    start,
    end,
    values: { 出处: ground.label, 幅度: limits, 数额: stated },
    authority: [{ law: ground.law, article: ground.article, gist: `罚款幅度为${limits}` }],
  }
}

const formatFactor = (value: number) =>
  value >= 1 ? `${Number(value.toFixed(2))}倍` : `${Number((value * 100).toFixed(3))}%`
