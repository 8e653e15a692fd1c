import type { Gap, NumberClass, Pattern, SequencePart } from './pattern.ts'

export const NUMBER_CLASSES: readonly NumberClass[] = ['金额', '期限', '年限', '比例', '倍数', '日期', '数']

/** A word longer than this is a sentence, not a word; the bound keeps matching linear. */
export const MAX_WORD_LENGTH = 60

/** A gap wider than this says nothing about a sentence. */
export const MAX_GAP = 400

/** What … stands for in a rule that says nothing else, in characters. */
export const DEFAULT_GAP = 12

function lexiconOrNumber(name: string): Pattern {
  return (NUMBER_CLASSES as readonly string[]).includes(name)
    ? { kind: 'number', class: name as NumberClass, compare: [], units: [] }
    : { kind: 'lexicon', name }
}

/**
 * Read a frame: words with 〔词表〕, ‹n› (at most n characters), … (the rule's own gap), 【甲|乙】 and ? after a bracket or a
 * character that may be missing; [甲|乙]
 * means the same where YAML does not read it as a list.
 * A string without any of these is a literal.
 *
 * @returns the pattern, or a sentence that says what is wrong with it
 */
export function readFrame(source: string, defaultGap: number): Pattern | string {
  const state = { source, at: 0, defaultGap }
  const parts = readParts(state, '')
  if (typeof parts === 'string') return parts
  if (state.at < source.length) return `“${source}”中的“${source[state.at]}”没有与之成对的括号`
  return toPattern(parts, source)
}

interface State {
  readonly source: string
  at: number
  readonly defaultGap: number
}

function toPattern(parts: readonly SequencePart[], source: string): Pattern | string {
  if (parts.length === 0) return source === '' ? '词不能为空' : `“${source}”里没有词`
  if (parts.every((part) => part.isOptional)) return `“${source}”里全是可有可无的词，至少要有一个必有的词`
  const only = parts[0]!
  return parts.length === 1 ? only.pattern : { kind: 'sequence', parts }
}

const OPENERS = '【['
const BARS = '|｜'
const CLOSERS = '|｜】]'

function readParts(state: State, stops: string): SequencePart[] | string {
  const parts: SequencePart[] = []
  let gap: Gap = { max: 0, without: [] }
  while (state.at < state.source.length && !stops.includes(state.source[state.at]!)) {
    const read = readGap(state)
    if (typeof read === 'string') return read
    if (read !== null) {
      if (parts.length === 0) return `“${state.source}”：间隔要放在两个词之间`
      gap = { max: gap.max + read, without: [] }
      continue
    }
    const pattern = readPart(state)
    if (typeof pattern === 'string') return pattern
    const isOptional = state.source[state.at] === '?'
    if (isOptional) state.at++
    parts.push({ pattern, gap, isOptional })
    gap = { max: 0, without: [] }
  }
  return gap.max > 0 ? `“${state.source}”：间隔要放在两个词之间` : parts
}

function readGap(state: State): number | string | null {
  const { source, at } = state
  if (source[at] === '…') {
    state.at++
    while (source[state.at] === '…') state.at++
    return state.defaultGap
  }
  if (source[at] !== '‹') return null
  const close = source.indexOf('›', at)
  const width = close < 0 ? Number.NaN : Number(source.slice(at + 1, close))
  if (!Number.isInteger(width) || width < 1 || width > MAX_GAP)
    return `“${source}”：间隔写作 ‹12›，尖括号里是 1 到 ${MAX_GAP} 的整数`
  state.at = close + 1
  return width
}

function readPart(state: State): Pattern | string {
  const { source, at } = state
  const head = source[at]!
  if (head === '〔') {
    const close = source.indexOf('〕', at)
    if (close < 0) return `“${source}”：词表名要写成〔词表〕，缺右括号`
    state.at = close + 1
    const name = source.slice(at + 1, close).trim()
    return name === '' ? `“${source}”：〔〕里要写词表名` : lexiconOrNumber(name)
  }
  if (OPENERS.includes(head)) return readAlternatives(state)
  if (CLOSERS.includes(head) || head === '〕' || head === '›') return `“${source}”中的“${head}”没有与之成对的括号`
  let end = at
  while (end < source.length && !'〔〕【】[]|｜‹›…?'.includes(source[end]!)) end++
  if (end === at) return `“${source}”：问号表示前面的一个字、【】或者〔〕可有可无，前面不能是空的`
  // 的? : only the last character may be missing.
  if (source[end] === '?' && end - at > 1) end--
  state.at = end
  const text = source.slice(at, end)
  return text.length > MAX_WORD_LENGTH ? `“${text}”太长，一个词不超过 ${MAX_WORD_LENGTH} 字` : { kind: 'literal', text }
}

function readAlternatives(state: State): Pattern | string {
  const of: Pattern[] = []
  do {
    state.at++
    const parts = readParts(state, CLOSERS)
    if (typeof parts === 'string') return parts
    const pattern = toPattern(parts, parts.length === 0 ? state.source : state.source)
    if (typeof pattern === 'string') return pattern
    of.push(pattern)
  } while (BARS.includes(state.source[state.at] ?? '.'))
  if (!'】]'.includes(state.source[state.at] ?? '.')) return `“${state.source}”：方括号没有收尾，写作【甲|乙】`
  state.at++
  return { kind: 'any', of }
}
