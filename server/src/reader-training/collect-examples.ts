import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DOCUMENT_KINDS, type ParsedDocument, parseDocument } from '@hongxian/shared/document'
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

export async function readPassages(folder: string): Promise<LabelledPassage[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.jsonl')).sort()
  return (await Promise.all(files.map((file) => readLines<LabelledPassage>(folder, file)))).flat()
}

/** Whole papers with planted problems, by the name under which they are reported. */
export const DRAFTS = {
  drafts: 'drafts.jsonl',
  'second drafts': 'drafts-second.jsonl',
  'third drafts': 'drafts-third-normative.jsonl',
  'third drafts, special': 'drafts-third-special.jsonl',
} as const

/** A whole paper as `test/corpus/drafts` has it. */
interface LabelledDraft extends Omit<LabelledPassage, 'family' | 'doc_type'> {
  readonly doc_kind: string
}

/** As passages, each a family of its own. */
export async function readDrafts(folder: string, file: string): Promise<LabelledPassage[]> {
  const drafts = await readLines<LabelledDraft>(folder, file)
  return drafts.map(({ doc_kind, ...draft }) => ({
    complete: true,
    ...draft,
    doc_type: doc_kind,
    family: draft.id,
    whole: true,
  }))
}

async function readLines<Line extends object>(folder: string, file: string): Promise<(Line & { file: string })[]> {
  const text = await readFile(join(folder, file), 'utf8')
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => ({ ...JSON.parse(line), file }))
}

export function parsePassage(passage: LabelledPassage): ParsedDocument {
  const { doc_type } = passage
  const kind = DOCUMENT_KINDS.find((known) => known === doc_type)
  return parseDocument(passage.text, { fragment: passage.whole !== true, ...(kind && { kind }) })
}

/** Where the labels stand, in UTF-16 code units of the passage. */
export function locateSpans({ text, spans }: LabelledPassage): (LabelledSpan & { start: number; end: number })[] {
  return spans.map((span) => {
    const start = span.start ?? text.indexOf(span.quote)
    return { ...span, start, end: start + span.quote.length }
  })
}

/** Words that a passage is set between, so that it stands as in a paper. */
export interface Setting {
  readonly before: string
  readonly after: string
}

const BARE: Setting = { before: '', after: '' }

/**
 * Sentences of the passages: one that shares two characters or more with a label has its code; the rest are lawful. In a
 * passage whose other gaps may be real, the rest are left out.
 *
 * @param settingOf what stands around a passage; no example comes of it
 */
export function examplesOf(
  passages: readonly LabelledPassage[],
  settingOf: (passage: LabelledPassage) => Setting = () => BARE,
): Example[] {
  return passages.flatMap((passage) => {
    const { before, after } = settingOf(passage)
    const document = parsePassage({ ...passage, text: before + passage.text + after })
    const first = before.length
    const last = first + passage.text.length
    const spans = locateSpans(passage).map(({ start, end, ...span }) => ({
      ...span,
      start: start + first,
      end: end + first,
    }))
    const fold = foldOf(passage.family)
    return document.sentences.flatMap((sentence, index) => {
      if (sentence.end <= first || sentence.start >= last) return []
      const hit = spans.filter((span) => Math.min(span.end, sentence.end) - Math.max(span.start, sentence.start) >= 2)
      if (hit.length === 0 && passage.kind !== 'clean' && passage.complete !== true) return []
      return [{ document, index, codes: hit.map(({ code }) => code), passage, fold }]
    })
  })
}

/** Longer sentences are left out of a setting: a list or a table is no neighbour of a clause. */
const LONGEST_NEIGHBOUR = 300

/**
 * Every second family among sentences of real lawful prose, all its passages among the same. Most passages stand alone and
 * most lawful prose does not: without, a reader would take any company for a sign of soundness, and miss the one unlawful
 * clause of a sound paper.
 */
export function amongLawfulProse(lawful: readonly Example[]): (passage: LabelledPassage) => Setting {
  return ({ family, whole }) => {
    const hash = hashOf(`${family}#`)
    const neighbour = lawful[(hash >>> 3) % lawful.length]
    if (neighbour === undefined || whole === true || hash % 2 === 0) return BARE
    const { document, index } = neighbour
    const place = (hash >>> 1) % 4
    const before = place === 0 ? '' : shortSentenceAt(document, index)
    const after = place === 1 ? '' : shortSentenceAt(document, index + 1)
    return { before: before && `${before}\n`, after: after && `\n${after}` }
  }
}

function shortSentenceAt({ sentences, text }: ParsedDocument, index: number): string {
  const sentence = sentences[index]
  const words = sentence === undefined ? '' : text.slice(sentence.start, sentence.end).trim()
  return words.length > LONGEST_NEIGHBOUR ? '' : words
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
export const foldOf = (family: string): number => hashOf(family) % FOLDS

function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193)
  return (hash ^ (hash >>> 13)) >>> 0
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

/** Real prose taken as lawful: what little in it is not drowns. */
export interface LawfulProse {
  /** Sentences of documents of every level and of statutes. */
  readonly training: readonly Example[]
  /** The same of other documents: for measuring. */
  readonly held: readonly Example[]
  /** What the State Council and its departments issued: where a rule speaks about it, it is most likely wrong. */
  readonly central: readonly ParsedDocument[]
}

const CENTRAL = ['国务院', '国务院部门']

/**
 * Read from a folder beside the project; the texts stay there. Many more sentences would make the reader quieter on real
 * prose than it needs to be, and blinder to offences.
 */
export async function readLawful(folder: string): Promise<LawfulProse> {
  const index = (await readFile(join(folder, 'docs/index.jsonl'), 'utf8')).split('\n').filter(Boolean)
  const files = index
    .map((line) => JSON.parse(line) as { file: string; issuer_level: string; doc_type: string })
    .filter(({ doc_type }) => ['normative', 'notice', 'decision', 'rule', 'contract', 'other'].includes(doc_type))
    .map(({ file, issuer_level }) => ({ path: join(folder, 'docs', file), isCentral: CENTRAL.includes(issuer_level) }))
  const statutes = (await readdir(join(folder, 'laws/texts/行政法规'))).sort().filter((_, i) => i % 9 === 0)
  files.push(...statutes.map((file) => ({ path: join(folder, 'laws/texts/行政法规', file), isCentral: false })))
  const sides: [Example[], Example[]] = [[], []]
  const central: ParsedDocument[] = []
  for (const [i, { path, isCentral }] of files.entries()) {
    const text = await readFile(path, 'utf8')
    // Judged as what local governments write: a reader must stay quiet on sound prose whatever its rank.
    const document = parseDocument(text, { kind: 'normative' })
    const side = sides[i % 2]!
    for (const [index, { start, end }] of document.sentences.entries())
      if (end - start > 12) side.push({ document, index, codes: [], passage: null, fold: -1 })
    if (isCentral) central.push(parseDocument(text))
  }
  return { training: thin(sides[0], TRAINING), held: thin(sides[1], HELD), central }
}

/** At most so many, evenly spread, so that no document is favoured. */
export function thin<Item>(items: readonly Item[], count: number): Item[] {
  const step = Math.max(1, items.length / count)
  const kept: Item[] = []
  for (let at = 0; at < items.length; at += step) kept.push(items[Math.floor(at)]!)
  return kept
}
