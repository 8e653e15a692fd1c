import { type DocumentKind, parseDocument } from '@hongxian/shared/document'
import { compileModel, compileReader, type ReaderWeights, scoreSentences } from '@hongxian/shared/reader'

export interface ScoredPassage {
  /** Of each sentence; `null` for one too short or too long to be compared. */
  readonly scores: readonly (number | null)[]
  /** What is shown: 审核事项, severity and place. */
  readonly found: readonly string[]
}

/** What the second reader says of passages, wherever this runs. */
export function scorePassages(
  weights: ReaderWeights,
  passages: readonly { readonly text: string; readonly kind: DocumentKind }[],
): ScoredPassage[] {
  const model = compileModel(weights)
  const reader = compileReader(weights)
  return passages.map(({ text, kind }) => {
    const document = parseDocument(text, { fragment: true, kind })
    const scoreAt = scoreSentences(model, document)
    const scores = document.sentences.map((_, index) => scoreAt(index))
    const found = reader.read(document)
    return {
      scores: scores.map((score) => (Number.isFinite(score) ? score : null)),
      found: found.map(({ code, severity, start, end, message }) => `${code} ${severity} ${start}-${end} ${message}`),
    }
  })
}
