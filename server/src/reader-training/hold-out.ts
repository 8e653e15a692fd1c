import {
  compileReader,
  type EvidenceNumbers,
  listEvidence,
  NO_TRUST,
  type Reader,
  type ReaderCase,
  type ReaderWeights,
  weighEvidence,
} from '@hongxian/shared/reader'
import { type RuleSet, witness } from '@hongxian/shared/rule'
import {
  type Example,
  FOLDS,
  foldOf,
  isReadHalf,
  type LabelledPassage,
  type LawfulProse,
  thin,
} from './collect-examples.ts'
import { chooseCuts, fitLogOdds, learnEvidence, tryLawful, tryPassages } from './learn-evidence.ts'
import { scoreExamples, trainReader } from './train-reader.ts'

export interface HeldOut {
  /** Weights that did not see fold `i`, neither its sentences nor what the rules found in them. */
  readonly weights: readonly ReaderWeights[]
  /** Score of each example by weights that did not see its family. */
  readonly scores: readonly number[]
  /** Margins of lawful real sentences kept out of every training, by the weights of every fold. */
  readonly lawful: readonly number[]
  /** Of findings of the reader on held-out passages: margin without what the rules found, and whether they meet a label. */
  readonly ofReader: readonly { readonly margin: number; readonly isOffence: boolean }[]
  /** For weights trained on all. */
  readonly judgement: Pick<ReaderWeights, 'floor' | 'evidence'>
}

export interface HoldOutInput {
  /** Sentences of the passages as they stand: to measure on. */
  readonly examples: readonly Example[]
  /** The same as they are learned from. */
  readonly lessons: readonly Example[]
  readonly passages: readonly LabelledPassage[]
  /** In every training, never measured on. */
  readonly always: readonly Example[]
  readonly lawful: LawfulProse
  readonly names: ReadonlyMap<string, string>
  readonly ruleSet: RuleSet
  readonly asOf: string
}

/** The reader must be right nine times in ten by itself, not because a rule said the same. */
const NO_PEERS = { sameAlarms: 0, sameHints: 0, otherAlarms: 0 }

/** One finding in so many would be heard below the floor, where most sentences lie: it is not worth comparing them all. */
const BELOW_FLOOR = 0.01

/**
 * Train once a fold without that fold; on what each did not see, learn how far findings are to be believed, and choose the
 * thresholds. Rules are tried on the families only that their authors have not read.
 */
export function holdOut(
  { examples, lessons, passages, always, lawful, names, ruleSet, asOf }: HoldOutInput,
  onFold: (fold: number) => void = () => {},
): HeldOut {
  const scores = new Array<number>(examples.length).fill(Number.NEGATIVE_INFINITY)
  const trained: ReaderWeights[] = []
  for (let fold = 0; fold < FOLDS; fold++) {
    onFold(fold)
    const seen = lessons.filter((example) => example.fold !== fold)
    const weights = trainReader([...seen, ...always, ...lawful.training], {
      version: `fold-${fold}`,
      names,
      cases: casesOf(seen),
    })
    trained.push(weights)
    const unseen = examples.flatMap((example, i) => (example.fold === fold ? [i] : []))
    const scored = scoreExamples(
      weights,
      unseen.map((i) => examples[i]!),
    )
    for (const [k, i] of unseen.entries()) scores[i] = scored[k]!
  }

  // Without cases to compare with: what is learned does not depend on them.
  const readers = trained.map((weights) => compileReader({ ...weights, cases: [] }))
  const fresh = passages.filter(({ family }) => !isReadHalf(family))
  const tried = tryPassages(fresh, ruleSet, asOf, ({ family }) => {
    const fold = foldOf(family)
    return { reader: readers[fold]!, fold }
  })
  const { rules } = ruleSet
  const onLawful = tryLawful(lawful.central, ruleSet, asOf)
  const learned = trained.map((_, fold) =>
    learnEvidence(
      tried.filter((one) => one.fold !== fold),
      onLawful,
      rules,
    ),
  )
  const marginOf = (fold: number, numbers: EvidenceNumbers): number => weighEvidence(learned[fold]!.reader, numbers)
  const ofReader = tried
    .filter(({ isOfRule }) => !isOfRule)
    .map(({ evidence, fold, isOffence }) => ({
      margin: marginOf(fold, listEvidence(NO_TRUST, { ...evidence, ...NO_PEERS })),
      score: evidence.score,
      isOffence,
    }))
  const quiet = readers.flatMap((reader, fold) =>
    lawfulMargins(reader, lawful.held, (numbers) => marginOf(fold, numbers)),
  )
  const cuts = chooseCuts(ofReader, quiet)
  const heard = ofReader.filter(({ margin }) => margin >= cuts.hint)
  const told = fitLogOdds(
    heard.map(({ margin }) => ({ margin })),
    heard.map(({ isOffence }) => isOffence),
  )
  const rising = heard.flatMap(({ score }) => (score === null ? [] : [score])).sort((a, b) => a - b)
  const floor = rising[Math.floor(rising.length * BELOW_FLOOR)] ?? 0
  return {
    weights: trained.map((weights, fold) => ({ ...weights, floor, evidence: { ...learned[fold]!, told, cuts } })),
    scores,
    lawful: quiet,
    ofReader,
    judgement: { floor, evidence: { ...learnEvidence(tried, onLawful, rules), told, cuts } },
  }
}

function lawfulMargins(
  reader: Reader,
  held: readonly Example[],
  marginOf: (numbers: EvidenceNumbers) => number,
): number[] {
  return held.flatMap(({ document, index }) => {
    const sentence = document.sentences[index]!
    return witness([], reader.read(document, sentence), document, reader)
      .filter(({ finding }) => finding.start >= sentence.start && finding.end <= sentence.end)
      .map(({ evidence }) => marginOf(listEvidence(NO_TRUST, evidence)))
  })
}

/** So many labels of each 审核事项 travel with the weights: more would say little more and weigh as much as the weights. */
const CASES_PER_CODE = 75

/** Labels of the passages behind some examples, each once, evenly over the passages: what findings are compared with. */
export function casesOf(examples: readonly Example[]): ReaderCase[] {
  const passages = new Set(examples.flatMap(({ passage }) => (passage === null ? [] : [passage])))
  const byCode = new Map<string, Map<string, ReaderCase>>()
  for (const { spans } of passages)
    for (const { code, quote, why } of spans) {
      if (quote.length < 6) continue
      const cases = byCode.get(code) ?? new Map<string, ReaderCase>()
      byCode.set(code, cases.set(quote, { code, quote, why: why ?? '' }))
    }
  return [...byCode.values()].flatMap((cases) => thin([...cases.values()], CASES_PER_CODE))
}
