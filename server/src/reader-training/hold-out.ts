import type { ReaderCase, ReaderWeights } from '@hongxian/shared/reader'
import { chooseCut, type HeldScore } from './choose-cut.ts'
import { type Example, FOLDS } from './collect-examples.ts'
import { type Cut, scoreExamples, trainReader } from './train-reader.ts'

export interface HeldOut {
  /** Weights that did not see fold `i`. Their cut is not set. */
  readonly weights: readonly ReaderWeights[]
  /** Score of each example by weights that did not see its family; lawful real text of the training side is not scored. */
  readonly scores: readonly number[]
  /** Scores of lawful real sentences kept out of every training, by the weights of every fold. */
  readonly lawful: readonly number[]
  readonly cut: Cut
}

/**
 * Train once a fold without that fold, and choose the thresholds on what each did not see.
 *
 * @param always in every training, never measured on
 */
export function holdOut(
  examples: readonly Example[],
  always: readonly Example[],
  lawful: { readonly training: readonly Example[]; readonly held: readonly Example[] },
  names: ReadonlyMap<string, string>,
  onFold: (fold: number) => void = () => {},
): HeldOut {
  const scores = new Array<number>(examples.length).fill(Number.NEGATIVE_INFINITY)
  const weights: ReaderWeights[] = []
  const quiet: number[] = []
  for (let fold = 0; fold < FOLDS; fold++) {
    onFold(fold)
    const seen = examples.filter((example) => example.fold !== fold)
    const trained = trainReader([...seen, ...always, ...lawful.training], {
      version: `fold-${fold}`,
      names,
      cases: casesOf(seen),
    })
    weights.push(trained)
    const unseen = examples.flatMap((example, i) => (example.fold === fold ? [i] : []))
    const scored = scoreExamples(
      trained,
      unseen.map((i) => examples[i]!),
    )
    for (const [k, i] of unseen.entries()) scores[i] = scored[k]!
    quiet.push(...scoreExamples(trained, lawful.held))
  }
  const held = examples.map((example, i): HeldScore => ({ score: scores[i]!, isOffence: example.codes.length > 0 }))
  return { weights, scores, lawful: quiet, cut: chooseCut(held, quiet) }
}

/** The labels of the passages behind some examples, each once: what findings are compared with. */
export function casesOf(examples: readonly Example[]): ReaderCase[] {
  const passages = new Set(examples.flatMap(({ passage }) => (passage === null ? [] : [passage])))
  const cases = new Map<string, ReaderCase>()
  for (const { spans } of passages)
    for (const { code, quote, why } of spans)
      if (quote.length >= 6) cases.set(`${code} ${quote}`, { code, quote, why: why ?? '' })
  return [...cases.values()]
}
