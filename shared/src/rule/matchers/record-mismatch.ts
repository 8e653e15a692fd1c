import { caseDates } from '../case-dates.ts'
import type { CheckContext } from '../check-context.ts'
import { type FindMatches, type MatcherFinding, namesIn } from './matcher.ts'

const KINDS: Record<string, (context: CheckContext) => MatcherFinding[]> = {
  起止: spans,
  已过: pastDeadlines,
  证号: identities,
  称谓: forms,
  落款: signatures,
}

/**
 * Particulars of a record that contradict one another. Option 种类, one or more: 起止 (a term and its first and last day), 已过 (a
 * time limit before the decision that sets it), 证号 (an identity number or credit code of the wrong length, a birthday that
 * is not that of the number), 称谓 (你公司 here and 你店 there), 落款 (an
 * organ in the title and another at the foot).
 */
export const recordMismatch: FindMatches = (context, options) =>
  (namesIn(options.种类) ?? Object.keys(KINDS))
    .flatMap((kind) => KINDS[kind]?.(context) ?? [])
    .sort((a, b) => a.start - b.start)

const UNTIL = /^\s*(?:起|零时)?\s*(?:至|到|—|－|-|~|～)\s*(?:同年|当年)?$/

/** 期限三十日，自5月1日至6月30日: neither both ends counted nor one. */
function spans(context: CheckContext): MatcherFinding[] {
  const dates = caseDates(context).filter(({ isMonth }) => !isMonth)
  const terms = context.index.numbers('期限').filter(({ unit }) => unit === '日')
  return dates.flatMap((from, at) => {
    const to = dates[at + 1]
    if (to === undefined || !UNTIL.test(context.text.slice(from.end, to.start))) return []
    const { start } = context.index.unit('sentence', from.start)
    const term = terms.findLast((one) => one.end <= from.start && one.start >= start && from.start - one.end <= 20)
    if (term === undefined) return []
    const days = to.day - from.day
    if (days < 0 || Math.abs(days - term.value) <= 1) return []
    return [{ start: term.start, end: to.end, values: { 甲: `${term.value}日`, 乙: `${days + 1}日` } }]
  })
}

const ORDERED = /(?:责令|限|应当?|请|须|要求)[^。；]{0,40}$/

/** 责令于3月1日前改正 in a decision of 4月2日. */
function pastDeadlines(context: CheckContext): MatcherFinding[] {
  const dates = caseDates(context).filter(({ isMonth, hasYear }) => !isMonth && hasYear)
  const signed = dates.findLast(({ words }) => words.endsWith('落款') || /本决定[^，。]{0,20}(?:作出|签发)/.test(words))
  if (signed === undefined) return []
  return dates
    .filter(({ day, end, start }) => {
      const isLimit = /^(?:前|之前|以前)/.test(context.text.slice(end, end + 2))
      return isLimit && day < signed.day && ORDERED.test(context.text.slice(Math.max(0, start - 50), start))
    })
    .filter(({ words }) => !/已|曾|逾期|未在|仍/.test(words))
    .map(({ start, end }) => ({ start, end: end + 1, values: { 甲: '', 乙: '' } }))
}

const IDENTITY = /(?:身份证|身份号码|身份证件)[^\dXx×*＊]{0,10}([\dXx×*＊]{10,24})/g
const CODE = /信用代码[^\dA-Za-z×*＊]{0,6}([\dA-Za-z×*＊]{10,24})/g
const BORN = /(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?(?:出?生)/

function identities({ text }: CheckContext): MatcherFinding[] {
  const found: MatcherFinding[] = []
  for (const [pattern, length] of [
    [IDENTITY, 18],
    [CODE, 18],
  ] as const)
    for (const match of text.matchAll(pattern)) {
      const number = match[1]!
      const end = match.index + match[0].length
      if (/[×*＊]/.test(number)) continue
      if (number.length !== length && !/末[四六]?位|后[四六]?位/.test(match[0]))
        found.push({ start: end - number.length, end, values: { 甲: `${length}位`, 乙: `${number.length}位` } })
      else if (pattern === IDENTITY) {
        const born = BORN.exec(text.slice(Math.max(0, match.index - 60), end + 30))
        const stated = born === null ? null : `${born[1]}${born[2]!.padStart(2, '0')}`
        const own = number.slice(6, 12)
        if (stated !== null && /^\d{6}$/.test(own) && own !== stated)
          found.push({ start: end - number.length, end, values: { 甲: stated, 乙: own } })
      }
    }
  return found
}

const FORM = /你(?:公司|店|厂|户|院|校|所(?!在|有|称|述|说|提)|社|站)/g

/** The party addressed in two ways: words left over from another case. */
function forms({ text }: CheckContext): MatcherFinding[] {
  const uses = [...text.matchAll(FORM)]
  const first = uses[0]
  if (first === undefined || /各|分别|甲|乙|及你/.test(text.slice(0, 30))) return []
  const count = (form: string) => uses.filter((one) => one[0] === form).length
  const main = uses.reduce((a, b) => (count(b[0]) > count(a) ? b[0] : a), first[0])
  return uses
    .filter((one) => one[0] !== main && count(one[0]) === 1 && uses.length >= 3)
    .slice(0, 1)
    .map((one) => ({ start: one.index, end: one.index + one[0].length, values: { 甲: main, 乙: one[0] } }))
}

const TITLE_ORGAN =
  /^([\u4e00-\u9fff]{2,24}?(?:局|委员会|人民政府|办事处|分局|大队))(?:行政|责令|当场|听证|处罚|催告|强制|不予|准予|代履行|查封|扣押|税务)/
const ORGAN_END = /(?:局|委员会|人民政府|办事处|分局|大队)$/

/** 某县水利局行政处罚决定书, signed 某县水务局. */
function signatures({ document }: CheckContext): MatcherFinding[] {
  const { title, signature } = document.frontMatter
  const organ = title === null ? null : TITLE_ORGAN.exec(title.value)?.[1]
  if (organ == null || signature === null) return []
  const name = signature.value.replace(/[（(][^）)]*[）)]/g, '').replace(/\s/g, '')
  if (!ORGAN_END.test(name) || name.includes(organ) || organ.includes(name)) return []
  return [{ start: signature.start, end: signature.end, values: { 甲: organ, 乙: name } }]
}
