import { articleLabel, type Citation, type PenalArticles, type PenalFacts, penalFactsOf } from '../../law/index.ts'
import type { Span } from '../../text/index.ts'
import type { CheckContext } from '../check-context.ts'
import { catalogueOf, citedLaws } from '../cited-laws.ts'
import { type FindMatches, type MatcherFinding, namesIn } from './matcher.ts'

/** A decision sentence: by what it decides, and which acts it decides. */
interface Ground extends Span {
  readonly citations: readonly GroundCitation[]
  readonly acts: readonly Act[]
  /** What stands between the ground and the acts: conditions, other orders. */
  readonly text: string
}

interface GroundCitation {
  readonly citation: Citation
  readonly articles: PenalArticles | null
  readonly facts: readonly PenalFacts[] | null
}

interface Act extends Span {
  readonly kind: string
}

const KINDS: Record<string, (ground: Ground, context: CheckContext) => MatcherFinding | null> = {
  无条款: withoutArticle,
  无罚则: withoutPenalty,
  种类不符: ofAnotherKind,
  先责令: beforeOrder,
  定性不符: forAnotherBreach,
  对象不符: forAnotherParty,
}

/**
 * A penalty whose ground does not bear it, by the table of penal articles. Option 种类, one or more: 无条款 (a law and no
 * article), 无罚则 (an article that states no penalty), 种类不符 (another kind of penalty), 先责令 (a fine that comes only after
 * an order was not followed, and no word of that), 定性不符 (an article that punishes the breach of others), 对象不符 (a 款 for
 * persons applied to a unit, or the reverse).
 */
export const penalArticle: FindMatches = (context, options) => {
  const kinds = namesIn(options.种类) ?? Object.keys(KINDS)
  return groundsOf(context).flatMap((ground) => {
    for (const kind of kinds) {
      const finding = KINDS[kind]?.(ground, context)
      if (finding != null) return [finding]
    }
    return []
  })
}

const LEADS = /(?:依照|依据|根据|按照|适用)[^，,。；;》]{0,8}$/
const JOINS =
  /^(?:的?(?:有关|相关)?规定)?[、和及与，,]{0,2}(?:(?:并|同时)?(?:依照|依据|根据|按照|适用))?[^，,。；;》]{0,4}$/
const ACTS: readonly (readonly [string, RegExp])[] = [
  ['罚', /罚款/g],
  ['吊', /吊销/g],
  ['停', /停产停业|停业整顿|停产整顿|责令停业|责令停产/g],
  ['没', /没收/g],
  ['拘', /行政拘留|拘留[一二三四五六七八九十]{1,3}日/g],
  ['暂', /暂扣/g],
  ['降', /降低[^，。；]{0,8}(?:等级|级别)/g],
]
const NOT_AN_ACT =
  /(?:不予|免予|不再|不得|建议|不|未|加处|缴纳|交纳|逾期|拒不|可以|将|拟定|移送|缴|已被|曾被|此前|的)[^，。；]{0,6}$/
const CONDITIONAL = /(?:逾期|拒不|如(?:再|不|仍)|仍不|届时)[^。]{0,40}(?:可以?|将|处|罚)/

/** Every place that decides a penalty 依照 something, with what it names there. */
function groundsOf(context: CheckContext): readonly Ground[] {
  return context.once('penal grounds', () => {
    const catalogue = catalogueOf(context.ruleSet)
    const all = citedLaws(context)
    const grounds: Ground[] = []
    for (let at = 0; at < all.length; at++) {
      const sentence = context.index.unit('sentence', all[at]!.citation.start)
      if (
        !LEADS.test(context.text.slice(Math.max(sentence.start, all[at]!.citation.start - 24), all[at]!.citation.start))
      )
        continue
      const group = [all[at]!]
      while (at + 1 < all.length && isJoined(group.at(-1)!.citation, all[at + 1]!.citation, context.text))
        group.push(all[++at]!)
      const next = all[at + 1]?.citation.start ?? Infinity
      const from = group.at(-1)!.citation.end
      const end = Math.min(sentence.end, next)
      const acts = actsIn(context.text, from, end)
      if (acts.length === 0) continue
      grounds.push({
        start: group[0]!.citation.start,
        end,
        acts,
        text: context.text.slice(from, end),
        citations: group.map(({ citation, status }) => {
          const articles = catalogue.penalties.get(status.title) ?? null
          const place = citation.reference
          const facts =
            articles === null || place?.article == null || place.to !== null ? null : penalFactsOf(articles, place)
          return { citation, articles, facts }
        }),
      })
    }
    return grounds
  })
}

const isJoined = (one: Citation, next: Citation, text: string) =>
  next.start - one.end < 14 && JOINS.test(text.slice(one.end, next.start))

function actsIn(text: string, start: number, end: number): Act[] {
  const words = text.slice(start, end)
  return ACTS.flatMap(([kind, pattern]) =>
    [...words.matchAll(pattern)]
      .filter(({ index }) => !NOT_AN_ACT.test(words.slice(Math.max(0, index - 10), index)))
      .map((match) => ({ kind, start: start + match.index, end: start + match.index + match[0].length })),
  ).sort((a, b) => a.start - b.start)
}

/** Laws that only say how to punish. */
const GENERAL = /行政处罚法|行政强制法|行政许可法|行政诉讼法|行政复议法|立法法|裁量|程序|听证/

const found = (ground: Ground, act: Act, values: Record<string, string> = {}): MatcherFinding => ({
  start: ground.start,
  end: act.end,
  values: { 法律: ground.citations[0]!.citation.title, 条款: labelsOf(ground), ...values },
})

const labelsOf = ({ citations }: Ground) =>
  citations
    .map(({ citation }) => citation.reference?.label ?? '')
    .filter((label) => label !== '')
    .join('、')

function withoutArticle(ground: Ground): MatcherFinding | null {
  const isBare = ground.citations.every(({ citation }) => citation.reference?.article == null)
  const isLaw = ground.citations.every(({ citation }) => /(?:法|条例|法典)$/.test(citation.title))
  return isBare && isLaw ? found(ground, ground.acts[0]!) : null
}

/** The citations of the ground that may bear a penalty; `null` where the table does not know one of them. */
function known(ground: Ground): readonly GroundCitation[] | null {
  const own = ground.citations.filter(({ citation }) => !GENERAL.test(citation.title))
  if (own.length === 0) return null
  return own.every(({ articles, citation }) => articles !== null && citation.reference?.article != null) ? own : null
}

function withoutPenalty(ground: Ground): MatcherFinding | null {
  const own = known(ground)
  if (own === null || own.some(({ citation }) => citation.reference?.to != null)) return null
  return own.every(({ facts }) => facts === null) ? found(ground, ground.acts[0]!) : null
}

function kindsOf(own: readonly GroundCitation[]): string | null {
  const kinds = own
    .flatMap(({ facts }) => facts ?? [])
    .map(({ kinds: one }) => one)
    .join('')
  return kinds === '' || kinds.includes('参') || own.some(({ facts }) => facts === null) ? null : kinds
}

const NAMES: Record<string, string> = {
  罚: '罚款',
  吊: '吊销许可证件',
  停: '责令停产停业',
  没: '没收',
  拘: '行政拘留',
  暂: '暂扣许可证件',
  降: '降低资质等级',
}

function ofAnotherKind(ground: Ground, { text }: CheckContext): MatcherFinding | null {
  const own = known(ground)
  const kinds = own === null ? null : kindsOf(own)
  if (kinds === null) return null
  const isBorne = ({ kind, start }: Act) =>
    kinds.includes(kind) ||
    (kind === '停' && kinds.includes('关')) ||
    (kind === '没' && /^没收(?:全部)?违法所得/.test(text.slice(start, start + 10)))
  const act = ground.acts.find((one) => !isBorne(one))
  return act === undefined ? null : found(ground, act, { 种类: NAMES[act.kind] ?? '' })
}

/** Words that tell an order was given and not followed. */
const UNHEEDED =
  /(?<!未|不|没有|没)经[^，。；]{0,16}(?:责令|催告|督促|通知|告知|劝告)|拒不|拒绝|逾期(?:仍|未|不|没)|仍(?:未|不|没|旧|继续|然)|[你店司位厂户所人](?:未|不|没有)(?:予)?(?:改|整改|拆|清)|未(?:能)?(?:按期|按时|按要求|如期|在[^，。；]{0,12}(?:内|前))[^，。；]{0,10}(?:改|整改|建|补|办|拆|清)|再次|复查|屡|第[二三四五]次|多次|未整改|不予改正/

const HAS_SUM =
  /罚款[^，。；]{0,10}(?:\d|[一二三四五六七八九十百千万壹贰叁肆伍陆柒捌玖])|元(?:整)?(?:（[^）]*）)?的?罚款/

function beforeOrder(ground: Ground, { text }: CheckContext): MatcherFinding | null {
  const own = known(ground)
  if (own === null) return null
  const fining = own.flatMap(({ facts }) => facts ?? []).filter(({ kinds }) => kinds.includes('罚'))
  if (fining.length === 0 || !fining.every(({ isAfterOrder }) => isAfterOrder)) return null
  const act = ground.acts.find(({ kind }) => kind === '罚')
  if (act === undefined || !HAS_SUM.test(ground.text) || CONDITIONAL.test(ground.text)) return null
  return UNHEEDED.test(text) ? null : found(ground, act)
}

const BREACHES = /违反(?:了)?[^，,。；;》]{0,8}$/

function forAnotherBreach(ground: Ground, context: CheckContext): MatcherFinding | null {
  const own = known(ground)
  if (own === null || own.some(({ facts }) => facts === null || facts.some(({ kinds }) => kinds.includes('参'))))
    return null
  const punished = new Set(own.flatMap(({ facts }) => facts!.flatMap(({ breached }) => breached)))
  if (
    punished.size === 0 ||
    own.some(({ facts }) => facts!.some(({ kinds, breached }) => kinds.includes('罚') && breached.length === 0))
  )
    return null
  const { articles, citation } = own[0]!
  if (own.some((one) => one.articles !== articles)) return null
  const breached = breachedBefore(ground, articles!, context)
  if (breached.length === 0 || breached.some((key) => punished.has(key))) return null
  const elsewhere = [...articles!].filter(([, paragraphs]) =>
    paragraphs.some((facts) => facts?.breached.some((key) => breached.includes(key))),
  )
  if (elsewhere.length === 0) return null
  return found(ground, ground.acts[0]!, {
    违反: breached.map(articleLabel).join('、'),
    应引: elsewhere.map(([key]) => articleLabel(key)).join('、'),
    法律: citation.title,
  })
}

/** Articles of the same law that the paragraph says were breached. */
function breachedBefore(ground: Ground, articles: PenalArticles, context: CheckContext): string[] {
  const catalogue = catalogueOf(context.ruleSet)
  const { start } = context.index.unit('paragraph', ground.start)
  const breached: string[] = []
  let isBreach = false
  let last = -1
  for (const { citation, status } of citedLaws(context)) {
    if (citation.start < start || citation.start >= ground.start) continue
    const before = context.text.slice(Math.max(start, citation.start - 24), citation.start)
    isBreach = BREACHES.test(before) || (isBreach && citation.start - last < 6)
    last = citation.end
    const { reference } = citation
    if (!isBreach || reference?.article == null || catalogue.penalties.get(status.title) !== articles) continue
    breached.push(reference.suffix > 0 ? `${reference.article}-${reference.suffix}` : String(reference.article))
  }
  return breached
}

const UNIT = /公司|单位|企业|厂|合作社|事务所|经营部|超市|酒店|医院|学校|中心/
const PERSON = /居民|村民|公民|个人|身份号码|身份证|，[男女]，|[\u4e00-\u9fff]某/

function forAnotherParty(ground: Ground, { text }: CheckContext): MatcherFinding | null {
  const only =
    known(ground)
      ?.flatMap(({ facts }) => facts ?? [])
      .map(({ onlyFor }) => onlyFor) ?? []
  if (only.length !== 1 || only[0] === null) return null
  const isUnit = UNIT.test(text)
  const isWrong = only[0] === 'unit' ? PERSON.test(text) && !isUnit : isUnit && !PERSON.test(text)
  return isWrong ? found(ground, ground.acts[0]!, { 对象: only[0] === 'unit' ? '单位' : '个人' }) : null
}
