import { MAX_GAP, NUMBER_CLASSES } from '@hongxian/shared/rule'

/** `null` is the gap of the rule itself, written …; 0 means that the parts touch. */
export type GapWidth = number | null

/** One place of a frame: one of several words. */
export interface FramePart {
  /** Before this part. */
  readonly gap: GapWidth
  /** Each as it is written in a frame: 备案, 〔事前手续〕, 经‹4›同意. */
  readonly choices: readonly string[]
  readonly isOptional: boolean
}

export type Choice =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'lexicon'; readonly name: string }
  | { readonly kind: 'number'; readonly name: string }
  /** Several words with gaps between. */
  | { readonly kind: 'phrase'; readonly parts: readonly FramePart[] }

const MARKS = '〔〕【】[]|｜‹›…?'

/** Whether a word stands in a frame as it is. */
export const isPlain = (word: string): boolean => word !== '' && ![...word].some((one) => MARKS.includes(one))

/** Take a frame apart; `null` where it is none. Edges (〔头〕 〔尾〕) are no frames. */
export function splitFrame(frame: string): readonly FramePart[] | null {
  if (frame === '〔头〕' || frame === '〔尾〕') return null
  const parts: FramePart[] = []
  let gap: GapWidth = 0
  let at = 0
  while (at < frame.length) {
    const width = gapAt(frame, at)
    if (width === 'broken') return null
    if (width) {
      // Gaps that follow one another add up.
      if (parts.length === 0 || (gap !== 0 && (gap === null || width.gap === null))) return null
      gap = width.gap === null ? null : width.gap + (gap ?? 0)
      at = width.end
      continue
    }
    const end = endOfPart(frame, at)
    if (end === null) return null
    const choices = choicesOf(frame.slice(at, end))
    if (choices === null) return null
    const isOptional = frame[end] === '?'
    parts.push({ gap, choices, isOptional })
    gap = 0
    at = end + (isOptional ? 1 : 0)
  }
  return parts.length === 0 || gap !== 0 ? null : parts
}

function gapAt(frame: string, at: number): { gap: GapWidth; end: number } | 'broken' | null {
  if (frame[at] === '…') {
    let end = at
    while (frame[end] === '…') end++
    return { gap: null, end }
  }
  if (frame[at] !== '‹') return null
  const close = frame.indexOf('›', at)
  const gap = close < 0 ? Number.NaN : Number(frame.slice(at + 1, close))
  return Number.isInteger(gap) && gap >= 1 && gap <= MAX_GAP ? { gap, end: close + 1 } : 'broken'
}

function endOfPart(frame: string, at: number): number | null {
  const head = frame[at] as string
  if (head === '〔') return (frame.indexOf('〕', at) + 1 || 0) > 0 ? frame.indexOf('〕', at) + 1 : null
  if ('【['.includes(head)) return endOfBrackets(frame, at)
  let end = at
  while (end < frame.length && !MARKS.includes(frame[end] as string)) end++
  if (end === at) return null
  // 的? : only the last character may be missing.
  return frame[end] === '?' && end - at > 1 ? end - 1 : end
}

function endOfBrackets(frame: string, at: number): number | null {
  let depth = 0
  for (let i = at; i < frame.length; i++) {
    if ('【['.includes(frame[i] as string)) depth++
    else if ('】]'.includes(frame[i] as string)) depth--
    if (depth === 0) return i + 1
  }
  return null
}

function choicesOf(part: string): readonly string[] | null {
  if (!'【['.includes(part[0] as string)) return [part]
  const choices: string[] = []
  let depth = 0
  let start = 1
  for (let i = 1; i < part.length; i++) {
    const one = part[i] as string
    if (depth === 0 && ('|｜'.includes(one) || i === part.length - 1)) {
      choices.push(part.slice(start, i))
      start = i + 1
    } else if ('【['.includes(one)) depth++
    else if ('】]'.includes(one)) depth--
  }
  return choices.some((choice) => splitFrame(choice) === null) ? null : choices
}

/** What one choice of a part is. */
export function choiceOf(source: string): Choice {
  const parts = splitFrame(source) ?? []
  const [only] = parts
  if (parts.length !== 1 || !only || only.isOptional || only.choices.length !== 1) return { kind: 'phrase', parts }
  const [, name] = /^〔(.+)〕$/.exec(source) ?? []
  if (name === undefined) return { kind: 'word', text: source }
  return { kind: (NUMBER_CLASSES as readonly string[]).includes(name) ? 'number' : 'lexicon', name }
}

/** Put a frame together. Parts without a choice are left out. */
export function joinFrame(parts: readonly FramePart[]): string {
  const written = parts.filter(({ choices }) => choices.length > 0)
  return written.map((part, i) => (i === 0 ? '' : gapText(part.gap)) + partText(part, written[i - 1])).join('')
}

const gapText = (gap: GapWidth): string => (gap === null ? '…' : gap === 0 ? '' : `‹${gap}›`)

function partText({ choices, isOptional, gap }: FramePart, before: FramePart | undefined): string {
  const only = choices.length === 1 ? (choices[0] as string) : null
  const kind = only === null || only.trim() !== only ? 'phrase' : choiceOf(only).kind
  // Two words that touch would read as one, and of a word that may be missing only the last character would be.
  const runsOn = gap === 0 && before?.choices.length === 1 && !before.isOptional && !isOptional
  const isBare = kind === 'word' ? !runsOn && (!isOptional || only?.length === 1) : kind !== 'phrase'
  const text = isBare ? (only as string) : `【${choices.join('｜')}】`
  return isOptional ? `${text}?` : text
}

/** In words that need no key: 经（4字内）同意. */
export function sayFrame(source: string): string {
  const parts = splitFrame(source)
  return parts === null ? source : sayParts(parts)
}

const sayParts = (parts: readonly FramePart[]): string =>
  parts
    .map(({ gap, choices, isOptional }, i) => {
      const words = choices.map((choice) => sayChoice(choice)).join('／')
      const said = isOptional ? `（${words}）` : choices.length > 1 && parts.length > 1 ? `［${words}］` : words
      return (i === 0 || gap === 0 ? '' : '…') + said
    })
    .join('')

const sayChoice = (choice: string): string => {
  const one = choiceOf(choice)
  return one.kind === 'phrase' ? sayParts(one.parts) : one.kind === 'word' ? one.text : `〔${one.name}〕`
}
