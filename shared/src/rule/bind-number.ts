import type { Span } from '../text/index.ts'
import type { NumberRole } from './figure.ts'
import type { NumberToken } from './scan-numbers.ts'

/** A number of a sentence with the words that it may govern. */
export interface BoundNumber {
  readonly token: NumberToken
  readonly role: NumberRole
  /** 延长十日. */
  readonly isExtension: boolean
  /** 六至十五周岁: the upper end of a range, no figure by itself. */
  readonly isRangeEnd: boolean
  /** 每三年. */
  readonly isPeriod: boolean
  /** The words before it, back to the number before or the head of the sentence. */
  readonly before: Span
  /** Numbers before it that speak of the same matter. */
  readonly passed: readonly Span[]
  /** What is to be done within the time: the first words after it. */
  readonly after: Span
}

const STOPS = '。；;！!？?\n'
const COMMAS = '，,：:'
const FURTHEST_AFTER = 60

const BRACKET = /^\s*[（(][^）)]{0,10}[）)]/
const WITHIN = /^\s*(?:以内|之内|内)/
const AHEAD = /^\s*(?:以前|之前|前)/
const LATER = /^\s*(?:以后|之后|后)/
const AHEAD_BEFORE = /(?:提前|提早|前(?:至少|不少于)?)(?:不少于|至少|不得少于)?$/
const EXTENSION = /(?:延长|延期|展期|顺延|再延|续延)(?!至|到)[^。；;]{0,16}$/
const RANGE =
  /[\d０-９〇零一二三四五六七八九十百](?:周岁|岁|个?工作日|日|天|个?月|年|元|%|％)?(?:以上)?(?:至|到|—{1,2}|－|–|-|~|～)$/
const PERIOD = /(?:每|每隔|每满)$/
const AGE = /^\s*周?岁/
/** 连续三个月, 累计满: a condition, not a limit. */
const CONDITION = /(?:连续|累计|年满|近|已满|未满|不满|不足|少于|低于|小于|短于|不到)$/
const NOT_CONDITION = /不(?:得|应|能|可)?(?:少于|低于|小于|短于|早于)$/
const EXCEEDS = /(?:超过|超出|逾|逾期|多于|高于|大于|长于|(?<![届期年])满)$/
const NOT_EXCEEDS = /(?:不|未|不得|不能|不应|没有)(?:超过|超出|多于|高于|大于|长于)$/
/** 由二十日压缩至十日: what it was before. */
const FORMERLY =
  /^\s*(?:以?内)?(?:压缩|缩短|压减|减少|减至|缩减|降低|降至|调整|提高|上调|下调|延长|放宽|改为|修改为|增加)(?:至|到|为)/
const FORMER = /(?:原来|原)(?:的|为)?$/

/** The numbers of one sentence that state a limit, each with the words it may govern. `tokens` are of one quantity. */
export function bindNumbers(text: string, sentence: Span, tokens: readonly NumberToken[]): BoundNumber[] {
  const held = tokens.filter(({ start, end }) => start >= sentence.start && end <= sentence.end)
  return held.flatMap((token, i) => {
    const passed = passedOver(text, held, i)
    const before = {
      start: Math.max(stopBefore(text, sentence.start, token.start), held[i - 1 - passed.length]?.end ?? 0),
      end: token.start,
    }
    const end = Math.min(stopAfter(text, token.end, sentence.end), held[i + 1]?.start ?? sentence.end)
    const bound = bindOne(text, token, before, { start: token.end, end })
    return bound === null ? [] : [{ ...bound, passed }]
  })
}

/** 由七日缩短为三日, 一般为十五日，最长不超过六十日: the numbers before one that speak of the same matter. */
const SAME_MATTER =
  /^(?:以?内|之内)?[^，,。；;]{0,8}[，,、]?(?:最长|最多|最短|最低|最高|至多|至少|一般|原则上|特殊|情况复杂|确有困难|但|压缩|缩短|压减|减少|降低|调整|放宽|提高|改为|缩减)[^，,。；;自从起]{0,10}$/

function passedOver(text: string, held: readonly NumberToken[], at: number): readonly NumberToken[] {
  const passed: NumberToken[] = []
  for (let i = at - 1; i >= 0; i--) {
    if (!SAME_MATTER.test(text.slice(held[i]!.end, held[i + 1]!.start))) break
    passed.push(held[i]!)
  }
  return passed
}

function bindOne(text: string, token: NumberToken, before: Span, rest: Span): Omit<BoundNumber, 'passed'> | null {
  const head = text.slice(before.start, before.end).trimEnd()
  const tail = text.slice(rest.start, rest.end)
  if (FORMERLY.test(tail) || FORMER.test(head)) return null
  // 年满十六周岁, 不满十四周岁: an age is the limit itself.
  const isAge = AGE.test(tail)
  const isCondition = !isAge && CONDITION.test(head) && !NOT_CONDITION.test(head)
  const exceeds = !isAge && EXCEEDS.test(head) && !NOT_EXCEEDS.test(head)
  // 超过十五日未申请的 sets the same limit as 十五日内申请.
  const isOverdue = exceeds && /^[^，,。；;]{0,10}(?:未|不|没有|仍)/.test(tail)
  const note = BRACKET.exec(tail)?.[0].length ?? 0
  return {
    token,
    role: isOverdue ? '内' : isCondition || exceeds ? '满' : roleOf(head, tail.slice(note)),
    isExtension: (token.class === '期限' || token.class === '年限') && EXTENSION.test(head),
    isRangeEnd: RANGE.test(head),
    isPeriod: PERIOD.test(head) && !exceeds,
    before,
    after: firstWords(text, { start: rest.start + note, end: Math.min(rest.end, rest.start + FURTHEST_AFTER) }),
  }
}

function roleOf(head: string, tail: string): NumberRole {
  if (WITHIN.test(tail)) return '内'
  if (AHEAD.test(tail) || AHEAD_BEFORE.test(head)) return '前'
  return LATER.test(tail) ? '后' : '期'
}

function stopBefore(text: string, from: number, at: number): number {
  for (let i = at - 1; i >= from; i--) if (STOPS.includes(text[i]!)) return i + 1
  return from
}

function stopAfter(text: string, at: number, to: number): number {
  for (let i = at; i < to; i++) if (STOPS.includes(text[i]!)) return i
  return to
}

const NO_ACT = /^\s*(?:以内|之内|内|以前|之前|前)\s*(?:[，,：:]|$)/
/** 在五日内，向市人民政府，…: who is addressed, or by what means, is no act yet. */
const ADVERBIAL =
  /^\s*(?:以内|之内|内|以前|之前|前)?(?:应当?|可以?|须|依法)?(?:向|凭|持|以|由|经|按照?|通过|会同|书面)?[^，,]{0,14}$/
const VERBLESS = /^\s*(?:以内|之内|内|以前|之前|前)?(?:应当?|可以?|须|依法)?(?:向|凭|持|以|经|按照?|通过|会同)/

/** The first phrase after a number; the next one too where the first says nothing of what is to be done. */
function firstWords(text: string, rest: Span): Span {
  const comma = commaAfter(text, rest.start, rest.end)
  const first = text.slice(rest.start, comma)
  const isEmpty = NO_ACT.test(text.slice(rest.start, comma + 1)) || (VERBLESS.test(first) && ADVERBIAL.test(first))
  if (comma >= rest.end || !isEmpty) return { start: rest.start, end: comma }
  return { start: rest.start, end: commaAfter(text, comma + 1, rest.end) }
}

function commaAfter(text: string, from: number, to: number): number {
  for (let i = from; i < to; i++) if (COMMAS.includes(text[i]!)) return i
  return to
}

const EVENT = /(?:自|从|在|于)?[^，,。；;]{0,24}(?:之日|次日|当日|日|后)起(?:算|计算|的)?/g
/** 公示，期限不少于七日: what follows the comma speaks of the measure itself. */
const OF_MEASURE =
  /^[^，,。；]{0,12}[，,：:（(、](?:其|该|且|并|即|但)?(?:期限|时限|时间|有效期|期|公示期|公告期|保存期|为期|最长|最短|最多|最少|最低|最高|最迟|至少|一般|原则|应当?|不得?|自|从|每|按|以|比例|数额|金额|标准|幅度|人数|总计|共|可|须|由|在)[^，,。；;]{0,20}$/
const NEAR = /^[：:（(]?[^，,。；：”]{0,16}$/
/** 要求听证的，应当在五日内提出: the verb after the number says again what the topic before it said. */
const TOPIC = /^[^，,。；：]{0,10}(?:的|时|后|，应当?)[，,]?[^，,。；：]{0,10}$/
const GENERAL_ACT =
  /^\s*(?:以内|之内|内|以前|之前|前)[，,]?(?:向[^，,。；]{1,16})?(?:书面|一次性|一次|予以|及时)?(?:提出|作出|办理|办结|完成|答复|告知|通知|申请|履行|缴纳|送达|处理|进行|公布|公开|公示|支付|退还|报告|备案)/

/** 自受理申请之日起五日: what the time runs from is not what it measures. */
const IS_START = /^(?:[^自从，,。；;]{0,8}(?:之日|之时|次日|当日)起|(?:以|之)?后[，,])/

const NO_OTHER_ACT = /^\s*(?:以内|之内|内|以前|之前|前|以后|之后|后)?\s*(?:[，,。；;：:）)的、]|为限|为宜|$)/

/** May what ends at the head of `gap` be measured by the number between it and `tail`? */
export function isMeasureOf(gap: string, tail: string, role: NumberRole): boolean {
  if (IS_START.test(gap)) return false
  const words = gap.replace(EVENT, '')
  const isGeneral = GENERAL_ACT.test(tail)
  // 六个月内申请执行: the number has an act of its own.
  if ((role === '内' || role === '前') && !isGeneral && !NO_OTHER_ACT.test(tail)) return false
  return NEAR.test(words) || OF_MEASURE.test(words) || (TOPIC.test(words) && isGeneral)
}
