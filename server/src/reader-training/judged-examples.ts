import { type DocumentKind, parseDocument } from '@hongxian/shared/document'
import type { ReaderCase } from '@hongxian/shared/reader'
import { type Example, foldOf } from './collect-examples.ts'

/** Words of a text that somebody judged, offsets in UTF-16 code units. */
export interface JudgedWords {
  readonly draftId: string
  readonly versionId: string
  readonly text: string
  readonly kind: string
  readonly start: number
  readonly end: number
  readonly quote: string
  readonly code: string
  readonly message: string
  readonly isProblem: boolean
}

/** Sentences to learn from. One that holds a problem is a problem, whatever else in it was held to be none. */
export function judgedExamples(judged: readonly JudgedWords[]): Example[] {
  const versions = new Map<string, JudgedWords[]>()
  for (const one of judged) versions.set(one.versionId, [...(versions.get(one.versionId) ?? []), one])
  return [...versions.values()].flatMap((own) => {
    const { text, kind, draftId } = own[0]!
    const document = parseDocument(text, { kind: kind as DocumentKind })
    return document.sentences.flatMap((sentence, index): Example[] => {
      const hit = own.filter((one) => Math.min(one.end, sentence.end) - Math.max(one.start, sentence.start) >= 2)
      if (hit.length === 0) return []
      const codes = hit.filter(({ isProblem }) => isProblem).map(({ code }) => code)
      return [{ document, index, codes, passage: null, fold: foldOf(draftId) }]
    })
  })
}

/** What was taken over as a problem, for later findings to be compared with. */
export function judgedCases(judged: readonly JudgedWords[]): ReaderCase[] {
  const cases = new Map<string, ReaderCase>()
  for (const { isProblem, code, quote, message } of judged)
    if (isProblem && quote.length >= 6) cases.set(`${code} ${quote}`, { code, quote, why: firstSentence(message) })
  return [...cases.values()]
}

const firstSentence = (message: string): string => message.split('。', 1)[0]!
