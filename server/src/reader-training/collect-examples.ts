import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type DocumentKind, type ParsedDocument, parseDocument } from '@hongxian/shared/document'
import type { Example as RuleExample, RuleSource } from '@hongxian/shared/rule'

/** A labelled passage, as `test/corpus/cases/README.md` describes it. */
export interface LabelledPassage {
  readonly id: string
  /** Name of the file it was read from. */
  readonly file?: string
  readonly kind: 'violation' | 'clean'
  readonly doc_type?: string
  readonly text: string
  readonly spans: readonly LabelledSpan[]
  readonly family: string
  readonly complete?: boolean
  readonly whole?: boolean
}

export interface LabelledSpan {
  readonly quote: string
  readonly code: string
  readonly why?: string
  readonly alt_codes?: readonly string[]
  readonly start?: number
}

/** One sentence to learn from. `codes` is empty for a lawful one. */
export interface Example {
  readonly document: ParsedDocument
  /** Which sentence of the document. */
  readonly index: number
  readonly codes: readonly string[]
  readonly passage: LabelledPassage | null
  /** 0…4 by family; -1 for what is in every training: lawful real text, examples of rules. */
  readonly fold: number
}

export const FOLDS = 5
const TRAINING = 8000
const HELD = 10_000
const KINDS: readonly string[] = [
  'normative',
  'rule',
  'regulation',
  'statute',
  'decision',
  'contract',
  'enforcement',
  'other',
]

export async function readPassages(folder: string): Promise<LabelledPassage[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.jsonl')).sort()
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
  return texts.flatMap((text, i) =>
    text
      .split('\n')
      .filter(Boolean)
      .map((line): LabelledPassage => ({ ...JSON.parse(line), file: files[i]! })),
  )
}

export function parsePassage(passage: LabelledPassage): ParsedDocument {
  const { doc_type } = passage
  const known = doc_type !== undefined && KINDS.includes(doc_type)
  return parseDocument(passage.text, {
    fragment: passage.whole !== true,
    ...(known ? { kind: doc_type as DocumentKind } : {}),
  })
}

/** Where the labels stand, in UTF-16 code units of the passage. */
export function locateSpans({ text, spans }: LabelledPassage): (LabelledSpan & { start: number; end: number })[] {
  return spans.map((span) => {
    const start = span.start ?? text.indexOf(span.quote)
    return { ...span, start, end: start + span.quote.length }
  })
}

/**
 * Sentences of the passages: one that shares two characters or more with a label has its code; the rest are lawful. In a
 * passage whose other gaps may be real, the rest are left out.
 */
export function examplesOf(passages: readonly LabelledPassage[]): Example[] {
  return passages.flatMap((passage) => {
    const document = parsePassage(passage)
    const spans = locateSpans(passage)
    const fold = foldOf(passage.family)
    return document.sentences.flatMap((sentence, index) => {
      const hit = spans.filter((span) => Math.min(span.end, sentence.end) - Math.max(span.start, sentence.start) >= 2)
      if (hit.length === 0 && passage.kind !== 'clean' && passage.complete !== true) return []
      return [{ document, index, codes: hit.map(({ code }) => code), passage, fold }]
    })
  })
}

/** What goes by frames of everyday words: of citations, names, numbers and dates, runs of characters tell nothing. */
const BY_WORDS = /^(authority|set|rights|competition|conflict|procedure|enforce|contract|decision)\./

/**
 * Sentences that rule authors wrote beside their rules, what is to be found and what is not: in every training, for they were
 * written without sight of the half that measures. An example of several sentences does not tell which one offends.
 */
export function examplesOfRules(rules: readonly Pick<RuleSource, 'code' | 'examples' | 'applies'>[]): Example[] {
  return rules
    .filter(({ code }) => BY_WORDS.test(code))
    .flatMap(({ code, examples: { finds, passes }, applies }) => {
      const sentencesOf = ({ text, kind }: RuleExample) => {
        const document = parseDocument(text, { kind: kind ?? applies.kinds?.[0] ?? 'normative', fragment: true })
        return document.sentences.map((_, index) => ({ document, index, passage: null, fold: -1 }))
      }
      return [
        ...finds
          .map(sentencesOf)
          .filter((sentences) => sentences.length === 1)
          .map(([only]) => ({ ...only!, codes: [code] })),
        ...passes.flatMap(sentencesOf).map((one) => ({ ...one, codes: [] })),
      ]
    })
}

/** By family, never by passage: an unlawful passage and its lawful twin are in one fold. */
export function foldOf(family: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < family.length; i++) hash = Math.imul(hash ^ family.charCodeAt(i), 0x01000193)
  return ((hash ^ (hash >>> 13)) >>> 0) % FOLDS
}

/**
 * The half that rule authors may read: families split by hash, so that an unlawful passage and its lawful twin are on the
 * same side. Figures on the unread half are the ones that count.
 */
export function isReadHalf(family: string): boolean {
  let hash = 0x811c9dc5 // FNV-1a, 32 bits
  for (const char of family) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193) >>> 0
  hash ^= hash >>> 15
  return (hash & 1) === 0
}

/**
 * Sentences of real documents of every level and of statutes, taken as lawful: what little in them is not drowns. They are
 * read from a folder beside the project and stay there.
 *
 * Those for measuring come from other documents than those for training. Many more would make the reader quieter on real
 * prose than it needs to be, and blinder to offences.
 */
export async function readLawful(folder: string): Promise<{ training: Example[]; held: Example[] }> {
  const index = (await readFile(join(folder, 'docs/index.jsonl'), 'utf8')).split('\n').filter(Boolean)
  const files = index
    .map((line) => JSON.parse(line) as { file: string; issuer_level: string; doc_type: string })
    .filter(({ doc_type }) => ['normative', 'notice', 'decision', 'rule', 'contract', 'other'].includes(doc_type))
    .map(({ file }) => join(folder, 'docs', file))
  const statutes = (await readdir(join(folder, 'laws/texts/行政法规'))).sort().filter((_, i) => i % 9 === 0)
  files.push(...statutes.map((file) => join(folder, 'laws/texts/行政法规', file)))
  const sides: [Example[], Example[]] = [[], []]
  for (const [i, file] of files.entries()) {
    // Judged as what local governments write: a reader must stay quiet on sound prose whatever its rank.
    const document = parseDocument(await readFile(file, 'utf8'), { kind: 'normative' })
    const side = sides[i % 2]!
    for (const [index, { start, end }] of document.sentences.entries())
      if (end - start > 12) side.push({ document, index, codes: [], passage: null, fold: -1 })
  }
  return { training: thin(sides[0], TRAINING), held: thin(sides[1], HELD) }
}

/** At most so many, evenly spread, so that no document is favoured. */
export function thin<Item>(items: readonly Item[], count: number): Item[] {
  const step = Math.max(1, items.length / count)
  const kept: Item[] = []
  for (let at = 0; at < items.length; at += step) kept.push(items[Math.floor(at)]!)
  return kept
}
