import { formatNumeral, readNumeral, readSpacedNumeral } from '../text/numeral.ts'
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
const UNIT_NAMES = [...UNITS.keys()].join('')
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
  readonly start: number
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
  const from = skipBlank(text, start)
  let at = from
  const isOrdinal = text[at] === '第'
  if (isOrdinal) at = skipBlank(text, at + 1)
  const isBracketed = at < text.length && OPEN.includes(text[at]!)
  if (isBracketed) at++
  // 第 二 十 三 条: spaces part the number only where its 第 and its unit hold it together.
  const number = (isOrdinal ? readSpacedNumeral(text, at, UNIT_NAMES) : null) ?? readNumeral(text, at)
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
    return { value: number.value, unit, suffix: 0, hasMark: isOrdinal || isBracketed, start: from, end: afterNumber }
  at++
  let suffix = 0
  if (unit === 'article' && text[at] === '之') {
    const after = readNumeral(text, at + 1)
    if (after !== null && after.value > 0 && after.value < 100) {
      suffix = after.value
      at = after.end
    }
  }
  return { value: number.value, unit, suffix, hasMark: isOrdinal || isBracketed, start: from, end: at }
}

function connectorAt(text: string, start: number, words: readonly string[]): number {
  const at = skipBlank(text, start)
  for (const word of words) if (text.startsWith(word, at)) return at + word.length
  return -1
}

/** The place with one unit set and everything below it cleared. */
function placeAt(place: ArticlePlace, unit: Unit, { value, suffix }: Element): ArticlePlace {
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

/** Members that share the unit of the last: 第五、六条, 第（一）（二）项; `isRange` for 第三至七条. */
interface Group {
  readonly elements: readonly Element[]
  readonly unit: Unit
  readonly isRange: boolean
}

/** How an element hangs on what stands before it: nothing yet, straight down, next in a list, end of a range. */
type Link = 'start' | 'below' | 'list' | 'range'

const LONGEST_LIST = 200

function readGroup(text: string, start: number, link: Link): Group | null {
  const elements: Element[] = []
  let isRange = false
  let cursor = start
  while (elements.length < LONGEST_LIST) {
    const element = readElement(text, cursor)
    if (element === null) return null
    // A bare number goes on only inside a list (第五、六条) or, with its unit, straight down (第十条一款).
    const mayBeBare =
      elements.length > 0 || link === 'list' || link === 'range' || (link === 'below' && element.unit !== null)
    if (!element.hasMark && !mayBeBare) return null
    elements.push(element)
    if (element.unit !== null) return { elements, unit: element.unit, isRange }
    const range = elements.length === 1 ? connectorAt(text, element.end, RANGE) : -1
    const list = connectorAt(text, element.end, LISTS)
    if (range >= 0) isRange = true
    // 第（一）（二）项 goes on without a connector.
    else if (list < 0 && !OPEN.includes(text[skipBlank(text, element.end)] ?? ' ')) return null
    cursor = range >= 0 ? range : list >= 0 ? list : element.end
  }
  return null
}

interface Draft {
  readonly start: number
  end: number
  place: ArticlePlace
  to: ArticlePlace | null
}

/**
 * Read a chain of places from `start`: 第二十三条第一款第（二）项、第三款, 第五、六条, 第三条至第七条.
 * Elliptic members share the unit that closes the list; a member below an article belongs to the article before it.
 *
 * @returns the places in order and where the chain ends (`start` when there is none)
 */
export function readReferences(text: string, start: number): { references: (ArticleReference & Span)[]; end: number } {
  const drafts: Draft[] = []
  let next: { at: number; link: Link } | null = { at: start, link: 'start' }
  let end = start
  while (next !== null && drafts.length < LONGEST_LIST) {
    const group = readGroup(text, next.at, next.link)
    if (group === null) break
    addGroup(drafts, group, next.link)
    end = group.elements[group.elements.length - 1]!.end
    next = linkAfter(text, end, group.unit)
  }
  const references = drafts
    .filter((draft) => draft.place.article !== null)
    .map(({ start: from, end: until, place, to }) => ({
      ...place,
      to,
      label: to === null ? labelOf(place) : `${labelOf(place)}至${labelOf(to, place)}`,
      start: from,
      end: until,
    }))
  return { references, end }
}

function linkAfter(text: string, end: number, unit: Unit): { at: number; link: Link } | null {
  const below = readElement(text, end)
  // 第三条第（一）、（二）项: a list of items may start without its unit.
  if (below !== null && (below.unit === null ? below.hasMark : DEPTH[below.unit] > DEPTH[unit]))
    return { at: end, link: 'below' }
  const range = connectorAt(text, end, RANGE)
  if (range >= 0) return { at: range, link: 'range' }
  const list = connectorAt(text, end, LISTS)
  return list >= 0 ? { at: list, link: 'list' } : null
}

function addGroup(drafts: Draft[], { elements, unit, isRange }: Group, link: Link): void {
  elements.forEach((element, index) => {
    const last = drafts[drafts.length - 1]
    if (last && ((index === 0 && link === 'range') || (index === 1 && isRange))) {
      last.to = placeAt(last.to ?? last.place, unit, element)
      last.end = element.end
    } else if (last && index === 0 && link === 'below') {
      if (last.to !== null) last.to = placeAt(last.to, unit, element)
      else last.place = placeAt(last.place, unit, element)
      last.end = element.end
    } else {
      const base = last?.to ?? last?.place ?? NOWHERE
      drafts.push({ start: element.start, end: element.end, place: placeAt(base, unit, element), to: null })
    }
  })
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
