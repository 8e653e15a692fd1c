import { parseNumeral, readDate } from '../text/index.ts'
import { addDays, addMonths } from './work-calendar.ts'

/** What a document says of itself, in its own words; `null` where it says nothing. */
export interface ValidityWords {
  /** 有效期五年; 有效期至2031年12月31日. */
  readonly validity: string | null
  /** 自2027年1月1日起施行; 自印发之日起施行. */
  readonly effective: string | null
}

/**
 * The last day of 有效期. A length counts from the day of taking effect, so that five years from 1 January end on 31
 * December. Where the text is silent nothing is guessed: how long it is then valid is for local rules.
 *
 * @param publishedOn YYYY-MM-DD
 */
export function validityEnd({ validity, effective }: ValidityWords, publishedOn: string): string | null {
  if (validity === null) return null
  const stated = lastDate(validity)
  if (stated !== null) return stated
  const length = /([一二三四五六七八九十两\d]+)\s*(年|个月)/.exec(validity)
  const count = length && (length[1] === '两' ? 2 : parseNumeral(length[1] as string))
  if (!length || count === null) return null
  const start = (effective && lastDate(effective)) ?? addDays(publishedOn, daysAfter(effective ?? ''))
  return addDays(addMonths(start, length[2] === '年' ? count * 12 : count), -1)
}

/** 自公布之日起三十日后施行. */
function daysAfter(effective: string): number {
  const days = /起(?:满)?([一二三四五六七八九十\d]+)日后/.exec(effective)
  return days ? (parseNumeral(days[1] as string) ?? 0) : 0
}

function lastDate(words: string): string | null {
  let last: string | null = null
  for (let at = 0; at < words.length; ) {
    const read = readDate(words, at)
    last = read?.date ?? last
    at = read?.end ?? at + 1
  }
  return last
}
