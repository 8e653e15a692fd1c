import type { Span } from '../text/index.ts'
import type { CheckContext } from './check-context.ts'
import { type Collector, type Fact, indicesIn } from './facts.ts'

/** A day that the text names, with the words that tell what happened on it. */
export interface CaseDate extends Span {
  /** Days since 1970-01-01. */
  readonly day: number
  /** The year stands in the text, with this date or one before it. */
  readonly hasYear: boolean
  /** Only year and month stand there; `day` is the first of the month. */
  readonly isMonth: boolean
  /** The words of its 分句 that belong to it rather than to another date there; 落款 is added to the date at the foot. */
  readonly words: string
  /** End of those words. */
  readonly wordsEnd: number
}

const DAY_MS = 86_400_000
const ANY_YEAR = 2026
/** 日期为, 落款：, and the like: the event stands before its date. */
const EVENT_BEFORE = /(?:为|是|写明|载明|写着|[:：（(])\s*$/

/** A date as it is written, with its words. */
export interface DatedWords extends Fact {
  /** yyyymmdd, with zeros for what is missing. */
  readonly value: number
  readonly words: string
  /** From the start of the date to the end of the words. */
  readonly length: number
}

/** The dates with a month of some lines. */
export function datedWordsIn(context: CheckContext, range: Span): DatedWords[] {
  const tokens = context.index.numbers('日期').filter(hasMonth)
  const foot = context.document.frontMatter.date
  return indicesIn(tokens, range).map((at) => {
    const { start, end, value } = tokens[at]!
    const { words, wordsEnd } = wordsOf(context, tokens[at - 1], { start, end }, tokens[at + 1])
    const isFoot = foot !== null && start >= foot.start && end <= foot.end + 1
    return { start, end, value, words: isFoot ? `${words}落款` : words, length: wordsEnd - start }
  })
}

const hasMonth = ({ value }: { readonly value: number }): boolean => Math.floor(value / 100) % 100 > 0

/** Days since 1970-01-01, and whether a year stands there, of each date; one without a year takes that of the date before. */
export function daysOf(dates: readonly Pick<DatedWords, 'value'>[]): Pick<CaseDate, 'day' | 'hasYear' | 'isMonth'>[] {
  let year: number | null = null
  return dates.map(({ value }) => {
    const stated = Math.floor(value / 10_000)
    if (stated > 0) year = stated
    const month = Math.floor(value / 100) % 100
    return {
      day: Math.round(Date.UTC(year ?? ANY_YEAR, month - 1, Math.max(1, value % 100)) / DAY_MS),
      hasYear: year !== null,
      isMonth: value % 100 === 0,
    }
  })
}

/** Every date with a month of the document in order. */
export function caseDates(context: CheckContext): readonly CaseDate[] {
  return context.once('case dates', () => {
    const dates = context.facts(DATED_WORDS)
    const days = daysOf(dates)
    return dates.map(({ start, end, words, length }, i) => ({
      start,
      end,
      words,
      wordsEnd: start + length,
      ...days[i]!,
    }))
  })
}

const DATED_WORDS: Collector<DatedWords> = { name: 'dated words', collect: datedWordsIn }

function wordsOf(context: CheckContext, previous: Span | undefined, date: Span, next: Span | undefined) {
  const phrase = phraseOf(context, date)
  const from = Math.max(phrase.start, previous?.end ?? 0)
  const to = Math.min(phrase.end, next?.start ?? Infinity)
  const isBefore = EVENT_BEFORE.test(context.text.slice(from, date.start)) && date.start - from > 2
  const isShared = previous !== undefined && previous.end > phrase.start
  const start = isBefore || !isShared ? from : date.start
  const end = isBefore ? date.end : Math.max(to, date.end)
  return { words: context.text.slice(start, end), wordsEnd: end }
}

/** The 分句 of a date; with the next one where the date stands alone: 9月2日，本局举行听证. */
function phraseOf({ index, text }: CheckContext, date: Span): Span {
  const phrase = index.unit('phrase', date.start)
  const isAlone = /^[，,\s]*$/.test(text.slice(date.end, phrase.end))
  const { end } = index.unit('sentence', date.start)
  if (!isAlone || phrase.end >= end) return phrase
  return { start: phrase.start, end: index.unit('phrase', phrase.end).end }
}
