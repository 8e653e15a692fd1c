import type { FrontMatterPart } from '../../document/index.ts'
import { readNumeral } from '../../text/index.ts'
import { type FindMatches, namesIn } from './matcher.ts'

/** Days since 1970-01-01 of the first full date in a text. */
function dayNumber(text: string): number | null {
  for (let at = text.indexOf('年'); at > 0; at = text.indexOf('年', at + 1)) {
    const year = numeralBefore(text, at)
    const month = readNumeral(text, at + 1)
    if (year === null || year < 1900 || month === null || text[month.end] !== '月') continue
    const day = readNumeral(text, month.end + 1)
    if (day === null || text[day.end] !== '日') continue
    return Math.round(Date.UTC(year, month.value - 1, day.value) / 86_400_000)
  }
  return null
}

function numeralBefore(text: string, end: number): number | null {
  for (let start = Math.max(0, end - 4); start < end; start++) {
    const read = readNumeral(text, start)
    if (read?.end === end) return read.value
  }
  return null
}

/**
 * When a document takes effect, against the day it was made. Option 种类: 早于成文 (takes effect before it exists),
 * 不足三十日 (rules take effect 30 days after publication, 规章制定程序条例第三十二条), 即日.
 */
export const effectiveDate: FindMatches = ({ document }, options) => {
  const { effective, date } = document.frontMatter
  if (effective === null) return []
  const gap = gapOf(effective, date)
  const isAtOnce = /自?(公布|发布|印发|即)(之)?日起(施行|执行|实施)/.test(effective.value)
  const kinds = [
    gap !== null && gap < 0 ? '早于成文' : '',
    isAtOnce || (gap !== null && gap >= 0 && gap < 30) ? '不足三十日' : '',
    isAtOnce ? '即日' : '',
  ]
  const wanted = namesIn(options.种类) ?? ['早于成文']
  if (!kinds.some((kind) => wanted.includes(kind))) return []
  return [{ start: effective.start, end: effective.end, values: { 施行: effective.value, 成文: date?.value ?? '' } }]
}

function gapOf(effective: FrontMatterPart, date: FrontMatterPart | null): number | null {
  const from = dayNumber(effective.value)
  const made = date === null ? null : dayNumber(date.value)
  return from === null || made === null ? null : from - made
}
