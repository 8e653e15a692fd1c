import { formatNumeral, readNumeral } from '../text/numeral.ts'
import type { Span } from '../text/span.ts'
import type { ArticlePlace, ArticleReference } from './citation.ts'

type Unit = 'chapter' | 'article' | 'paragraph' | 'item' | 'subitem'

const UNITS = new Map<string, Unit>([
  ['编', 'chapter'],
  ['章', 'chapter'],
  ['节', 'chapter'],
  ['条', 'article'],
  ['款', 'paragraph'],
  ['项', 'item'],
  ['目', 'subitem'],
])
const DEPTH: Record<Unit, number> = { chapter: 0, article: 1, paragraph: 2, item: 3, subitem: 4 }
const OPEN = '（(﹙〔['
const CLOSE = '）)﹚〕]'
const RANGE = ['至', '到', '－', '—', '–', '-', '～', '~']
const LISTS = ['以及', '或者', '、', '和', '及', '与', '或', '并']
// 中华人民共和国民法典 ends at 第一千二百六十条; a larger number is not an article.
const LARGEST = 9999

const NOWHERE: ArticlePlace = { article: null, suffix: 0, paragraph: null, item: null, subitem: null }

interface Element {
  readonly value: number
  readonly unit: Unit | null
  readonly suffix: number
  readonly hasMark: boolean
  readonly end: number
}

/** Is this code unit space within a line? */
function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x3000 || code === 0x09 || code === 0xa0
}

/** Offset of the first code unit at or after `at` that is no space. */
export function skipBlank(text: string, at: number): number {
  let next = at
  while (next < text.length && next - at < 8 && isBlank(text.charCodeAt(next))) next++
  return next
}

/** 第三条, 之一, （二）项, 三款: one number with its unit, if the unit stands with it. */
function readElement(text: string, start: number): Element | null {
  let at = skipBlank(text, start)
  const isOrdinal = text[at] === '第'
  if (isOrdinal) at = skipBlank(text, at + 1)
  const isBracketed = at < text.length && OPEN.includes(text[at]!)
  if (isBracketed) at++
  const number = readNumeral(text, at)
  if (number === null || number.value > LARGEST) return null
  at = number.end
  if (isBracketed) {
    if (at >= text.length || !CLOSE.includes(text[at]!)) return null
    at++
  }
  const afterNumber = at
  at = skipBlank(text, at)
  const unit = UNITS.get(text[at] ?? '') ?? null
  if (unit === null)
    return { value: number.value, unit, suffix: 0, hasMark: isOrdinal || isBracketed, end: afterNumber }
  at++
  let suffix = 0
  if (unit === 'article' && text[at] === '之') {
    const after = readNumeral(text, at + 1)
    if (after !== null && after.value > 0 && after.value < 100) {
      suffix = after.value
      at = after.end
    }
  }
  return { value: number.value, unit, suffix, hasMark: isOrdinal || isBracketed, end: at }
}

function connectorAt(text: string, start: number, words: readonly string[]): number {
  const at = skipBlank(text, start)
  for (const word of words) if (text.startsWith(word, at)) return at + word.length
  return -1
}

/** The place with one unit set and everything below it cleared. */
function at(place: ArticlePlace, unit: Unit, value: number, suffix: number): ArticlePlace {
  switch (unit) {
    case 'chapter':
      return NOWHERE
    case 'article':
      return { ...NOWHERE, article: value, suffix }
    case 'paragraph':
      return { ...place, paragraph: value, item: null, subitem: null }
    case 'item':
      return { ...place, item: value, subitem: null }
    case 'subitem':
      return { ...place, subitem: value }
  }
}

interface Draft {
  start: number
  end: number
  place: ArticlePlace
  to: ArticlePlace | null
  depth: number
}

/**
 * Read a chain of places from `start`: 第二十三条第一款第（二）项、第三款, 第五、六条, 第三条至第七条.
 * Elliptic members share the unit that closes the list; a member below an article belongs to the article before it.
 *
 * @returns the places in order and where the chain ends (`start` when there is none)
 */
export function readReferences(text: string, start: number): { references: (ArticleReference & Span)[]; end: number } {
  const drafts: Draft[] = []
  let pending: Element[] = []
  let pendingStart = start
  let cursor = start
  let end = start
  let link: 'start' | 'list' | 'range' | 'none' = 'start'
  for (;;) {
    const element = readElement(text, cursor)
    if (element === null) break
    // A bare number goes on only inside a list (第五、六条) or straight down (第十条一款).
    if (!element.hasMark && (link === 'start' || (element.unit === null && link === 'none'))) break
    const from = skipBlank(text, cursor)
    if (element.unit === null) {
      if (pending.length === 0) pendingStart = from
      pending.push(element)
      const next = connectorAt(text, element.end, LISTS)
      // 第（一）（二）项 goes on without a connector.
      if (next < 0 && !OPEN.includes(text[skipBlank(text, element.end)] ?? ' ')) break
      cursor = next < 0 ? element.end : next
      link = link === 'start' ? 'start' : link === 'none' ? 'none' : 'list'
      if (pending.length > 40) break
      if (link === 'start' || link === 'none') link = 'list'
      continue
    }
    const values = [...pending, element]
    const first = pending.length > 0 ? pendingStart : from
    pending = []
    place(drafts, values, element, first, link)
    end = element.end
    const below = readElement(text, end)
    if (below !== null && below.unit !== null && DEPTH[below.unit] > DEPTH[element.unit]) {
      cursor = end
      link = 'none'
      continue
    }
    // 第三条第（一）、（二）项: the list of items starts without its unit.
    if (below !== null && below.unit === null && below.hasMark) {
      cursor = end
      link = 'none'
      continue
    }
    const range = connectorAt(text, end, RANGE)
    if (range >= 0) {
      cursor = range
      link = 'range'
      continue
    }
    const list = connectorAt(text, end, LISTS)
    if (list < 0) break
    cursor = list
    link = 'list'
    if (drafts.length > 200) break
  }
  const references = drafts
    .filter((draft) => draft.place.article !== null)
    .map(({ start: from, end: until, place: where, to }) => ({
      ...where,
      to,
      label: to === null ? labelOf(where) : `${labelOf(where)}至${labelOf(to, where)}`,
      start: from,
      end: until,
    }))
  return { references, end }
}

function place(drafts: Draft[], values: readonly Element[], last: Element, start: number, link: string): void {
  const unit = last.unit!
  const depth = DEPTH[unit]
  const current = drafts[drafts.length - 1]
  if (link === 'range' && current) {
    current.to = at(current.to ?? current.place, unit, last.value, last.suffix)
    current.end = last.end
    return
  }
  let isFirst = true
  for (const value of values) {
    const suffix = value === last ? last.suffix : 0
    const refined = drafts[drafts.length - 1]
    if (isFirst && link === 'none' && refined) {
      if (refined.to !== null) refined.to = at(refined.to, unit, value.value, suffix)
      else refined.place = at(refined.place, unit, value.value, suffix)
      refined.end = value === last ? last.end : value.end
      refined.depth = depth
    } else {
      const base = refined?.to ?? refined?.place ?? NOWHERE
      drafts.push({
        start,
        end: value === last ? last.end : value.end,
        place: at(base, unit, value.value, suffix),
        to: null,
        depth,
      })
    }
    start = value.end
    isFirst = false
  }
}

/** 第十七条之一第二款第（三）项第1目; below `within`, only what differs from it. */
export function labelOf(place: ArticlePlace, within: ArticlePlace | null = null): string {
  const isSameArticle = within !== null && within.article === place.article && within.suffix === place.suffix
  const isSameParagraph = isSameArticle && within.paragraph === place.paragraph
  let label = ''
  if (place.article !== null && !(isSameArticle && (place.paragraph !== null || place.item !== null)))
    label += `第${formatNumeral(place.article)}条${place.suffix > 0 ? `之${formatNumeral(place.suffix)}` : ''}`
  if (place.paragraph !== null && !(isSameParagraph && place.item !== null))
    label += `第${formatNumeral(place.paragraph)}款`
  if (place.item !== null) label += `第（${formatNumeral(place.item)}）项`
  if (place.subitem !== null) label += `第${place.subitem}目`
  return label
}

/** `17-1`: the key under which the reference data knows an article. */
export function articleKey(place: ArticlePlace): string {
  return place.suffix > 0 ? `${place.article}-${place.suffix}` : String(place.article)
}
