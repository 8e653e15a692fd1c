import { CONDITION_KEYS, DEFAULT_GAP, HAS_SCOPES, NUMBER_CLASSES, OPERATORS } from '@hongxian/shared/rule'
import { type FramePart, type GapWidth, joinFrame, splitFrame } from './frame.ts'
import { isValues, listOf, type Path, type Values } from './value.ts'

/** One place of a row, with what stands before it. */
export interface RowPart {
  readonly gap: GapWidth
  /** Words that must not stand in the gap. */
  readonly without: readonly string[]
  readonly isOptional: boolean
  /** As it is written in the file, without 可有. */
  readonly value: unknown
}

/** 句中依次出现: written as a frame, or as a list under 依次. */
export interface Row {
  readonly parts: readonly RowPart[]
  readonly isList: boolean
}

/** What stands at one place of a row, or as one of several that must stand together. */
export type Content =
  | { readonly kind: 'choices'; readonly choices: readonly string[] }
  | { readonly kind: 'edge'; readonly at: '〔头〕' | '〔尾〕' }
  | { readonly kind: 'named'; readonly name: string; readonly value: unknown }
  | { readonly kind: 'number'; readonly name: string; readonly bounds: Values }
  | { readonly kind: 'exactly'; readonly text: string }
  | { readonly kind: 'pattern'; readonly value: unknown }

/** What is to be found, as a form shows it. Paths lead from the value to its parts. */
export type PatternShape =
  | { readonly kind: 'row'; readonly row: Row }
  | { readonly kind: 'either'; readonly path: Path; readonly of: readonly unknown[] }
  | { readonly kind: 'together'; readonly path: Path; readonly of: readonly unknown[] }
  /** Patterns that must all be there, and conditions. A pattern at the empty path is one key of the map, told with it. */
  | {
      readonly kind: 'all'
      readonly patterns: readonly { readonly path: Path; readonly value: unknown }[]
      readonly clauses: readonly Clause[]
    }
  | { readonly kind: 'content'; readonly content: Content }
  /** Not within what a form can show. */
  | { readonly kind: 'other'; readonly program: string | null }

/** One condition. */
export interface Clause {
  readonly path: Path
  /** As in the file; empty for a pattern alone, which is looked for in the scope of the rule. */
  readonly key: string
  readonly value: unknown
}

const PATTERN_KEYS: readonly string[] = ['任一', '依次', '同现', '且', '取', '字面', '程序', ...NUMBER_CLASSES]

/** Whether a value is a pattern, which stands somewhere, and not a condition, which holds or does not. */
export function isPattern(value: unknown): boolean {
  if (!isValues(value)) return true
  if ('任一' in value && listOf(value.任一).every(isPattern)) return true
  if ('且' in value && listOf(value.且).some(isPattern)) return true
  return PATTERN_KEYS.some((key) => key !== '任一' && key !== '且' && key in value)
}

export function shapeOfPattern(value: unknown): PatternShape {
  if (typeof value === 'string' || typeof value === 'number') {
    const row = rowOf(value)
    if (row) return { kind: 'row', row }
    const content = contentOf(value)
    return content ? { kind: 'content', content } : { kind: 'other', program: null }
  }
  if (Array.isArray(value)) return { kind: 'either', path: [], of: value }
  if (!isValues(value)) return { kind: 'other', program: null }
  if ('程序' in value) return { kind: 'other', program: String(value.程序) }
  const keys = Object.keys(value)
  const [only] = keys
  if (keys.length === 1 && only === '依次') {
    const row = rowOf(value)
    return row ? { kind: 'row', row } : { kind: 'other', program: null }
  }
  if (keys.length === 1 && only === '任一' && isPattern(value))
    return { kind: 'either', path: ['任一'], of: listOf(value.任一) }
  if (keys.length === 1 && only === '同现') return { kind: 'together', path: ['同现'], of: listOf(value.同现) }
  const content = contentOf(value)
  if (content && content.kind !== 'pattern') return { kind: 'content', content }
  return shapeOfAll(value)
}

/** Several keys of one map must all hold, as must the entries of 且 and 皆. */
function shapeOfAll(value: Values): PatternShape {
  const patterns: { path: Path; value: unknown }[] = []
  for (const [key, inner] of Object.entries(value)) {
    if (key === '且')
      for (const [i, entry] of listOf(inner).entries())
        if (isPattern(entry)) patterns.push({ path: Array.isArray(inner) ? ['且', i] : ['且'], value: entry })
    if (key === '依次' || key === '同现' || (key === '任一' && listOf(inner).every(isPattern)))
      patterns.push({ path: [], value: { [key]: inner } })
    else if (PATTERN_KEYS.includes(key) && key !== '且' && key !== '任一') return { kind: 'other', program: null }
  }
  const clauses = clausesOf(value)
  return clauses === null ? { kind: 'other', program: null } : { kind: 'all', patterns, clauses }
}

const PATTERN_MAPS: readonly string[] = ['依次', '同现']

/** The conditions of a map, those within 皆 and 且 among them; `null` where there is something else. */
export function clausesOf(value: unknown): readonly Clause[] | null {
  if (!isValues(value)) return [{ path: [], key: '', value }]
  const clauses: Clause[] = []
  for (const [key, inner] of Object.entries(value)) {
    if (key === '皆' || key === '且') {
      for (const [i, entry] of listOf(inner).entries()) {
        if (key === '且' && isPattern(entry)) continue
        const nested = isPattern(entry) ? [{ path: [], key: '', value: entry }] : clausesOf(entry)
        if (nested === null) return null
        const start = Array.isArray(inner) ? [key, i] : [key]
        clauses.push(...nested.map((clause) => ({ ...clause, path: [...start, ...clause.path] })))
      }
    } else if (key === '除非' || CONDITION_KEYS.includes(key) || (key === '任一' && !listOf(inner).every(isPattern)))
      clauses.push({ path: [key], key, value: inner })
    else if (!PATTERN_MAPS.includes(key) && key !== '任一') return null
  }
  return clauses
}

/** A row written as a frame or under 依次; `null` where it is neither. */
export function rowOf(value: unknown): Row | null {
  if (typeof value === 'number') return rowOf(String(value))
  if (typeof value === 'string') {
    if (value.trim() === '') return { isList: false, parts: [{ gap: 0, without: [], isOptional: false, value: '' }] }
    const parts = splitFrame(value.trim())
    return parts && { isList: false, parts: parts.map(rowPartOf) }
  }
  if (!isOnly(value, '依次')) return null
  const parts: RowPart[] = []
  let gap: GapWidth = null
  let without: readonly string[] = []
  for (const entry of listOf(value.依次)) {
    if (isValues(entry) && '间隔' in entry) {
      if (parts.length === 0 || typeof entry.间隔 !== 'number') return null
      gap = entry.间隔
      without = listOf(entry.不含).map(String)
      continue
    }
    const isOptional = isValues(entry) && '可有' in entry
    parts.push({ gap: parts.length === 0 ? 0 : gap, without, isOptional, value: isOptional ? entry.可有 : entry })
    gap = null
    without = []
  }
  return parts.length === 0 ? null : { isList: true, parts }
}

function rowPartOf({ gap, choices, isOptional }: FramePart): RowPart {
  // A blank alone would be lost: around a frame blanks say nothing.
  const isAlone = choices.length === 1 && choices[0]?.trim() === choices[0]
  return { gap, without: [], isOptional, value: isAlone ? choices[0] : choices }
}

/** The row as it is written in a file: as a frame where one can say it. Places without a word are left out. */
export function writeRow({ parts: all, isList }: Row): unknown {
  const parts = all.filter(({ value }) => value !== '')
  if (parts.length === 0) return ''
  const frames = parts.map(({ gap, without, isOptional, value }): FramePart | null => {
    const content = contentOf(value)
    return content?.kind === 'choices' && without.length === 0 ? { gap, isOptional, choices: content.choices } : null
  })
  if (!isList && frames.every((frame) => frame !== null)) return joinFrame(frames)
  return {
    依次: parts.flatMap(({ gap, without, isOptional, value }, i) => [
      ...(i === 0 || (gap === null && without.length === 0)
        ? []
        : [{ 间隔: gap ?? DEFAULT_GAP, ...(without.length > 0 ? { 不含: without } : {}) }]),
      isOptional ? { 可有: value } : value,
    ]),
  }
}

/** What stands at one place; `null` where it is nothing a form can show. */
export function contentOf(value: unknown): Content | null {
  if (typeof value === 'number') return { kind: 'choices', choices: [String(value)] }
  if (typeof value === 'string') return contentOfFrame(value.trim())
  const list = Array.isArray(value) ? value : isOnly(value, '任一') ? listOf(value.任一) : null
  if (list !== null) {
    const isWords = list.every(
      (one) => typeof one === 'number' || (typeof one === 'string' && splitFrame(one) !== null),
    )
    return isWords ? { kind: 'choices', choices: list.map(String) } : { kind: 'pattern', value }
  }
  if (!isValues(value)) return null
  if ('取' in value && '模式' in value && Object.keys(value).length === 2)
    return { kind: 'named', name: String(value.取), value: value.模式 }
  if (isOnly(value, '字面')) return { kind: 'exactly', text: String(value.字面) }
  const number = NUMBER_CLASSES.find((name) => isOnly(value, name))
  if (number) {
    const bounds = value[number]
    return isValues(bounds) && areBounds(bounds) ? { kind: 'number', name: number, bounds } : null
  }
  return { kind: 'pattern', value }
}

function contentOfFrame(value: string): Content | null {
  if (value === '〔头〕' || value === '〔尾〕') return { kind: 'edge', at: value }
  if (value === '') return { kind: 'choices', choices: [] }
  const parts = splitFrame(value)
  if (parts === null) return null
  const [only] = parts
  return { kind: 'choices', choices: parts.length === 1 && only && !only.isOptional ? only.choices : [value] }
}

const isOnly = <Key extends string>(value: unknown, key: Key): value is Record<Key, unknown> =>
  isValues(value) && Object.keys(value).length === 1 && key in value

const areBounds = (bounds: Values): boolean =>
  Object.entries(bounds).every(([key, bound]) =>
    key in OPERATORS ? typeof bound === 'number' : key === '单位' || key === '仅单位',
  )

/** A choice list as it is written: one word alone, several as a list. */
export const writeChoices = (choices: readonly string[]): unknown => (choices.length === 1 ? choices[0] : choices)

export const isHas = (key: string): boolean => key in HAS_SCOPES

/** The conditions that stand as one of several, where any suffices: 除非, 非, 任一. */
export const alternativesOf = (value: unknown): readonly { readonly path: Path; readonly value: unknown }[] =>
  Array.isArray(value) ? value.map((one, i) => ({ path: [i], value: one })) : [{ path: [], value }]
